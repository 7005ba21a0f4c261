"""Cut normalised text into the terms of the index and the words of a query: Latin words and pairs of Han characters."""

import re
from collections.abc import Iterable
from typing import Final, Literal

from dlcatalog.records import record
from dlcatalog.website.search.normalise import normalise

# Ranges are written out, because \w differs between Python and JavaScript and between Unicode versions.
_WORD: Final = "0-9a-zµß-ɏͰ-ϿЀ-ӿ"
_HAN: Final = "々〇㐀-䶿一-鿿぀-ヿ가-힣"
TOKEN: Final = re.compile(
    f"(?P<han>[{_HAN}]+)|(?P<word>[{_WORD}]+(?:[-._'’&/+][{_WORD}]+)*(?:[+][+]|#)?)",
)
_PART: Final = re.compile(f"[{_WORD}]+")
_LETTERS_DIGITS: Final = re.compile("([a-z]{2,})([0-9]+)")
_PARTICLES: Final = re.compile("[的了和与及]")
_QUESTIONS: Final = re.compile(
    "是什么意思|是什么|什么是|为什么|有什么|什么|怎么样|怎么|怎样|如何|哪一些|哪些|哪个|哪里|哪儿|有没有|请问|能不能|[吗呢吧]",
)
_STOP: Final = (
    "a about an and any are as at be best by can do does for from good how i in is it its me my of on or should some that "
    "the there this to want we what when where which who why with would you your"
)
STOP_WORDS: Final = frozenset(_STOP.split())
LONGEST_TERM: Final = 32
_CUTTABLE: Final = 5  # characters: two, a particle, two


@record
class Piece:
    """One token of a text: a run of Han characters, or a Latin word with the parts that it was written in."""

    kind: Literal["han", "word"]
    text: str
    parts: tuple[str, ...]


def split_pieces(text: str) -> list[Piece]:
    """Return the tokens of a normalised text in order; `fast.ai` is one word with two parts."""
    pieces = []
    for match in TOKEN.finditer(text):
        if match["han"] is not None:
            pieces += [Piece("han", run, ()) for run in _split_particles(match["han"])]
        else:
            pieces.append(_make_word(match["word"]))
    return pieces


def _make_word(text: str) -> Piece:
    """Return the word: `c++` is one part, `gpt-3` are two, and each part is cut at the longest length of a term."""
    parts = tuple(part[:LONGEST_TERM] for part in _PART.findall(text))
    if text[-1] in "+#":
        parts = (*parts[:-1], parts[-1] + text[len(text.rstrip("+#")) :])
    return Piece("word", text, parts)


def _split_particles(run: str) -> list[str]:
    """Cut a run at particles (的, 和 ...), but only where two characters or more stand on both sides."""
    if len(run) < _CUTTABLE:
        return [run]
    runs = []
    start = 0
    for match in _PARTICLES.finditer(run):
        if match.start() - start > 1 and len(run) - match.end() > 1:
            runs.append(run[start : match.start()])
            start = match.end()
    runs.append(run[start:])
    return runs


def split_pairs(run: str) -> list[str]:
    """Return the overlapping pairs of a Han run, or the single character that it is."""
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


def split_number(part: str) -> tuple[str, ...]:
    """Return letters and digits of a part such as `resnet50`, or nothing if it has another form."""
    match = _LETTERS_DIGITS.fullmatch(part)
    return match.groups() if match else ()


def join_parts(parts: tuple[str, ...]) -> str:
    """Return the joined form of a word's parts (`gpt3`), empty if there is only one or it grows too long."""
    joined = "".join(parts)
    return joined if len(parts) > 1 and len(joined) <= LONGEST_TERM else ""


def collect_terms(text: str, *, main: bool) -> set[str]:
    """Return the terms of a raw text; main texts (titles, aliases) also give stop words and single Han characters."""
    terms: set[str] = set()
    for han, word in TOKEN.findall(normalise(text)):
        if han:
            for run in _split_particles(han):
                terms.update(split_pairs(run))
            if main:
                terms.update(han)
        elif word.isalpha() and len(word) <= LONGEST_TERM:
            terms.add(word)  # nearly all words: no parts, no digits
        else:
            terms.update(_word_terms(word))
    return terms if main else terms - STOP_WORDS


def _word_terms(word: str) -> set[str]:
    """Return the parts, joined form, letters and digits of a word."""
    parts = _make_word(word).parts
    terms = {*parts, join_parts(parts)}
    for part in parts:
        terms.update(split_number(part))
    return terms - {""}


def format_pieces(pieces: Iterable[Piece]) -> str:
    """Return the tokens with one space between: what titles are compared by."""
    return " ".join(part for piece in pieces for part in (piece.parts or (piece.text,)))


def query_pieces(text: str) -> list[Piece]:
    """Return the tokens of a query without question words, unless nothing else is left."""
    normal = normalise(text)
    asked = split_pieces(_QUESTIONS.sub(" ", normal))
    kept = [piece for piece in asked if piece.kind == "han" or not STOP_WORDS.issuperset(piece.parts)]
    return kept or asked or split_pieces(normal)
