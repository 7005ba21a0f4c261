import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from urllib.robotparser import RobotFileParser

import markdown
import pytest

from dlcatalog.website.exports.artifacts import Artifact, build_artifact
from dlcatalog.website.exports.item import Item, Snapshot
from dlcatalog.website.exports.markdown_twin import escape_line

ItemMaker = Callable[..., Item]
SnapshotMaker = Callable[..., Snapshot]
_BASE = "https://example.org/dl/"


def test_robots_may_read_everything(snapshot: SnapshotMaker) -> None:
    text = build_artifact(Artifact("robots.txt", "robots"), snapshot(base_url=_BASE))
    parser = RobotFileParser()
    parser.parse(text.splitlines())
    assert parser.can_fetch("AnyBot", f"{_BASE}zh/index.html")
    assert parser.site_maps() == [f"{_BASE}sitemap.xml"]


def test_headers_hold_the_policy_of_the_pages(snapshot: SnapshotMaker) -> None:
    text = build_artifact(Artifact("_headers", "headers"), snapshot())
    (policy,) = re.findall(r"Content-Security-Policy: (.*)", text)
    assert policy == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    for line in text.splitlines():
        assert not line or line.startswith("/") or re.fullmatch(r"  [A-Z][\w-]+: \S.*", line)


def test_the_search_description_leads_to_the_search_page(snapshot: SnapshotMaker) -> None:
    root = ET.fromstring(build_artifact(Artifact("", "opensearch", args=("zh",)), snapshot(base_url=_BASE)))
    name = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert root.findtext(f"{name}ShortName") == "目录"
    assert [url.attrib["template"] for url in root.iter(f"{name}Url")] == [
        f"{_BASE}zh/search.html?q={{searchTerms}}",
        f"{_BASE}zh/opensearch.xml",
    ]


def test_llms_names_topics_and_dumps_but_no_entries(item: ItemMaker, snapshot: SnapshotMaker) -> None:
    text = build_artifact(Artifact("llms.txt", "llms"), snapshot(item(entry_id="resnet", topics=["gan"])))
    links = re.findall(r"^- \[(.*?)\]\((.*?)\): \S", text, re.MULTILINE)
    assert ("catalog.json", "api/v1/catalog.json") in links
    assert ("GANs", "en/topics/gan.md") in links
    assert ("生成对抗网络", "zh/topics/gan.md") in links
    assert "resnet" not in text
    assert text.startswith("# The \\<catalog\\> & co (目录)\n\n> ")


def test_llms_leaves_out_closed_doors(snapshot: SnapshotMaker) -> None:
    text = build_artifact(Artifact("llms.txt", "llms"), snapshot(api=False, exports=False))
    assert "Dumps" not in text
    assert "api/v1" not in text
    assert "(en/topics/gan.md)" in text


def twin(context: Snapshot, lang: str = "en", topic: str = "gan") -> str:
    return build_artifact(Artifact("", "markdown", topic, (lang,)), context)


def test_a_topic_has_its_twin_in_markdown(item: ItemMaker, snapshot: SnapshotMaker) -> None:
    links = [{"url": "https://example.org/a_(b)", "role": "home"}]
    items = [
        item("paper", "a", title={"en": "A*", "zh": "甲"}, topics=["gan"], year="2014", links=links),
        item("book", "b", topics=["gan"], standing="dated"),
        item("paper", "c", topics=["networks"]),
    ]
    context = snapshot(*items)
    assert twin(context, "zh") == (
        "# 生成对抗网络\n\n由层组成的函数。\n\n设 $G$ 为生成器。\n\n先修主题：[网络](networks.md)\n\n"
        "## 从这里开始\n\n1. [甲](../papers/a.html)：由层组成的函数。\n\n"
        "## 书籍\n\n- [A title](../books/b.html)（已过时）：它是什么。 <https://example.org/>\n\n"
        "## 论文\n\n- [甲](../papers/a.html)（2014）：它是什么。 <https://example.org/a_%28b%29>\n"
    )
    assert "- [A\\*](../papers/a.html) (2014): What it is. <https://example.org/a_%28b%29>\n" in twin(context)


def test_with_an_address_the_twin_leads_there(item: ItemMaker, snapshot: SnapshotMaker) -> None:
    text = twin(snapshot(item(topics=["gan"]), base_url=_BASE))
    assert set(re.findall(r"\]\(([^)]*)\)", text)) == {
        f"{_BASE}en/topics/networks.md",
        f"{_BASE}en/papers/thing.html",
    }


@pytest.mark.parametrize("text", ["a_b_c *d* `e` [f](g) <i>h</i> # | ~ \\", "1. x\n# y", "李沐 *深度*"])
def test_an_escaped_line_shows_as_it_was_written(text: str) -> None:
    shown = markdown.markdown(escape_line(f"x {text}"))
    plain = re.sub(r"<[^>]+>", "", shown).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    for char in "|~":
        plain = plain.replace(f"\\{char}", char)  # known to other flavours of Markdown, not to this one
    assert plain.replace("\\<", "<") == f"x {' '.join(text.split())}"
