"""Records in, texts out: pages, exports and search records. Writes no files."""
