-- The statements of `StagingStore`, by name; where a name has several, they are run in order.

-- name: schema
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA temp_store = FILE;
PRAGMA cache_size = -64000;

-- What a load brings. `state` is new, same or other, compared with the graph.
CREATE TABLE thing (
  id TEXT PRIMARY KEY, label TEXT, rank INTEGER, series TEXT, state TEXT
) WITHOUT ROWID;
CREATE TABLE claim (
  record INTEGER, source TEXT, id TEXT, about TEXT, object TEXT, predicate TEXT, fingerprint TEXT,
  body BLOB
);

-- How it differs from the graph. `kind` is added, changed or retired.
CREATE TABLE existing_claim (
  id TEXT PRIMARY KEY, source TEXT, fingerprint TEXT, about TEXT
) WITHOUT ROWID;
CREATE INDEX existing_claim_about ON existing_claim (about);
CREATE TABLE change (id TEXT PRIMARY KEY, source TEXT, kind TEXT, about TEXT) WITHOUT ROWID;
CREATE TABLE subject (id TEXT PRIMARY KEY, new INTEGER) WITHOUT ROWID;
CREATE TABLE question (body BLOB);

-- The records of a foreign file, and what is found out about them.
CREATE TABLE record (
  number INTEGER PRIMARY KEY, place TEXT, vals INTEGER, used INTEGER, ignored INTEGER,
  leftovers INTEGER, claims INTEGER, original TEXT
);
CREATE TABLE note (kind TEXT, number INTEGER, place TEXT, field TEXT, message TEXT);
-- `followed`: whether the records that refer to what it brings in have been looked at.
CREATE TABLE refusal (number INTEGER PRIMARY KEY, field TEXT, message TEXT, followed INTEGER);
CREATE TABLE new_refusal (number INTEGER PRIMARY KEY);
-- `written`: the text that the thing's id was made of, where others may give the same id.
--- `look`: what the text that its id was made of looks like.
CREATE TABLE declaration (
  thing TEXT, number INTEGER, label TEXT, series TEXT, written TEXT, look TEXT
);
-- `look`: what the name looks like, whatever signs it is written with.
CREATE TABLE name (
  thing TEXT, number INTEGER, text TEXT, key TEXT, dated INTEGER, person INTEGER, look TEXT
);
-- What happened to many values alike; `number` and `place` are of the first.
CREATE TABLE tally (
  kind TEXT, field TEXT, text TEXT, count INTEGER, number INTEGER, place TEXT,
  PRIMARY KEY (kind, field, text)
) WITHOUT ROWID;
CREATE TABLE qualifier (thing TEXT, number INTEGER);
-- `confident`: 0 where it is of low confidence, and of no weight beside another.
CREATE TABLE event_date (source TEXT, thing TEXT, value TEXT, confident INTEGER);

-- What references lead to: in the graph, and in the graph or the file.
CREATE TABLE source (id TEXT PRIMARY KEY);
CREATE TABLE allowed_label (predicate TEXT, side TEXT, label TEXT);
CREATE TABLE existing_thing (id TEXT PRIMARY KEY, label TEXT) WITHOUT ROWID;
CREATE TABLE resolved_thing (id TEXT PRIMARY KEY, label TEXT) WITHOUT ROWID;
-- Things that only refused records bring in.
CREATE TABLE missing_thing (id TEXT PRIMARY KEY);
CREATE VIEW reference AS
  SELECT record AS number, 'about' AS field, about AS thing FROM claim
  UNION ALL SELECT record, 'object', object FROM claim WHERE object IS NOT NULL
  UNION ALL SELECT number, 'qualified_by', thing FROM qualifier;

CREATE TABLE person_name (key TEXT, thing TEXT);
CREATE TABLE superior (lower TEXT, upper TEXT, number INTEGER);

-- name: add_thing
INSERT OR IGNORE INTO thing VALUES (?, ?, ?, ?, NULL);

-- name: add_claim
INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- name: index_claims
CREATE INDEX claim_id ON claim (id);
CREATE INDEX claim_about ON claim (about, predicate);

