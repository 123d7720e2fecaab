// What a load recorded and retired is found by its time.
CREATE INDEX claim_recorded IF NOT EXISTS FOR (c:Claim) ON (c.recorded);
CREATE INDEX claim_retired IF NOT EXISTS FOR (c:Claim) ON (c.retired);
