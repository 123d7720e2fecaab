// Whether a claim makes no edge because it is only rumoured, or denied by its own source.
(it.polarity = 'asserted' AND it.rank <> 'deprecated'
 AND (it.modality = 'rumoured' OR /*self-denied it*/ false))
