"""The kiosk: one document; every step is posted and its screen put into the document, so that no address tells."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot import __version__
from bot.content.site_file import leading_regions
from bot.model.knowledge import LOCALES, Locale
from bot.rendering.finding import Findable, find, findable
from bot.rendering.qr import qr
from bot.rendering.view import View
from bot.web.forms import read_kiosk_form
from bot.web.kiosk_steps import Screen, attract, next_screen
from bot.web.routers import page_router
from bot.web.routes import is_fragment
from bot.web.site import Site, page_locale

VARY = {"Vary": "HX-Request"}


def build_router(site: Site) -> APIRouter:
    """The routes of the kiosk. `site` is made with its layout."""
    router = page_router()
    questions = {locale: findable(site.trained.knowledge, locale) for locale in LOCALES}
    _furnish(site)

    @router.get("/{tag}/kiosk")
    async def document(request: Request, tag: str) -> Response:
        return _shown(site, page_locale(tag, request, site), attract(), fragment=False)

    @router.post("/{tag}/kiosk/step")
    async def step(request: Request, tag: str) -> Response:
        locale = page_locale(tag, request, site)
        form = await read_kiosk_form(request, site.trained)
        if form.show == "find":
            return _found(site, locale, form.question, questions[locale])
        return _shown(site, locale, next_screen(site, locale, form), is_fragment(request))

    @router.get("/{tag}/kiosk/step")
    async def step_again(request: Request, tag: str) -> Response:
        # A reload after a step without JavaScript: everything starts anew.
        return RedirectResponse(site.url(page_locale(tag, request, site), "/kiosk"), 303)

    @router.get("/{tag}/kiosk/test")
    async def self_test(request: Request, tag: str) -> Response:
        locale = page_locale(tag, request, site)
        values = {
            "version": __version__,
            "regions": leading_regions(site.trained.knowledge),
            "public_url": site.public_url,
        }
        return HTMLResponse(site.pages.render("kiosk/test.html", locale, **values), headers=VARY)

    return router


def _shown(site: Site, locale: Locale, screen: Screen, fragment: bool) -> Response:
    values = {**screen.template_values(), "screen": f"kiosk/{screen.name}.html"}
    template = values["screen"] if fragment else "kiosk/document.html"
    return HTMLResponse(site.pages.render(template, locale, **values), headers=VARY)


def _found(site: Site, locale: Locale, typed: str, questions: tuple[Findable, ...]) -> Response:
    intents = find(typed, questions)
    return HTMLResponse(site.pages.render("kiosk/found.html", locale, intents=intents), headers=VARY)


def _furnish(site: Site) -> None:
    """What the templates of the kiosk may use beside what all pages may."""
    seen = {"view": View(), "path": "/kiosk"}
    greetings = tuple(
        site.pages.environments[locale].get_template("kiosk/greeting.html").make_module(seen) for locale in site.offered
    )
    for environment in site.pages.environments.values():
        environment.globals.update(greetings=greetings, qr=qr, home=site.clinic.default)
