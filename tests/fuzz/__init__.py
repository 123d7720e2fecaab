"""Files of every kind that is read, changed at random: each is read, or ends in our words."""
