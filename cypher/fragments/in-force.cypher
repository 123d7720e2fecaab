// Whether a rule's bound is in force between `since` and `until`, two days of the query around it:
// certainly on some day, or last attested before.
((it.holds_from <= until AND it.holds_until >= since)
 OR (date('0001-01-01') < it.holds_until < since AND it.ends_by >= since))
