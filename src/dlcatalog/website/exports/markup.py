"""Text made safe for XML: the five special characters escaped, characters that XML forbids left out."""

from dlcatalog.patterns import lazy_pattern

_FORBIDDEN = lazy_pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escape_xml(text: str) -> str:
    """Make a text fit for element content and for attributes in double quotes."""
    text = _FORBIDDEN.sub("", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
