"""A recalculation of a published site from its own files, by the rules that its page of the method prints.

Nothing here is shared with what made the site, and nothing but Python itself is needed: joined in one file (`joining`),
these modules are the `verify.py` that stands beside the data, for whoever does not trust the program either.
"""
