"""What no catalog file may contain: other encodings, control characters, anchors, tags, bombs, wrong syntax.

Everything here is decided on bytes, characters and parser events, before anything is composed: PyYAML's C composer
recurses, and a file with enough levels would end the process.
"""

import re
from collections.abc import Iterator

import yaml

from dlcatalog.catalog.positions import place_in, place_of
from dlcatalog.catalog.yaml_loader import PlainLoader
from dlcatalog.catalog.yaml_words import explain_syntax
from dlcatalog.diagnostics import Diagnostic, Position
from dlcatalog.lang import Localized

MAX_BYTES = 64 * 1024
LARGE_BYTES = 8 * MAX_BYTES
MAX_DEPTH = 32

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\x7f-\x84\x85\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]",
)
# The longer marks first: that of UTF-32 begins with that of UTF-16.
_OTHER_ENCODINGS = {
    b"\xff\xfe\0\0": "UTF-32",
    b"\0\0\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
# What may hide deep nesting, further documents or directives, which must be told before anything is composed. A false
# alarm costs one pass over the events, no more.
_SUSPICIOUS = re.compile(r"(?:[-?:]\s+){4}")
_LINE_STARTS = (" " * (MAX_DEPTH + 1), "---", "...", "%")
_LINES = tuple(f"\n{start}" for start in _LINE_STARTS)
_MANY_BRACKETS = 32


def decode_text(path: str, content: bytes, *, limit: int = MAX_BYTES) -> str | Diagnostic:
    """Decode the bytes of a file, refusing what no hand-written entry contains: other encodings, control characters.

    ``limit`` is the largest size allowed, in bytes.
    """
    if len(content) > limit:
        return Diagnostic("file-too-large", path, Position(), _too_large(limit // 1024))
    for mark, encoding in _OTHER_ENCODINGS.items():
        if content.startswith(mark):
            return Diagnostic("not-utf-8", path, Position(), _other_encoding(encoding))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        return Diagnostic("not-utf-8", path, place_in(before, len(before)), _not_utf_8(content[error.start]))
    if text.startswith("\ufeff"):
        return Diagnostic("byte-order-mark", path, Position(), _BYTE_ORDER_MARK)
    text = text.replace("\r\n", "\n")
    if found := FORBIDDEN.search(text):
        return control_character(path, place_in(text, found.start()), found[0])
    return text


def control_character(path: str, position: Position, char: str) -> Diagnostic:
    """The diagnostic of a character that nobody can see."""
    code = f"U+{ord(char):04X}"
    return Diagnostic(
        "control-character",
        path,
        position,
        Localized(en=f"invisible control character {code}", zh=f"不可见的控制字符 {code}"),
        hint=Localized(en="delete it and type the text around it again", zh="删掉它，并把前后的文字重新输入一遍"),
    )


def looks_dangerous(text: str) -> bool:
    """Tell whether a text may be nested too deep for a composer that recurses, or hold more than one plain document."""
    return (
        text.startswith(_LINE_STARTS)
        or any(start in text for start in _LINES)
        or text.count("[") + text.count("{") > _MANY_BRACKETS
        or _SUSPICIOUS.search(text) is not None
    )


def refuse_structure(path: str, text: str) -> Iterator[Diagnostic]:
    """Find anchors, aliases, tags, further documents and deep nesting, without composing anything."""
    depth = documents = 0
    read = PlainLoader(text).get_event
    try:
        while (event := read()) is not None:
            if type(event) is yaml.ScalarEvent and event.anchor is None and event.tag is None:
                # Nine of ten events, and nothing to say about them.
                continue
            yield from _refused_event(path, event)
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
            if depth > MAX_DEPTH:
                yield Diagnostic("too-deep", path, place_of(event.start_mark), _TOO_DEEP)
                return
            if documents > 1:
                yield Diagnostic("not-a-mapping", path, place_of(event.start_mark), _ONE_DOCUMENT)
                return
    except yaml.YAMLError as error:
        yield syntax_fault(path, text, error)


def _refused_event(path: str, event: yaml.Event) -> Iterator[Diagnostic]:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        yield Diagnostic("yaml-anchor", path, place_of(event.start_mark), _NO_ANCHORS)
    if isinstance(event, yaml.DocumentStartEvent):
        if event.tags or event.version:
            yield Diagnostic("yaml-tag", path, place_of(event.start_mark), _NO_DIRECTIVES)
    elif getattr(event, "tag", None):
        yield Diagnostic("yaml-tag", path, place_of(event.start_mark), _NO_TAGS)


def syntax_fault(path: str, text: str, error: yaml.YAMLError) -> Diagnostic:
    """Say in our own words what the YAML parser stumbled over."""
    if conflict := _CONFLICT.search(text):
        place = place_in(text, conflict.start())
        return Diagnostic("yaml-syntax", path, place, _CONFLICT_LEFT, hint=_CONFLICT_HINT)
    problem = str(getattr(error, "problem", None) or "")
    marks = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
    if problem == "found unexpected end of stream":
        # Where the quote was opened helps, where the file ends does not.
        marks.reverse()
    mark = next((mark for mark in marks if mark is not None), None)
    message, hint = explain_syntax(problem)
    return Diagnostic("yaml-syntax", path, Position() if mark is None else place_of(mark), message, hint=hint)


_CONFLICT_LEFT = Localized(en="a merge conflict was left in the file", zh="文件里留有未解决的合并冲突")
_CONFLICT_HINT = Localized(
    en="keep what is right, and delete the lines that start with `<<<<<<<`, `=======` and `>>>>>>>`",
    zh="保留正确的内容，删去以 <<<<<<<、======= 和 >>>>>>> 开头的行",
)
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|={7}$)", re.MULTILINE)


def _too_large(kilobytes: int) -> Localized:
    return Localized(
        en=f"the file is larger than {kilobytes} KiB; shorten it",
        zh=f"文件超过 {kilobytes} KiB，请精简内容",
    )


def _not_utf_8(byte: int) -> Localized:
    return Localized(
        en=f"the file is not UTF-8 (byte 0x{byte:02X}); save it as UTF-8 without changing anything else",
        zh=f"文件不是 UTF-8 编码（字节 0x{byte:02X}），请用编辑器另存为 UTF-8",
    )


def _other_encoding(name: str) -> Localized:
    return Localized(
        en=f"the file is {name}, not UTF-8; save it as UTF-8",
        zh=f"文件是 {name} 编码，请用编辑器另存为 UTF-8",
    )


_BYTE_ORDER_MARK = Localized(
    en="the file starts with a byte order mark; save it as UTF-8 without BOM",
    zh="文件开头有字节顺序标记（BOM），请另存为不带 BOM 的 UTF-8",
)
_NO_ANCHORS = Localized(
    en="YAML anchors and aliases (`&x`, `*x`) are refused; write the value out, or quote the text",
    zh="不接受 YAML 锚点和别名（&x、*x），请把内容完整写出；如果是普通文字，请加引号",
)
_NO_TAGS = Localized(
    en="YAML tags (`!x`) are refused; quote the text if it starts with `!`",
    zh="不接受 YAML 标签（!x）；如果文字以 ! 开头，请加引号",
)
_NO_DIRECTIVES = Localized(
    en="YAML directives (`%YAML`, `%TAG`) are refused; delete the line",
    zh="不接受 YAML 指令（%YAML、%TAG），请删去这一行",
)
_ONE_DOCUMENT = Localized(
    en="one file holds one document; remove the second `---`",
    zh="一个文件只放一个文档，请删去第二个 ---",
)
_TOO_DEEP = Localized(
    en=f"nested more than {MAX_DEPTH} levels deep; no entry needs that",
    zh=f"嵌套超过 {MAX_DEPTH} 层，条目用不着这么深",
)
