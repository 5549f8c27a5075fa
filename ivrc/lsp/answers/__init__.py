"""What the protocol asks, group by group; each is given the server that answers."""
