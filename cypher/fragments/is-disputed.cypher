// Whether others contradict, given how they disagree, also if it is only sources without a date; as
// a truth value, so that nothing settles it just where this is true.
('contested' IN it OR 'undated' IN it)
