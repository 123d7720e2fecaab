MERGE (m:PartycellMigration {version: $version})
ON CREATE SET m.name = $name, m.checksum = $checksum, m.applied = datetime.realtime()
