// Whether the lens lets through anything that is said of a thing or about it.
((it.basis = 'synthetic' AND $lens.run.seen)
 OR EXISTS { MATCH (it)<-[:SUBJECT|OBJECT]-(about:Claim) WHERE /*seen-claim about*/ true })
