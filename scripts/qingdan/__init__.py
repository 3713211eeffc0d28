"""Qingdan (清单公开): from lists in YAML to a checked register, open datasets and a public site."""

__version__ = "0.1.0"
