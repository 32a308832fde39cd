"""Aggregate: from observations to the figures of the printed tables."""
