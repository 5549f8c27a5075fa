"""Text to tree: shapes only, no vocabulary."""
