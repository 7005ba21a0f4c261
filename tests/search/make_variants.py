"""Print src/dlcatalog/website/search/variants.py, the table of traditional characters and their simplified forms.

    pip install opencc-python-reimplemented==0.1.7
    python tests/search/make_variants.py > src/dlcatalog/website/search/variants.py

The source is the character table of OpenCC (Apache-2.0). Kept are the pairs whose simplified form is in GB 2312, the
6,763 characters of everyday writing, so that the table that a browser loads stays small.
"""

from importlib.resources import files

HEADER = '''"""The traditional Chinese characters and, at the same place of the second string, their simplified forms.

Made by tests/search/make_variants.py from the character table of OpenCC (https://github.com/BYVoid/OpenCC,
Apache License 2.0); do not edit by hand.
"""

from typing import Final
'''
WIDTH = 100


def is_common(character: str) -> bool:
    """Tell whether GB 2312 has the character."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def read_pairs(text: str) -> dict[str, str]:
    """Return {traditional: simplified}, the first form that OpenCC names, chains resolved."""
    pairs: dict[str, str] = {}
    for line in text.splitlines():
        traditional, forms = line.split("\t")
        simplified = forms.split()[0]
        if len(traditional) == 1 and traditional != simplified and traditional < "\ue000" and is_common(simplified):
            pairs[traditional] = simplified
    return {traditional: pairs.get(simplified, simplified) for traditional, simplified in pairs.items()}


def format_string(name: str, characters: str) -> str:
    """Return the assignment of one long string, cut into lines."""
    lines = [f'    "{characters[at : at + WIDTH]}"' for at in range(0, len(characters), WIDTH)]
    return f"{name}: Final = (\n" + "\n".join(lines) + "\n)\n"


if __name__ == "__main__":
    table = read_pairs((files("opencc") / "dictionary" / "TSCharacters.txt").read_text(encoding="utf-8"))
    ordered = sorted(table)
    print(HEADER)  # noqa: T201
    print(format_string("TRADITIONAL", "".join(ordered)))  # noqa: T201
    print(format_string("SIMPLIFIED", "".join(table[key] for key in ordered)), end="")  # noqa: T201
