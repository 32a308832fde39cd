"""What the prose of a report says about its figures, and whether it is so."""
