// The value of an expression that a person has written; it stands where null is.
RETURN /*expression*/ null AS value
