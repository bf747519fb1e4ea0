"""Compiled templates, kept while pages are built anew for changed content: compiling is the longest part of that."""

from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator


class OnceEscaped(CodeGenerator):
    """Escapes what a template shows, but does not look anew at what is markup already, and copies none of it.

    `escape` gives markup back as it is, after a copy: a card of macros in macros is copied once for each around it, and
    that is a fifth of the work of a page.
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

    @staticmethod
    def _plainly_escaped(frame: Any, finalize: Any) -> bool:
        return frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None


class Compiled(BytecodeCache):
    """Keeps compiled templates in memory. They serve every language: no filter of one is applied ahead in them."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what was kept, if the template has not changed since."""
        if kept := self._kept.get(bucket.key):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()
