"""Pages of what binds: standards, themes, roles, self-checks, forms, the method."""
