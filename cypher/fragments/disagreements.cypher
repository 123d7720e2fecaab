// How other claims disagree with any of these: kinds; 'editor' where one side is preferred; 'undated'
// where the other side is outside of the lens only because its source has no date.
COLLECT {
  UNWIND it AS mine_id
  MATCH (mine:Claim {id: mine_id})-[conflict:CONFLICTS_WITH]-(theirs:Claim)
  WITH mine, conflict, theirs, /*seen-claim theirs*/ true AS seen
  WHERE seen OR (theirs.undated AND conflict.kind = 'contested' AND /*undated-claim theirs*/ true)
  RETURN DISTINCT CASE WHEN 'preferred' IN [mine.rank, theirs.rank] THEN 'editor'
                       WHEN seen THEN conflict.kind ELSE 'undated' END AS kind
  ORDER BY kind
}
