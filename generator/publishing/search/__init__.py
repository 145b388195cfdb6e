"""What a browser searches."""
