"""A new catalog: small, valid, with one of each thing, so that a first ``build`` shows a real website."""

from collections.abc import Mapping

from dlcatalog.catalog.schema_export import SCHEMA_MODELS, export_schema, format_schema

SCHEMA_FOLDER = ".schema"

_SITE = """\
title: {en: My catalog, zh: 我的资源目录}
tagline:
  en: Resources worth your time, in two languages
  zh: 值得花时间的资源，中英双语
# base_url: https://example.org/     # the address of the website, for feeds and the sitemap 网站地址，用于订阅源和站点地图
# repository: https://github.com/owner/name
"""
_TOPICS = """\
topics:
  - id: deep-learning
    name: {en: Deep learning, zh: 深度学习}
    gloss:
      en: Learning by neural networks with many layers.
      zh: 用多层神经网络进行学习的方法。
    start_here:
      - entry: d2l
        why:
          en: Text, formulas and runnable code go together from the first page.
          zh: 从第一页起就把讲解、公式和可运行的代码放在一起。
  - id: residual-networks
    name: {en: Residual networks, zh: 残差网络}
    aliases: [ResNet]
    parent: deep-learning
    gloss:
      en: Networks whose layers learn a correction to what passes by them.
      zh: 各层只学习对输入的修正量，输入本身经旁路直接传递的网络。
"""
_PATH = """\
title: {en: A first look, zh: 初步了解}
audience:
  en: You can program a little and know what a derivative is.
  zh: 会一点编程，知道什么是导数。
steps:
  - entry: d2l
    why:
      en: Work through the chapters on linear and multilayer networks.
      zh: 学完线性网络和多层感知机两章。
    hours: 20
  - entry: resnet
    why:
      en: Read the paper behind most image networks that came after it.
      zh: 阅读这篇论文，此后大多数图像网络都以它为基础。
    hours: 3
"""
_BOOK = """\
title: {en: Dive into Deep Learning, zh: 动手学深度学习}
aliases: [D2L]
summary:
  en: An open textbook in which every idea comes with formulas and code that runs. For readers who learn by doing.
  zh: 一本开放的教科书，每个概念都配有公式和可运行的代码，适合边做边学的读者。
links:
  - {url: https://d2l.ai/, role: home, lang: en}
  - {url: https://zh.d2l.ai/, role: translation, lang: zh}
authors: [Aston Zhang, Zachary C. Lipton, {name: Mu Li, zh: 李沐}, Alexander J. Smola]
language: [en, zh]
free_online: true
topics: [deep-learning]
level: beginner
cost: free
standing: current
added: {added}
"""
_PAPER = """\
title: {en: Deep Residual Learning for Image Recognition, zh: 用于图像识别的深度残差学习}
aliases: [ResNet]
summary:
  en: The paper that made networks with over a hundred layers trainable by letting each layer learn a residual.
  zh: 让每一层只学习残差，使一百多层的网络也能训练的论文。
notes:
  en: |
    A block computes $y = F(x) + x$; where $F$ is near zero, the block does no harm.
  zh: |
    每个模块计算 $y = F(x) + x$；当 $F$ 接近零时，这个模块不会带来损害。
links:
  - {url: https://arxiv.org/abs/1512.03385, role: abstract}
authors: [Kaiming He, Xiangyu Zhang, Shaoqing Ren, Jian Sun]
year: 2015
language: [en]
arxiv: '1512.03385'
topics: [residual-networks, deep-learning]
level: intermediate
cost: free
standing: classic
relations:
  prerequisite: [d2l]
added: {added}
"""
_LIBRARY = """\
title: PyTorch
summary:
  en: A library for tensors and automatic differentiation that most research code is written in.
  zh: 提供张量运算和自动微分的库，多数研究代码都用它编写。
links:
  - {url: https://pytorch.org/, role: home}
language: [en]
repository: https://github.com/pytorch/pytorch
package: [{registry: pypi, name: torch}]
topics: [deep-learning]
level: beginner
cost: free
standing: current
added: {added}
"""
_FILES: Mapping[str, tuple[str, str]] = {
    "site.yaml": ("site-settings", _SITE),
    "topics.yaml": ("topics", _TOPICS),
    "paths/first-look.yaml": ("path", _PATH),
    "books/d2l.yaml": ("book", _BOOK),
    "papers/resnet.yaml": ("paper", _PAPER),
    "libraries/pytorch.yaml": ("library", _LIBRARY),
}


def starter_files(added: str) -> dict[str, str]:
    """The files of a new catalog by path; ``added`` is the day that its entries carry."""
    files = {}
    for path, (schema, text) in _FILES.items():
        up = "../" * path.count("/")
        first = f"# yaml-language-server: $schema={up or './'}{SCHEMA_FOLDER}/{schema}.schema.json\n"
        files[path] = first + text.replace("{added}", added)
    for name in SCHEMA_MODELS:
        files[f"{SCHEMA_FOLDER}/{name}.schema.json"] = format_schema(export_schema(name))
    return files
