"""The canonical layout of a source: `ivrc fmt`."""
