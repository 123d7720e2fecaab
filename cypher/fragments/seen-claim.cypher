// Whether the lens lets a claim through: what was published and recorded by then, by these sources,
// and holding at that time; see docs/model.md.
(/*admitted-claim it*/ true AND /*claim-holds it*/ true)
