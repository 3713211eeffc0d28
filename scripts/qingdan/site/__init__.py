"""The public site: pages from the register, stamped into shells, searchable without a server."""
