"""The inbox of questions that were not understood: read, taken as examples, put aside; the effect is shown first."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, get_args

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.responses import Response

from bot.model.knowledge import Locale
from bot.model.problem import ContentError
from bot.questionlog.database import Database, Unavailable
from bot.questionlog.store import Group, misses, settle
from bot.studio.desk import Bench, Desk
from bot.studio.forms import sent
from bot.studio.intents import questions
from bot.studio.jobs import Busy, Progress
from bot.studio.overlaps import make_room
from bot.studio.shown import Visit, page
from bot.studio.wordings import taken
from bot.text.scripts import has_han
from bot.workshop.drafting import Draft, DraftError, Edit, copied, drafted
from bot.workshop.effects import Effect
from bot.workshop.rehearsing import read_effect
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

    trouble: tuple[str, ...] = ()
    key: str = ""
    """Of the comparison that was begun."""
    progress: Progress = NOTHING
    effect: Effect | None = None
    unseen: bool = False
    """It was to be saved, but its effect is not the one that was shown."""
    other: Busy | None = None
    """It was to be measured, but this is running."""


UNSEEN = Seen()


def build_router(desk: Desk) -> APIRouter:
    """The routes of the inbox."""
    router = APIRouter()

    @router.get("/{locale}/misses")
    def show(request: Request, locale: Locale, done: str = "") -> Response:
        bench = desk.bench()
        groups, trouble = _groups(desk.log)
        return page(
            bench, request, locale, "misses.html", here="misses", path="/misses", groups=groups, trouble=trouble,
            log=desk.log, done=done, questions=questions(bench.knowledge, locale),
        )  # fmt: skip

    @router.get("/{locale}/misses/{id}")
    def one(request: Request, locale: Locale, id: int) -> Response:
        return _page(Visit(request, locale, desk.bench()), _group(desk, id))

    @router.post("/{locale}/misses/{id}")
    def act(request: Request, locale: Locale, id: int, form: Fields) -> Response:
        visit, group = Visit(request, locale, desk.bench()), _group(desk, id)
        wish = _wish(visit.bench, group, form)
        if wish.do == "ignore":
            return _settled(desk, visit, tuple(miss.id for miss in group.misses), "ignored")
        if not wish.texts or (wish.do == "example" and not wish.intent):
            missing = "texts" if not wish.texts else "intent"
            return _page(visit, group, wish, Seen((missing,)))
        if form.get("step") == "save":
            key = _key(desk, wish)
            if form.get("key") == key and desk.jobs.progress(key).state == "done":
                return _save(desk, visit, group, wish)
            return _page(visit, group, wish, replace(_compare(desk, wish, begin=True), unseen=True))
        if form.get("step") == "stop":
            desk.jobs.give_up(_key(desk, wish))
            return _page(visit, group, wish, _compare(desk, wish, begin=False))
        make_room(desk, form)
        seen = _compare(desk, wish, begin=form.get("step") in ("effect", "instead"))
        return _whole(request, _page(visit, group, wish, seen), seen)

    return router


def _groups(log: Database | None) -> tuple[tuple[Group, ...], str]:
    """The open groups, or why they cannot be read."""
    if log is None:
        return (), ""
    try:
        return misses(log), ""
    except Unavailable as error:
        return (), str(error)


def _group(desk: Desk, id: int) -> Group:
    """The open group that holds a miss.

    Raises:
        HTTPException: 404, there is none.
    """
    groups, _ = _groups(desk.log)
    found = next((group for group in groups if any(miss.id == id for miss in group.misses)), None)
    if found is None:
        raise HTTPException(404)
    return found


def _wish(bench: Bench, group: Group, form: Mapping[str, str]) -> Wish:
    do = next((one for one in get_args(Do) if one == form.get("do")), None)
    if do is None:
        raise HTTPException(422)
    intent = form.get("intent", "")
    texts = {miss.id: " ".join(form.get(f"text-{miss.id}", "").split()) for miss in group.misses}
    return Wish(
        do, intent if intent in bench.knowledge.intents else "", {id: text for id, text in texts.items() if text}
    )


def _draft(desk: Desk, wish: Wish) -> Draft:
    edits = []
    for file, where, text in wish.edits:
        edits.append(Edit(file, where, "append", text, fingerprint((desk.folder / file).read_bytes())))
    return drafted(desk.folder, desk.site, edits, held=False)


def _whole(request: Request, answer: Response, seen: Seen) -> Response:
    """While a comparison is running, the page looks again for its note alone; once it has ended, for the whole form."""
    if request.headers.get("hx-source", "").endswith("#progress") and seen.progress.state != "running":
        answer.headers.update({"HX-Retarget": "#miss", "HX-Reselect": "#miss", "HX-Reswap": "outerMorph"})
    return answer


def _compare(desk: Desk, wish: Wish, begin: bool) -> Seen:
    """Look how the comparison stands. `begin`: check the wish and begin, where it is neither done nor running."""
    new = _key(desk, wish)
    if begin and wish.do == "example":
        found = [taken(text, wish.intent, desk.bench().knowledge, desk.checkout) for text in wish.texts.values()]
        if any(found):
            return Seen(tuple(dict.fromkeys(one for one in found if one)))
    if begin and desk.jobs.progress(new).state in ("none", "failed", "stopped"):
        try:
            draft = _draft(desk, wish)
        except (ContentError, DraftError, ConflictError) as error:
            return Seen(tuple(str(error).splitlines()))
        after = copied(desk.folder, desk.jobs.scratch / new / "content", draft.changes)
        desk.jobs.begin(new, ["effect", str(desk.folder.resolve()), str(after), str(desk.checkout)])
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
    except (ContentError, DraftError, ConflictError) as error:
        return _page(visit, group, wish, Seen(tuple(str(error).splitlines())))
    return _settled(desk, visit, tuple(miss.id for miss in group.misses), "resolved")


def _settled(desk: Desk, visit: Visit, ids: tuple[int, ...], state: Literal["resolved", "ignored"]) -> Response:
    assert desk.log is not None
    try:
        settle(desk.log, ids, state)
    except Unavailable:
        return visit.elsewhere("/misses?done=unsettled")
    return visit.elsewhere(f"/misses?done={state}")


def _page(visit: Visit, group: Group, wish: Wish | None = None, seen: Seen = UNSEEN) -> Response:
    first = group.misses[0]
    values: dict[str, Any] = {
        "group": group,
        "wish": wish,
        "seen": seen,
        "questions": questions(visit.bench.knowledge, visit.locale),
        "texts": {miss.id: wish.texts.get(miss.id, "") if wish else miss.text for miss in group.misses},
    }
    status = 422 if seen.trouble else 200
    return visit.page("miss.html", status, here="misses", path=f"/misses/{first.id}", **values)
