"""The commands of `partycell`, one file a group; `console/overview.py` is the table of them."""
