// Whether the lens lets an edge through, as it does a claim; its lists run parallel to its claims. An
// edge of a synthetic party has none: the one claim of its run stands for it.
(CASE WHEN it.claims IS NULL THEN $lens.run.seen ELSE /*admitted-edge it*/ true END
 AND /*edge-holds it*/ true)
