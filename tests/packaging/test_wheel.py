"""A built wheel works by itself: outside the repository, with its own content."""

import json
import socket
import subprocess
import time
import urllib.request
import zipfile

from tests.packaging.environment import ROOT, foreign_environment, run

QUESTION = "does it help people live longer?"


def test_the_wheel_holds_what_a_server_needs_and_nothing_else(wheel):
    """Content, templates, static files, catalogues and licences are in; tests, tools and notes are not."""
    names = zipfile.ZipFile(wheel).namelist()
    for needed in ("bot/_content/figures.yaml", "bot/_content/answers/zh-Hant/results.yaml", "bot/static/vendor/"):
        assert any(name.startswith(needed) for name in names), needed
    for suffix in (".po", ".html", "/LICENSE", "/LICENSE-content"):
        assert any(name.endswith(suffix) for name in names), suffix
    assert {name.split("/")[0].split("-")[0] for name in names} == {"bot", "hepatica"}
    assert not [name for name in names if "test" in name.split("/")[0:2] or name.endswith((".pyc", ".mo", ".jsonl"))]


def test_the_wheel_holds_every_content_file_and_template_of_the_checkout(wheel):
    """Nothing that an editor writes is left behind."""
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, packaged in (("content", "bot/_content"), ("templates", "bot/_templates")):
        files = [path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
        assert files
        assert not {f"{packaged}/{path.relative_to(ROOT / folder).as_posix()}" for path in files} - names


def test_the_wheel_holds_what_was_learnt_kept_and_compiled(wheel):
    """A start from it is as quick as one in the checkout, where `hepatica train` has run."""
    kept = [file.name for file in (ROOT / "bot" / "_trained").iterdir() if file.is_file()]
    assert {name.partition("-")[0] for name in kept} >= {"table", "content", "answering", "templates"}
    assert not {f"bot/_trained/{name}" for name in kept} - set(zipfile.ZipFile(wheel).namelist())


def test_an_installed_wheel_answers_with_its_own_content(installed, tmp_path):
    """Someone who installs the wheel and asks in a terminal gets a cited answer; nothing comes from the checkout."""
    where = "import bot, bot.paths; print(bot.__file__); print(bot.paths.content_folder())"
    module, content = run([installed / "python", "-c", where], cwd=tmp_path).stdout.split()
    assert module.startswith(str(installed.parent))
    assert content.startswith(str(installed.parent))
    asked = run([installed / "hepatica", "ask", QUESTION, "--json"], cwd=tmp_path)
    reply = json.loads(asked.stdout)
    assert (reply["kind"], reply["intent"], reply["locale"]) == ("answer", "survival", "en")
    assert reply["citations"]
    assert reply["figures"]
    assert reply["disclaimer"]


def test_an_installed_wheel_passes_its_own_check(installed, tmp_path):
    """`hepatica check` finds nothing wrong with the content that was packed."""
    assert run([installed / "hepatica", "check"], cwd=tmp_path).returncode == 0


def test_another_content_folder_can_be_named(installed, tmp_path):
    """`--content` leads to an editor's own folder, and an empty one is said to be empty."""
    good = run([installed / "hepatica", "check", "--content", ROOT / "content"], cwd=tmp_path)
    assert good.returncode == 0
    bad = run([installed / "hepatica", "check", "--content", tmp_path / "nowhere"], cwd=tmp_path, check=False)
    assert bad.returncode in (1, 2)
    assert "Traceback" not in bad.stderr


def test_an_installed_wheel_serves_the_chat(installed, tmp_path):
    """`hepatica serve` of an installed wheel shows the page and its stylesheet, outside the repository."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [str(installed / "hepatica"), "serve", "--port", str(port)],
        cwd=tmp_path,
        env=foreign_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert json.loads(fetched(server, f"http://127.0.0.1:{port}/healthz"))["status"] == "ok"
        page = fetched(server, f"http://127.0.0.1:{port}/zh-Hant/")
        assert 'lang="zh-Hant"' in page
        assert "<form" in page
    finally:
        server.terminate()
        server.wait(timeout=30)


def fetched(server, address):
    """The body at an address of a server that may still be starting."""
    for _ in range(300):
        assert server.poll() is None, "the server ended by itself"
        try:
            with urllib.request.urlopen(address, timeout=10) as response:
                return response.read().decode()
        except ConnectionError:
            time.sleep(0.1)
        except OSError as error:
            if not isinstance(getattr(error, "reason", None), ConnectionError):
                raise
            time.sleep(0.1)
    raise AssertionError(f"no answer at {address}")
