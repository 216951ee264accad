"""The colours of words and lines on all that is printed, whatever prints it: RRGGBB."""

INK = "1F2933"
QUIET = "52606D"
"""What is told besides."""
ACCENT = "243B53"
"""Titles, and the bands that are filled behind them."""
RULE = "9FB3C8"
"""Thin lines."""

PASTELS = (
    *("CFE8FC", "D5F0D8", "FDE9C4", "E3D9F7", "FAD7E3"),
    *("CDEFEF", "F1E7B8", "D9E2EC", "F8D9C2", "DDEBC0"),
)
"""Behind what is of a track or a kind, by its number; pages for the web have the same hues."""
STRIPES = (
    *("2B7CB8", "2F8F46", "C98A12", "6B4FC0", "C0437A"),
    *("178F8F", "94831A", "48596B", "C7611B", "65831F"),
)
"""The same hues, as a line beside it."""
