// Of several spans as one: {first, last, ending}, the first and last day attested, of a vague moment its
// bounds, and the first of what ended it; not what it was attested again after.
head([days IN [reduce(all = [], span IN it | all +
                 CASE WHEN span.until > date('0001-01-01')
                      THEN [day IN [span.since, span.until] WHERE day < date('9999-12-31')]
                      ELSE [] END)]
      | {first: reduce(first = null, day IN days |
                  CASE WHEN first IS NULL OR day < first THEN day ELSE first END),
         last: reduce(last = null, day IN days |
                 CASE WHEN last IS NULL OR day > last THEN day ELSE last END),
         ending: reduce(first = null,
                   one IN reduce(all = [], span IN it | all + span.endings) |
                   CASE WHEN (first IS NULL OR one.since < first.since)
                          AND (one.kind IN ['over', 'edition']
                               OR all(span IN it WHERE coalesce(span.until < one.since, true)))
                        THEN one ELSE first END)}])
