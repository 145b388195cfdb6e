"""Our own workbooks, blank and filled in."""
