// What words a statement can use here.
CALL () {
  CALL db.labels() YIELD label
  RETURN 'label' AS kind, label AS name
  UNION ALL
  CALL db.relationshipTypes() YIELD relationshipType
  RETURN 'relationship type' AS kind, relationshipType AS name
  UNION ALL
  CALL db.propertyKeys() YIELD propertyKey
  RETURN 'property' AS kind, propertyKey AS name
}
RETURN kind, name
ORDER BY kind, name
