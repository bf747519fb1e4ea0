"""Learning in a process of its own, for tools that must not wait for it: the overlap of questions, and effects.

`python -m bot.workshop.rehearsing overlap CONTENT OUT` and `… effect BEFORE AFTER CHECKOUT OUT` learn without the
sentence encoder, which is quicker; the numbers are those of the light ranking. `… effect BEFORE AFTER CHECKOUT - OUT`
also reads what readers asked, as `told_of` says it, from its input, and writes where each goes by its number alone.
`… train CONTENT light|encoder OUT` learns what a server uses, and keeps it.
"""

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

from bot.classifier.concepts import compile_concepts
from bot.content.loader import load
from bot.conversation.trained import as_meant, examples, learn_from, pinyin_of
from bot.matching.explain import as_written
from bot.matching.learning import learn
from bot.workshop.answering import keep_answering, read_and_keep
from bot.workshop.cases import Case
from bot.workshop.effects import Effect, Moved, effect, known_cases, new_wordings, wording
from bot.workshop.overlap import Pair, Puller, overlap
from bot.workshop.semantic import load_encoder
from bot.workshop.table import both_ready, stored, table_file, take_up, write_table

STAGE = "stage: "
"""A line of the output that begins with this names what is being done: "learning", "before", "after", "comparing"."""
NICE = 10
"""The desk's owner is working: learning takes what is left."""


def main(arguments: Sequence[str]) -> int:
    """Do one rehearsal and write what came of it."""
    os.nice(NICE)
    match arguments:
        case ["overlap", content, out]:
            _write(Path(out), [asdict(pair) for pair in overlap_of(Path(content))])
        case ["effect", before, after, checkout, out]:
            _write(Path(out), asdict(effect_of(Path(before), Path(after), Path(checkout))))
        case ["effect", before, after, checkout, "-", out]:
            readers = heard_of(sys.stdin.read())
            _write(Path(out), asdict(effect_of(Path(before), Path(after), Path(checkout), readers)))
        case ["train", content, encoder, out]:
            _write(Path(out), _trained(Path(content), encoder == "encoder"))
        case _:
            sys.stderr.write(
                "overlap CONTENT OUT, effect BEFORE AFTER CHECKOUT OUT, or train CONTENT light|encoder OUT\n"
            )
            return 2
    return 0


def overlap_of(content: Path) -> tuple[Pair, ...]:
    """Rehearse the ranking of a content folder."""
    knowledge = load(content)
    known, pinyin = examples(knowledge), pinyin_of(knowledge)
    _stage("learning")
    index, rehearsal = learn(as_meant(known, pinyin), compile_concepts(knowledge.lexicon.matching.concepts))
    _stage("comparing")
    return overlap(index, rehearsal, as_written(known, pinyin.meant))


def effect_of(before: Path, after: Path, checkout: Path, readers: Mapping[int, Case] | None = None) -> Effect:
    """Ask the known questions, and those of readers, of the content as it is and as it would be."""
    old, new = load(before), load(after)
    asked, answering = both_ready(old, new, _stage)
    _stage("comparing")
    return effect(known_cases(checkout), asked, answering, new_wordings(old, new), readers or {})


def _trained(content: Path, with_encoder: bool) -> list[float]:
    """Learn as `hepatica train` does; returns how often a held-out example is ranked right.

    The word pieces of the encoder and the templates depend on no content: those are for that command alone.
    """
    (knowledge, kept), encoder = read_and_keep(content, partial(load, content)), load_encoder(with_encoder)
    learnt = stored(knowledge, encoder)
    if learnt is not None:
        take_up(table_file(knowledge))
    else:
        _stage("learning")
        learnt = learn_from(knowledge, encoder)
        write_table(learnt, table_file(knowledge))
    keep_answering(kept, knowledge, table_file(knowledge))
    return [one.accuracy for one in (learnt.light, learnt.full) if one is not None]


def told_of(asked: Iterable[tuple[int, str, str]], intent: str | None) -> str:
    """What readers asked, each with its number, and the question that it belongs to (None: it is not ours)."""
    return json.dumps({"intent": intent, "asked": list(asked)}, ensure_ascii=False)


def heard_of(told: str) -> Mapping[int, Case]:
    """Cases by their number, of what `told_of` says."""
    found = json.loads(told)
    return {id: wording(text, locale, found["intent"]) for id, locale, text in found["asked"]}


def read_overlap(file: Path) -> tuple[Pair, ...]:
    """What `overlap` has written.

    Raises:
        OSError, ValueError, TypeError: there is nothing that can be used.
    """
    found = json.loads(file.read_bytes())
    return tuple(Pair(**{**one, "pullers": tuple(Puller(**puller) for puller in one["pullers"])}) for one in found)


def read_effect(file: Path) -> Effect:
    """What `effect` has written. Raises like `read_overlap`."""
    found = json.loads(file.read_bytes())
    lists = {name: tuple(Moved(**one) for one in found[name]) for name in ("moved", "added", "readers")}
    return Effect(**{**found, **lists})


def _stage(name: str) -> None:
    """Tell whoever waits what is being done from now on."""
    sys.stdout.write(f"{STAGE}{name}\n")
    sys.stdout.flush()


def _write(out: Path, data: object) -> None:
    """Write whole or not at all: whoever waits looks for the file."""
    part = out.with_suffix(".part")
    part.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    part.replace(out)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
