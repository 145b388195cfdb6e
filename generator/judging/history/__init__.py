"""What was published once, and what would change in it."""
