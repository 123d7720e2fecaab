// The run of a synthetic party, where this graph is one.
MATCH (run:Run)
RETURN run.id AS run, run.claim AS claim
