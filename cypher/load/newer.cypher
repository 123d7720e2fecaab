// What each claim's successors in a change are known by, side by side, so that reading needs no
// further step: what was last attested is carried forward only until one of them is attested.
UNWIND $subjects AS id
MATCH (:Thing {id: id})<-[:SUBJECT]-(c:Claim)
OPTIONAL MATCH (c)-[:CONFLICTS_WITH {kind: 'changed'}]-(n:Claim)
WITH c, collect(n) AS newer
WHERE size(newer) > 0 OR c.newer_source IS NOT NULL
SET c.newer_source = [n IN newer | n.source], c.newer_known_from = [n IN newer | n.known_from],
    c.newer_recorded = [n IN newer | n.recorded], c.newer_retired = [n IN newer | n.retired],
    c.newer_from = [n IN newer | n.holds_from], c.newer_until = [n IN newer | n.holds_until],
    c.newer_ends_by = [n IN newer | n.ends_by]
