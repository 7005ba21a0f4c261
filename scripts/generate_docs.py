"""Write the documentation that the code knows best: rules, model, commands, schemas. ``make docs`` runs it.

With ``--check`` nothing is written; the exit code says whether everything is up to date.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def generate() -> dict[str, str]:
    """All generated files by their path in the repository."""
    from dlcatalog.catalog.schema_export import SCHEMA_MODELS, export_schema, format_schema
    from dlcatalog.reporting import diagnostics_json, links_json
    from scripts.docs.commands import format_commands
    from scripts.docs.model import format_model
    from scripts.docs.rules import format_rules

    files = {f"docs/schema/{name}.schema.json": format_schema(export_schema(name)) for name in SCHEMA_MODELS}
    files["docs/schema/check-report.schema.json"] = format_schema(diagnostics_json.SCHEMA)
    files["docs/schema/links-report.schema.json"] = format_schema(links_json.SCHEMA)
    files["docs/rules.md"] = format_rules()
    files["docs/model.md"] = format_model()
    files["docs/commands.md"] = format_commands()
    return files


def stale(root: Path) -> list[str]:
    """The generated files that are not what the code generates."""
    return [path for path, text in generate().items() if not _is_same(root / path, text)]


def _is_same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def main() -> int:
    """Write what changed, or with ``--check`` only tell."""
    old = stale(ROOT)
    files = generate()
    for path in old:
        print(path)  # noqa: T201 - a script talks on its standard output
        if "--check" not in sys.argv:
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(files[path], encoding="utf-8", newline="\n")
    return 1 if old and "--check" in sys.argv else 0


if __name__ == "__main__":
    # Run as a file, the folder of the script is on the path and not the folder above it.
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
