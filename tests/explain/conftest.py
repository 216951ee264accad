import sys
from pathlib import Path

# What is impossible on purpose is measured as well: it is with the benchmarks.
sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
