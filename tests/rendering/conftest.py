"""The pages of the chat."""

import pytest

from bot.conversation.trained import Trained
from bot.serving.assets import read_assets
from bot.settings import Settings
from bot.web.app import Common, build_site
from bot.web.replies import Replies
from bot.web.site import Site


@pytest.fixture(scope="module")
def site(trained: Trained) -> Site:
    """What they are made from; nothing has been rendered yet."""
    return build_site(trained, Settings(), Common(read_assets(), Replies(trained.knowledge, 0)))
