"""What it costs: figures as ratios within one run, never as a timed test."""
