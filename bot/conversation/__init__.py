"""One turn of a conversation: `respond` decides, and nothing else does."""
