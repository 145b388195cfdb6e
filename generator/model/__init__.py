"""Frozen records: what is read, what is judged, and what is wrong with a file. Imports nothing of the other folders."""
