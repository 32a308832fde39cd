"""Load: a unit's quarter goes into the warehouse in one transaction."""
