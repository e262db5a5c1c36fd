#!/usr/bin/env python3
"""./test long due [COUNT]: `sen due` beside the oracle on a million random cases."""
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "due"))
from compare import UNITS, compare  # noqa: E402

if __name__ == "__main__":
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    began = time.monotonic()
    cases, differences = compare(total)
    print(f"{cases} cases, {len(differences)} differences, {time.monotonic() - began:.0f} s")
    failed = {unit for unit, _ in differences}
    print(f"{len(set(UNITS) - failed)} passed, {len(failed)} failed")
    sys.exit(1 if differences else 0)
