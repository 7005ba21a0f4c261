"""JSON for people to read: indented, letters as they are, one final newline."""

import json


def format_json(value: object) -> str:
    """Write a document that changes rarely and is read by eye."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
