"""What the program speaks about: spans, figures, knowledge, decisions and replies. Frozen data, no behaviour."""
