"""Network analysis with NetworkX."""
