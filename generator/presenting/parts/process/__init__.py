"""Cases, their clocks, and what they changed."""
