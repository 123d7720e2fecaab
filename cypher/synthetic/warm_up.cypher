// Walk from every level down to the members once.
MATCH (t:Tier)<-[:AT_TIER]-(unit)
RETURN t.id AS tier, count(unit) AS units, sum(COUNT { (unit)<-[:MEMBER_OF]-() }) AS members,
       sum(size(unit.name)) AS letters
