// Whether a thing has at most 200 edges of the types that many can have, however many rows a page
// has; asks the degree store.
COUNT { (it)-[:AT_TIER|MEMBER_OF|UNIT_OF|HOSTED_BY|HAS_ROLE|PARTICIPATED_IN]-() } <= 200
