"""What else follows from what was judged: losses, movement, quotas, reasons."""
