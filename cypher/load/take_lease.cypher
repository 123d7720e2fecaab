// The one lease for writing, where nobody has it, or who had it is known to be dead. The lock on it
// comes first, so that what is looked at is what stands.
MERGE (l:PartycellLease {id: 'load'})
SET l.asked = true
REMOVE l.asked
WITH l, l.holder IS NULL OR (l.holder = $dead AND l.beat = $beat) AS free
FOREACH (_ IN CASE WHEN free THEN [1] ELSE [] END |
  SET l.holder = $holder, l.beat = 0, l.pid = $pid, l.identity = $identity, l.who = $who,
      l.taken = toString(datetime.realtime())
)
RETURN l.holder AS holder, l.beat AS beat, l.pid AS pid, l.identity AS identity, l.who AS who,
       l.taken AS taken
