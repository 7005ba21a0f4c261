import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from dlcatalog.website.exports.markup import escape_xml


@given(text=st.text())
def test_any_text_is_well_formed_inside_elements_and_attributes(text: str) -> None:
    escaped = escape_xml(text)
    root = ET.fromstring(f'<a b="{escaped}">{escaped}</a>'.encode("utf-8", "surrogatepass"))
    shown = "".join(char for char in text if char >= " " or char in "\t\n\r")
    for char in "\ufffe\uffff":
        shown = shown.replace(char, "")
    assert (root.text or "") == shown.replace("\r\n", "\n").replace("\r", "\n")
