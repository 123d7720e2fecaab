// What lets a value stand, given how others disagree with it: nobody does, an editor prefers a side
// with a reason, or all sides can hold (changed, different, wording). Null where it is disputed: a
// majority settles nothing.
CASE
  WHEN 'contested' IN it OR 'undated' IN it THEN null
  WHEN 'editor' IN it THEN 'editor'
  ELSE coalesce(head(it), 'unanimous')
END
