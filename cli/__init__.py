"""The command line; heavy imports wait until a command needs them."""
