// The types of events that sources speak of, whatever the lens lets through.
MATCH (c:Claim {predicate: 'event_type', polarity: 'asserted'})
RETURN DISTINCT c.says AS type
ORDER BY type
