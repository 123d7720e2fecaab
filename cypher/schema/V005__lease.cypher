// There is one lease for writing.
CREATE CONSTRAINT lease_id IF NOT EXISTS FOR (l:PartycellLease) REQUIRE l.id IS UNIQUE;
