// How much runs under a name that one statement of a guest was given, and has been told to end.
SHOW TRANSACTIONS
YIELD transactionId AS id, metaData
WHERE metaData.statement = $statement
TERMINATE TRANSACTIONS id
YIELD message
RETURN count(message) AS there
