#!/usr/bin/env python3
"""A sample of the comparison with the reference evaluator; `./test long score` runs 10,000 fact sets per rule kind."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from compare import compare  # noqa: E402

if __name__ == "__main__":
    cases, differing = compare(300)
    print(f"{cases - differing} passed, {differing} failed")
    sys.exit(1 if differing else 0)
