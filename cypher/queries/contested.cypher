// summary: Questions that sources answer differently, each side with who says it; every kind of disagreement.
// params:  kind: disagreement = null
//          about: id = null
//          question: id = null
//          claims: ids = null
//          source: id = null
// returns: question, asks, asks_ko, kind, about, names, predicates, sides, disputed, resolved_by, explanation, claims
// example: kind=contested
// rows:    0
MATCH (q:Question)
WHERE ($question IS NULL OR q.id = $question)
  AND ($about IS NULL
       OR EXISTS { (q)<-[:ANSWERS]-(:Claim)-[:SUBJECT|OBJECT]->(:Thing {id: $about}) })
  AND ($claims IS NULL OR EXISTS { (q)<-[:ANSWERS]-(one:Claim) WHERE one.id IN $claims })
CALL (q) {
  MATCH (one:Claim)-[conflict:CONFLICTS_WITH {question: q.id}]->(other:Claim)
  WHERE ($kind IS NULL OR conflict.kind = $kind)
    AND /*seen-claim one*/ true AND /*seen-claim other*/ true
  RETURN conflict.kind AS kind,
         max(toInteger('preferred' IN [one.rank, other.rank])) = 1 AS preferred
}
CALL (q) {
  MATCH (q)<-[answers:ANSWERS]-(c:Claim)-[:SUBJECT]->(t:Thing)
  WHERE /*seen-claim c*/ true
  OPTIONAL MATCH (c)-[:OBJECT]->(o:Thing)
  WITH answers.side AS side, c, t, o, /*claim-status c*/ null AS status
  ORDER BY c.known_from, c.id
  WITH side, collect(DISTINCT t) AS things,
       collect(DISTINCT c.predicate) AS predicates,
       collect(DISTINCT coalesce(o.id, toString(c.says))) AS answers,
       collect(DISTINCT CASE c.polarity WHEN 'denied' THEN 'not ' ELSE '' END
         + CASE c.op WHEN '<=' THEN 'at most ' WHEN '>=' THEN 'at least ' WHEN '~' THEN 'about '
                     ELSE '' END
         + coalesce(o.name, o.id, toString(c.says))) AS texts,
       [object IN collect(DISTINCT o) | {id: object.id, name: object.name,
                                         kind: /*kind-of object*/ null}] AS objects,
       collect(DISTINCT c.source) AS sources, count(DISTINCT c.voice) AS voices,
       /*confident-voices c*/ null AS confident,
       collect(DISTINCT c.modality) AS modalities, collect(DISTINCT c.polarity) AS polarities,
       max(toInteger(c.rank = 'preferred')) = 1 AS preferred,
       collect(DISTINCT status) AS statuses, collect(c.id) AS claims
  ORDER BY preferred DESC, confident DESC, voices DESC, side
  RETURN collect({side: side, answers: answers,
                  text: reduce(all = head(texts), text IN tail(texts) | all + '; ' + text),
                  objects: objects, voices: voices, sources: sources,
                  modalities: modalities, polarities: polarities, preferred: preferred,
                  confidence: CASE WHEN confident = 0 THEN 'low' END,
                  statuses: statuses, claims: claims}) AS sides,
         collect(things) AS abouts, collect(predicates) AS allPredicates,
         reduce(all = [], part IN collect(claims) | all + part) AS claims
}
WITH *
WHERE $source IS NULL OR any(side IN sides WHERE $source IN side.sources)
WITH q, kind, preferred, sides, claims,
     COLLECT { UNWIND abouts AS part UNWIND part AS t WITH DISTINCT t RETURN t.id ORDER BY t.id }
       AS about,
     // In the order of `about`.
     COLLECT { UNWIND abouts AS part UNWIND part AS t WITH DISTINCT t
               RETURN coalesce(t.name, t.id) ORDER BY t.id } AS names,
     COLLECT { UNWIND allPredicates AS part UNWIND part AS name RETURN DISTINCT name ORDER BY name }
       AS predicates
WITH *, kind = 'contested' AND NOT preferred AS disputed
RETURN q.id AS question, CASE WHEN q.judged THEN q.asks END AS asks,
       CASE WHEN q.judged THEN q.asks_ko END AS asks_ko, kind, about, names, predicates,
       sides, disputed,
       CASE WHEN disputed THEN null WHEN preferred THEN 'editor' ELSE kind END AS resolved_by,
       CASE WHEN q.judged THEN q.explanation END AS explanation, claims
ORDER BY kind, question
