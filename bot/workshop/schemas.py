"""JSON Schemas of the content files and of the site file, for completion and checking in an editor."""

import json
from pathlib import Path

from bot.content.files import ANSWERS, FIXED_KINDS
from bot.content.site_file import SITE


def schema_texts() -> dict[str, str]:
    """The text of each schema file by its name ("figures.json")."""
    return {
        f"{kind.name}.json": json.dumps(kind.type.model_json_schema(), ensure_ascii=False, indent=1) + "\n"
        for kind in (*FIXED_KINDS, ANSWERS, SITE)
    }


def write_schemas(folder: Path) -> None:
    """Write all schema files into a folder."""
    folder.mkdir(exist_ok=True)
    for name, text in schema_texts().items():
        (folder / name).write_text(text, encoding="utf-8")
