// The day on which the edition that a claim or an edge is a clause of was adopted, where the lens lets
// it be known and its own source gives no day; null elsewhere.
CASE WHEN it.begin_from IS NULL THEN null
     ELSE head([i IN range(0, size(it.begin_from) - 1)
                  WHERE /*admitted-at it begin_*/ true | it.begin_from[i]]) END
