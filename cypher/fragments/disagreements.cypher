// How other claims disagree with any of these: kinds, or 'editor' where one side is preferred.
COLLECT {
  UNWIND it AS mine_id
  MATCH (mine:Claim {id: mine_id})-[conflict:CONFLICTS_WITH]-(theirs:Claim)
  WHERE /*seen-claim theirs*/ true
  RETURN DISTINCT CASE WHEN 'preferred' IN [mine.rank, theirs.rank] THEN 'editor'
                       ELSE conflict.kind END AS kind
  ORDER BY kind
}
