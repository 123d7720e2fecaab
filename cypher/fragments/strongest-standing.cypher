// The strongest of several standings.
head([s IN ['normative', 'attested', 'reported', 'inferred', 'synthetic', 'announced'] WHERE s IN it]
     + it)
