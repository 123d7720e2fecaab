// Whether an edge holds, where no time is asked for.
true
