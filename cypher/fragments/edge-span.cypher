// When an edge is attested, and what ended it, whenever that was: an undated source attests no day, and
// what is over in a moment is not ended.
{since: it.certain_from, until: CASE WHEN it.undated THEN null ELSE it.certain_until END,
 endings: CASE WHEN it.momentary IS NULL AND it.possible_until < date('9999-12-31')
               THEN [{since: it.possible_until + duration({days: 1}), kind: 'stated end',
                      claims: /*edge-claims it*/ it.claims}]
               ELSE [] END + /*known-endings it*/ []}
