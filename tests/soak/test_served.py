"""Very many requests to one server, with faults among them: nothing fails, nothing leaks, nothing grows."""

import shutil
import socket
import urllib.request
from collections import Counter
from pathlib import Path

import pytest

from bench.servers import Server, answers, descriptors, memory, ours, running, wait_until
from bot.model.knowledge import Knowledge
from bot.paths import content_folder
from tests.soak.mixed import Crowd, sent

pytestmark = pytest.mark.soak

ROUNDS = 3
"""Rounds of requests and of changed content, a fifth of all requests each, until nothing more is made for the first time."""
GROWTH = 0.05


def version_of(server: Server) -> str:
    """What /healthz says."""
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/healthz") as reply:
        return str(reply.read())


def disturb(server: Server, file: Path) -> None:
    """Break the content, see it told, mend it, see it used: a whole second application is built and let go."""
    whole, before = file.read_bytes(), version_of(server)
    file.write_bytes(whole[: len(whole) // 2])
    wait_until(lambda: "degraded" in version_of(server))
    file.write_bytes(whole + b"# mended\n")
    wait_until(lambda: '"ok"' in version_of(server) and version_of(server) != before)


@pytest.mark.parametrize("semantic", ["off", "on"])
def test_a_long_day(tmp_path: Path, knowledge: Knowledge, requests: int, semantic: str) -> None:
    """Questions, pages, nonsense, attacks, broken connections, held connections, content that breaks and is mended.

    No status of 500 or more, memory at most 5 % above what it was once warm, no descriptor left open.
    """
    folder = Path(shutil.copytree(content_folder(), tmp_path / "content"))
    # The encoder answers a tenth as many in the same time, so it is asked a tenth as often.
    count = requests if semantic == "off" else requests // 10
    settings = {"HEPATICA_SEMANTIC": semantic, "HEPATICA_METRICS": "on", "HEPATICA_CONTENT": str(folder)}
    command, environment = ours(**settings)
    crowd = Crowd(20261128, list(knowledge.intents)).requests()
    with running(command, environment) as server:
        process, common = server.process.pid, folder / "answers/en/common.yaml"
        at_rest = descriptors(process)
        statuses = Counter[int]()
        for _ in range(ROUNDS):
            statuses += sent(server.port, crowd, count // (ROUNDS + 2))
            disturb(server, common)
        statuses += sent(server.port, crowd, count // (ROUNDS + 2))
        warm = memory(process)
        held = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(20)]
        disturb(server, common)
        statuses += sent(server.port, crowd, count // (ROUNDS + 2))
        for line in held:
            line.close()
        assert answers(server.port)
        grown = memory(process) / warm - 1
        wait_until(lambda: descriptors(process) <= at_rest + 1)
        print(f"\n{statuses.total()} requests, {dict(sorted(statuses.items()))}")
        print(f"memory {warm:.0f} MiB once warm, {grown:+.1%} at the end; {descriptors(process)} descriptors")
    assert not [status for status in statuses if status >= 500]
    # A request that is refused before its body was read may find its connection closed; no other may.
    assert statuses[0] <= statuses.total() * 0.02
    assert grown < GROWTH
