"""Write the schemas of what the API answers, derived from the models: run this after a change of a model."""

import json

from dlcatalog.catalog.schema import Kind
from dlcatalog.website.exports.schema_json import derive_kind
from dlcatalog.website.shipped import KINDS_FILE


def main() -> None:
    """Write the file that the program ships."""
    kinds = {kind.value: derive_kind(kind) for kind in Kind}
    KINDS_FILE.write_text(json.dumps(kinds, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
