"""A text classifier with no opinion of its own: what is seen of a text, and a weight table learnt from examples."""
