"""Where it rests: the warehouse, its migrations and its views."""
