"""How we know: one folder for each kind of test."""
