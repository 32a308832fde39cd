"""What a home keeps: whether it is whole, its backup, and what goes when its time is up."""
