"""Files of any kind to tables."""
