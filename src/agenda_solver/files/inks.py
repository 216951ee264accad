"""The colours of words and lines on all that is printed, whatever prints it: RRGGBB."""

INK = "1F2933"
QUIET = "52606D"
"""What is told besides."""
ACCENT = "243B53"
"""Titles, and the bands that are filled behind them."""
RULE = "9FB3C8"
"""Thin lines."""
