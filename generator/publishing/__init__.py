"""Texts in, site out: writes what changed, runs MkDocs and Pagefind, and exchanges the site whole or not at all."""
