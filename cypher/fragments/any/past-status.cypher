// How what has happened stands to the lens's time, where it asks for none.
null
