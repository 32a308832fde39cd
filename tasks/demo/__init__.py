"""Demo: a made-up city whose sums are the published figures."""
