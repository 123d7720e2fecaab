// Which state of the curated data has been loaded.
MATCH (l:Load {id: 'curated'})
RETURN l.dataset AS dataset
