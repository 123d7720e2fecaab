// Names as written, cut into pairs of Hangul syllables or Kanji: finds the inside of a name.
CREATE FULLTEXT INDEX thing_names IF NOT EXISTS FOR (t:Thing) ON EACH [t.names]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};
// Names folded by us (case, marks, apostrophes, hyphens): finds romanisations and beginnings.
CREATE FULLTEXT INDEX thing_search IF NOT EXISTS FOR (t:Thing) ON EACH [t.search]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};
