// The first day of which what the lens knows, by its sources, speaks.
MATCH (c:Claim)
WHERE /*admitted-claim c*/ true AND c.starts_after <= c.ends_by
UNWIND [c.starts_after, c.holds_from, c.holds_until] AS day
WITH day
WHERE date('0001-01-01') < day < date('9999-12-31')
RETURN min(day) AS first
