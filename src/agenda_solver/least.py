"""What is kept least where a published programme changes."""

from typing import Literal

Least = Literal["times", "touched"]
"""What comes first.

``times``: as few sessions as can be change their time, then as few others their room.
``touched``: as few sessions as can be change at all, in their time, their room or their
people; then as few of them their time.
"""
