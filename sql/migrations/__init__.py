"""Migrations of the warehouse, run by sql/migrate.py."""
