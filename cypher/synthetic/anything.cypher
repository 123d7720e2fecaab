// One row where the graph holds anything of ours.
MATCH (t:Thing|Claim|Source)
RETURN 1 AS one
LIMIT 1
