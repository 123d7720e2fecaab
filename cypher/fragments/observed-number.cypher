// What a number of members is said to be: least, most, and from when to when it is said.
{low: CASE it.op WHEN '<=' THEN 0 WHEN '~' THEN toInteger(round(it.says * 0.9))
               ELSE it.says END,
          high: CASE it.op WHEN '>=' THEN null WHEN '~' THEN toInteger(round(it.says * 1.1))
                ELSE it.says END,
          since: CASE WHEN it.holds_from < it.holds_until THEN it.holds_from
                 ELSE it.holds_until END,
          until: CASE WHEN it.holds_from < it.holds_until THEN it.holds_until
                 ELSE it.holds_from END,
          claims: [it.id]}
