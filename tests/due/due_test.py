#!/usr/bin/env python3
"""A sample of the comparison with the oracle; `./test long due` runs a million cases."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from compare import UNITS, compare  # noqa: E402

if __name__ == "__main__":
    cases, differences = compare(3000)
    failed = {unit for unit, _ in differences}
    print(f"{cases} cases, {len(differences)} differences; one test per unit")
    print(f"{len(set(UNITS) - failed)} passed, {len(failed)} failed")
    sys.exit(1 if differences else 0)
