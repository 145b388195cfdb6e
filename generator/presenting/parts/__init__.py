"""Parts of pages, mostly of the name of their macro file in theme/parts."""
