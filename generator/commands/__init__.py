"""What the commands do that begin, fill and write things; each is hung into `generator.cli`."""
