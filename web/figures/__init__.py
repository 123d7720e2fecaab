"""Figures that the server draws: what is where, in percent of the width; templates draw it."""
