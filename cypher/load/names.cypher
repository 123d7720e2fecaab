// What these things are called, the best known first: preferred, then English, then most
// voices, then the earliest.
UNWIND $subjects AS id
MATCH (t:Thing {id: id})<-[:SUBJECT]-(c:Claim {predicate: 'name'})
WHERE c.polarity = 'asserted' AND c.rank <> 'deprecated' AND c.retired = $never
WITH t, c.says AS name, max(toInteger(c.rank = 'preferred')) AS preferred,
     max(toInteger(c.language = 'en')) AS english,
     count(DISTINCT c.voice) AS voices, min(c.known_from) AS since
ORDER BY preferred DESC, english DESC, voices DESC, since, size(name) DESC, name
RETURN t.id AS id, collect(name) AS names
