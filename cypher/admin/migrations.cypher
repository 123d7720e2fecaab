// Which migrations this graph has had.
MATCH (m:PartycellMigration)
RETURN m.version AS version, m.name AS name, m.checksum AS checksum
ORDER BY version
