"""The application for a server process that starts from the environment alone (`--workers`)."""

import os

from fastapi import FastAPI

from bot.content.site_file import load_for
from bot.paths import content_folder
from bot.settings import read_settings
from bot.web.app import build_app
from bot.workshop.semantic import load_encoder
from bot.workshop.table import ready


def app_from_environment() -> FastAPI:
    """Build the application with the settings and content that HEPATICA_* variables name."""
    settings = read_settings(os.environ)
    knowledge = load_for(content_folder(settings.content), settings.site)
    return build_app(ready(knowledge, load_encoder(settings.semantic == "on")), settings)
