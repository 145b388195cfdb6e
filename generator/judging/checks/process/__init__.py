"""What must be right in cases, and in what is said of them."""
