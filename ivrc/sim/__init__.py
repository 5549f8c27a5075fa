"""A call in the terminal: what is typed, what is heard, and the call as a test."""
