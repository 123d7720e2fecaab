UNWIND $things AS thing
MERGE (t:Thing {id: thing.id})
SET t:$(thing.label), t.rank = thing.rank, t.series = thing.series
