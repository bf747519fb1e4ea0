"""The inbox of questions that were not understood: read, taken as examples, put aside; the effect is shown first."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, get_args

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.responses import Response

from bot.model.knowledge import Locale
from bot.model.problem import ContentError
from bot.questionlog.store import Group
from bot.slots.followup_words import plain
from bot.studio.addresses import misses_at
from bot.studio.aside import read_ids
from bot.studio.desk import Bench, Desk
from bot.studio.forms import sent
from bot.studio.intents import questions
from bot.studio.jobs import Busy, Progress
from bot.studio.missed import group_of, groups_of, ids_of, settled
from bot.studio.overlaps import make_room
from bot.studio.refusals import Refusal, refusals
from bot.studio.shown import Visit, page
from bot.studio.wordings import taken
from bot.text.normalise import fold
from bot.text.scripts import has_han
from bot.workshop.drafting import Draft, DraftError, Edit, copied, drafted
from bot.workshop.effects import Effect, Moved
from bot.workshop.rehearsing import read_effect, told_of
from bot.workshop.saving import ConflictError, fingerprint, save

Do = Literal["example", "foreign", "ignore"]
Fields = Annotated[Mapping[str, str], Depends(sent)]
NOTHING = Progress("none")
FOREIGN = "utterances/out_of_scope.yaml"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to become of a group: which texts (by the id of their miss, as the editor words them), as what."""

    do: Do
    intent: str
    texts: Mapping[int, str]

    @property
    def belongs(self) -> str | None:
        """The question that they belong to; None where they are not ours."""
        return self.intent if self.do == "example" else None

    @property
    def edits(self) -> tuple[tuple[str, tuple[str, ...], str], ...]:
        """File, list and text of each line to add."""
        if self.do == "foreign":
            return tuple((FOREIGN, ("out_of_scope",), text) for text in self.texts.values())
        return tuple(
            (f"utterances/{'zh' if has_han(text) else 'en'}.yaml", ("utterances", self.intent), text)
            for text in self.texts.values()
        )


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a wish."""

    refused: tuple[Refusal, ...] = ()
    key: str = ""
    """Of the comparison that was begun."""
    progress: Progress = NOTHING
    effect: Effect | None = None
    unseen: bool = False
    """It was to be saved, but its effect is not the one that was shown."""
    other: Busy | None = None
    """It was to be measured, but this is running."""

    @property
    def readers(self) -> Mapping[int, Moved]:
        """Where what readers asked goes, by the id of the miss; of none where it was measured for others."""
        return {int(one.question): one for one in self.effect.readers} if self.effect else {}


UNSEEN = Seen()


def build_router(desk: Desk) -> APIRouter:
    """The routes of the inbox."""
    router = APIRouter()
    # What was wished for each group last: whoever comes back to its page finds their words and how far it is.
    begun: dict[tuple[int, ...], Wish] = {}

    @router.get("/{locale}/misses")
    def show(request: Request, locale: Locale, done: str = "", ids: str = "") -> Response:
        bench = desk.bench()
        groups, trouble = groups_of(desk.log)
        return page(
            bench, request, locale, "misses.html", here="misses", path="/misses", groups=groups, trouble=trouble,
            log=desk.log, done=done, ids=".".join(map(str, read_ids(ids))), aside=_put_aside(desk, read_ids(ids)),
            questions=questions(bench.knowledge, locale),
        )  # fmt: skip

    @router.get("/{locale}/misses/{id}")
    def one(request: Request, locale: Locale, id: int) -> Response:
        visit, group = Visit(request, locale, desk.bench()), group_of(desk.log, id)
        wish = begun.get(ids_of(group))
        return _page(visit, group, wish, _compare(desk, group, wish, begin=False) if wish else UNSEEN)

    @router.post("/{locale}/misses/{id}")
    def act(request: Request, locale: Locale, id: int, form: Fields) -> Response:
        visit, group = Visit(request, locale, desk.bench()), group_of(desk.log, id)
        wish = _wish(visit.bench, group, form)
        if wish.do == "ignore":
            return _settled(desk, visit, group, "ignored")
        refused = _amiss(wish, group)
        if refused:
            return _page(visit, group, wish, Seen(refused))
        begun[ids_of(group)] = wish
        if form.get("step") == "save":
            key = _key(desk, wish)
            if form.get("key") == key and desk.jobs.progress(key).state == "done":
                return _save(desk, visit, group, wish)
            return _page(visit, group, wish, replace(_compare(desk, group, wish, begin=True), unseen=True))
        if form.get("step") == "stop":
            desk.jobs.give_up(_key(desk, wish))
            return _page(visit, group, wish, _compare(desk, group, wish, begin=False))
        make_room(desk, form)
        seen = _compare(desk, group, wish, begin=form.get("step") in ("effect", "instead"))
        return _whole(request, _page(visit, group, wish, seen), seen)

    return router


def _put_aside(desk: Desk, ids: tuple[int, ...]) -> Group | None:
    """The group that was put aside just now; None where nothing was, or the log cannot be read."""
    groups, _ = groups_of(desk.log, "ignored") if ids else ((), "")
    return next((group for group in groups if set(ids_of(group)) & set(ids)), None)


def _wish(bench: Bench, group: Group, form: Mapping[str, str]) -> Wish:
    do = next((one for one in get_args(Do) if one == form.get("do")), None)
    if do is None:
        raise HTTPException(422)
    intent = form.get("intent", "")
    texts = {miss.id: " ".join(form.get(f"text-{miss.id}", "").split()) for miss in group.misses}
    return Wish(
        do, intent if intent in bench.knowledge.intents else "", {id: text for id, text in texts.items() if text}
    )


def _amiss(wish: Wish, group: Group) -> tuple[Refusal, ...]:
    """What can be said against a wish before it is tried. A reader's own words go into no file."""
    asked = {plain(fold(miss.text)) for miss in group.misses}
    found = [Refusal("echo", id) for id, text in wish.texts.items() if plain(fold(text)) in asked]
    if not wish.texts:
        found.append(Refusal("texts", group.misses[0].id))
    if wish.do == "example" and not wish.intent:
        found.append(Refusal("intent", "intent"))
    return tuple(found)


