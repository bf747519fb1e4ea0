"""An offered question as the value of a button."""

from bot.model.turn import Offer


def offer_value(offer: Offer) -> str:
    """Intent, and outcome and weeks where the offer has them."""
    weeks = "" if offer.slots.weeks is None else str(offer.slots.weeks)
    return ".".join((offer.intent, offer.slots.outcome or "", weeks)).rstrip(".")
