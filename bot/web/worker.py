"""The application for a server process that starts from the environment alone (`--workers`)."""

import os

from bot.content.site_file import load_for
from bot.paths import content_folder
from bot.settings import read_settings
from bot.web.live import Live, live
from bot.web.logs import configure
from bot.workshop.semantic import load_encoder
from bot.workshop.table import ready


def app_from_environment() -> Live:
    """Build the application with the settings and content that HEPATICA_* variables name."""
    settings = read_settings(os.environ)
    configure(settings.log)
    knowledge = load_for(content_folder(settings.content), settings.site)
    encoder = load_encoder(settings.semantic == "on")
    return live(ready(knowledge, encoder), settings, encoder)
