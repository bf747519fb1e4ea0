"""Tools of the people who keep the content: check, evaluate, verify, schemas."""