def _draft(desk: Desk, wish: Wish) -> Draft:
    edits = []
    for file, where, text in wish.edits:
        edits.append(Edit(file, where, "append", text, fingerprint((desk.folder / file).read_bytes())))
    return drafted(desk.folder, desk.site, edits, held=False)


def _refusals(error: DraftError | ContentError, wish: Wish) -> tuple[Refusal, ...]:
    """The reasons by the boxes of the page, which are numbered as the misses are."""
    edits, boxes = [Edit(file, where, "append", text, "") for file, where, text in wish.edits], tuple(wish.texts)
    return tuple(
        replace(one, box=boxes[one.box]) if isinstance(one.box, int) else one for one in refusals(error, edits)
    )


def _whole(request: Request, answer: Response, seen: Seen) -> Response:
    """While a comparison is running, the page looks again for its note alone; once it has ended, for the whole form."""
    if request.headers.get("hx-source", "").endswith("#progress") and seen.progress.state != "running":
        answer.headers.update({"HX-Retarget": "#miss", "HX-Reselect": "#miss", "HX-Reswap": "outerMorph"})
    return answer


def _compare(desk: Desk, group: Group, wish: Wish, begin: bool) -> Seen:
    """Look how the comparison stands. `begin`: check the wish and begin, where it is neither done nor running."""
    new = _key(desk, wish)
    if begin and wish.do == "example":
        bench, texts = desk.bench(), wish.texts.items()
        found = tuple(
            Refusal(why, id) for id, text in texts if (why := taken(text, wish.intent, bench.knowledge, desk.checkout))
        )
        if found:
            return Seen(found)
    if begin and desk.jobs.progress(new).state in ("none", "failed", "stopped"):
        try:
            draft = _draft(desk, wish)
        except (ContentError, DraftError) as error:
            return Seen(_refusals(error, wish))
        except ConflictError:
            return Seen((Refusal("meanwhile"),))
        after = copied(desk.folder, desk.jobs.scratch / new / "content", draft.changes)
        folders = (str(desk.folder.resolve()), str(after), str(desk.checkout))
        asked = told_of(((miss.id, miss.locale, miss.text) for miss in group.misses), wish.belongs)
        desk.jobs.begin(new, ["effect", *folders, "-"], asked)
    progress = desk.jobs.progress(new)
    effect = read_effect(desk.jobs.out(new)) if progress.state == "done" else None
    waiting = begin and progress.state in ("none", "failed", "stopped")
    return Seen((), new, progress, effect, other=desk.jobs.other(new) if waiting else None)


def _key(desk: Desk, wish: Wish) -> str:
    """The name of a comparison: of these lines, added to these files as they are."""
    files = sorted({file for file, _, _ in wish.edits})
    parts = [*(fingerprint((desk.folder / file).read_bytes()) for file in files), repr(sorted(wish.edits))]
    return f"effect-{fingerprint(' '.join(parts).encode())}"


def _save(desk: Desk, visit: Visit, group: Group, wish: Wish) -> Response:
    try:
        draft = _draft(desk, wish)
        save(desk.folder, draft.changes)
    except (ContentError, DraftError) as error:
        return _page(visit, group, wish, Seen(_refusals(error, wish)))
    except ConflictError:
        return _page(visit, group, wish, Seen((Refusal("meanwhile"),)))
    return _settled(desk, visit, group, "resolved")


def _settled(desk: Desk, visit: Visit, group: Group, state: Literal["resolved", "ignored"]) -> Response:
    assert desk.log is not None
    if settled(desk.log, ids_of(group), state):
        return visit.elsewhere(misses_at(state, ids_of(group) if state == "ignored" else ()))
    return visit.elsewhere(misses_at("unsettled" if state == "resolved" else "unreached"))


def _page(visit: Visit, group: Group, wish: Wish | None = None, seen: Seen = UNSEEN) -> Response:
    first = group.misses[0]
    values: dict[str, Any] = {
        "group": group,
        "wish": wish,
        "seen": seen,
        "questions": questions(visit.bench.knowledge, visit.locale),
        "texts": wish.texts if wish else {},
    }
    status = 422 if seen.refused else 200
    return visit.page("miss.html", status, here="misses", path=f"/misses/{first.id}", **values)
