// Whoever has the lease lives.
MATCH (l:PartycellLease {id: 'load', holder: $holder})
SET l.beat = l.beat + 1
RETURN l.beat AS beat
