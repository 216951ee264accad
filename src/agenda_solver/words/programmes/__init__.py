"""Programmes as people publish them: from lines of text to sessions, people, rooms and days."""
