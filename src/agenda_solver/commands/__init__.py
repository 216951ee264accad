"""One module a command: load, do, write, say; what they share beside them."""
