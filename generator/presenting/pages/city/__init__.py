"""Pages of the whole city."""
