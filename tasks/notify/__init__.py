"""Telling people: mail, and a webhook for other systems."""
