"""What is done by itself: rounds of the calendar, the night's work, and who is told of what."""
