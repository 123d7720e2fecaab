// summary: Sources by their title or publisher, the likest first.
// params:  text: search
//          limit: integer [1..100] = 20
// returns: id, title, publisher, language, published, url, score
// example: text=cell
// rows:    1
CALL () {
  CALL db.index.fulltext.queryNodes('source_texts', $text_quoted, {limit: 500}) YIELD node, score
  RETURN node, 10 + score AS score
  UNION ALL
  CALL db.index.fulltext.queryNodes('source_texts', $text_folded, {limit: 500}) YIELD node, score
  RETURN node, score
}
WITH node AS s, max(score) AS score
WHERE /*seen-source s*/ true
RETURN s.id AS id, s.title AS title, s.publisher AS publisher, s.language AS language,
       s.published AS published, s.url AS url, round(score, 4) AS score
ORDER BY score DESC, id
LIMIT $limit
