// Stops what runs for one request of ours; each transaction says in its metadata whose it is.
SHOW TRANSACTIONS
YIELD transactionId AS id, metaData
WHERE metaData.request = $request
TERMINATE TRANSACTIONS id
YIELD message
RETURN count(message) AS stopped
