"""One module a page, or a kind of page."""
