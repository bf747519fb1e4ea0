"""Where the question log lies: a file of SQLite by default, PostgreSQL by URL. Opening says clearly what is wrong."""

import importlib.util
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DataError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from bot.model.problem import SettingsError
from bot.questionlog.schema import WrongSchema, check

NAME = "questions.db"
BUSY_SECONDS = 1.0
"""How long a writer waits for a locked file before it tries again later."""
_READS = "hepatica_reads"
"""Option of a connection that only reads."""
_POSTGRES: Mapping[str, Any] = {
    "connect_timeout": 2,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
    "options": "-c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=15000",
    "application_name": "hepatica",
}


class Unavailable(Exception):
    """The question log cannot be read or written. The message says where it is and why."""


class Unstorable(Unavailable):
    """The database is there, and does not take what it was given."""


@dataclass(frozen=True)
class Database:
    """A database, whether or not it can be reached just now."""

    engine: Engine
    place: str
    """Where it is, for messages; without a password."""

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes.

        Raises:
            Unstorable: a value does not fit.
            Unavailable: whatever else went wrong; nothing of the transaction is then stored, or its end is unknown.
        """
        try:
            with self.engine.begin() as connection:
                yield connection
        except (DataError, ValueError) as error:
            # Without the reason, which may quote what was given.
            raise Unstorable(f"the question log at {self.place} does not take what it was given") from error
        except (SQLAlchemyError, OSError) as error:
            raise Unavailable(f"the question log at {self.place} cannot be written: {_reason(error)}") from error
        except WrongSchema as error:
            raise Unavailable(f"the question log at {self.place} cannot be used: {error}") from error

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """A transaction on a log that is there.

        Raises:
            Unavailable: as `reading` and `writing`.
        """
        self._see_file()
        with self.writing() as connection:
            if not check(connection):
                raise self._none()
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to a log that is there.

        Raises:
            Unavailable: there is none yet, it cannot be reached, or it is of another version.
        """
        self._see_file()
        try:
            with self.engine.connect() as connection:
                connection.execution_options(**{_READS: True})
                if not check(connection):
                    raise self._none()
                yield connection
        except (SQLAlchemyError, OSError) as error:
            raise Unavailable(f"the question log at {self.place} cannot be read: {_reason(error)}") from error
        except WrongSchema as error:
            raise Unavailable(f"the question log at {self.place} cannot be used: {error}") from error

    def _see_file(self) -> None:
        file = self.engine.url.database
        if self.engine.dialect.name == "sqlite" and not (file and Path(file).is_file()):
            raise self._none()

    def _none(self) -> Unavailable:
        return Unavailable(f"there is no question log at {self.place}; HEPATICA_QUESTION_LOG turns it on")


def open_database(url: str | None, environ: Mapping[str, str] = os.environ) -> Database:
    """The database of a setting, or the file of this machine. Nothing is reached for yet.

    Raises:
        SettingsError: an address that cannot be one.
    """
    parsed = _parsed(url) if url else URL.create("sqlite", database=str(state_folder(environ) / NAME))
    if parsed.get_backend_name() == "sqlite":
        return Database(_sqlite(parsed), str(parsed.database))
    if importlib.util.find_spec("psycopg") is None:
        raise SettingsError("a question log in PostgreSQL needs its driver: install hepatica with the extra postgres")
    address = parsed.set(drivername="postgresql+psycopg")
    # One connection for the one thread that writes; it is tried before each use, so a restart goes unnoticed.
    engine = create_engine(
        address,
        pool_size=1,
        pool_pre_ping=True,
        pool_timeout=2,
        hide_parameters=True,
        connect_args={**_POSTGRES, **parsed.query},
    )
    return Database(engine, parsed.set(query={}).render_as_string(hide_password=True))


def state_folder(environ: Mapping[str, str]) -> Path:
    """Where programs of this machine keep what they have to remember.

    Raises:
        SettingsError: nobody can say where.
    """
    if given := environ.get("STATE_DIRECTORY", "").split(":")[0]:
        return Path(given)  # of a systemd service
    if given := environ.get("XDG_STATE_HOME", ""):
        return Path(given) / "hepatica"
    try:
        return Path.home() / ".local" / "state" / "hepatica"
    except RuntimeError:
        message = "there is no home folder for the question log; name its file with HEPATICA_DATABASE_URL"
        raise SettingsError(message) from None


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url.replace("postgres://", "postgresql://", 1))
    except ArgumentError:
        parsed = URL.create("none")
    backend, file = parsed.get_backend_name(), parsed.database
    if backend == "sqlite" and file and file != ":memory:":
        if not Path(file).parent.is_dir():
            raise SettingsError(f"HEPATICA_DATABASE_URL names a file in {Path(file).parent}, which is no folder")
        if Path(file).is_dir():
            raise SettingsError(f"HEPATICA_DATABASE_URL names {file}, which is a folder; allowed: a file in it")
        return parsed
    if backend == "postgresql" and file:
        return parsed
    # Without the value: it may hold a password.
    message = (
        "HEPATICA_DATABASE_URL cannot be used; allowed: sqlite:////folder/questions.db or "
        "postgresql://user:password@host/database"
    )
    raise SettingsError(message)


def _sqlite(url: URL) -> Engine:
    """An engine that opens the file anew for each transaction: a file that was moved away is noticed."""
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})

    @event.listens_for(engine, "do_connect")
    def own_file(*_: object) -> None:
        file = Path(str(url.database))
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Made before SQLite makes it, so that only we can read it.
        os.close(os.open(file, os.O_RDONLY | os.O_CREAT, 0o600))

    @event.listens_for(engine, "connect")
    def our_transactions_and_nothing_left(connection: Any, _: object) -> None:
        connection.isolation_level = None
        # What is deleted is overwritten, so that it cannot be read out of the file any more.
        connection.execute("PRAGMA secure_delete = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # At once for writing: a transaction that begins by reading could not wait for its turn.
        reads = connection.get_execution_options().get(_READS)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def _reason(error: Exception) -> str:
    """What the driver says, on one line; of SQLAlchemy's own text only that, because the rest repeats the statement."""
    return " ".join(str(getattr(error, "orig", None) or error).split())
