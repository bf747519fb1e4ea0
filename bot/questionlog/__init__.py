"""The question log, off by default: counts of what was asked, and questions that were not understood, redacted."""
