"""Turn YAML text into plain data, and a route into the data back into a line and a column.

Every scalar stays a string (pydantic decides on types), so ``arxiv: 1706.03762`` keeps its zeros and ``NO`` stays
Norway. Positions are looked up only when a fault needs one: the common case, a file without faults, never pays.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml
from yaml import CBaseLoader

from dlcatalog.diagnostics import Diagnostic, Position, Route
from dlcatalog.lang import Localized

Data: TypeAlias = Any
"""Nested ``dict[str, Data]``, ``list[Data]`` and ``str``."""

MAX_BYTES = 64 * 1024
MAX_DEPTH = 32

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]",
)
# What may hide an anchor, an alias, a tag or deep nesting. A false alarm costs one pass over the events, no more.
_SUSPICIOUS = re.compile(r"(?:^|[\s\[{,:-])[&*!%]|^ {33}|(?:[-?] +){4}", re.MULTILINE)
_MANY_BRACKETS = 32


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file: its path inside the catalog, its text and its data."""

    path: str
    text: str
    data: Data

    def position(self, route: Route, *, on_key: bool = False) -> Position:
        """Find the place of the value (or of its key) that ``route`` leads to, or of the nearest thing that exists."""
        return _locate(yaml.compose(self.text, Loader=CBaseLoader), route, on_key=on_key)


def decode_text(path: str, content: bytes, *, limit: int = MAX_BYTES) -> str | Diagnostic:
    """Decode the bytes of a file, refusing what no hand-written entry contains: other encodings, control characters.

    ``limit`` is the largest size allowed, in bytes.
    """
    if len(content) > limit:
        return _refuse_size(path, limit)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        return Diagnostic("not-utf-8", path, _position_at(before, len(before)), *_not_utf_8(content[error.start]))
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if found := _FORBIDDEN.search(text):
        code = f"U+{ord(found[0]):04X}"
        return Diagnostic(
            "control-character",
            path,
            _position_at(text, found.start()),
            Localized(en=f"invisible control character {code}", zh=f"不可见的控制字符 {code}"),
            hint=Localized(en="delete it and type the text around it again", zh="删掉它，并把前后的文字重新输入一遍"),
        )
    return text


