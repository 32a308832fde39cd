"""The pages and the API: a module of routes for each subject; each has a `router`."""
