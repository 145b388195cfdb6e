"""The words of the interface in its languages."""
