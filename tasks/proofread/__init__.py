"""Proofreading: any report's tables and prose, held against each other."""
