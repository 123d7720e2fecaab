// One row, whatever the graph holds.
RETURN 1 AS one
