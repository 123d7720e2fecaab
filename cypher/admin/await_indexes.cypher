CALL db.awaitIndexes(86400)
