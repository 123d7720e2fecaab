// Whether something between `low` and `high` is not surely inside all of these bounds; or whether
// what passes is asked for too.
($all OR any(bound IN it WHERE NOT coalesce(CASE bound.op WHEN '<=' THEN high <= bound.says
                                                          ELSE low >= bound.says END, false)))
