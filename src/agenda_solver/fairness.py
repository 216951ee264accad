"""Whose wishes come first, where not everybody can have what they wish."""

from typing import Literal

Fairness = Literal["generous", "total", "first-choices", "ratings"]
"""Whose wishes come first.

``generous``: nobody is left out if possible, then as few as possible have the worst rank,
and so up. ``total``: the least sum of ranks. ``first-choices``: as many first wishes as
possible, then second ones, and so down. ``ratings``: the most points, as wishes are rated;
among equals, as ``generous``. Each comes after the number left without a seat.
"""