-- name: noted_again
SELECT twice.first, kept.body, other.body
FROM claim other
JOIN (SELECT id, min(rowid) AS first FROM claim GROUP BY id HAVING count(*) > 1) twice
  ON other.id = twice.id AND other.rowid <> twice.first
JOIN claim kept ON kept.rowid = twice.first
WHERE instr(other.body, '"note":') > 0
ORDER BY twice.first, other.rowid;

-- name: deduplicate
DELETE FROM claim WHERE rowid IN (
  SELECT other.rowid FROM claim other,
    (SELECT id, min(rowid) AS first FROM claim GROUP BY id HAVING count(*) > 1) twice
  WHERE other.id = twice.id AND other.rowid <> twice.first);

-- name: thing_ids
SELECT id FROM thing;

-- name: mark_things_new
UPDATE thing SET state = 'new';

-- name: mark_existing_thing
UPDATE thing SET state = iif(label = ? AND rank IS ? AND series IS ?, 'same', 'other') WHERE id = ?;

-- name: forget_comparison
DELETE FROM existing_claim;
DELETE FROM change;
DELETE FROM subject;
DELETE FROM question;

-- name: add_existing_claim
INSERT OR IGNORE INTO existing_claim VALUES (?, ?, ?, ?);

-- name: find_written_claims
INSERT INTO change
SELECT id, claim.source, iif(old.id IS NULL, 'added', 'changed'), claim.about
FROM claim LEFT JOIN existing_claim old USING (id)
WHERE old.id IS NULL OR old.fingerprint <> claim.fingerprint;

-- name: find_retired_claims
INSERT INTO change
SELECT id, old.source, 'retired', old.about
FROM existing_claim old LEFT JOIN claim USING (id)
WHERE claim.id IS NULL;

-- name: find_subjects
INSERT INTO subject
SELECT about, coalesce(state = 'new', 0)
FROM (SELECT about FROM change
      UNION SELECT old.about FROM change JOIN existing_claim old USING (id))
LEFT JOIN thing ON thing.id = about;

-- name: count_changes
SELECT kind, count(*) FROM change WHERE source = ? GROUP BY kind;

-- name: count_claims
SELECT count(*) FROM claim WHERE source = ?;

-- name: changes
SELECT kind, id, coalesce(fingerprint, '') FROM change LEFT JOIN claim USING (id) ORDER BY id;

-- name: things_to_write
SELECT id, label, rank, series FROM thing
WHERE state <> 'same' AND coalesce(?1, state) = state ORDER BY id;

-- name: claims_to_retire
SELECT id FROM change WHERE kind <> 'added';

-- name: claims_to_write
SELECT body FROM claim JOIN change USING (id) WHERE kind <> 'retired' ORDER BY claim.rowid;

-- name: claims_of_existing
SELECT body FROM claim JOIN change USING (id) JOIN subject ON subject.id = claim.about
WHERE kind <> 'retired' AND new = 0 ORDER BY claim.rowid;

-- name: claims_by_subject
SELECT body FROM claim JOIN change USING (id) JOIN subject ON subject.id = claim.about
WHERE kind <> 'retired' AND new = 1 ORDER BY claim.about, claim.rowid;

-- name: count_again_of_new
SELECT count(*) FROM change JOIN subject ON subject.id = change.about
WHERE kind <> 'added' AND new = 1;

-- name: changed_ids
SELECT id FROM change WHERE kind = ? ORDER BY id;

-- name: changed_claims
SELECT body FROM change JOIN claim USING (id) WHERE kind = ? ORDER BY claim.rowid;

-- name: subjects
SELECT id FROM subject WHERE new = ? ORDER BY id;

-- name: has_subject
SELECT count(*) FROM subject WHERE id = ?;

-- name: retired_claims_about
SELECT old.id FROM existing_claim old JOIN change USING (id) WHERE old.about = ? AND kind <> 'added';

-- name: written_claims_about
SELECT body FROM claim JOIN change USING (id)
WHERE claim.about = ? AND kind <> 'retired'
ORDER BY claim.rowid;

