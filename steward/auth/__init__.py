"""Who is who: accounts, log-ins, sessions and keys."""
