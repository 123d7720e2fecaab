// The clauses of an edition of the rules are found by it.
CREATE INDEX claim_edition IF NOT EXISTS FOR (c:Claim) ON (c.edition);
CREATE INDEX claim_until_edition IF NOT EXISTS FOR (c:Claim) ON (c.until_edition);
