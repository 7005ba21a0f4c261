"""The texts that a new entry starts with, to be replaced by its writer."""

from collections.abc import Mapping

TITLE_MARK = "（中文标题）"
SUMMARY: Mapping[str, str] = {
    "en": "One or two sentences that say what it is, and for whom.",
    "zh": "用一两句话说明它是什么、适合谁。",
}
