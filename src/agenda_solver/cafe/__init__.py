"""The world café: rounds, tables, guests, and who sits where."""
