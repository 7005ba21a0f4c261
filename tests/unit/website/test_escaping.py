import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from dlcatalog.website.escaping import OutputGenerator, escape_output


class Picture:
    def __html__(self) -> str:
        return "<svg>"


def environment() -> Environment:
    made = Environment(autoescape=True, undefined=StrictUndefined)
    made.code_generator_class = OutputGenerator
    made.escape_output = escape_output  # type: ignore[attr-defined]
    return made


@given(st.one_of(st.text(), st.integers(), st.none(), st.text().map(Markup), st.lists(st.text())))
def test_as_markupsafe_escapes(value: object) -> None:
    assert escape_output(value) == escape(value)


def test_what_has_html_gives_it() -> None:
    assert escape_output(Picture()) == "<svg>"


@pytest.mark.parametrize(
    "template",
    [
        "{{ a }}{{ b }}{{ c }}",
        "{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{{ m(a) }}{{ m(b) ~ a }}",
        "{% set s %}<b>{{ a }}</b>{% endset %}{{ s }}{{ s ~ a }}",
        "{% for x in [a, b] %}{{ x|upper }}{% endfor %}{{ a|safe }}{{ a|e }}",
        "{% autoescape false %}{{ a }}{% endautoescape %}{% filter upper %}{{ a }}{% endfilter %}",
        "{% call(x) m2() %}{{ x }}{{ a }}{% endcall %}{% macro m2() %}<p>{{ caller(a) }}</p>{% endmacro %}",
    ],
)
def test_templates_print_the_same(template: str) -> None:
    values = {"a": "<&'\">", "b": Markup("<b>"), "c": Picture()}
    if "m2" in template:
        template = (
            template.partition("{% macro")[1] + template.partition("{% macro")[2] + template.partition("{% macro")[0]
        )

    plain = Environment(autoescape=True).from_string(template).render(values)

    assert environment().from_string(template).render(values) == plain


def test_what_is_missing_is_still_a_fault() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ nothing }}").render()
