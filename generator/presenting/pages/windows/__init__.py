"""Pages of who is judged: windows, centres, districts, and why each has its score."""