-- name: written_relations
SELECT claim.about, predicate, object FROM claim JOIN change USING (id)
WHERE predicate = ? AND kind <> 'retired' AND object IS NOT NULL;

-- name: ambiguous_subjects
SELECT DISTINCT about
FROM (SELECT about FROM claim GROUP BY about, predicate HAVING count(*) > 1)
JOIN subject ON subject.id = about
WHERE new = 1
ORDER BY about;

-- name: ending_subjects
SELECT DISTINCT about
FROM claim JOIN subject ON subject.id = about
WHERE new = 1
  AND (predicate IN (SELECT value FROM json_each(?1)) OR instr(body, 'edition":') > 0
       OR predicate IN (SELECT value FROM json_each(?2))
          AND object NOT IN (SELECT id FROM thing WHERE state = 'new'))
ORDER BY about;

-- name: add_question
INSERT INTO question VALUES (?);

-- name: questions
SELECT body FROM question;

-- name: add_record
INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- name: add_note
INSERT INTO note VALUES (?, ?, ?, ?, ?);

-- name: add_refusal
INSERT INTO refusal VALUES (?, ?, ?, 0);

-- name: add_tally
INSERT INTO tally VALUES (?, ?, ?, 1, ?, ?)
ON CONFLICT (kind, field, text) DO UPDATE SET count = count + 1;

-- name: tallies
SELECT field, text, count, place FROM tally WHERE kind = ? ORDER BY number, field, text;

-- name: add_declaration
INSERT INTO declaration VALUES (?, ?, ?, ?, ?, ?);

-- name: add_name
INSERT INTO name VALUES (?, ?, ?, ?, ?, ?, ?);

-- name: add_qualifier
INSERT INTO qualifier VALUES (?, ?);

-- name: add_event_date
INSERT INTO event_date VALUES (?, ?, ?, ?);

-- name: index_event_dates
CREATE INDEX event_date_thing ON event_date (thing, source);

-- name: claims_at_events
SELECT claim.rowid, body, substr(max(confident || event_date.value), 2)
FROM claim
JOIN event_date ON event_date.source = claim.source AND event_date.thing IN (about, object)
WHERE predicate = ?
GROUP BY claim.rowid;

-- name: replace_claim
UPDATE claim SET about = ?, object = ?, body = ?, fingerprint = ? WHERE rowid = ?;

-- Where qualifiers are, their things may be among these.
-- name: claims_on
SELECT rowid FROM claim
WHERE predicate <> 'MERGED_INTO'
  AND (about IN (SELECT value FROM json_each(?1)) OR object IN (SELECT value FROM json_each(?1))
       OR instr(body, '"qualifiers":[[') > 0);

-- name: claim_in_row
SELECT body FROM claim WHERE rowid = ?;

-- name: has_claim
SELECT count(*) FROM claim WHERE id = ?;

-- name: claims_of
SELECT body FROM claim WHERE predicate = ? ORDER BY rowid;

-- name: all_claims
SELECT body FROM claim ORDER BY rowid;

-- name: totals
SELECT count(*), coalesce(sum(vals), 0),
  coalesce(sum(iif(r.number IS NULL, used, 0)), 0),
  coalesce(sum(iif(r.number IS NULL, ignored, 0)), 0),
  coalesce(sum(iif(r.number IS NULL, 0, vals)), 0)
FROM record LEFT JOIN refusal r USING (number);

-- name: notes
SELECT place, field, message FROM note
WHERE kind = ? AND number NOT IN (SELECT number FROM refusal)
ORDER BY number;

-- name: refused_notes
SELECT place, field, message FROM refusal JOIN record USING (number) ORDER BY number;

-- name: count_notes
SELECT count(*) FROM note
WHERE kind = ? AND number NOT IN (SELECT number FROM refusal);

-- name: count_refused_notes
SELECT count(*) FROM refusal JOIN record USING (number);

-- name: refused_records
SELECT number, place, original, message FROM refusal JOIN record USING (number) ORDER BY number;

