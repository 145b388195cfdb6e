"""Markdown into HTML, the frame around it, and a look at what came of it."""
