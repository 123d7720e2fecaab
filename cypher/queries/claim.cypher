// summary: One claim, by its id, whenever it was recorded and whenever it holds.
// params:  claim: id
// returns: id, subject, predicate, op, value, object, ordinal, role, qualified_by, interval, polarity, basis, modality, confidence, rank, reason, voice, through, premises, method, edition, holds, attested, unread_time, holds_from, holds_until, starts_after, ends_by, source, locator, fact, gist, original, language, note, recorded, retired, status, standing, flags, disputed, resolved_by, conflicts_with, stated_subject, stated_object
// example: claim=c-f7cfa28d25918393
// rows:    1
MATCH (c:Claim {id: $claim})
WHERE /*admitted-claim c*/ true
MATCH (c)-[:SUBJECT]->(t:Thing), (c)-[in:STATED_IN]->(:Source)
OPTIONAL MATCH (c)-[:OBJECT]->(o:Thing)
WITH c, t, in, o, [c.id] AS claims, COLLECT {
  MATCH (c)-[:CONFLICTS_WITH]-(other:Claim)
  WHERE /*seen-claim other*/ true
  RETURN other.id ORDER BY other.id
} AS conflicts_with
WITH *, /*disagreements claims*/ [] AS disagreements
RETURN c.id AS id, t.id AS subject, c.predicate AS predicate, c.op AS op, c.says AS value,
       o.id AS object, c.ordinal AS ordinal, c.role AS role,
       COLLECT { MATCH (c)-[q:QUALIFIED_BY]->(x) RETURN q.role + ':' + x.id ORDER BY q.role, x.id }
         + coalesce(c.details, []) AS qualified_by, c.interval AS interval,
       c.polarity AS polarity, c.basis AS basis, c.modality AS modality, c.confidence AS confidence,
       c.rank AS rank,
       c.reason AS reason, c.voice AS voice,
       coalesce(c.through, []) AS through, /*premises c*/ [] AS premises, c.method AS method,
       c.edition AS edition, c.holds AS holds, c.attested AS attested,
       c.unread_time AS unread_time,
       c.holds_from AS holds_from, c.holds_until AS holds_until, c.starts_after AS starts_after,
       c.ends_by AS ends_by, c.source AS source, in.locator AS locator, c.fact AS fact,
       c.gist AS gist, c.original AS original, c.language AS language, c.note AS note,
       c.recorded AS recorded, c.retired AS retired, /*claim-status c*/ null AS status, /*claim-standing c*/ null AS standing,
       coalesce(c.flags, []) AS flags, /*disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, conflicts_with,
       c.stated_subject AS stated_subject, c.stated_object AS stated_object
ORDER BY id
