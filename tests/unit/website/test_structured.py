import json

from dlcatalog.website.structured import format_json, format_structured


def test_json_cannot_end_its_element() -> None:
    text = format_json({"a": "</script><!--", "b": "\u2028&"})
    assert not set(text) & set("<>&\u2028")
    assert json.loads(text) == {"a": "</script><!--", "b": "\u2028&"}


def test_one_node_stands_alone_and_many_in_a_graph() -> None:
    assert format_structured(()) == ""
    assert json.loads(format_structured(({"@type": "A"},))) == {"@context": "https://schema.org", "@type": "A"}
    assert len(json.loads(format_structured(({"@type": "A"}, {"@type": "B"})))["@graph"]) == 2
