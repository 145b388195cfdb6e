"""Periods, movements, promises and rates of boards."""
