"""What the shipped content is known to hold: for tests that go through all of it."""

OUTCOMES = ("survival", "meld", "albumin", "bilirubin", "alt", "ast")
PERSONAL = ("medicine", "dose", "result", "eligibility", "outlook", "decision")
"""What a request for personal advice may be about; each has a reply of its own."""
KEEP = ("keep-medicines", "keep-transplant", "experimental")
"""Cautions on every such reply: nobody stops a medicine or leaves a transplant list because of this."""
