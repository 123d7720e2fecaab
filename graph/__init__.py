"""The domain: model, claims, dates, database access and the query catalogue."""
