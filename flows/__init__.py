"""When: the order of the stages, as Prefect flows."""
