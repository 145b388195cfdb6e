"""Clauses, editions and what binds a role."""
