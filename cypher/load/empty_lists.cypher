// Properties of sources that are lists without an item, which the importer has left out.
UNWIND $empty AS one
MATCH (s:Source {id: one.source})
SET s[one.property] = []
