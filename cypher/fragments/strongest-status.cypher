// Of several statuses the surest; of those that are carried forward the latest.
coalesce(
  head([s IN it WHERE s IN ['on that day', 'throughout it']]),
  head([s IN it WHERE s = 'in part of it']),
  reduce(latest = null, s IN it | CASE
    WHEN s STARTS WITH 'last' AND (latest IS NULL OR s > latest) THEN s ELSE latest END),
  reduce(latest = null, s IN it | CASE
    WHEN s STARTS WITH 'not known' AND (latest IS NULL OR s > latest) THEN s ELSE latest END),
  head(it))
