"""What every server of ours sends alike, the public one and the studio: static files and policies."""
