// How a claim itself stands: normative, attested, reported, inferred, announced, rumoured or denied;
// whether its own source denies it, and whether it is of low confidence.
it.standing
+ CASE WHEN it.polarity = 'asserted' AND /*self-denied it*/ false
       THEN ', and denied by the same source' ELSE '' END
+ CASE WHEN it.confidence IS NULL THEN '' ELSE ', of ' + it.confidence + ' confidence' END
