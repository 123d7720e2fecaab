"""Who asks, and how much of the server each may take."""
