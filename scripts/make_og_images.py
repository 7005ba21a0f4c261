#!/usr/bin/env python3
"""Draw the pictures that other sites show beside a link to ours: one per kind and language.

    python scripts/make_og_images.py            writes templates/assets/og/{kind}-{lang}.png

They are made once and committed, because the words on them come from the theme's messages and change rarely. Needs
Pillow and the Noto CJK fonts, which building the website does not.
"""

import sys
from pathlib import Path

import yaml
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"
SIMPLIFIED_CHINESE = 2  # the face of the collection
SIZE = (1200, 630)
PAPER, INK, ACCENT, MARK = "#f8f8f5", "#1c2226", "#0b5b56", "#f2b544"
# The theme serves every catalog, so its pictures name no website.
ALL = {"zh": "深度学习资源", "en": "Deep learning"}
KINDS = ("library", "course", "book", "paper", "site", "article", "talk", "dataset", "app")


def draw_picture(word: str) -> Image.Image:
    """Draw one picture: the mark and a large word."""
    # Drawn at twice the size and shrunk: smooth edges in few colours.
    image = Image.new("RGB", (SIZE[0] * 2, SIZE[1] * 2), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, SIZE[0] * 2, 24), fill=ACCENT)
    draw.rounded_rectangle((160, 220, 720, 660), radius=56, fill=ACCENT)
    for y, right in ((340, 430), (440, 600), (540, 510)):
        draw.line((250, y, right, y), fill=PAPER, width=30)
    draw.ellipse((560, 295, 650, 385), fill=MARK)
    draw.text((160, 740), word, font=_font(250), fill=INK)
    small = image.resize(SIZE, Image.Resampling.LANCZOS)
    return small.quantize(colors=48, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size, index=SIMPLIFIED_CHINESE)


def main() -> int:
    """Draw all pictures."""
    target = TEMPLATES / "assets" / "og"
    target.mkdir(exist_ok=True)
    for lang in ("zh", "en"):
        words = yaml.safe_load((TEMPLATES / "i18n" / f"{lang}.yaml").read_text(encoding="utf-8"))
        for kind in (*KINDS, "site-wide"):
            word = words.get(f"kinds.{kind}", ALL[lang])
            draw_picture(word).save(target / f"{kind}-{lang}.png", optimize=True)
    sys.stdout.write(f"{len(KINDS) * 2 + 2} pictures in {target}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
