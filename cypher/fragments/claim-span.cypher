// When a claim is attested, and what ended it, as edge-span.
{since: it.holds_from, until: CASE WHEN it.undated THEN null ELSE it.holds_until END,
 endings: CASE WHEN it.momentary IS NULL AND it.ends_by < date('9999-12-31')
               THEN [{since: it.ends_by + duration({days: 1}), kind: 'stated end', claims: [it.id]}]
               ELSE [] END + /*known-endings it*/ []}
