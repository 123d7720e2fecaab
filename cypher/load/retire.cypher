// A retired claim stays, for recorded_at; its id makes room for the one that replaces it.
UNWIND $ids AS id
MATCH (c:Claim {id: id})
SET c.retired = $now, c.id = id + '@' + toString($now)
