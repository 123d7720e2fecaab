// Whether a thing is there for the lens: anything that it lets through is said of it or about it. That a
// level, an organisation or a post was there at a date must be said of that date: a name is not enough.
// What has been merged is there under the id that is kept; an organisation that was dissolved is not
// there any more, though what was last attested of it is carried forward elsewhere.
((it.basis = 'synthetic' AND $lens.run.seen)
 OR EXISTS {
   MATCH (it)<-[:SUBJECT|OBJECT]-(about:Claim)
   WHERE about.predicate <> 'MERGED_INTO' AND /*seen-claim about*/ true
     AND ($lens.certainty = 'any' OR NOT (it:Tier OR it:Organization OR it:Post)
          OR /*attests about*/ true)
 } AND NOT ($lens.certainty <> 'any' AND it:Organization AND EXISTS {
   MATCH (it)<-[:SUBJECT]-(end:Claim {predicate: 'dissolved', polarity: 'asserted'})
   WHERE end.date_max < $lens.from AND end.rank <> 'deprecated' AND end.modality <> 'rumoured'
     AND end.confidence IS NULL
     AND /*admitted-claim end*/ true
 }))
