"""From what was found to scores, bands, places and lists."""
