"""Changes as text for a terminal."""

from collections.abc import Iterator

from bot.workshop.diff import Changes
from bot.workshop.diff_groups import ABOUT, Group, counted, groups
from bot.workshop.diff_lines import LinePair, plain
from bot.workshop.diff_routing import Routing


def diff_text(changes: Changes, routing: Routing) -> str:
    """Every change, before (-) and after (+)."""
    return "\n".join([*_head(changes), *_bodies(changes), *_reviews(changes), "", *_routing(routing)])


def _head(changes: Changes) -> Iterator[str]:
    yield f"content {changes.before} -> {changes.after}"
    yield ", ".join(f"{title}: {count}" for title, count in counted(changes)) or "Nothing changes for readers."


def _bodies(changes: Changes) -> Iterator[str]:
    told: set[LinePair] = set()
    for kind, title in ABOUT.items():
        found = groups(changes.of(kind))
        if found:
            yield f"\n== {title} ({len(changes.of(kind))})"
        for group in found:
            yield from _group(group, told if kind == "sheet" else set())
            told |= set(group.pairs)


def _group(group: Group, told: set[LinePair]) -> Iterator[str]:
    """One group. A sheet repeats its reply and its pictures, whose lines have been told."""
    cells = f" [{'; '.join(group.cells)}]" if group.cells else ""
    fate = "" if group.fate == "changed" else f" ({group.fate})"
    yield f"\n{group.kind} {group.name} ({group.locale}){cells}{fate}"
    news = [pair for pair in group.pairs if pair not in told]
    for pair in news:
        if pair.before is not None:
            yield f"- {plain(pair.before)}"
        if pair.after is not None:
            yield f"+ {plain(pair.after)}"
    if not news:
        yield "  as in its reply and pictures above" if group.pairs else "  in its drawing alone"


def _reviews(changes: Changes) -> Iterator[str]:
    if changes.reviews:
        yield f"\n== Reviews ({len(changes.reviews)})"
    for one in changes.reviews:
        signed = one.after.signature or one.before.signature
        by = f", {signed.reviewed_by}, {signed.reviewed_on}" if signed else ""
        yield f"{one.answer} ({one.locale}): {one.before.state} -> {one.after.state}{by}"


def _routing(routing: Routing) -> Iterator[str]:
    yield routing.words
    for title, those in routing.by_fate():
        yield f"\n-- {title} ({len(those)})"
        for one in those:
            yield f"{one.question!r} ({one.locale})\n- {one.before.said}\n+ {one.after.said}"
