"""Sheets as offices keep them, read by a mapping."""
