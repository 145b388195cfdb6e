"""What was published, as records."""
