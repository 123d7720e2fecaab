// Whether the source of a claim denies it itself.
EXISTS { MATCH (it)-[:CONFLICTS_WITH {kind: 'contested'}]-(:Claim {polarity: 'denied', source: it.source}) }
