"""Collect: which files came in for the quarter, and from whom."""
