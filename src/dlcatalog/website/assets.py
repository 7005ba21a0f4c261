"""The files of the theme that pages load: style sheets and scripts joined into few files, everything else as it is."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from dlcatalog.errors import CatalogError
from dlcatalog.lang import Localized
from dlcatalog.patterns import lazy_pattern

# The order of the cascade; files that a user's theme adds follow in the order of their names.
_STYLES = ("layers", "tokens", "base", "layout", "components", "pages", "pictures", "print")
_BUNDLES: Mapping[str, tuple[str, ...]] = {
    "assets/site.js": ("site.js",),
    "assets/search.js": ("search.js",),
    # Loaded by search.js when the search is first used.
    "assets/search-app.js": (
        "search-terms.js",
        "search-core.js",
        "search-facets.js",
        "search-export.js",
        "search-panel.js",
        "search-page.js",
    ),
    "assets/gateway.js": ("gateway.js",),
}
_COMMENT = lazy_pattern(r"/\*.*?\*/", re.DOTALL)
_SPACE = lazy_pattern(r"\s+")


def collect_assets(folders: Sequence[Path]) -> Mapping[str, bytes]:
    """All assets by their address; ``folders`` are the overlays first, the built-in theme last."""
    files = _find_files(folders)
    assets = {"assets/site.css": _join_styles(files)}
    for target, names in _BUNDLES.items():
        parts = [_read(files[f"js/{name}"]) for name in names if f"js/{name}" in files]
        assets[target] = "\n".join(parts).encode()
    bundled = {name for names in _BUNDLES.values() for name in names}
    for name, path in files.items():
        if not name.startswith("css/") and name.removeprefix("js/") not in bundled:
            assets[f"assets/{name}"] = path.read_bytes()
    return dict(sorted(assets.items()))


def _find_files(folders: Sequence[Path]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder in reversed(folders):
        root = folder / "assets"
        for path in sorted(root.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                found[path.relative_to(root).as_posix()] = path
    return dict(sorted(found.items()))


def _join_styles(files: Mapping[str, Path]) -> bytes:
    names = [name.removeprefix("css/").removesuffix(".css") for name in files if name.startswith("css/")]
    places = {name: place for place, name in enumerate(_STYLES)}
    names.sort(key=lambda name: (places.get(name, len(places)), name))
    return "\n".join(shrink_css(_read(files[f"css/{name}.css"])) for name in names).encode()


def shrink_css(text: str) -> str:
    """Drop comments and the space that only hands need; strings of CSS keep theirs because none holds two spaces."""
    text = _SPACE.sub(" ", _COMMENT.sub("", text))
    return re.sub(r" ?([{};,]) ?", r"\1", text).replace(";}", "}").strip()


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogError(Localized(en=f"{path}: {error}", zh=f"{path}：{error}")) from error
