UNWIND $named AS item
MATCH (t:Thing {id: item.id})
SET t.name = item.name, t.names = item.names, t.search = item.search, t.spellings = item.spellings
