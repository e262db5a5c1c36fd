#!/usr/bin/env python3
"""./test long score [COUNT]: `sen index score` beside the reference evaluator, 10,000 fact sets per rule kind."""
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "packs"))
from compare import KINDS, compare  # noqa: E402

if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    began = time.monotonic()
    cases, differing = compare(count)
    print(f"{len(KINDS)} rule kinds, {cases} fact sets, {differing} differences, {time.monotonic() - began:.0f} s")
    print(f"{cases - differing} passed, {differing} failed")
    sys.exit(1 if differing else 0)
