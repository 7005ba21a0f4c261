"""The rules of style find what they should and leave alone what is no prose: a false alarm is worse than a miss."""

from collections.abc import Callable, Iterator

import pytest

from dlcatalog.catalog.rules.registry import TextItem
from dlcatalog.catalog.rules.text import missing_space, mixed_punctuation
from dlcatalog.diagnostics import Finding
from dlcatalog.lang import Localized


def faults(rule: Callable[[TextItem], Iterator[Finding]], *, zh: str = "中文", en: str = "English") -> int:
    return len(list(rule(TextItem(("notes",), "notes", Localized(en=en, zh=zh), is_plain=False))))


FINE_CHINESE = [
    "用 PyTorch 写成，2015 年发布。",
    "见 `conv2d(输入, 输出)` 与 `a,b`，都可以。",
    "损失为 $L(x, y) = -\\log p(y|x)$，其中$x$为输入。",
    "$$\n\\text{其中}x,y\n$$",
    "地址是 https://example.org/路径,a?b=c;d:e 这一个。",
    "链接：[说明](https://example.org/a_(b)?x=1,2)，值得读。",
    "[官方文档](https://pytorch.org/docs/stable/index.html)写得很清楚。",
    "书名《Deep Learning深度学习(第2版)》不改。",
    "这是 B站上的视频，也有T恤、U盘、A股和 3D 打印。",
    "比例是 1:1，时间是 12:30，范围 0.5~1.0。",
    "函数 f(x) 与 g(x, y)（见第 3 章）。",
    "Hinton、LeCun 和 Bengio（2015）的综述。",
    "准确率 95%，提升 3.5%。",
    "参见 3.1 节、第 1) 点和第 2) 点。",
    "（见 1) 与 2)）两点",
    "支持 Windows, macOS 和 Linux 等系统。",
    "版本 1.0.2, 2.0 与 e.g. 这样的写法。",
    "他说：“这就是 AI。”然后离开。",
    "省略号……和破折号——都可以。",
    "- 第一项\n- 第二项\n\n1. 第三项\n2. 第四项",
    "| 列一 | 列二 |\n| --- | :-: |\n| 一 | 二 |",
    "```python\nprint('你好,world')  # 注释:说明\n```\n正文。",
    "    缩进的文字，没有问题。",
    "**重点**：先读第一章。",
    "文件 data/数据.csv 和 model.py 都在。",
    "邮箱 someone@example.org 可用。",
    "C++、C# 与 .NET 都有绑定。",
    "q-learning 与 ε-贪心策略。",
    "<kbd>Ctrl</kbd> 键",
    "这一步等同于 softmax(QKᵀ/√d)V。",
    "GPT-4、LLaMA-2 与 ViT-L/16。",
]


@pytest.mark.parametrize("text", FINE_CHINESE)
def test_good_chinese_passes(text: str) -> None:
    assert faults(missing_space, zh=text) == 0
    assert faults(mixed_punctuation, zh=text) == 0


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("用PyTorch写成", 2),
        ("发布于2015年", 2),
        ("第3章", 2),
        ("约95%的样本", 2),
        ("学习CNN。", 1),
        ("`代码`和GPU", 1),
        ("𠮷A", 1),
    ],
)
def test_missing_spaces_are_counted(text: str, number: int) -> None:
    assert faults(missing_space, zh=text) == number


@pytest.mark.parametrize(
    "text",
    [
        "你好,世界",
        "你好, 世界",
        "真的吗?",
        "好!",
        "说明:如下",
        "先读;再写",
        "结束.",
        "第一句. 第二句。",
        "卷积(CNN)网络",
        "缩写 CNN (卷积网络) 常用",
        "（含代码)",
        "PyTorch,然后",
        "PyTorch: 一个库",
        "**重点**:内容",
        "《书名》,很好",
    ],
)
def test_half_width_marks_in_chinese_are_found_once(text: str) -> None:
    assert faults(mixed_punctuation, zh=text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A book by Zhou Zhihua (周志华), known as 西瓜书 (the watermelon book).",
        "The series 《动手学深度学习》，in Chinese.",
        "Use `，` as a separator.",
        "“Quoted” text — with dashes… and ·dots·.",
    ],
)
def test_good_english_passes(text: str) -> None:
    assert faults(mixed_punctuation, en=text) == 0


@pytest.mark.parametrize("text", ["First，second.", "A note：here.", "Why？", "One （two） three."])
def test_full_width_marks_in_english_are_found(text: str) -> None:
    assert faults(mixed_punctuation, en=text) >= 1
