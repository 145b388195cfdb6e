"""A score and its reasons, in words."""
