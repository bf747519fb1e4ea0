"""Compiled templates: kept while pages are built anew for changed content, and kept ahead for the next start.

Compiling is the longest part of building pages, a tenth of a second of a start.
"""

import hashlib
import marshal
from collections.abc import Mapping
from functools import cache
from keyword import iskeyword
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import jinja2
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator
from jinja2.nodes import Call, Const, Impossible, TemplateData

from bot.paths import code_digest, table_folder
from bot.writing import put_others_aside, write_whole

_FILES = "templates-*.bin"


class OnceEscaped(CodeGenerator):
    """Escapes what a template shows, but does not look anew at what is markup already, and copies none of it.

    `escape` gives markup back as it is, after a copy: a card of macros in macros is copied once for each around it, and
    that is a fifth of the work of a page. Looking at whatever is called is a tenth more.
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
        self.write(")).__class__ is Markup else escape(shown))")

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

    def _output_child_to_const(self, node: Any, frame: Any, finalize: Any) -> str:
        # Nothing else is worked out ahead: filters differ between the languages, which share compiled templates.
        if not isinstance(node, TemplateData | Const):
            raise Impossible
        return super()._output_child_to_const(node, frame, finalize)

    @staticmethod
    def _plainly_escaped(frame: Any, finalize: Any) -> bool:
        return frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None


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
