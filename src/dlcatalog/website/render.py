"""Render views with the templates of the theme: one environment, compiled once, header and footer made once a place."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
)
from markupsafe import Markup

from dlcatalog.catalog.topics import SiteSettings
from dlcatalog.lang import Lang
from dlcatalog.patterns import lazy_pattern
from dlcatalog.records import record
from dlcatalog.website.escaping import OutputGenerator, escape_output
from dlcatalog.website.structured import format_json
from dlcatalog.website.views.cards import CardView
from dlcatalog.website.views.frame import Frame, View
from dlcatalog.website.words import Words

_CAPITAL = lazy_pattern(r"(?<!^)(?=[A-Z])")
_SEARCH_FAMILIES = ("search.", "facet.", "kind.", "level.", "cost.", "standing.", "link.", "lang.", "rank.")
_CARD_LIMIT = 200_000


@record
class Site:
    """What templates know as ``site``: the settings as far as pages show them, and the parts made once per place."""

    title: str
    tagline: str
    tag: str
    other_tag: str
    header: Markup
    footer: Markup
    search_messages: Markup
    cards: "CardCache"
    license: str
    doors: object
    base_url: str

    def card(self, view: CardView) -> Markup:
        """A card of a list, as HTML."""
        return self.cards.render(view)


class CardCache:
    """Cards as HTML by value: the same card stands on its shelf, on a page of each facet and on its topics' pages."""

    def __init__(self, template: Template, words: Words) -> None:
        self._template = template
        self._words = words
        self._known: dict[CardView, Markup] = {}

    def clear(self) -> None:
        """Forget all cards."""
        self._known.clear()

    def render(self, view: CardView) -> Markup:
        """The HTML of a card."""
        html = self._known.get(view)
        if html is None:
            html = Markup(self._template.render(card=view, t=self._words).strip())  # noqa: S704 - made by a template
            if len(self._known) < _CARD_LIMIT:
                self._known[view] = html
        return html


def template_name(view_type: type[View]) -> str:
    """``EntryPage`` is shown by ``pages/entry.html``, ``NotFoundPage`` by ``pages/not-found.html``."""
    return f"pages/{_CAPITAL.sub('-', view_type.__name__.removesuffix('Page')).lower()}.html"


def template_inputs(folders: Sequence[Path]) -> list[Path]:
    """Every file of the theme: where one of them changes, every page may change."""
    return sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())


def make_environment(folders: Sequence[Path], bytecode: Path | None = None) -> Environment:
    """The template engine; ``folders`` are the overlays first, and last the built-in theme, also known as ``builtin:``."""
    builtin = FileSystemLoader(folders[-1])
    loaders: list[BaseLoader] = [FileSystemLoader(folder) for folder in folders[:-1]]
    loaders += [builtin, PrefixLoader({"builtin": builtin}, delimiter=":")]
    environment = Environment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        cache_size=-1,
        # A name of our own: what another code generator compiled from the same source is other code.
        bytecode_cache=FileSystemBytecodeCache(str(bytecode), "dlcatalog-%s.cache") if bytecode else None,
    )
    environment.code_generator_class = OutputGenerator
    environment.escape_output = escape_output  # type: ignore[attr-defined]
    # Templates know `page`, `site` and `t`, nothing else: what they show is computed before they run.
    environment.globals.clear()
    return environment


class Renderer:
    """Turns views into pages."""

    def __init__(
        self,
        folders: Sequence[Path],
        words: Mapping[Lang, Words],
        settings: SiteSettings,
        *,
        bytecode: Path | None = None,
        base_url: str = "",
    ) -> None:
        if bytecode is not None:
            bytecode.mkdir(parents=True, exist_ok=True)
        self._environment = make_environment(folders, bytecode)
        self._words = words
        self._settings = settings
        self._base_url = base_url
        self._templates: dict[type[View], Template] = {}
        self._sites: dict[tuple[Lang, str, str], Site] = {}
        self._cards: dict[Lang, CardCache] = {}

    def render(self, view: View) -> str:
        """The page as HTML."""
        kind = type(view)
        template = self._templates.get(kind)
        if template is None:
            template = self._templates[kind] = self._environment.get_template(template_name(kind))
        frame = view.frame
        return template.render(page=view, site=self._site(frame), t=self._words[frame.lang])

    def forget_cards(self) -> None:
        """Let go of the cards that were kept for further lists."""
        for cards in self._cards.values():
            cards.clear()

    def _site(self, frame: Frame) -> Site:
        key = (frame.lang, frame.root, frame.section)
        site = self._sites.get(key)
        if site is None:
            site = self._sites[key] = self._make_site(frame)
        return site

    def _make_site(self, frame: Frame) -> Site:
        words, settings, lang = self._words[frame.lang], self._settings, frame.lang
        cards = self._cards.get(lang)
        if cards is None:
            cards = self._cards[lang] = CardCache(self._environment.get_template("partials/card.html"), words)
        site = Site(
            title=settings.title.get(lang),
            tagline=settings.tagline.get(lang),
            tag=lang.tag,
            other_tag=lang.other.tag,
            header=Markup(),
            footer=Markup(),
            search_messages=self._search_messages(words),
            cards=cards,
            license=words.format("footer.license", license=settings.license),
            doors=settings.doors,
            base_url=self._base_url,
        )
        return _with_parts(site, self._part("header", frame, site), self._part("footer", frame, site))

    def _part(self, name: str, frame: Frame, site: Site) -> Markup:
        template = self._environment.get_template(f"partials/{name}.html")
        return Markup(template.render(frame=frame, site=site, t=self._words[frame.lang]))  # noqa: S704 - see render

    def _search_messages(self, words: Words) -> Markup:
        return format_json({key: text for key, text in words.items() if key.startswith(_SEARCH_FAMILIES)})


def _with_parts(site: Site, header: Markup, footer: Markup) -> Site:
    from dlcatalog.records import replace

    return replace(site, header=header, footer=footer)
