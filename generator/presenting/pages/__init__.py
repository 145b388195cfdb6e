"""One module for each template of theme/pages, of the same name."""
