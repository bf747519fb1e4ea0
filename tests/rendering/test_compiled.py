"""Compiled templates: what is text is escaped wherever it is shown, and what is markup is not escaped again."""

import marshal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from jinja2.bccache import bc_magic
from markupsafe import Markup

from bot.model.knowledge import Knowledge
from bot.paths import templates_folder
from bot.rendering import compiled
from bot.rendering.compiled import Compiled, OnceEscaped, SharedEnvironment, compiled_file
from bot.serving.templates import compile_ahead
from bot.web.site import Site

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
    environment = SharedEnvironment(autoescape=True, undefined=StrictUndefined, loader=DictLoader({"one": template}))
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
    environment = SharedEnvironment(autoescape=True, undefined=StrictUndefined)
    with pytest.raises(UndefinedError):
        environment.from_string("{{ nothing }}").render()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty place to keep compiled templates in, as a new start finds it."""
    monkeypatch.setattr(compiled, "table_folder", lambda: tmp_path)
    compiled._ahead.cache_clear()
    yield tmp_path
    compiled._ahead.cache_clear()


def compiling(text: str) -> tuple[str, int]:
    """A template as a new process shows it, and how often it had to compile."""
    compiled._ahead.cache_clear()
    count = 0

    class Counting(OnceEscaped):
        """Counts."""

        def visit_Template(self, node: Any, frame: Any = None) -> None:  # noqa: N802  as Jinja has it
            nonlocal count
            count += 1
            super().visit_Template(node, frame)

    kept = Compiled()
    environment = SharedEnvironment(autoescape=True, loader=DictLoader({"one": text}), bytecode_cache=kept)
    environment.code_generator_class = Counting
    found = environment.get_template("one").render()
    kept.keep_ahead()
    return found, count


def test_what_was_compiled_ahead_is_not_compiled_again(place: Path) -> None:
    """The next start takes it; a template that was changed since is compiled anew."""
    assert compiling("a {{ 1 }}") == ("a 1", 1)
    assert compiling("a {{ 1 }}") == ("a 1", 0)
    assert compiling("b {{ 1 }}") == ("b 1", 1)
    assert compiling("b {{ 1 }}") == ("b 1", 0)


@pytest.mark.parametrize("harm", [b"", b"nothing", b"\xdb", marshal.dumps([1])])
def test_what_was_compiled_ahead_and_spoilt_is_not_used(place: Path, harm: bytes) -> None:
    """It is compiled again."""
    compiling("a {{ 1 }}")
    compiled_file().write_bytes(harm)
    assert compiling("a {{ 1 }}") == ("a 1", 1)


@pytest.mark.parametrize("harm", [b"", bc_magic, bc_magic + b"zz", bc_magic[:-1], "a text", 7])
def test_a_template_that_was_compiled_ahead_and_spoilt_is_not_used(place: Path, harm: object) -> None:
    """The others are."""
    compiling("a {{ 1 }}")
    (key,) = marshal.loads(compiled_file().read_bytes())
    compiled_file().write_bytes(marshal.dumps({key: harm}))
    assert compiling("a {{ 1 }}") == ("a 1", 1)
    assert compiling("a {{ 1 }}") == ("a 1", 0)


def test_other_code_compiles_anew(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """How templates are compiled is decided in more places than one."""
    compiling("a {{ 1 }}")
    monkeypatch.setattr(compiled, "code_digest", lambda: b"another")
    assert compiling("a {{ 1 }}") == ("a 1", 1)


def test_what_is_compiled_ahead_comes_from_nothing_that_was(place: Path, knowledge: Knowledge) -> None:
    """What was kept wrongly goes with the next `hepatica train`."""
    compile_ahead(knowledge)
    kept = marshal.loads(compiled_file().read_bytes())
    compiled_file().write_bytes(marshal.dumps(dict.fromkeys(kept, next(iter(kept.values())))))
    compiled._ahead.cache_clear()
    compile_ahead(knowledge)
    assert marshal.loads(compiled_file().read_bytes()) == kept


def test_all_that_a_server_shows_is_compiled_ahead(place: Path, knowledge: Knowledge) -> None:
    """No page of a server waits for the compiler."""
    compile_ahead(knowledge)
    kept = marshal.loads(compiled_file().read_bytes())
    served = [
        file
        for file in templates_folder().rglob("*.html")
        if file.relative_to(templates_folder()).parts[0] not in {"booklet", "diff", "report", "studio"}
    ]
    assert len(kept) == len(served) > 40


def test_nothing_that_templates_call_wants_the_context(site: Site) -> None:
    """What is called is called as it stands."""
    for environment in site.pages.environments.values():
        called = [one for one in environment.globals.values() if callable(one)]
        assert len(called) > 5
        assert not [one for one in called if hasattr(one, "jinja_pass_arg")]


@pytest.mark.parametrize(
    ("call", "shown_as"),
    [
        ("{{ f(1, b=2) }}", "1 2"),
        ("{{ f(*[1, 2]) }}", "1 2"),
        ("{{ f(**{'a': 1, 'b': 2}) }}", "1 2"),
        ("{{ f(1, **{'b': 2}) }}", "1 2"),
        ("{% for x in [1, 2] %}{{ f(x, x) }};{% endfor %}", "1 1;2 2;"),
        ("{% macro g(class) %}{{ class }}{% endmacro %}{{ g(class='x') }}", "x"),
    ],
)
def test_calls_take_whatever_arguments_python_takes(call: str, shown_as: str) -> None:
    """In loops and with words of Python as names, too."""
    environment = SharedEnvironment(autoescape=True, undefined=StrictUndefined, loader=DictLoader({"one": call}))
    assert environment.get_template("one").render(f=lambda a, b: f"{a} {b}") == shown_as


MACROS = """
{%- macro said(first, second="two", third=none) %}{{ first }}-{{ second }}-{{ third }}{% endmacro %}
{%- macro around() %}[{{ caller() }}]{% endmacro %}
{%- macro rest(first) %}{{ first }}{{ varargs|length }}{{ kwargs|length }}{% endmacro %}
"""


@pytest.mark.parametrize(
    "call",
    [
        "{{ said('<a>') }}",
        "{{ said('a', '<b>') }}",
        "{{ said('a', third=it) }}",
        "{{ said(second=it, first='a') }}",
        "{{ said(said(it), said('b')) }}",
        "{% call around() %}{{ it }}{% endcall %}",
        "{{ rest('a', 'b', 'c', d=1) }}",
        "{{ said(*['a', 'b']) }}",
        "{% for one in ['a', '<b>']|map('upper') %}{{ said(one) }}{% endfor %}",
    ],
)
def test_macros_say_what_those_of_jinja_say(call: str) -> None:
    """Whatever is given in order, by name or not at all."""
    given = {"autoescape": True, "undefined": StrictUndefined}
    plain = Environment(**given).from_string(MACROS + call).render(it="<it>")
    assert SharedEnvironment(**given).from_string(MACROS + call).render(it="<it>") == plain


@pytest.mark.parametrize("call", ["{{ said() }}", "{{ said(1, 2, 3, 4) }}", "{{ said(1, fourth=2) }}"])
def test_a_macro_called_wrongly_stops_a_page(call: str) -> None:
    """Too little, too much, and what it does not know."""
    environment = SharedEnvironment(autoescape=True, undefined=StrictUndefined)
    with pytest.raises((UndefinedError, TypeError)):
        environment.from_string(MACROS + call).render()


def test_templates_share_the_globals_of_their_environment() -> None:
    """What is set later is seen by those that were loaded before; none is given any of its own."""
    environment = SharedEnvironment(loader=DictLoader({"one": "{{ it }}", "two": "{{ it }}"}))
    one = environment.get_template("one")
    environment.globals["it"] = 1
    assert one.render() == "1"
    with pytest.raises(TypeError, match="it"):
        environment.get_template("two", globals={"it": 2})
    assert environment.get_template("two").render() == "1"
