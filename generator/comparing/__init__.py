"""Comparing with what was published before."""
