"""What a person or a CI server is told."""
