"""Formats of others: tables, Popolo, FollowTheMoney and Wikidata, read into our claims."""
