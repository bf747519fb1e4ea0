"""The only reader of the content folder: strict YAML, typed entries, references, one list of every problem."""
