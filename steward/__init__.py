"""Who decides: people's decisions about findings and quarters; their pages are still to come."""
