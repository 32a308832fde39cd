"""Who decides: people's decisions about findings and quarters, and the pages on which they do."""
