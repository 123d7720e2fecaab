// What these things are called, each name with what its place among the others is decided by.
UNWIND $subjects AS id
MATCH (t:Thing {id: id})<-[:SUBJECT]-(c {predicate: 'name'})
WHERE c.polarity = 'asserted' AND c.rank <> 'deprecated' AND c.retired = $never
WITH t, c.says AS name, max(toInteger(c.rank = 'preferred')) AS preferred,
     collect(DISTINCT c.language) AS languages,
     /*confident-voices c*/ null AS voices,
     min(c.known_from) AS since, min(c.id) AS claim
RETURN t.id AS id, t:Person AS person,
       collect({name: name, preferred: preferred, languages: languages, voices: voices,
                since: toString(since), claim: claim}) AS names
