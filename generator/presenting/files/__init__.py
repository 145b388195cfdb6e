"""Files of the site that are no pages: exports, feeds, badges, records of the search."""
