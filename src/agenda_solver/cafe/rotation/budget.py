"""How long a search may take."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field


@dataclass
class Budget:
    """So many seconds from when it was made, or until it is to stop."""

    seconds: float
    stop: threading.Event = field(default_factory=threading.Event)
    began: float = field(default_factory=time.monotonic)

    @property
    def spent(self) -> float:
        """Seconds since it was made."""
        return time.monotonic() - self.began

    @property
    def left(self) -> float:
        """Seconds that are left; 0 where it is to stop."""
        return 0.0 if self.stop.is_set() else max(0.0, self.seconds - self.spent)

    def part(self, share: float) -> Budget:
        """Return a budget for a part of the seconds that are left."""
        return Budget(self.left * share, self.stop)
