"""Turn YAML text into plain data.

Every scalar stays a string (pydantic decides on types), so ``arxiv: 1706.03762`` keeps its zeros and ``NO`` stays
Norway. Positions are looked up only when a fault needs one: the common case, a file without faults, never pays.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple, TypeAlias

import yaml

from dlcatalog.catalog.positions import Locator, place_of
from dlcatalog.catalog.refusals import (
    FORBIDDEN,
    LARGE_BYTES,
    MAX_BYTES,
    MAX_DEPTH,
    control_character,
    decode_text,
    looks_dangerous,
    refuse_structure,
    syntax_fault,
)
from dlcatalog.catalog.yaml_loader import compose
from dlcatalog.diagnostics import Diagnostic, Finding, Position, Route, Severity
from dlcatalog.lang import Localized
from dlcatalog.records import record

__all__ = ["LARGE_BYTES", "MAX_BYTES", "MAX_DEPTH", "Data", "Document", "decode_text", "parse_document"]

Data: TypeAlias = Any
"""Nested ``dict[str, Data]``, ``list[Data]`` and ``str``."""


@record
class Document:
    """One YAML file: its path inside the catalog, its text and its data."""

    path: str
    text: str
    data: Data

    def position(self, route: Route, *, on_key: bool = False) -> Position:
        """Find the place of the value (or of its key) that ``route`` leads to, or of the nearest thing that exists."""
        return Locator(self.text).find(Finding(_NO_WORDS, route, on_key=on_key))

    def locate(self, findings: Iterable[tuple[str, Severity, Finding]]) -> tuple[Diagnostic, ...]:
        """Turn findings, each with rule and severity, into diagnostics; the text is composed once, and only if needed."""
        found = tuple(findings)
        if not found:
            return ()
        locator = Locator(self.text)
        return tuple(
            Diagnostic(rule, self.path, locator.find(finding), finding.message, severity, finding.hint, finding.route)
            for rule, severity, finding in found
        )


_NO_WORDS = Localized("", "")


def parse_document(path: str, text: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Read ``text`` as one YAML document; the document is None where its structure could not be read at all."""
    if looks_dangerous(text) and (refused := tuple(refuse_structure(path, text))):
        return None, refused
    try:
        node = compose(text)
        if not isinstance(node, yaml.MappingNode):
            refused = tuple(refuse_structure(path, text))
            place = Position() if node is None else place_of(node.start_mark)
            return None, refused or (Diagnostic("not-a-mapping", path, place, _NOT_A_MAPPING),)
        faults: list[Diagnostic] = []
        data = _walk(node, _Source(path, text, faults))
    except yaml.YAMLError as error:
        return None, tuple(refuse_structure(path, text)) or (syntax_fault(path, text, error),)
    except _RefusedNodeError:
        return None, tuple(refuse_structure(path, text)) or (syntax_fault(path, text, yaml.YAMLError()),)
    if "\\" in text:
        # Only an escape in double quotes can bring in a character that `decode_text` did not see.
        faults.extend(_escaped_control_characters(node, path))
    return Document(path, text, data), tuple(faults)


_NOT_A_MAPPING = Localized(en="the file must hold `key: value` lines", zh="文件的内容应当是若干行“键: 值”")
_NO_MERGE = Localized(
    en="YAML merge keys (`<<`) are refused; write the values out",
    zh="不接受 YAML 合并键（<<），请把内容完整写出",
)
_NOT_TEXT = Localized(en="a key must be plain text", zh="键必须是普通文字")


class _Source(NamedTuple):
    path: str
    text: str
    faults: list[Diagnostic]


class _RefusedNodeError(Exception):
    """A node has an anchor or a tag, or is one that an alias leads to: the events tell all about it."""


# A node with an anchor or a tag begins at the mark of it; nothing else begins so, for plain text must not.
_REFUSED_STARTS = frozenset("&!")


def _walk(node: yaml.Node, source: _Source) -> Data:
    if source.text[node.start_mark.index : node.start_mark.index + 1] in _REFUSED_STARTS:
        raise _RefusedNodeError
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_walk(item, source) for item in node.value]
    result: dict[str, Data] = {}
    for key, value in node.value:
        name = _walk(key, source) if isinstance(key, yaml.ScalarNode) else None
        if name is None:
            source.faults.append(Diagnostic("wrong-type", source.path, place_of(key.start_mark), _NOT_TEXT))
        elif name == "<<":
            source.faults.append(Diagnostic("yaml-anchor", source.path, place_of(key.start_mark), _NO_MERGE))
        elif name not in result:
            result[name] = _walk(value, source)
        elif len(source.faults) < _MOST_FAULTS:
            first = next(other for other, _ in node.value if other.value == name)
            source.faults.append(_duplicate_key(source.path, key, first))
    return result


def _duplicate_key(path: str, key: yaml.Node, first: yaml.Node) -> Diagnostic:
    shown, line = key.value[:_SHOWN], place_of(first.start_mark).line
    message = Localized(en=f"the key `{shown}` stands here twice", zh=f"键 {shown} 在这里出现了两次")
    hint = Localized(en=f"the first stands in line {line}; keep one of them", zh=f"第一处在第 {line} 行，只保留一处")
    return Diagnostic("duplicate-key", path, place_of(key.start_mark), message, hint=hint)


_SHOWN = 60
# Nobody reads more about one file.
_MOST_FAULTS = 2000


def _escaped_control_characters(node: yaml.Node, path: str) -> list[Diagnostic]:
    if isinstance(node, yaml.ScalarNode):
        found = FORBIDDEN.search(node.value) if node.style == '"' else None
        return [control_character(path, place_of(node.start_mark), found[0])] if found else []
    children = node.value if isinstance(node, yaml.SequenceNode) else [part for pair in node.value for part in pair]
    return [fault for child in children for fault in _escaped_control_characters(child, path)]
