"""The page that describes the API to people, made from the OpenAPI description: nothing is loaded from elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import Response

from bot.web.routers import page_router
from bot.web.site import Site, page_locale


@dataclass(frozen=True, slots=True)
class Operation:
    """One route of the API, in words."""

    method: str
    path: str
    summary: str
    inputs_title: str
    inputs: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str], ...]


def build_router(site: Site, app: FastAPI) -> APIRouter:
    """The route of the page. `app` is asked for its description when the page is."""
    router = page_router()

    @router.get("/{tag}/api")
    async def api(request: Request, tag: str) -> Response:
        locale = page_locale(tag, request, site)
        values = {"operations": tuple(operations(app.openapi())), "description_url": f"{site.root_path}/openapi.json"}
        return site.document(request, "pages/api.html", locale, path="/api", **values)

    return router


def operations(description: dict[str, Any]) -> Iterator[Operation]:
    """The operations of an OpenAPI description, in its order."""
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            body = _body(operation)
            yield Operation(
                method=method.upper(),
                path=path,
                summary=operation["description"],
                inputs_title="Body (JSON)" if body else "Parameters",
                inputs=body or _parameters(operation),
                answers=tuple((status, _answer(status)) for status in sorted(operation["responses"])),
            )


def _body(operation: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    content = operation.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    required = schema.get("required", ())
    return tuple((name, "required" if name in required else "optional") for name in schema.get("properties", {}))


def _parameters(operation: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((p["name"], p.get("description", "required")) for p in operation.get("parameters", ()))


def _answer(status: str) -> str:
    return "the reply, as JSON" if status == "200" else "an error, as problem details with the emergency numbers"
