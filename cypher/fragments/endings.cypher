// What has ended a claim or an edge by the lens's time, as far as the lens lets it be known: kinds, as
// in `load/endings`.
CASE WHEN it.end_from IS NULL THEN []
     ELSE [i IN range(0, size(it.end_from) - 1)
             WHERE it.end_from[i] <= /*ending-day it*/ null AND /*admitted-ending it*/ true
             | it.end_kinds[i]]
END
