// How the date of a claim stands to the lens's time, where it asks for none.
null
