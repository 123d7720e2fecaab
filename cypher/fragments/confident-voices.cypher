// How many voices say so, those of low confidence apart.
count(DISTINCT CASE WHEN it.confidence IS NULL THEN it.voice END)
