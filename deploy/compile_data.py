"""Keeps every data file of the installation parsed: `python -m deploy.compile_data`."""

from schemas.datafile import HERE, read_yaml

for path in sorted(HERE.rglob("*.yaml")):
    read_yaml(path)
