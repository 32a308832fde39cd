"""Where it runs: the settings and the files of an installation."""
