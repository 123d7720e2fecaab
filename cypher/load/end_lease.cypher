MATCH (l:PartycellLease {id: 'load', holder: $holder})
DELETE l
