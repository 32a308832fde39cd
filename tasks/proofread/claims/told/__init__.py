"""A text against itself: totals, their parts, and what is told twice."""
