// How names sound, whichever way they are romanised: finds one spelling by another.
CREATE FULLTEXT INDEX thing_spellings IF NOT EXISTS FOR (t:Thing) ON EACH [t.spellings]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};
