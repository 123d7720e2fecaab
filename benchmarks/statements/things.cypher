UNWIND $things AS thing
CREATE (t:Thing:$(thing.label))
SET t = thing.properties
