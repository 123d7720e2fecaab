// Wait for a commit that is under way: it has the lock on the lease until all of it can be read.
// Neo4j lists no transaction that is committing.
MATCH (l:PartycellLease {id: 'load'})
SET l.asked = true
REMOVE l.asked
