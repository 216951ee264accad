"""Seats for a fixed timetable: everybody in a workshop they wanted, as far as it can be."""
