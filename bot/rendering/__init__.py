"""Replies as text and as pages. Formats what it is given; decides nothing."""
