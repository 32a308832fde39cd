"""Sentences by subject; each module registers its narrators."""
