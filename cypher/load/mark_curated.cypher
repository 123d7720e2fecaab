// Which state of the curated data has been loaded.
MERGE (l:Load {id: 'curated'})
SET l.dataset = $dataset
