// Whether a claim holds, where no time is asked for.
true
