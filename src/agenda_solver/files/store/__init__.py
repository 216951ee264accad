"""What is saved and loaded: documents of `--json`, stored solutions, the hidden sheet `_meta`."""
