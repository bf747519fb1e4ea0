"""The page docs/rules.md: every rule, made from the registry, so that page and code say the same."""

from collections.abc import Iterable

from bot.workshop.rules.registry import RULES
from bot.workshop.rules.rule import Rule

_HEAD = """\
# The rules of `hepatica check`

This page is made from the code by `make rules`; do not edit it. [content.md](content.md) explains how to
work with the check.
"""


def rules_page() -> str:
    """The whole page, as Markdown."""
    rules = RULES.values()
    parts = [
        _HEAD,
        _group(
            "Rules for editors",
            "They fail the check and never stop a server. A finding that must stand is waived in `waivers.yaml`, with "
            "the reason.",
            (rule for rule in rules if not rule.starts),
        ),
        _group(
            "Rules without which nothing starts",
            "A server does not start with content that breaks one of them, and a running one keeps what it had. They "
            "cannot be waived. Editors' rules are looked at once all of these hold.",
            (rule for rule in rules if rule.starts),
        ),
    ]
    return "\n".join(parts)


def _group(title: str, lead: str, rules: Iterable[Rule]) -> str:
    return "\n".join([f"## {title}\n", f"{lead}\n", *map(_entry, rules)])


def _entry(rule: Rule) -> str:
    slow = " Only with `hepatica check --near`." if rule.slow else ""
    return f"### {rule.id}\n\n{rule.says}{slow}\n\n- Why: {rule.why}\n- Mend: {rule.mend}\n"
