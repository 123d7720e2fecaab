// A load in several transactions has begun, perhaps again; it has no version before it has ended.
MERGE (l:Load {id: $load})
SET l.begun = coalesce(l.begun, []) + [$now], l.sources = $sources
