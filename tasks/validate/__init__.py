"""Validate: from values to findings."""
