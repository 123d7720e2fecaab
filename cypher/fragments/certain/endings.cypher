// What has ended a claim or an edge by the lens's last day: what is to hold throughout a range must not
// end in it.
CASE WHEN it.end_from IS NULL THEN []
     ELSE [i IN range(0, size(it.end_from) - 1)
             WHERE it.end_from[i] <= $lens.until AND /*admitted-ending it*/ true | it.end_kinds[i]]
END
