"""Editing in place: a form, the change shown before it is made, and the change made; two editors cannot lose a word."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from bot.content.splice import raw_value
from bot.model.knowledge import Knowledge, Locale
from bot.model.problem import ContentError
from bot.studio.addresses import edit_at, words_at
from bot.studio.desk import Desk
from bot.studio.fields import Field, fields_of, read_where, refreshed, sent_fields, spelt
from bot.studio.forms import sent
from bot.studio.intents import questions
from bot.studio.lists import ListPage, files_of, list_page
from bot.studio.radius import radius
from bot.studio.refusals import Refusal, refusals
from bot.studio.shown import Visit, page
from bot.studio.wordings import taken
from bot.studio.words import compared
from bot.workshop.drafting import Action, Draft, DraftError, drafted
from bot.workshop.saving import ConflictError, fingerprint, save

Fields = Annotated[Mapping[str, str], Depends(sent)]


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of trying a change. At most one of them is filled."""

    draft: Draft | None = None
    refused: tuple[Refusal, ...] = ()
    conflict: tuple[str, ...] = ()
    saved: bool = False
    """The change that was made just before is shown."""
    unseen: bool = False
    """It was to be saved, but it is not what was shown before; so it is shown now."""


def build_router(desk: Desk) -> APIRouter:
    """The routes that change content."""
    router = APIRouter()

    @router.get("/{locale}/edit")
    def edit(  # noqa: PLR0913, PLR0917  the parts of the address
        request: Request, locale: Locale, file: str, at: str, action: Action = "replace", saved: bool = False
    ) -> Response:
        visit = Visit(request, locale, desk.bench())
        fields = fields_of(desk.folder, visit.bench.knowledge, file, at, action)
        return form_page(desk, visit, fields, tried=Tried(saved=saved))

    @router.post("/{locale}/edit")
    def change(request: Request, locale: Locale, form: Fields) -> Response:
        visit = Visit(request, locale, desk.bench())
        fields = sent_fields(desk.folder, visit.bench.knowledge, form)
        unseen = form.get("do") == "save" and form.get("checked") != mark(fields)
        seen = form.get("do") == "save" and not unseen
        tried = attempt(desk, fields, held=not seen)
        if tried.conflict:
            again = refreshed(desk.folder, fields)
            return form_page(desk, visit, again, tried=tried, status=409)
        if tried.draft is None:
            return form_page(desk, visit, fields, tried=tried, status=422)
        if not seen:
            return form_page(desk, visit, fields, tried=replace(tried, unseen=unseen))
        try:
            save(desk.folder, tried.draft.changes)
        except ConflictError as error:
            again = refreshed(desk.folder, fields)
            return form_page(desk, visit, again, tried=Tried(conflict=error.files), status=409)
        return visit.elsewhere(after(fields))

    @router.get("/{locale}/words")
    def words(request: Request, locale: Locale, file: str | None = None, at: str = "", q: str = "") -> Response:
        bench = desk.bench()
        found: ListPage | None = list_page(bench.knowledge, file, read_where(at), q) if file else None
        return page(
            bench, request, locale, "words.html", here="words", path=words_at(file, at),
            files=files_of(bench.knowledge), found=found, file=file, at=at, q=q,
        )  # fmt: skip

    return router


def mark(fields: tuple[Field, ...]) -> str:
    """A short name for exactly the change that a form asks for; another text has another."""
    return fingerprint(repr([(one.file, one.at, one.action, one.value, one.before) for one in fields]).encode())


def attempt(desk: Desk, fields: tuple[Field, ...], held: bool) -> Tried:
    """Try a change without making it. `held`: to the rules for editors as well."""
    found = tuple(
        Refusal(why, box) for box, one in enumerate(fields) if one.action != "remove" and (why := _amiss(desk, one))
    )
    if found:
        return Tried(refused=found)
    edits = [one.edit for one in fields]
    try:
        return Tried(drafted(desk.folder, desk.site, edits, held))
    except ConflictError as error:
        return Tried(conflict=error.files)
    except (DraftError, ContentError) as error:
        return Tried(refused=refusals(error, edits))


def _amiss(desk: Desk, field: Field) -> str | None:
    """What can be said against the words of a box before they are tried."""
    if not field.value.strip():
        return "empty"
    if "\n" in field.value:
        return "lines"
    if field.action == "append" and field.where[:1] == ("utterances",):
        return taken(field.value, str(field.where[1]), desk.bench().knowledge, desk.checkout)
    return None


def form_page(
    desk: Desk,
    visit: Visit,
    fields: tuple[Field, ...],
    *,
    tried: Tried | None = None,
    status: int = 200,
) -> Response:
    """The form with what is known of the change that it asks for."""
    bench, shown = visit.bench, None
    if tried is not None and tried.draft is not None:
        shown = radius(bench.knowledge, tried.draft.knowledge)
    first = fields[0]
    values: dict[str, Any] = {
        "fields": fields,
        "checked": mark(fields) if shown else "",
        "tried": tried or Tried(),
        "radius": shown,
        "differences": [compared(one.stands, "" if one.action == "remove" else one.value) for one in fields],
        "changed": any(one.action != "replace" or one.value != one.stands for one in fields),
        "unsaved": any(one.value != one.stands for one in fields),
        "intent": intent_of(first, bench.knowledge),
        "questions": questions(bench.knowledge, visit.locale),
        "english": _english(desk, first),
    }
    return visit.page("edit.html", status, here="browse", path=edit_path(first), **values)


def after(fields: tuple[Field, ...]) -> str:
    """Where an editor goes on after a change: the text as it stands now, or the list that holds the line."""
    first = fields[0]
    if first.action == "replace" or first.locale:
        return edit_path(first, saved="true")
    return words_at(first.file, spelt(first.where if first.action == "append" else first.where[:-1]))


def edit_path(field: Field, saved: str | None = None) -> str:
    """The address of the form for a field, below the language."""
    file = "answers/" + field.file.removeprefix(f"answers/{field.locale}/") if field.locale else field.file
    return edit_at(file, field.at, field.action, saved)


def intent_of(field: Field, knowledge: Knowledge) -> str | None:
    """The question that a text belongs to, if it belongs to one."""
    match field.where:
        case ("answers" | "utterances", str(intent), *_) if intent in knowledge.intents:
            return intent
    return None


def _english(desk: Desk, field: Field) -> str:
    """The id of the claim that a text of an answer makes, for the title of its form."""
    if field.locale and len(field.where) > 3 and field.where[2] == "points":
        text = (desk.folder / field.file).read_text(encoding="utf-8")
        return raw_value(text, (*field.where[:4], "id"))
    return ""
