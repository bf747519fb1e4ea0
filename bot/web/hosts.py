"""Which names this server answers to, and a word of warning where nobody can reach it."""

from urllib.parse import urlsplit

from bot.model.clinic import Clinic
from bot.settings import Settings

OWN = ("localhost", "127.0.0.1", "[::1]")
"""Names of the machine itself; a page of another site cannot stand behind them."""
_ANY_ADDRESS = ("0.0.0.0", "::", "[::]")  # noqa: S104  compared with, not listened on


def trusted_hosts(settings: Settings, clinic: Clinic) -> tuple[str, ...]:
    """Names that are answered: this machine's, the address listened on, the public address, those of the settings."""
    public = urlsplit(settings.public_url or clinic.public_url or "").netloc.lower()
    name = public[: public.rfind("]") + 1] if public.startswith("[") else public.partition(":")[0]
    listened = () if settings.host in _ANY_ADDRESS else (_bracketed(settings.host.lower()),)
    return tuple(dict.fromkeys((*OWN, *listened, *((name,) if name else ()), *settings.allowed_hosts)))


def host_warning(settings: Settings, clinic: Clinic) -> str | None:
    """What to say at a start that listens to everyone and answers to no name they could use; None if all is well."""
    if settings.host not in _ANY_ADDRESS or settings.allowed_hosts or settings.public_url or clinic.public_url:
        return None
    return (
        f"hepatica: listening on {settings.host}, but answering only to {', '.join(OWN)}; name the hosts that "
        "others use, HEPATICA_PUBLIC_URL=https://NAME or HEPATICA_ALLOWED_HOSTS=NAME,NAME (* for any)"
    )


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
