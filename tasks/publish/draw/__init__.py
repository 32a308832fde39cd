"""Draw: a chart's data as a picture, SVG and PNG, the same bytes from the same data."""
