// What has ended a claim or an edge, whenever that was, as far as the lens lets it be known: {since,
// kind, claims}, the earliest first.
CASE WHEN it.end_from IS NULL THEN []
     ELSE [i IN range(0, size(it.end_from) - 1)
             WHERE /*admitted-ending it*/ true
             | {since: it.end_from[i], kind: it.end_kinds[i], claims: [it.ended_by[i]]}] END
