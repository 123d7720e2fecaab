// A thing's own label.
[label IN labels(it) WHERE label <> 'Thing'][0]
