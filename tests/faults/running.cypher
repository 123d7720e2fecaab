// The transactions of others that still run: one whose client was killed may be ending, and what is
// read meanwhile is neither what was before nor what is after (Neo4j reads what is committed, row
// by row).
SHOW TRANSACTIONS YIELD transactionId, currentQuery
WHERE NOT currentQuery CONTAINS 'SHOW TRANSACTIONS'
RETURN transactionId
