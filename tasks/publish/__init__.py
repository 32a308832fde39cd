"""Publish: the report, the tables and the manifest of a quarter."""
