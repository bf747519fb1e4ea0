"""The question log as the settings want it: what is wrong is said at the start, and then nothing stops a reply."""

from bot.model.problem import SettingsError
from bot.questionlog.database import Database, Unavailable, open_database
from bot.questionlog.schema import WrongSchema, prepare
from bot.questionlog.writer import UNTOLD, Told, Writer
from bot.questionlog.writing import Keep
from bot.settings import Settings


def keeping(settings: Settings) -> Keep:
    """How long and how much is kept."""
    return Keep(settings.question_log_days, settings.question_log_rows)


def open_writer(settings: Settings, told: Told = UNTOLD) -> Writer:
    """The writer of a server process. Reaches for nothing before it is started.

    Raises:
        SettingsError: the database cannot be one.
    """
    return Writer(open_database(settings.database_url), keeping(settings), settings.question_log_queue, told)


def try_database(database: Database) -> str | None:
    """Why the database cannot be written just now, for a warning; None if it can.

    Raises:
        SettingsError: it is of another version, which no waiting mends.
    """
    try:
        with database.writing() as connection:
            prepare(connection)
    except Unavailable as error:
        if isinstance(error.__cause__, WrongSchema):
            raise SettingsError(str(error)) from error
        return str(error)
    return None
