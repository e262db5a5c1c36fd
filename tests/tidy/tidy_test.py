#!/usr/bin/env python3
"""Rules of the house that a compiler does not enforce (docs/architecture.md).

Each check runs twice: on a planted tree that breaks the rule (the check must find it) with a clean
twin (it must find nothing), and on the repository. The last line counts both.
"""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from planted import PLANTED  # noqa: E402
from tree import Tree, read_tree  # noqa: E402


def main():
    repository = read_tree()
    passed = failed = 0
    for check, broken, clean in PLANTED:
        name = check.__name__.removeprefix("check_")
        missed = [index for index, files in enumerate(broken) if not check(Tree(files))]
        false_alarms = [finding for files in clean for finding in check(Tree(files))]
        if missed or false_alarms:
            failed += 1
            print(f"FAILED {name} on planted trees: missed {missed}, false alarms {false_alarms}")
        else:
            passed += 1
        findings = check(repository)
        if findings:
            failed += 1
            print(f"FAILED {name}: {check.__doc__.strip()}")
            for finding in findings[:40]:
                print(f"  {finding}")
            if len(findings) > 40:
                print(f"  … and {len(findings) - 40} more")
        else:
            passed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
