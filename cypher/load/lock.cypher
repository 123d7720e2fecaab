// One load at a time: the second waits here until the first has ended.
MATCH (m:PartycellMigration {version: 1})
SET m.locked = true
REMOVE m.locked
