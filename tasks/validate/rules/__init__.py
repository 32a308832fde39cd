"""The rules, a theme a file. Every module here is found and loaded by the engine."""
