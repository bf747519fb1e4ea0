"""Danger first: a deterministic screen for emergencies, crises and requests for personal advice."""
