"""Editing in place: a form, the change shown before it is made, and the change made; two editors cannot lose a word."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from bot.content.splice import raw_value
from bot.content.texts import texts
from bot.model.knowledge import Knowledge, Locale
from bot.model.problem import ContentError
from bot.model.spans import Cite, written
from bot.studio.addresses import edit_at, words_at
from bot.studio.desk import Desk
from bot.studio.fields import Field, fields_of, read_where, refreshed, sent_fields, spelt
from bot.studio.forms import sent
from bot.studio.intents import questions
from bot.studio.lists import ListPage, files_of, list_page
from bot.studio.radius import radius
from bot.studio.refusals import Refusal, blamed, by_box, refusals
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
    unasked: bool = False
    """It was to be saved, but nobody said that the languages which stay as they are still say the same."""


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
        if left(fields) and form.get("same") != "yes":
            return form_page(desk, visit, fields, tried=replace(tried, unasked=True), status=422)
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
            questions=questions(bench.knowledge, locale),
        )  # fmt: skip

    return router


def mark(fields: tuple[Field, ...]) -> str:
    """A short name for exactly the change that a form asks for; another text has another."""
    return fingerprint(repr([(one.file, one.at, one.action, one.value, one.before) for one in fields]).encode())


def attempt(desk: Desk, fields: tuple[Field, ...], held: bool) -> Tried:
    """Try a change without making it. `held`: to the rules for editors as well."""
    found = {box: why for box, one in enumerate(fields) if one.action != "remove" and (why := _amiss(desk, one))}
    edits = [one.edit for one in fields]
    sound = [box for box in range(len(edits)) if box not in found]
    draft: Draft | None = None
    further: tuple[Refusal, ...] = ()
    try:
        draft = drafted(desk.folder, desk.site, [edits[box] for box in sound], held) if sound else None
    except ConflictError as error:
        return Tried(conflict=error.files)
    except DraftError as error:
        further = (Refusal(error.message, sound[error.edit]),)
    except ContentError as error:
        further = blamed(refusals(error, edits), edits, [one.stands for one in fields])
    if not found:
        return Tried(draft, refused=further)
    # A box that cannot be tried yet keeps its old text meanwhile, so what the languages must share is no reason now.
    shared = ("placeholders", "placeholders-moved")
    more = [one for one in further if one.name not in shared and one.box not in found]
    return Tried(refused=by_box([*(Refusal(why, box) for box, why in found.items()), *more]))


def left(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The languages of a text that stay as they are while another changes."""
    if fields[0].action != "replace" or all(one.value == one.stands for one in fields):
        return ()
    return tuple(one for one in fields if one.locale and one.value == one.stands)


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
        "left": left(fields),
        "offered": offered(first, bench.knowledge),
        "back": back(first, bench.knowledge),
        "changed": any(one.action != "replace" or one.value != one.stands for one in fields),
        "unsaved": any(one.value != one.stands for one in fields),
        "intent": intent_of(first, bench.knowledge),
        "questions": questions(bench.knowledge, visit.locale),
        "english": _english(desk, first),
    }
    return visit.page("edit.html", status, here="browse" if first.locale else "words", path=edit_path(first), **values)


def after(fields: tuple[Field, ...]) -> str:
    """Where an editor goes on after a change: the text as it stands now, or the list that holds the line."""
    first = fields[0]
    if first.action == "replace" or first.locale:
        return edit_path(first, saved="true")
    return words_at(first.file, spelt(first.where if first.action == "append" else first.where[:-1]))


def back(field: Field, knowledge: Knowledge) -> str:
    """Where an editor who changes nothing goes on: the reply that says the text, or the list that holds the line."""
    intent = intent_of(field, knowledge)
    if field.locale:
        return f"/a/{intent}" if intent else "/"
    return words_at(field.file, spelt(field.where if field.action == "append" else field.where[:-1]))


def offered(field: Field, knowledge: Knowledge) -> tuple[tuple[str, str, str], ...]:
    """Figures and sources that a text of a reply may name: as they are written, their kind, their id.

    They are those that its question lists. The article is named with its section, as in the other texts of the reply.
    """
    intent = intent_of(field, knowledge) if field.locale else None
    if intent is None:
        return ()
    listed = knowledge.intents[intent]
    spans = [span for text in texts(knowledge) if text.intent == intent and text.locale == "en" for span in text.spans]
    cited = {written(span): span.source for span in spans if isinstance(span, Cite)}
    named = {f"{{cite:{id}}}": id for id in listed.sources if id not in cited.values()}
    figures = ((f"{{figure:{id}}}", "figure", id) for id in listed.figures)
    return (*figures, *((shown, "cite", id) for shown, id in {**cited, **named}.items()))


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
