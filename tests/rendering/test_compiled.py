"""Compiled templates: what is text is escaped wherever it is shown, and what is markup is not escaped again."""

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from bot.rendering.compiled import OnceEscaped

WAYS = {
    "at once": "{{ it }}",
    "from a macro": "{% macro shown(x) %}<i>{{ x }}</i>{% endmacro %}{{ shown(it) }}",
    "through a caller": "{% macro frame() %}<i>{{ caller() }}</i>{% endmacro %}{% call frame() %}{{ it }}{% endcall %}",
    "from a block that was set": "{% set held %}{{ it }}{% endset %}{{ held }}",
    "from a list": "{% for one in [it] %}{{ one }}{% endfor %}",
    "beside other text": "a {{ it }} b {{ it ~ '' }}",
}


class Words(str):
    """Text of a class of its own, as an enumeration's members are."""

    __slots__ = ()


class Signed(Markup):
    """Markup of a class of its own."""

    __slots__ = ()


def shown(template: str, value: object) -> str:
    """A template with the value as `it`."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, loader=DictLoader({"one": template}))
    environment.code_generator_class = OnceEscaped
    return environment.get_template("one").render(it=value)


@pytest.mark.parametrize("template", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("text", ["<b>", Words("<b>")], ids=["text", "text of its own class"])
def test_text_is_escaped_once(template: str, text: str) -> None:
    """However it comes to the page."""
    found = shown(template, text)
    assert "<b>" not in found
    assert "&lt;b&gt;" in found


@pytest.mark.parametrize("template", [way for name, way in WAYS.items() if name != "beside other text"])
@pytest.mark.parametrize("markup", [Markup("<b>"), Signed("<b>")], ids=["markup", "markup of its own class"])
def test_markup_stays_as_it_is(template: str, markup: Markup) -> None:
    """It was escaped when it was made."""
    assert "<b>" in shown(template, markup)


def test_what_is_missing_stops_a_page() -> None:
    """Nothing shows blank."""
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    environment.code_generator_class = OnceEscaped
    with pytest.raises(UndefinedError):
        environment.from_string("{{ nothing }}").render()
