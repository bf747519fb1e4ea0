"""Two plain servers to hold ours against, as one would write them in an afternoon, on the same server library.

`floor`: FastAPI and one Jinja2 fragment, and nothing else: no question is read, so nothing can be faster and still
answer with a template. `naive`: the question of a form, the most alike of our examples by rapidfuzz's WRatio, and the
short answer of its intent as a fragment.

    python -m bench.plain_apps floor --port 9000
"""

import argparse
from typing import Annotated

import uvicorn
from fastapi import FastAPI, Form
from fastapi.responses import HTMLResponse
from jinja2 import DictLoader, Environment, Template
from rapidfuzz import fuzz, process

from bot.answering.compose import compose
from bot.content.loader import load
from bot.conversation.trained import examples
from bot.model.turn import Decision, part
from bot.paths import content_folder
from bot.rendering.plain import spans_text

FRAGMENT = """\
<section class="turn" id="turn-{{ n }}">
  <p class="asked"><bdi>{{ asked }}</bdi></p>
  <article class="reply">
    <h2>{{ title }}</h2>
    {% for paragraph in paragraphs %}
    <p>{{ paragraph }}</p>
    {% endfor %}
    <footer><p>{{ disclaimer }}</p></footer>
  </article>
</section>
"""
PARAGRAPHS = (
    "One paragraph of an answer, about as long as they are, and it has to be escaped like any other. " * 2,
) * 10
DISCLAIMER = "This explains one article. It is not medical advice."


def floor() -> FastAPI:
    """GET / answers with a fragment of 2.3 KB."""
    app, template = FastAPI(), _template()

    @app.get("/", response_class=HTMLResponse)
    async def fragment() -> str:
        return template.render(
            n=1, asked="is it safe?", title="Is it safe?", paragraphs=PARAGRAPHS, disclaimer=DISCLAIMER
        )

    return app


def naive() -> FastAPI:
    """POST /ask answers a question with the short answer of the example that is most alike."""
    app, template, knowledge = FastAPI(), _template(), load(content_folder())
    known = [example for example in examples(knowledge) if example.label in knowledge.intents]
    texts = [example.text for example in known]
    said = {
        name: compose(Decision(intent.kind, (name,)), "en", knowledge) for name, intent in knowledge.intents.items()
    }
    titles = {name: spans_text(reply.understood_as, "en") for name, reply in said.items()}
    answers = {
        name: [spans_text(run, "en", knowledge.figures) for run in part(reply, "summary")]
        for name, reply in said.items()
    }

    @app.post("/ask", response_class=HTMLResponse)
    async def ask(question: Annotated[str, Form()]) -> str:
        found = known[process.extractOne(question, texts, scorer=fuzz.WRatio)[2]].label
        return template.render(
            n=1, asked=question, title=titles[found], paragraphs=answers[found], disclaimer=DISCLAIMER
        )

    return app


def _template() -> Template:
    return Environment(loader=DictLoader({"fragment": FRAGMENT}), autoescape=True).get_template("fragment")


def main() -> None:
    """Serve one of the two until stopped, with the settings that `hepatica serve` gives the server library."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("which", choices=("floor", "naive"))
    parser.add_argument("--port", type=int, required=True)
    arguments = parser.parse_args()
    app = {"floor": floor, "naive": naive}[arguments.which]()
    uvicorn.run(app, port=arguments.port, access_log=False, server_header=False, proxy_headers=False, log_level="error")


if __name__ == "__main__":
    main()
