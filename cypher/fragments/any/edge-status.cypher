// How the date of an edge stands to the lens's time, where it asks for none.
null
