// How a claim itself stands: normative, attested, reported, inferred, announced, rumoured or denied;
// and whether its own source denies it.
it.standing + CASE
  WHEN it.polarity = 'asserted' AND /*self-denied it*/ false THEN ', and denied by the same source'
  ELSE ''
END
