// Whether a clause is known to have been kept until `since`, a day of the query around it: no later
// edition of the rules had been adopted by then, as far as the lens lets it be known.
(since IS NULL OR it.end_from IS NULL
 OR none(i IN range(0, size(it.end_from) - 1)
         WHERE it.end_kinds[i] IN ['edition', 'replaced'] AND it.end_from[i] <= since
           AND /*admitted-at it end_*/ true))
