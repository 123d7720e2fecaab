// The one claim that stands for every edge and number of a synthetic party, and how many there are.
MATCH (run:Run {id: $run})
MATCH (claim:Claim {id: $claim})
SET run.claim = $claim, run.source = $source, run.known_from = $known_from, run.from = $from,
    run.until = $until, run.recorded = claim.recorded, run.kinds = $kinds, run.names = $names,
    run.counts = $counts
