"""The command `hepatica`."""