def parse_document(path: str, text: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Read ``text`` as one YAML document; the document is None where its structure could not be read at all."""
    if _SUSPICIOUS.search(text) or text.count("[") + text.count("{") > _MANY_BRACKETS:
        refused = tuple(_refused_events(path, text))
        if refused:
            return None, refused
    try:
        node = yaml.compose(text, Loader=CBaseLoader)
    except yaml.YAMLError as error:
        return None, (_syntax_fault(path, error),)
    if not isinstance(node, yaml.MappingNode):
        place = Position() if node is None else _mark(node.start_mark)
        return None, (Diagnostic("not-a-mapping", path, place, _NOT_A_MAPPING),)
    duplicates: list[Diagnostic] = []
    data = _walk(node, path, duplicates)
    return Document(path, text, data), tuple(duplicates)


_NOT_A_MAPPING = Localized(en="the file must hold `key: value` lines", zh="文件的内容应当是若干行“键: 值”")


def _not_utf_8(byte: int) -> tuple[Localized]:
    return (
        Localized(
            en=f"the file is not UTF-8 (byte 0x{byte:02X}); save it as UTF-8 without changing anything else",
            zh=f"文件不是 UTF-8 编码（字节 0x{byte:02X}），请用编辑器另存为 UTF-8",
        ),
    )


def _refuse_size(path: str, limit: int) -> Diagnostic:
    kilobytes = limit // 1024
    message = Localized(
        en=f"the file is larger than {kilobytes} KiB; shorten it",
        zh=f"文件超过 {kilobytes} KiB，请精简内容",
    )
    return Diagnostic("file-too-large", path, Position(), message)


def _position_at(text: str, offset: int) -> Position:
    line_start = text.rfind("\n", 0, offset) + 1
    return Position(text.count("\n", 0, offset) + 1, offset - line_start + 1)


def _mark(mark: Any) -> Position:
    return Position(mark.line + 1, mark.column + 1)


def _syntax_fault(path: str, error: yaml.YAMLError) -> Diagnostic:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    hint = _SYNTAX_HINTS.get(problem)
    return Diagnostic(
        "yaml-syntax",
        path,
        Position() if mark is None else _mark(mark),
        Localized(en=f"not valid YAML: {problem}", zh=f"不是合法的 YAML：{problem}"),
        hint=hint,
    )


_COLON = Localized(
    en="a text that contains `: ` must stand in quotes",
    zh="含有“: ”（冒号加空格）的文字要加引号",
)
_TAB = Localized(en="indent with spaces, never with tabs", zh="缩进请用空格，不要用制表符")
_QUOTE = Localized(
    en="a text that starts with `@`, `` ` `` or `%` must stand in quotes",
    zh="以 @、` 或 % 开头的文字要加引号",
)
_SYNTAX_HINTS = {
    "mapping values are not allowed in this context": _COLON,
    "found character that cannot start any token": _TAB,
    "did not find expected key": Localized(
        en="check the indentation and the quotes of the lines above",
        zh="请检查上面几行的缩进和引号",
    ),
    "could not find expected ':'": Localized(
        en="each line of a mapping is `key: value`; is a colon or its space missing?",
        zh="每行应写成“键: 值”，是不是少了冒号或冒号后的空格？",
    ),
    "found unexpected end of stream": Localized(en="a quote is never closed", zh="有引号没有闭合"),
    "found a tab character that violates indentation": _TAB,
    "found unknown escape character": _QUOTE,
}


def _refused_events(path: str, text: str) -> Iterator[Diagnostic]:
    """Find anchors, aliases, tags, directives, further documents and deep nesting without composing anything."""
    depth = documents = 0
    try:
        for event in yaml.parse(text, Loader=CBaseLoader):
            place = _mark(event.start_mark)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                yield Diagnostic("yaml-anchor", path, place, _NO_ANCHORS)
            if getattr(event, "tag", None) and not isinstance(event, yaml.DocumentStartEvent):
                yield Diagnostic("yaml-tag", path, place, _NO_TAGS)
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    yield Diagnostic("not-a-mapping", path, place, _ONE_DOCUMENT)
                    return
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    yield Diagnostic("too-deep", path, place, _TOO_DEEP)
                    return
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError as error:
        yield _syntax_fault(path, error)


_NO_ANCHORS = Localized(
    en="YAML anchors and aliases (`&x`, `*x`) are refused; write the value out, or quote the text",
    zh="不接受 YAML 锚点和别名（&x、*x），请把内容完整写出；如果是普通文字，请加引号",
)
_NO_TAGS = Localized(
    en="YAML tags (`!x`) are refused; quote the text if it starts with `!`",
    zh="不接受 YAML 标签（!x）；如果文字以 ! 开头，请加引号",
)
_ONE_DOCUMENT = Localized(
    en="one file holds one document; remove the second `---`", zh="一个文件只放一个文档，请删去第二个 ---"
)
_TOO_DEEP = Localized(
    en=f"nested more than {MAX_DEPTH} levels deep; no entry needs that",
    zh=f"嵌套超过 {MAX_DEPTH} 层，条目用不着这么深",
)


def _walk(node: yaml.Node, path: str, duplicates: list[Diagnostic]) -> Data:
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_walk(item, path, duplicates) for item in node.value]
    result: dict[str, Data] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else None
        if name is None or name in result:
            duplicates.append(_bad_key(path, key, name))
            continue
        result[name] = _walk(value, path, duplicates)
    return result


def _bad_key(path: str, key: yaml.Node, name: str | None) -> Diagnostic:
    if name is None:
        message = Localized(en="a key must be plain text", zh="键必须是普通文字")
        return Diagnostic("wrong-type", path, _mark(key.start_mark), message)
    message = Localized(en=f"the key `{name}` stands here twice", zh=f"键 {name} 在这里出现了两次")
    return Diagnostic("duplicate-key", path, _mark(key.start_mark), message)


def _locate(node: Any, route: Route, *, on_key: bool) -> Position:
    place = Position() if node is None else _mark(node.start_mark)
    for index, part in enumerate(route):
        step = _step(node, part)
        if step is None:
            # A missing field, or a part that only the model knows (a plain string read as a localized text).
            continue
        key, node = step
        wanted = key if on_key and key is not None and index == len(route) - 1 else node
        place = _mark(wanted.start_mark)
    return place


def _step(node: Any, part: str | int) -> tuple[Any, Any] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and 0 <= part < len(node.value):
        return None, node.value[part]
    return None
