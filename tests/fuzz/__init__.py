"""Files of every kind that is read, changed at random: each must end in our own words, or be read."""
