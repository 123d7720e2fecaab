// How a claim itself stands: normative, attested, reported, inferred, announced, rumoured or denied;
// and whether its own source denies it.
it.standing + CASE
  WHEN it.polarity = 'asserted' AND EXISTS {
    MATCH (it)-[:CONFLICTS_WITH {kind: 'contested'}]-(:Claim {polarity: 'denied', source: it.source})
  } THEN ', and denied by the same source' ELSE ''
END
