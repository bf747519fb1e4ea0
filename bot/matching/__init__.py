"""Ranking of intents by examples. Knows nothing of livers: it learns from the examples it is handed."""
