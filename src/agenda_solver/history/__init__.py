"""What was published, version after version."""
