UNWIND $named AS item
MATCH (t:Thing {id: item.id})
SET t.name = item.name, t.name_ko = item.name_ko, t.names = item.names, t.search = item.search,
    t.spellings = item.spellings
