"""Narrate: from tables and facts to the report's content, in Swedish."""
