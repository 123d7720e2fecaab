// What claims and sources say, as written: letters and signs of all scripts, Hangul and Kanji in pairs.
CREATE FULLTEXT INDEX claim_texts IF NOT EXISTS FOR (c:Claim) ON EACH [c.says, c.gist, c.original, c.note]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};
CREATE FULLTEXT INDEX source_texts IF NOT EXISTS FOR (s:Source) ON EACH [s.title, s.publisher]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};
