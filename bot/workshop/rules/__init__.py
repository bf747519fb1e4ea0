"""The rules that editors are held to beyond what the loader asks: each module holds those of one subject."""
