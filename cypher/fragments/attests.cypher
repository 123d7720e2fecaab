// Whether a claim says that its things are there at some time: no mere name, no denial, no rumour.
(it.polarity = 'asserted' AND it.modality <> 'rumoured'
 AND NOT (it.predicate = 'in_use' AND it.says = false)
 AND NOT (it.holds_from = date('0001-01-01') AND it.holds_until = date('9999-12-31')))
