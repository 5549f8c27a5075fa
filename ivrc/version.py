"""The version, baked in: reading package metadata at start costs four times a bare interpreter."""

__version__ = "0.1.0"
