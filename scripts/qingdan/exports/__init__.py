"""Writers of the open data, one module a format."""
