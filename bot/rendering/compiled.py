"""Compiled templates: kept while pages are built anew for changed content, and kept ahead for the next start.

Compiling is the longest part of building pages, a tenth of a second of a start.
"""

import hashlib
import marshal
import re
from collections.abc import Callable, Mapping, MutableMapping
from functools import cache, partial
from keyword import iskeyword
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import jinja2
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, MacroRef
from jinja2.nodes import Call, Const, Impossible, TemplateData
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup

from bot.paths import code_digest, table_folder
from bot.writing import put_others_aside, write_whole

_FILES = "templates-*.bin"
as_markup: Callable[[str], Markup] = partial(str.__new__, Markup)
"""Text that is markup already, as such: `Markup(text)` looks first whether it is, for longer than it takes to make."""


class QuickMacro(Macro):
    """A macro that is called with its arguments in order, as nearly always, without sorting them first."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        sorted_out = self.caller or self.explicit_caller or self.catch_kwargs or self.catch_varargs
        most = -1 if sorted_out or not self._default_autoescape else self._argument_count
        self._left_out = tuple((missing,) * (most - count) for count in range(most + 1))
        """What stands for the arguments after the last that is given, by how many are."""

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """What the macro makes of its arguments."""
        if named or len(arguments) >= len(self._left_out):
            return super().__call__(*arguments, **named)
        return as_markup(self._func(*arguments, *self._left_out[len(arguments)]))


class OnceEscaped(CodeGenerator):
    """Escapes what a template shows, but does not look anew at what is markup already, and copies none of it.

    `escape` gives markup back as it is, after a copy: a card of macros in macros is copied once for each around it, and
    that is a fifth of the work of a page. Making markup of text that needs no escaping is a tenth, and looking at
    whatever is called is another.
    """

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if not self._plainly_escaped(frame, finalize):
            super()._output_child_pre(node, frame, finalize)
            return
        self.write("(shown if (shown := (")

    def _output_child_post(self, node: Any, frame: Any, finalize: Any) -> None:
        if not self._plainly_escaped(frame, finalize):
            super()._output_child_post(node, frame, finalize)
            return
        self.write(")).__class__ is Markup or shown.__class__ is str and environment.unsafe(shown) is None")
        self.write(" else escape(shown))")

    def visit_Call(self, node: Call, frame: Any, forward_caller: bool = False) -> None:  # noqa: N802  as Jinja has it
        """Call what is called. Jinja looks first whether it wants the context; of ours, nothing does."""
        if node.dyn_args is not None or node.dyn_kwargs is not None or any(iskeyword(one.key) for one in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def macro_def(self, macro_ref: MacroRef, frame: Any) -> None:  # noqa: ARG002  as Jinja has it
        """Define a macro as Jinja does, but as one of ours."""
        names = "".join(f"{argument.name!r}, " for argument in macro_ref.node.args)
        special = macro_ref.accesses_kwargs, macro_ref.accesses_varargs, macro_ref.accesses_caller
        name = getattr(macro_ref.node, "name", None)
        made_of = f"environment, macro, {name!r}, ({names}), {special[0]}, {special[1]}, {special[2]}"
        self.write(f"environment.quick_macro({made_of}, context.eval_ctx.autoescape)")

    def _output_child_to_const(self, node: Any, frame: Any, finalize: Any) -> str:
        # Nothing else is worked out ahead: filters differ between the languages, which share compiled templates.
        if not isinstance(node, TemplateData | Const):
            raise Impossible
        return super()._output_child_to_const(node, frame, finalize)

    @staticmethod
    def _plainly_escaped(frame: Any, finalize: Any) -> bool:
        return frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None


class SharedEnvironment(Environment):
    """An environment whose templates all share its globals, and none of which has any of its own."""

    code_generator_class = OnceEscaped
    quick_macro = QuickMacro
    unsafe = re.compile("[&<>\"']").search
    """Finds what has to be escaped in a text. Most have nothing of the kind, and to ask is quicker than to escape."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template. Jinja lays an empty mapping over them, which each page looks through at length.

        Raises:
            TypeError: it is given some of its own: all others would see them.
        """
        if d:
            raise TypeError(f"a template has no globals of its own: {', '.join(d)}")
        return self.globals


class Compiled(BytecodeCache):
    """Keeps compiled templates in memory. They serve every language: no filter of one is applied ahead in them."""

    def __init__(self, *, anew: bool = False) -> None:
        """`anew`: nothing is taken that was compiled ahead."""
        self._anew = anew
        self._kept: dict[str, bytes] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002  as Jinja has it
        """What a template is kept by: its name, wherever the folder lies. Its text must be the same as well."""
        return super().get_cache_key(name)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what was kept, if the template has not changed since."""
        for kept in (self._kept, {} if self._anew else _ahead()):
            found = kept.get(bucket.key)
            if found is not None and _fills(found, bucket):
                self._kept[bucket.key] = found
                return

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()

    def keep_ahead(self) -> None:
        """Keep all of them for the next start.

        Raises:
            OSError: the folder cannot be written to.
        """
        file = compiled_file()
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, marshal.dumps(self._kept))
        put_others_aside(file, _FILES)


def compiled_file() -> Path:
    """Where compiled templates are kept. What they are compiled by is in the name, what from stands beside each."""
    digest = hashlib.sha256(jinja2.__version__.encode() + code_digest())
    return table_folder() / f"templates-{digest.hexdigest()[:16]}.bin"


def _fills(found: bytes, bucket: Bucket) -> bool:
    """Fill a bucket; False where the template has changed since, or what was kept is spoilt: then it is compiled."""
    try:
        bucket.bytecode_from_string(found)
    except (EOFError, ValueError, TypeError, UnpicklingError):
        bucket.reset()
    return bucket.code is not None


@cache
def _ahead() -> Mapping[str, bytes]:
    """What was kept by `keep_ahead`; nothing where it cannot be used."""
    try:
        kept = marshal.loads(compiled_file().read_bytes())  # noqa: S302  ours, as the compiled modules beside it are
    except (OSError, EOFError, ValueError, TypeError):
        return {}
    return kept if isinstance(kept, dict) else {}
