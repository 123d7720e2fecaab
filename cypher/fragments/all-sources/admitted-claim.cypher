// Whether a claim was recorded by then, whoever said it, and whenever.
(it.recorded <= $lens.recorded_at AND it.retired > $lens.recorded_at)
