"""Settings from HEPATICA_* environment variables. Each has a default; a wrong or unknown one stops the start."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal, get_args

from bot.model.problem import SettingsError

PREFIX = "HEPATICA_"
_HOST_NAME = re.compile(r"^(\*\.)?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$|^\[[0-9A-Fa-f:]+\]$|^\*$")
_SITE = re.compile(r"^https?://(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$")
_DATABASE_URL = re.compile(r"^(?:sqlite:///.|postgres(?:ql)?://)")
_PUBLIC_URL = re.compile(r"^https?://[A-Za-z0-9.\[\]:-]+$")

Mode = Literal["off", "counts", "misses"]
"""How much the question log keeps."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How this server runs. The defaults serve a bare machine at http://127.0.0.1:8000/."""

    host: str = "127.0.0.1"
    """HEPATICA_HOST: the address to listen on."""
    port: int = 8000
    """HEPATICA_PORT: from 1 to 65535."""
    workers: int = 1
    """HEPATICA_WORKERS: server processes, from 1 to 64."""
    root_path: str = ""
    """HEPATICA_ROOT_PATH: the sub-path everything lies under, such as /hepatica; empty for none."""
    content: Path | None = None
    """HEPATICA_CONTENT: another content folder than the packaged one."""
    site: Path | None = None
    """HEPATICA_SITE: the clinic's site file."""
    public_url: str | None = None
    """HEPATICA_PUBLIC_URL: scheme and host under which readers reach this server, for canonical links and QR codes."""
    index_unreviewed: str = "off"
    """HEPATICA_INDEX_UNREVIEWED: on, search engines may list answers that no clinician has reviewed."""
    semantic: str = "on"
    """HEPATICA_SEMANTIC: on, the sentence encoder helps where it is installed; off, it is not used."""
    allowed_hosts: tuple[str, ...] = ()
    """HEPATICA_ALLOWED_HOSTS: host names answered beside this machine's own and that of the public address."""
    embed_sites: tuple[str, ...] = ()
    """HEPATICA_EMBED_SITES: sites that may show the chat in a frame (https://clinic.example); none by default."""
    trusted_proxies: tuple[str, ...] = ()
    """HEPATICA_TRUSTED_PROXIES: addresses (10.0.0.5, 10.0.0.0/8) whose X-Forwarded-For and -Proto are believed."""
    rate_client: int = 300
    """HEPATICA_RATE_CLIENT: requests of one address in a minute; 0 for no limit."""
    rate_total: int = 500
    """HEPATICA_RATE_TOTAL: requests of all in a second; 0 for no limit."""
    log: str = "errors"
    """HEPATICA_LOG: off; errors, with changes of content; requests, a line for each as well. On stderr, as JSON."""
    metrics: str = "off"
    """HEPATICA_METRICS: on, counts for Prometheus at /metrics."""
    question_log: Mode = "off"
    """HEPATICA_QUESTION_LOG: off; counts, numbers alone; misses, and the redacted words that were not understood."""
    question_log_days: int = 90
    """HEPATICA_QUESTION_LOG_DAYS: days after which notes are deleted, from 1 to 3650."""
    question_log_rows: int = 10_000
    """HEPATICA_QUESTION_LOG_ROWS: different questions kept at most, from 1 to 100,000."""
    question_log_queue: int = 1_000
    """HEPATICA_QUESTION_LOG_QUEUE: notes of a process that wait while the database cannot be written."""
    database_url: str | None = None
    """HEPATICA_DATABASE_URL: where the question log lies; a file of SQLite in the state folder by default."""
    reply_cache: int = 500
    """HEPATICA_REPLY_CACHE: replies that each process keeps once made, in each of their shapes; 0 for none."""
    question_cache: int = 2_000
    """HEPATICA_QUESTION_CACHE: questions that each process knows again when they are asked once more; 0 for none."""


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Settings from the environment.

    Raises:
        SettingsError: an unknown HEPATICA_ variable, or a value that is not allowed; names setting, value, allowed.
    """
    values: dict[str, Any] = {}
    for name in sorted(name for name in environ if name.startswith(PREFIX)):
        field, parse = _PARSERS.get(name.removeprefix(PREFIX), (None, None))
        if field is None or parse is None:
            known = ", ".join(PREFIX + key for key in _PARSERS)
            raise SettingsError(f"{name} is no known setting; known are: {known}")
        if environ[name].strip():
            values[field] = parse(name, environ[name].strip())
    return Settings(**values)


def _wrong(name: str, value: str, allowed: str) -> SettingsError:
    return SettingsError(f"{name}={value!r} cannot be used; allowed: {allowed}")


def _text(name: str, value: str) -> str:
    if not value.isprintable() or " " in value:
        raise _wrong(name, value, "a host name or an address, without spaces")
    return value


def _integer(low: int, high: int) -> Callable[[str, str], int]:
    def parse(name: str, value: str) -> int:
        if not re.fullmatch(r"[0-9]{1,6}", value) or not low <= int(value) <= high:
            raise _wrong(name, value, f"a whole number from {low} to {high}")
        return int(value)

    return parse


def _root_path(name: str, value: str) -> str:
    if value == "/":
        return ""
    if not re.fullmatch(r"(/[A-Za-z0-9._~-]+)+/?", value):
        raise _wrong(name, value, "a path that starts with /, such as /hepatica")
    return value.rstrip("/")


def _folder(name: str, value: str) -> Path:
    if not Path(value).is_dir():
        raise _wrong(name, value, "a folder that exists")
    return Path(value)


def _file(name: str, value: str) -> Path:
    if not Path(value).is_file():
        raise _wrong(name, value, "a file that exists")
    return Path(value)


def _public_url(name: str, value: str) -> str:
    if not _PUBLIC_URL.fullmatch(value.rstrip("/")):
        raise _wrong(name, value, "scheme and host, such as https://hepatica.example.org (a sub-path is ROOT_PATH)")
    return value.rstrip("/")


def _hosts(name: str, value: str) -> tuple[str, ...]:
    hosts = tuple(host.strip().lower() for host in value.split(",") if host.strip())
    if not hosts or not all(_HOST_NAME.fullmatch(host) for host in hosts):
        raise _wrong(name, value, "host names separated by commas, such as hepatica.example.org, *.example.org; or *")
    return hosts


def _proxies(name: str, value: str) -> tuple[str, ...]:
    proxies = tuple(proxy.strip() for proxy in value.split(",") if proxy.strip())
    try:
        nets = [ip_network(proxy) for proxy in proxies]
    except ValueError:
        nets = []
    if not nets:
        raise _wrong(name, value, "addresses or networks separated by commas, such as 10.0.0.5, 10.1.0.0/16")
    return tuple(map(str, nets))


def _sites(name: str, value: str) -> tuple[str, ...]:
    sites = tuple(site.strip().lower().rstrip("/") for site in value.split(",") if site.strip())
    if not sites or not all(_SITE.fullmatch(site) for site in sites):
        allowed = "sites separated by commas, each scheme and host, such as https://clinic.example"
        raise _wrong(name, value, f"{allowed}, https://*.clinic.example")
    return sites


def _switch(name: str, value: str) -> str:
    if value.lower() not in ("on", "off"):
        raise _wrong(name, value, "on or off")
    return value.lower()


def _log(name: str, value: str) -> str:
    if value.lower() not in ("off", "errors", "requests"):
        raise _wrong(name, value, "off, errors or requests")
    return value.lower()


def _mode(name: str, value: str) -> str:
    if value.lower() not in get_args(Mode):
        raise _wrong(name, value, "off, counts or misses")
    return value.lower()


def _database_url(name: str, value: str) -> str:
    if not _DATABASE_URL.match(value) or not value.isprintable():
        # Without the value: it may hold a password.
        allowed = "sqlite:////folder/questions.db or postgresql://user:password@host/database"
        raise SettingsError(f"{name} cannot be used; allowed: {allowed}")
    return value


_PARSERS: Mapping[str, tuple[str, Callable[[str, str], Any]]] = {
    "HOST": ("host", _text),
    "PORT": ("port", _integer(1, 65535)),
    "WORKERS": ("workers", _integer(1, 64)),
    "ROOT_PATH": ("root_path", _root_path),
    "CONTENT": ("content", _folder),
    "SITE": ("site", _file),
    "PUBLIC_URL": ("public_url", _public_url),
    "INDEX_UNREVIEWED": ("index_unreviewed", _switch),
    "SEMANTIC": ("semantic", _switch),
    "ALLOWED_HOSTS": ("allowed_hosts", _hosts),
    "EMBED_SITES": ("embed_sites", _sites),
    "TRUSTED_PROXIES": ("trusted_proxies", _proxies),
    "RATE_CLIENT": ("rate_client", _integer(0, 100_000)),
    "RATE_TOTAL": ("rate_total", _integer(0, 100_000)),
    "LOG": ("log", _log),
    "METRICS": ("metrics", _switch),
    "QUESTION_LOG": ("question_log", _mode),
    "QUESTION_LOG_DAYS": ("question_log_days", _integer(1, 3650)),
    "QUESTION_LOG_ROWS": ("question_log_rows", _integer(1, 100_000)),
    "QUESTION_LOG_QUEUE": ("question_log_queue", _integer(1, 100_000)),
    "DATABASE_URL": ("database_url", _database_url),
    "REPLY_CACHE": ("reply_cache", _integer(0, 100_000)),
    "QUESTION_CACHE": ("question_cache", _integer(0, 100_000)),
}
