"""Whether a server can listen where it shall."""

import socket

from bot.model.problem import SettingsError
from bot.settings import Settings


def check_free(settings: Settings) -> None:
    """Say before anything is promised that the address cannot be used.

    Raises:
        SettingsError: names the address and the reason.
    """
    try:
        family, kind, _, _, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        reason = error.strerror or str(error)
        message = (
            f"cannot listen on {settings.host}, port {settings.port}: {reason}; choose another with --host, --port"
        )
        raise SettingsError(message) from None