-- name: index_declarations
CREATE INDEX declaration_thing ON declaration (thing);
CREATE INDEX declaration_number ON declaration (number);
CREATE INDEX name_thing ON name (thing);
CREATE INDEX name_number ON name (number);

-- name: add_source
INSERT INTO source VALUES (?);

-- name: add_allowed_label
INSERT INTO allowed_label VALUES (?, ?, ?);

-- name: count_referenced_things
SELECT count(*) FROM (SELECT thing FROM reference UNION SELECT thing FROM declaration);

-- name: referenced_ids
SELECT thing FROM reference UNION SELECT thing FROM declaration UNION SELECT id FROM source;

-- name: add_existing_thing
INSERT OR IGNORE INTO existing_thing VALUES (?, ?);

-- name: has_existing_thing
SELECT count(*) FROM existing_thing WHERE id = ?;

-- Refusals. A record that is refused already keeps its first reason.

-- name: refuse_declarations
INSERT OR IGNORE INTO refusal
SELECT number, 'id', printf('''%s'' is a %s in the graph already.', thing, old.label), 0
FROM declaration JOIN existing_thing old ON id = thing
WHERE old.label <> declaration.label;
INSERT OR IGNORE INTO refusal
SELECT number, 'id', printf('''%s'' is the id of a source.', thing), 0
FROM declaration WHERE thing IN (SELECT id FROM source);
INSERT OR IGNORE INTO refusal
SELECT declaration.number, 'id',
  printf('''%s'' is a %s in %s already.', declaration.thing, first.label, place), 0
FROM declaration
JOIN (SELECT thing, label, min(number) AS number FROM declaration GROUP BY thing
      HAVING count(DISTINCT label) > 1) first USING (thing)
JOIN record ON record.number = first.number
WHERE first.label <> declaration.label;

-- name: resolve_things
INSERT OR IGNORE INTO resolved_thing
SELECT thing, label FROM declaration
WHERE number NOT IN (SELECT number FROM refusal) ORDER BY number;
INSERT OR IGNORE INTO resolved_thing SELECT id, label FROM existing_thing;

-- name: refuse_references
INSERT OR IGNORE INTO refusal
SELECT number, field, printf('nothing has the id ''%s'': neither this file nor the graph.', thing), 0
FROM reference WHERE thing NOT IN (SELECT id FROM resolved_thing);

-- name: refuse_labels
INSERT OR IGNORE INTO refusal
SELECT record, 'about', printf('''%s'' is a %s; %s wants %s here.', about, known.label, predicate,
  (SELECT group_concat(label, ' or ') FROM allowed_label a
   WHERE a.predicate = claim.predicate AND a.side = 'about')), 0
FROM claim JOIN resolved_thing known ON known.id = about
WHERE predicate IN (SELECT predicate FROM allowed_label WHERE side = 'about')
  AND NOT EXISTS (SELECT 1 FROM allowed_label a WHERE a.predicate = claim.predicate
                    AND a.side = 'about' AND a.label = known.label);
INSERT OR IGNORE INTO refusal
SELECT record, 'object', printf('''%s'' is a %s; %s wants %s here.', object, known.label, predicate,
  (SELECT group_concat(label, ' or ') FROM allowed_label a
   WHERE a.predicate = claim.predicate AND a.side = 'object')), 0
FROM claim JOIN resolved_thing known ON known.id = object
WHERE predicate IN (SELECT predicate FROM allowed_label WHERE side = 'object')
  AND NOT EXISTS (SELECT 1 FROM allowed_label a WHERE a.predicate = claim.predicate
                    AND a.side = 'object' AND a.label = known.label);

-- name: refuse_unnamed_things
INSERT OR IGNORE INTO refusal
SELECT number, 'name',
  printf('''%s'' has no name: no claim of this file has predicate name.', thing), 0
FROM declaration
WHERE NOT EXISTS (SELECT 1 FROM name n WHERE n.thing = declaration.thing
                    AND n.number NOT IN (SELECT number FROM refusal))
  AND thing NOT IN (SELECT id FROM existing_thing);

-- name: index_references
CREATE INDEX claim_record ON claim (record);
CREATE INDEX claim_object ON claim (object);
CREATE INDEX claim_subject ON claim (about);
CREATE INDEX qualifier_thing ON qualifier (thing);

-- name: take_new_refusals
DELETE FROM new_refusal;
INSERT INTO new_refusal SELECT number FROM refusal WHERE followed = 0;

-- name: follow_new_refusals
UPDATE refusal SET followed = 1 WHERE followed = 0;
DELETE FROM missing_thing;
INSERT INTO missing_thing
SELECT DISTINCT thing FROM declaration d
WHERE thing IN (SELECT thing FROM declaration WHERE number IN (SELECT number FROM new_refusal))
  AND thing NOT IN (SELECT id FROM existing_thing)
  AND NOT EXISTS (SELECT 1 FROM declaration other WHERE other.thing = d.thing
                    AND other.number NOT IN (SELECT number FROM refusal));
DELETE FROM resolved_thing WHERE id IN (SELECT id FROM missing_thing);
INSERT OR IGNORE INTO refusal
SELECT number, field, printf('nothing has the id ''%s'': neither this file nor the graph.', thing), 0
FROM reference WHERE thing IN (SELECT id FROM missing_thing);
INSERT OR IGNORE INTO refusal
SELECT number, 'name',
  printf('''%s'' has no name: no claim of this file has predicate name.', thing), 0
FROM declaration
WHERE thing IN (SELECT thing FROM name WHERE number IN (SELECT number FROM new_refusal))
  AND NOT EXISTS (SELECT 1 FROM name n WHERE n.thing = declaration.thing
                    AND n.number NOT IN (SELECT number FROM refusal))
  AND thing NOT IN (SELECT id FROM existing_thing);

-- name: delete_refused_claims
DELETE FROM claim WHERE record IN (SELECT number FROM refusal);

-- name: accept_declarations
INSERT OR IGNORE INTO thing
SELECT thing, label, NULL, series, NULL FROM declaration
WHERE number NOT IN (SELECT number FROM refusal) ORDER BY number;

-- Warnings about records that are accepted.

-- name: has_people
SELECT EXISTS (SELECT 1 FROM name WHERE person);

-- name: add_people_of_file
INSERT INTO person_name
SELECT key, thing FROM name WHERE person AND number NOT IN (SELECT number FROM refusal);

-- name: add_person_name
INSERT INTO person_name VALUES (?, ?);

-- New people who have the name of somebody else: one person, or two, must be said.
-- name: warn_of_namesakes
CREATE INDEX person_name_key ON person_name (key, thing);
INSERT INTO note
SELECT 'warning', min(number), place, 'name',
  printf('''%s'' is the name of %d more, as of ''%s''. They stay apart; `partycell match` '
         || 'proposes who may be one.', text, others, other)
FROM (
  SELECT n.thing, n.text, n.number, place, count(DISTINCT b.thing) AS others, min(b.thing) AS other
  FROM name n JOIN person_name b ON b.key = n.key AND b.thing <> n.thing
  JOIN record USING (number)
  WHERE n.person AND n.number NOT IN (SELECT number FROM refusal)
  GROUP BY n.thing, n.key
)
GROUP BY thing, text;

-- One id in two records with names that have nothing in common, one of them without a time.
-- name: warn_of_reused_ids
INSERT INTO note
SELECT 'warning', n.number, here.place, 'id',
  printf('''%s'' is called ''%s'' here and ''%s'' in %s: taken as one thing of two names. '
         || 'Has its id been used twice?', n.thing, n.text, f.text, there.place)
FROM name n
JOIN (SELECT thing, min(number) AS number FROM name
      WHERE number NOT IN (SELECT number FROM refusal) GROUP BY thing) first
  ON first.thing = n.thing AND first.number < n.number
JOIN name f ON f.thing = n.thing AND f.number = first.number
JOIN record here ON here.number = n.number JOIN record there ON there.number = f.number
WHERE n.number NOT IN (SELECT number FROM refusal) AND NOT (n.dated AND f.dated)
  AND NOT EXISTS (SELECT 1 FROM name a JOIN name b ON b.thing = a.thing AND b.key = a.key
                  WHERE a.thing = n.thing AND a.number = n.number AND b.number = f.number)
GROUP BY n.thing, n.number;

-- Two texts of which one id was made, such as `1.2` and `1-2`.
-- name: warn_of_shared_ids
INSERT INTO note
SELECT 'warning', d.number, here.place, 'id',
  printf('''%s'', and ''%s'' in %s, both become the id ''%s'': taken as one thing.',
         d.written, f.written, there.place, d.thing)
FROM (SELECT thing, written, min(number) AS number FROM declaration
      WHERE written IS NOT NULL AND number NOT IN (SELECT number FROM refusal)
      GROUP BY thing, written) d
JOIN (SELECT thing, written, min(number) AS number FROM declaration
      WHERE written IS NOT NULL AND number NOT IN (SELECT number FROM refusal)
      GROUP BY thing) f ON f.thing = d.thing AND f.written <> d.written
JOIN record here ON here.number = d.number JOIN record there ON there.number = f.number;

-- Two things whose names look the same and are not written so.
-- name: warn_of_lookalikes
CREATE INDEX name_look ON name (look, thing);
INSERT INTO note
SELECT 'warning', n.number, here.place, 'name',
  printf('''%s'' (%s) looks like ''%s'' (%s) in %s, and is written with other signs or blanks. '
         || 'They stay apart.', n.text, n.thing, f.text, f.thing, there.place)
FROM (SELECT thing, text, look, key, person, min(number) AS number FROM name
      WHERE number NOT IN (SELECT number FROM refusal) GROUP BY thing, text) n
JOIN (SELECT look, thing, text, key, person, min(number) AS number FROM name
      WHERE number NOT IN (SELECT number FROM refusal) GROUP BY look) f
  ON f.look = n.look AND f.thing <> n.thing AND f.text <> n.text AND f.person = n.person
  AND NOT (n.person AND f.key = n.key)
JOIN record here ON here.number = n.number JOIN record there ON there.number = f.number;

-- Two ids that look the same, where that has not been told of their names.
-- name: warn_of_ids_alike
CREATE INDEX declaration_look ON declaration (look);
INSERT INTO note
SELECT 'warning', d.number, here.place, 'id',
  printf('''%s'' looks like ''%s'' in %s, and is written with other letters. They stay apart.',
         d.written, f.written, there.place)
FROM (SELECT thing, written, look, min(number) AS number FROM declaration
      WHERE look IS NOT NULL AND number NOT IN (SELECT number FROM refusal)
      GROUP BY thing) d
JOIN (SELECT thing, written, look, min(number) AS number FROM declaration
      WHERE look IS NOT NULL AND number NOT IN (SELECT number FROM refusal)
      GROUP BY look) f
  ON f.look = d.look AND f.thing <> d.thing
  AND (d.written GLOB '*[^ -~]*' OR f.written GLOB '*[^ -~]*')
JOIN record here ON here.number = d.number JOIN record there ON there.number = f.number
WHERE d.number NOT IN (SELECT number FROM note WHERE kind = 'warning' AND field = 'name');

-- name: find_superiors
INSERT INTO superior
SELECT about, object, record FROM claim WHERE predicate IN ('UNIT_OF', 'LOCATED_IN');
CREATE INDEX superior_lower ON superior (lower);
CREATE INDEX superior_upper ON superior (upper);

-- What is left when, again and again, those without a superior and those without a subordinate are
-- taken away, is the cycles.
-- name: drop_topmost
DELETE FROM superior WHERE upper NOT IN (SELECT lower FROM superior);

-- name: drop_lowest
DELETE FROM superior WHERE lower NOT IN (SELECT upper FROM superior);

-- name: superiors
SELECT lower, upper FROM superior;

-- name: warn_of_cycle
INSERT INTO note
SELECT 'warning', number, place, 'object',
  printf('is above itself, by way of %s. Kept as it is said.', ?)
FROM superior JOIN record USING (number) WHERE lower = ? LIMIT 1;
