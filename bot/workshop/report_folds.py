"""How well our own utterances are ranked when they are held out: what scores over a file of cases are held against."""

from dataclasses import asdict, dataclass

from bot.conversation.trained import Calibration, Learnt, Trained
from bot.matching.learning import FOLDS
from bot.workshop.metrics import Share

NO_TABLE = "no k-fold figures: there is no stored table of this content and code; `hepatica train` writes it"


@dataclass(frozen=True, slots=True)
class FoldFigures:
    """One way to rank, over examples that were held out. In percent."""

    accuracy: float
    accuracy_at_3: float


@dataclass(frozen=True, slots=True)
class Folds:
    """The k-fold figures of the stored table."""

    parts: int
    examples: int
    light: FoldFigures
    """Without the sentence encoder …"""
    semantic: FoldFigures | None
    """… and with it."""
    encoder: str
    """Name of the encoder that was learnt with; empty for none."""
    encoder_used: bool
    """The questions of this run were ranked with it."""


def folds_of(learnt: Learnt | None, trained: Trained) -> Folds | None:
    """The figures of a stored table; None if there is none. `trained` is what answers in this run."""
    if learnt is None:
        return None
    return Folds(
        parts=FOLDS,
        examples=len(learnt.index.texts),
        light=_figures(learnt.light),
        semantic=_figures(learnt.full) if learnt.full else None,
        encoder=learnt.encoder,
        encoder_used=trained.matcher.semantic,
    )


def folds_text(folds: Folds | None, cases: tuple[Share, Share]) -> str:
    """The figures for people, with the same figures of the cases (at 1, at 3) beside them."""
    if folds is None:
        return NO_TABLE
    lines = [f"our own utterances, held out in {folds.parts} folds ({folds.examples} examples):"]
    lines.append(_line("without encoder", folds.light, used=not folds.encoder_used))
    if folds.semantic:
        lines.append(_line(f"with {folds.encoder}", folds.semantic, used=folds.encoder_used))
    at_1, at_3 = cases
    if at_1.total:
        shown = f"right at 1: {at_1.percent} %, at 3: {at_3.percent} %"
        lines.append(f"  these cases, by ranking and gates alone ({at_1.total}): {shown}")
        lines.append("  a wide gap says that the content was fitted to these cases, or that they are easier")
    return "\n".join(lines)


def folds_data(folds: Folds | None, cases: tuple[Share, Share]) -> dict[str, object] | None:
    """The figures as plain data, ready for JSON; None without a stored table."""
    if folds is None:
        return None
    ranked = {"count": cases[0].total, "accuracy": cases[0].percent, "accuracy_at_3": cases[1].percent}
    return {**asdict(folds), "cases": ranked}


def _figures(calibration: Calibration) -> FoldFigures:
    return FoldFigures(round(100 * calibration.accuracy, 1), round(100 * calibration.accuracy_at_3, 1))


def _line(name: str, figures: FoldFigures, *, used: bool) -> str:
    shown = f"right at 1: {figures.accuracy} %, at 3: {figures.accuracy_at_3} %"
    return f"  {name}: {shown}{' (used in this run)' if used else ''}"
