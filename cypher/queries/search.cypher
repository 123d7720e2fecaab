// summary: Things by name, in any script and romanisation, exactly, in part, by sound or nearly so; words may be cut short. Of more than five hundred that fit, the best are looked at.
// params:  text: search
//          kind: label = null
//          limit: integer [1..100] = 20
// returns: id, name, kind, names, score
// example: text=loyalty
// rows:    1
CALL () {
  CALL db.index.fulltext.queryNodes('thing_search', $text_folded, {limit: 500}) YIELD node, score
  RETURN node, 20 + score AS score
  UNION ALL
  CALL db.index.fulltext.queryNodes('thing_names', $text_quoted, {limit: 500}) YIELD node, score
  RETURN node, 19 + score AS score
  UNION ALL
  // What is spelt so goes before what sounds so, and that before what nearly does.
  CALL db.index.fulltext.queryNodes('thing_spellings', $text_same, {limit: 500}) YIELD node, score
  RETURN node, 10 + score / 10 AS score
  UNION ALL
  CALL db.index.fulltext.queryNodes('thing_spellings', $text_near, {limit: 500}) YIELD node, score
  RETURN node, score / 10 AS score
}
WITH node, max(score) AS score
// Of all, what is shown by this name, then what is also called so, then what sounds the same.
WITH node, score + CASE WHEN toLower(node.name) = toLower($text) THEN 200
                        WHEN any(name IN node.names WHERE toLower(name) = toLower($text)) THEN 100
                        WHEN $text_sound IN node.spellings THEN 1
                        ELSE 0 END AS score
WHERE node.id IS NOT NULL AND ($kind IS NULL OR $kind IN labels(node))
  AND /*seen-thing node*/ true
RETURN node.id AS id, node.name AS name, /*kind-of node*/ null AS kind, node.names AS names,
       round(score, 4) AS score
ORDER BY score DESC, id
LIMIT $limit
