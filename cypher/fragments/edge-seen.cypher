// Which of an edge's claims the lens lets through: positions in its parallel lists.
[i IN range(0, size(coalesce(it.claims, [])) - 1) WHERE /*admitted-at it*/ true]
