// Every claim that the lens lets through, denied ones too, by id, which an index orders. What has been
// merged is no node, so what says so is there only where it is asked for.
MATCH (c:Claim)
WHERE c.id > '' AND /*seen-claim c*/ true
  AND CASE WHEN $relations IS NULL THEN c.predicate <> 'MERGED_INTO' OR c.polarity = 'denied'
           ELSE c.predicate IN $relations END
WITH c ORDER BY c.id
MATCH (c)-[:SUBJECT]->(t:Thing), (c)-[in:STATED_IN]->(:Source)
OPTIONAL MATCH (c)-[:OBJECT]->(o:Thing)
WITH c, t, in, o, [c.id] AS claims
WITH *, /*disagreements claims*/ [] AS disagreements
RETURN c.id AS id, t.id AS subject, c.predicate AS predicate, c.op AS op, c.says AS value,
       o.id AS object, c.ordinal AS ordinal, c.role AS role,
       COLLECT { MATCH (c)-[q:QUALIFIED_BY]->(x) RETURN q.role + ':' + x.id ORDER BY q.role, x.id }
         AS qualified_by,
       coalesce(c.details, []) AS details, c.interval AS interval,
       c.polarity AS polarity, c.basis AS basis, c.modality AS modality, c.confidence AS confidence,
       /*claim-standing c*/ null AS standing, /*claim-status c*/ null AS status,
       /*is-disputed disagreements*/ false AS disputed,
       /*resolved-by disagreements*/ null AS resolved_by, c.rank AS rank,
       c.reason AS reason, c.voice AS voice,
       coalesce(c.through, []) AS through, coalesce(c.premises, []) AS premises, c.method AS method,
       c.edition AS edition, c.holds AS holds, c.attested AS attested,
       c.unread_time AS unread_time,
       toString(c.holds_from) AS holds_from, toString(c.holds_until) AS holds_until,
       toString(c.starts_after) AS starts_after, toString(c.ends_by) AS ends_by,
       coalesce(c.undated, false) AS undated, c.source AS source, c.fact AS fact,
       in.locator AS locator, c.gist AS gist, c.original AS original, c.language AS language, c.note AS note, toString(c.recorded) AS recorded,
       coalesce(c.flags, []) AS flags,
       COLLECT {
         MATCH (c)-[:CONFLICTS_WITH]-(other:Claim)
         WHERE /*seen-claim other*/ true
         RETURN other.id ORDER BY other.id
       } AS conflicts_with,
       c.stated_subject AS stated_subject, c.stated_object AS stated_object
