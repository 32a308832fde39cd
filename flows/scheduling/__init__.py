"""Prefect's server: what it is given, and the processes that stand beside the pages."""
