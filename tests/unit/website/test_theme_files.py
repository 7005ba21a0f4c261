import re
from pathlib import Path

from dlcatalog.website.assets import collect_assets, shrink_css
from dlcatalog.website.locate_templates import locate_templates

_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(|\boklch\(")


def test_colours_stand_in_tokens_only() -> None:
    for path in (locate_templates() / "assets" / "css").glob("*.css"):
        if path.name != "tokens.css":
            assert not _COLOUR.search(path.read_text(encoding="utf-8")), path.name


def test_every_style_stands_in_a_layer() -> None:
    for path in (locate_templates() / "assets" / "css").glob("*.css"):
        assert re.search(r"^@layer ", path.read_text(encoding="utf-8"), re.MULTILINE), path.name


def test_styles_load_nothing_from_elsewhere() -> None:
    css = collect_assets([locate_templates()])["assets/site.css"].decode()
    assert "url(" not in css
    assert "@import" not in css


def test_every_token_that_is_used_is_defined() -> None:
    css = collect_assets([locate_templates()])["assets/site.css"].decode()
    assert sorted(set(re.findall(r"var\((--[\w-]+)", css)) - set(re.findall(r"(--[\w-]+):", css))) == []


def test_shrinking_keeps_what_matters() -> None:
    assert (
        shrink_css("/* x */\na  >  b {\n  color : red;\n  margin: calc(1px + 2px);\n}\n")
        == "a > b{color : red;margin: calc(1px + 2px)}"
    )


def test_a_theme_adds_a_style_and_replaces_a_file(tmp_path: Path) -> None:
    css = tmp_path / "assets" / "css"
    css.mkdir(parents=True)
    (css / "mine.css").write_text(".mine { color: blue; }", encoding="utf-8")
    (tmp_path / "assets" / "icon.svg").write_text("<svg/>", encoding="utf-8")
    assets = collect_assets([tmp_path, locate_templates()])
    assert assets["assets/site.css"].endswith(b".mine{color: blue}")
    assert assets["assets/icon.svg"] == b"<svg/>"


def test_the_first_view_is_small() -> None:
    import gzip

    assets = collect_assets([locate_templates()])
    sizes = {
        name: len(gzip.compress(assets[name], 9)) for name in ("assets/site.css", "assets/site.js", "assets/search.js")
    }
    assert sum(sizes.values()) < 14_000, sizes


def test_there_is_a_picture_for_each_kind_and_language() -> None:
    from dlcatalog.catalog.schema import Kind

    assets = collect_assets([locate_templates()])
    for kind in (*Kind, "site-wide"):
        for lang in ("zh", "en"):
            assert assets[f"assets/og/{kind}-{lang}.png"].startswith(b"\x89PNG")
