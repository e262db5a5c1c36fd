#!/usr/bin/env python3
"""A sample of the comparison with the oracle; `./test long due` runs a million cases."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from compare import compare  # noqa: E402

if __name__ == "__main__":
    cases, differences = compare(3000)
    print(f"{cases - differences} passed, {differences} failed")
    sys.exit(1 if differences else 0)
