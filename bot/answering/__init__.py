"""From a decision to a reply: typed spans out of the knowledge base, never text made up on the way."""
