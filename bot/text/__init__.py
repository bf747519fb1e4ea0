"""Text as the program compares it: folding, scripts, tokens. Knows no content and opens no file of ours."""
