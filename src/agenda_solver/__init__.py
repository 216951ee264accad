"""Scheduling and room allocation for events: a draft in, a proven timetable out."""

__version__ = "0.1.0"
