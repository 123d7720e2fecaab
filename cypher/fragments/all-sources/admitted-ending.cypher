// Whether the ending at place `i` was recorded by then, whoever said it, and whenever.
/*admitted-at it end_*/ true
