// Whether a thing is there for the lens: anything that it lets through is said of it or about it. That a
// level, an organisation or a post was there at a date must be said of that date: a name is not enough.
// What has been merged is there under the id that is kept.
((it.basis = 'synthetic' AND $lens.run.seen)
 OR EXISTS {
   MATCH (it)<-[:SUBJECT|OBJECT]-(about:Claim)
   WHERE about.predicate <> 'MERGED_INTO' AND /*seen-claim about*/ true
     AND ($lens.certainty = 'any' OR NOT (it:Tier OR it:Organization OR it:Post)
          OR /*attests about*/ true)
 })
