"""Settings: defaults that work, and one clear line for what does not."""

from pathlib import Path

import pytest

from bot.model.problem import SettingsError
from bot.settings import PREFIX, Settings, read_settings


def test_nothing_set_serves_a_bare_machine() -> None:
    """Without any variable, and with empty ones, the defaults hold; other programs' variables do not matter."""
    assert read_settings({}) == Settings()
    assert read_settings({"HEPATICA_PORT": " ", "PATH": "/bin"}) == Settings()
    assert (Settings().host, Settings().port) == ("127.0.0.1", 8000)


def test_every_setting_is_read(tmp_path: Path) -> None:
    """Each variable arrives in its field."""
    site = tmp_path / "site.yaml"
    site.touch()
    environ = {
        "HEPATICA_HOST": "0.0.0.0",
        "HEPATICA_PORT": "9000",
        "HEPATICA_WORKERS": "2",
        "HEPATICA_ROOT_PATH": "/liver/",
        "HEPATICA_CONTENT": str(tmp_path),
        "HEPATICA_SITE": str(site),
        "HEPATICA_PUBLIC_URL": "https://liver.example.org/",
        "HEPATICA_INDEX_UNREVIEWED": "on",
        "HEPATICA_SEMANTIC": "OFF",
        "HEPATICA_ALLOWED_HOSTS": "liver.example.org, *.clinic.example",
        "HEPATICA_EMBED_SITES": "https://clinic.example/, http://*.ward.example:8080",
        "HEPATICA_TRUSTED_PROXIES": "10.0.0.5, 10.1.0.0/16",
        "HEPATICA_RATE_CLIENT": "60",
        "HEPATICA_RATE_TOTAL": "0",
        "HEPATICA_LOG": "Requests",
        "HEPATICA_METRICS": "on",
        "HEPATICA_QUESTION_LOG": "Misses",
        "HEPATICA_QUESTION_LOG_DAYS": "30",
        "HEPATICA_QUESTION_LOG_ROWS": "200",
        "HEPATICA_QUESTION_LOG_QUEUE": "50",
        "HEPATICA_DATABASE_URL": "postgresql://hepatica@/log?host=/run/postgresql",
        "HEPATICA_REPLY_CACHE": "0",
    }
    sites = ("https://clinic.example", "http://*.ward.example:8080")
    hosts = ("liver.example.org", "*.clinic.example")
    public = "https://liver.example.org"
    proxies = ("10.0.0.5/32", "10.1.0.0/16")
    expected = Settings(
        "0.0.0.0",
        9000,
        2,
        "/liver",
        tmp_path,
        site,
        public,
        "on",
        "off",
        hosts,
        sites,
        proxies,
        60,
        0,
        "requests",
        "on",
        "misses",
        30,
        200,
        50,
        "postgresql://hepatica@/log?host=/run/postgresql",
        0,
    )
    assert read_settings(environ) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "http"),
        ("PORT", "８０００"),
        ("WORKERS", "-1"),
        ("HOST", "a b"),
        ("ROOT_PATH", "liver"),
        ("ROOT_PATH", "//evil.example"),
        ("ROOT_PATH", "/a/../b?c"),
        ("CONTENT", "/no/such/folder"),
        ("SITE", "/no/such/site.yaml"),
        ("PUBLIC_URL", "liver.example.org"),
        ("PUBLIC_URL", "https://liver.example.org/path"),
        ("ALLOWED_HOSTS", "https://liver.example.org"),
        ("ALLOWED_HOSTS", ","),
        ("LOG", "everything"),
        ("QUESTION_LOG", "on"),
        ("QUESTION_LOG_DAYS", "0"),
        ("QUESTION_LOG_ROWS", "many"),
        ("QUESTION_LOG_QUEUE", "-1"),
        ("TRUSTED_PROXIES", "*"),
        ("TRUSTED_PROXIES", "proxy.example"),
        ("EMBED_SITES", "clinic.example"),
        ("EMBED_SITES", "https://clinic.example/page"),
        ("EMBED_SITES", "*"),
        ("EMBED_SITES", "https://clinic.example; script-src *"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_allowed(name: str, value: str) -> None:
    """The message holds the setting, its value, and what it may be."""
    with pytest.raises(SettingsError) as error:
        read_settings({PREFIX + name: value})
    message = str(error.value)
    assert PREFIX + name in message
    assert repr(value) in message
    assert "allowed:" in message


def test_an_unknown_variable_is_an_error() -> None:
    """A mistyped name must not be passed over in silence."""
    with pytest.raises(SettingsError, match="HEPATICA_PROT is no known setting; known are: HEPATICA_HOST"):
        read_settings({"HEPATICA_PROT": "9000"})


@pytest.mark.parametrize("value", ["mysql://me:secret@host/log", "sqlite://", "secret", "postgresql:/host/log"])
def test_a_wrong_database_is_not_repeated(value: str) -> None:
    """An address may hold a password: the message names the setting and what it may be, and not the value."""
    with pytest.raises(SettingsError, match="HEPATICA_DATABASE_URL cannot be used; allowed: sqlite:") as error:
        read_settings({"HEPATICA_DATABASE_URL": value})
    assert "secret" not in str(error.value)
