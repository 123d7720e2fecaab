// Whether a thing has at most `limit` edges of the types that many can have; asks the degree store.
COUNT { (it)-[:AT_TIER|MEMBER_OF|UNIT_OF|HOSTED_BY|HAS_ROLE|PARTICIPATED_IN]-() } <= $limit
