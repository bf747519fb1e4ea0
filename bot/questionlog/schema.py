"""The tables of the question log, and the version they carry. A database of another version is left untouched."""

from sqlalchemy import (
    Column,
    Connection,
    Date,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    insert,
    inspect,
    select,
    text,
)

VERSION = 1
"""Changes with every change below that an earlier version could not read or write."""
TABLES = MetaData()

schema = Table("hepatica_schema", TABLES, Column("version", Integer, primary_key=True, autoincrement=False))
counts = Table(
    "hepatica_counts",
    TABLES,
    Column("day", Date, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("intent", String(64), nullable=False),
    Column("locale", String(16), nullable=False),
    Column("place", String(16), nullable=False),
    Column("times", Integer, nullable=False),
    PrimaryKeyConstraint("day", "kind", "intent", "locale", "place"),
)
verdicts = Table(
    "hepatica_verdicts",
    TABLES,
    Column("day", Date, nullable=False),
    Column("intent", String(64), nullable=False),
    Column("locale", String(16), nullable=False),
    Column("place", String(16), nullable=False),
    Column("yes", Integer, nullable=False),
    Column("no", Integer, nullable=False),
    PrimaryKeyConstraint("day", "intent", "locale", "place"),
)
misses = Table(
    "hepatica_misses",
    TABLES,
    Column("id", Integer, primary_key=True),
    # Of the folded text: the same question in other capitals, spaces or script is the same row.
    Column("digest", String(64), nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("locale", String(16), nullable=False),
    Column("nearest", Text, nullable=False),
    Column("times", Integer, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False, index=True),
    Column("state", String(16), nullable=False),
    Column("settled_day", Date),
)
writers = Table(
    "hepatica_writers",
    TABLES,
    Column("id", String(32), primary_key=True),
    # The last batch of this writer that was stored: one whose end was lost on the way is not stored twice.
    Column("batch", Integer, nullable=False),
    Column("day", Date, nullable=False),
)
_LOCK = 0x4845_5041
"""Number of the lock that keeps two servers from making the tables at once (PostgreSQL)."""


class WrongSchema(Exception):
    """The database was written by another version. The message says which, and what to do."""


def prepare(connection: Connection) -> None:
    """Make the tables where there are none; else see that they are of this version. Inside a transaction.

    Raises:
        WrongSchema: they are of another version, or something else goes by their names.
    """
    if check(connection):
        return
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
        if check(connection):
            return  # made by another server meanwhile
    others = set(inspect(connection).get_table_names()) & set(TABLES.tables)
    if others:
        raise WrongSchema(f"it holds {', '.join(sorted(others))} but no version; name another database")
    TABLES.create_all(connection)
    connection.execute(insert(schema).values(version=VERSION))


def check(connection: Connection) -> bool:
    """True if the tables are there and of this version, False if there are none.

    Raises:
        WrongSchema: they are of another version.
    """
    if not inspect(connection).has_table(schema.name):
        return False
    found = connection.execute(select(schema.c.version)).scalars().all()
    if found == [VERSION]:
        return True
    held = ", ".join(map(str, found)) or "none"
    advice = (
        "update Hepatica, or name another database"
        if any(version > VERSION for version in found)
        else "export it with the version that wrote it, and name another database"
    )
    raise WrongSchema(f"it has version {held} of the tables, and this Hepatica reads version {VERSION}: {advice}")
