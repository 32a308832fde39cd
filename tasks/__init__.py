"""How: one room per stage, none of which knows another."""
