// Whether the lens lets an edge through by its sources, where no time is asked for.
/*admitted-edge it*/ true
