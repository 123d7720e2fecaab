// A hierarchy as large as the whole party's: unit n stands under unit (n - 1) / 8.
UNWIND range($from, $until) AS n
CREATE (t:Thing:Organization {id: 'unit-' + toString(n), name: 'Unit ' + toString(n),
                              names: ['Unit ' + toString(n)]})
WITH t, n WHERE n > 0
MATCH (above:Thing {id: 'unit-' + toString((n - 1) / 8)})
CREATE (t)-[:UNIT_OF {claims: ['c-made'], sources: ['made'], voices: ['made'],
                      known_from: [date('2020-01-01')], recorded: [datetime('2020-01-01T00:00Z')],
                      retired: [datetime('9999-12-31T23:59:59Z')], basis: 'synthetic',
                      modality: 'reported', qualified_by: [],
                      possible_from: date('0001-01-01'), possible_until: date('9999-12-31'),
                      certain_from: date('2020-01-01'), certain_until: date('2020-12-31')}]->(above)
