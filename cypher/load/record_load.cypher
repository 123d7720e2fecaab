// A load has ended; a number is given once.
CREATE (l:Load {id: $load})
SET l.version = $version, l.number = $number, l.recorded = $now, l.added = $added,
    l.changed = $changed, l.retired = $retired, l.sources = $sources
