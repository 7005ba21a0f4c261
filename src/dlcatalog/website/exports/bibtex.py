"""BibTeX in UTF-8: the entry's id is the key, capitals that carry meaning are protected, nothing can break the braces."""

from collections.abc import Iterator, Mapping
from typing import Final

from dlcatalog.patterns import lazy_pattern
from dlcatalog.website.exports.item import Context, Item
from dlcatalog.website.exports.names import Name
from dlcatalog.website.exports.work import PRODUCTS, Work, WorkType, work_of

SEPARATOR: Final = "\n\n"
TAIL: Final = "\n"

# BibTeX counts braces even after a backslash, so a brace of the text never appears as itself; \lbrace works in text too.
_ESCAPES = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\lbrace}",
        "}": r"{\rbrace}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
    },
)
# Inside \url a percent sign is plain text, so only what breaks the field itself is written in its encoded form.
_URL_ESCAPES = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20", '"': "%22", "\n": "", "\r": ""})
_WORD = lazy_pattern(r"[^\W_]+")
# Proper names that stand in titles of the field and that a style would write in lower case.
_PROPER = frozenset(
    [
        "Bayes",
        "Bayesian",
        "Boltzmann",
        "Markov",
        "Gauss",
        "Gaussian",
        "Gibbs",
        "Hamiltonian",
        "Hessian",
        "Hopfield",
        "Jacobian",
        "Kalman",
        "Langevin",
        "Lipschitz",
        "Monte",
        "Carlo",
        "Newton",
        "Nesterov",
        "Poisson",
        "Riemannian",
        "Sobolev",
        "Stein",
        "Turing",
        "Wasserstein",
        "Hinton",
        "Python",
        "Java",
        "Julia",
        "Lua",
        "Scala",
        "Keras",
        "Theano",
        "Caffe",
        "Torch",
        "Spark",
        "Hadoop",
        "Linux",
        "Windows",
        "Android",
        "Google",
        "Microsoft",
        "Facebook",
        "Amazon",
        "Stanford",
        "Oxford",
        "Berkeley",
        "Toronto",
        "Atari",
        "Minecraft",
        "Go",
        "English",
        "Chinese",
        "German",
        "French",
        "Japanese",
        "Euclidean",
        "Fourier",
        "Laplacian",
        "Adam",
        "Kaggle",
        "Wikipedia",
        "Twitter",
        "Reddit",
        "Gabor",
        "Kullback",
        "Leibler",
        "Fisher",
        "Fréchet",
        "Lagrangian",
        "Cauchy",
        "Dirichlet",
        "Bernoulli",
        "Hilbert",
        "Banach",
        "Lego",
    ]
)

_ENTRY_TYPES: Mapping[WorkType, str] = {
    WorkType.PREPRINT: "misc",
    WorkType.SITE: "online",
    WorkType.POST: "online",
    WorkType.COURSE: "online",
    WorkType.TALK: "online",
}
_CONTAINERS: Mapping[WorkType, str] = {
    WorkType.ARTICLE: "journal",
    WorkType.INPROCEEDINGS: "booktitle",
    WorkType.INCOLLECTION: "booktitle",
    WorkType.TECHREPORT: "institution",
    WorkType.PHDTHESIS: "school",
    WorkType.COURSE: "organization",
    WorkType.TALK: "organization",
    WorkType.UNPUBLISHED: "note",
}


def head(context: Context) -> str:
    """What stands before the first entry; BibTeX ignores text between entries."""
    title = context.catalog.site.title.en.replace("@", " at ")  # the one character that begins an entry
    return f"% {title}. Licence of this data: {context.catalog.site.license}. Encoding: UTF-8.\n\n"


def format_fragment(item: Item) -> str:
    """One entry of the bibliography."""
    return format_bibtex(work_of(item))


def format_bibtex(work: Work) -> str:
    """One entry of a bibliography, without a final newline."""
    lines = [f"  {name} = {{{value}}}" for name, value in _fields(work)]
    kind = _ENTRY_TYPES.get(work.type, work.type.value)
    return f"@{kind}{{{work.id},\n" + ",\n".join(lines) + "\n}"


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    if work.names:
        authors = [_format_name(name) for name in work.names]
        yield "author", " and ".join([*authors, "others"] if work.more_names else authors)
    yield "title", _protect_title(work)
    if work.container:
        yield _CONTAINERS.get(work.type, "howpublished"), escape_text(work.container)
    elif work.type is WorkType.UNPUBLISHED:
        yield "note", "Unpublished"
    for name, value in _numbers(work):
        if value:
            yield name, escape_text(value)
    yield from _addresses(work)


def _numbers(work: Work) -> Iterator[tuple[str, str]]:
    yield "year", work.year
    yield "volume", work.volume
    yield "number", work.number
    yield "publisher", work.publisher
    yield ("note" if work.type is WorkType.COURSE else "edition"), work.edition
    yield "pages", work.pages.replace("-", "--")
    yield "isbn", ", ".join(work.isbn)


def _addresses(work: Work) -> Iterator[tuple[str, str]]:
    if work.doi:
        yield "doi", work.doi.translate(_URL_ESCAPES)
    if work.arxiv:
        yield "eprint", work.arxiv
        yield "archivePrefix", "arXiv"
    yield "url", work.url.translate(_URL_ESCAPES)
    if work.accessed:
        yield "urldate", work.accessed


def escape_text(text: str) -> str:
    """Escape what LaTeX or BibTeX would read as a command; letters of all scripts stay as they are."""
    return text.translate(_ESCAPES)


def _protect_title(work: Work) -> str:
    if work.type in PRODUCTS:
        return f"{{{escape_text(work.title)}}}"
    pieces: list[str] = []
    end = 0
    title = work.title
    for found in _WORD.finditer(title):
        word = found[0]
        if word.islower() or not _keeps_capitals(word):
            continue
        start = found.start()
        pieces += (title[end:start].translate(_ESCAPES), "{", word, "}")
        end = found.end()
    return "".join(pieces) + title[end:].translate(_ESCAPES)


def _keeps_capitals(word: str) -> bool:
    """Tell whether a word would lose meaning in lower case: GAN, ResNet, 3D, the Q of Q-learning, Bayesian."""
    if len(word) == 1:
        return word.isupper() and word != "A"
    tail = word[1:]
    return word in _PROPER or (tail != tail.lower())


def _format_name(name: Name) -> str:
    if name.is_organization:
        return f"{{{escape_text(name.family)}}}"
    if name.is_han:
        return escape_text(name.family + name.given)
    parts = [name.full_family, name.suffix, name.given] if name.suffix else [name.full_family, name.given]
    return ", ".join(escape_text(part) for part in parts if part)
