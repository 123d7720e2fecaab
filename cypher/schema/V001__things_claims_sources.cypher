// One namespace of ids over all things and sources; claims and loads have their own.
CREATE CONSTRAINT thing_id IF NOT EXISTS FOR (t:Thing) REQUIRE t.id IS UNIQUE;
CREATE CONSTRAINT source_id IF NOT EXISTS FOR (s:Source) REQUIRE s.id IS UNIQUE;
CREATE CONSTRAINT claim_id IF NOT EXISTS FOR (c:Claim) REQUIRE c.id IS UNIQUE;
CREATE CONSTRAINT load_id IF NOT EXISTS FOR (l:Load) REQUIRE l.id IS UNIQUE;
CREATE INDEX claim_slot IF NOT EXISTS FOR (c:Claim) ON (c.slot);
CREATE INDEX claim_predicate IF NOT EXISTS FOR (c:Claim) ON (c.predicate);
CREATE INDEX claim_source IF NOT EXISTS FOR (c:Claim) ON (c.source);
CREATE INDEX claim_holds IF NOT EXISTS FOR (c:Claim) ON (c.holds_from, c.holds_until);
CREATE INDEX claim_possible IF NOT EXISTS FOR (c:Claim) ON (c.starts_after, c.ends_by);
CREATE INDEX claim_known_from IF NOT EXISTS FOR (c:Claim) ON (c.known_from);
