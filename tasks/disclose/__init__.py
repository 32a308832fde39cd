"""Disclosure control: which figures a public edition hides, and the attack that must fail."""
