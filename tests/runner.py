#!/usr/bin/env python3
"""Runs every suite and sums them up: `N passed, N failed` is the last line.

A part is one program. Its counts come from what it writes for machines (GoogleTest's XML, Vitest's and
Playwright's JSON) or from its own last line `N passed, N failed`. A part that dies, or says nothing,
counts as one failure; a run in which nothing was tested fails.
"""
import json
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build"
LOGS = BUILD / "test-logs"
sys.path.insert(0, str(ROOT / "tests/tidy"))
from tree import rooms_of  # noqa: E402

POSTGRES_INSIDE = "SEN_RUNNER_POSTGRES"  # set while this program runs below tests/postgres.sh


@dataclass
class Part:
    name: str
    command: list
    counter: str  # gtest, lines, vitest, playwright
    folder: Path = ROOT
    env: dict = field(default_factory=dict)
    limit_seconds: int = 900


@dataclass
class Outcome:
    passed: int
    failed: int
    why: str = ""


def count_gtest(report):
    root = ElementTree.parse(report).getroot()
    skipped = sum(1 for case in root.iter("testcase") if case.get("result") == "skipped" or case.find("skipped") is not None)
    left_out = int(root.get("disabled", 0)) + skipped
    failed = int(root.get("failures", 0)) + int(root.get("errors", 0))
    return Outcome(int(root.get("tests", 0)) - left_out - failed, failed)


def count_vitest(report):
    data = json.loads(report.read_text())
    broken = sum(1 for suite in data["testResults"] if suite["status"] == "failed" and not suite["assertionResults"])
    return Outcome(data["numPassedTests"], data["numFailedTests"] + broken)


def count_playwright(report):
    data = json.loads(report.read_text())
    stats = data["stats"]
    return Outcome(stats["expected"] + stats["flaky"], stats["unexpected"] + len(data.get("errors", [])))


def count_lines(log):
    for line in reversed(log.read_text(errors="replace").splitlines()):
        match = re.fullmatch(r"(?:\w+: )?(\d+) passed, (\d+) failed(?:, \d+ skipped)?", line.strip())
        if match:
            return Outcome(int(match.group(1)), int(match.group(2)))
    raise ValueError("no line `N passed, N failed`")


COUNTERS = {"gtest": count_gtest, "vitest": count_vitest, "playwright": count_playwright}


def run(part):
    stem = part.name.replace("/", ".")
    log, report = LOGS / f"{stem}.log", LOGS / f"{stem}.report"
    report.unlink(missing_ok=True)
    command = [word.replace("{report}", str(report)) for word in part.command]
    env = {**os.environ, "SEN_BINARY": str(BUILD / "sen"), **{k: v.replace("{report}", str(report)) for k, v in part.env.items()}}
    began = time.monotonic()
    why = ""
    with log.open("wb") as out:
        try:
            code = subprocess.run(command, cwd=part.folder, env=env, stdin=subprocess.DEVNULL, stdout=out,
                                  stderr=subprocess.STDOUT, timeout=part.limit_seconds).returncode
        except subprocess.TimeoutExpired:
            code, why = 124, f"ended after {part.limit_seconds} s"
        except OSError as error:
            code, why = 127, str(error)
    try:
        outcome = count_lines(log) if part.counter == "lines" else COUNTERS[part.counter](report)
    except (OSError, ValueError, KeyError, ElementTree.ParseError) as error:
        outcome = Outcome(0, 1, f"exit {code} without counts: {error}")
    if code != 0 and outcome.failed == 0:
        outcome = Outcome(outcome.passed, 1, f"exit {code}")
    if why:
        outcome.why = why
    tell(part, outcome, time.monotonic() - began, log)
    return outcome


def tell(part, outcome, seconds, log):
    word = "FAILED" if outcome.failed else "ok"
    text = f"{word:6} {part.name:28} {outcome.passed:6} passed {outcome.failed:4} failed {seconds:7.1f} s {outcome.why}".rstrip()
    if outcome.failed:
        lines = log.read_text(errors="replace").splitlines()
        telling = [line for line in lines if re.search(r"FAILED|Failure|error|Error|assert", line)][:60]
        text += "".join(f"\n       | {line}" for line in telling + ["…"] + lines[-25:])
    print(text, flush=True)


def gtest_parts(engine, rooms, env):
    parts = []
    for program in sorted(BUILD.glob("sen_*_test")):
        room = program.name.removeprefix("sen_").removesuffix("_test")
        if engine == "postgres" and room not in ("app", "store") and "store" not in rooms.get(room, set()):
            continue  # a room that cannot reach the store has nothing that differs
        command = [str(program), "--gtest_output=xml:{report}", "--gtest_brief=1"]
        parts.append(Part(f"{engine}/{room}", command, "gtest", env=env))
    return parts


def script_parts(fast):
    """tests/<folder>/*_test.py and *_test.sh."""
    parts = []
    for script in sorted(ROOT.glob("tests/*/*_test.*")):
        folder = script.parent.name
        if script.suffix not in (".py", ".sh") or (fast and folder == "faults"):
            continue
        runner = ["python3"] if script.suffix == ".py" else ["bash"]
        parts.append(Part(f"{folder}/{script.stem}", [*runner, str(script)], "lines"))
    return parts


def web_parts(fast):
    web = ROOT / "web"
    if not (web / "package.json").is_file():
        return []
    parts = [Part("web/unit", ["npx", "vitest", "run", "--reporter=default", "--reporter=json", "--outputFile.json={report}"],
                  "vitest", web)]
    if not fast and any(web.glob("e2e/**/*.spec.ts")):
        parts.append(Part("web/e2e", ["npx", "playwright", "test", "--reporter=list,json"], "playwright", web,
                          {"PLAYWRIGHT_JSON_OUTPUT_NAME": "{report}"}, 1500))
    return parts


def long_names():
    return {path.stem: path for path in sorted(ROOT.glob("tests/long/*")) if path.suffix in (".py", ".sh")}


def run_long(arguments):
    names = long_names()
    if not arguments or arguments[0] not in names:
        print("Names: " + ", ".join(names))
        return 2
    path = names[arguments[0]]
    runner = "python3" if path.suffix == ".py" else "bash"
    env = {**os.environ, "SEN_BINARY": str(BUILD / "sen")}
    return subprocess.run([runner, str(path), *arguments[1:]], cwd=ROOT, env=env).returncode


def main():
    arguments = sys.argv[1:]
    if arguments[:1] == ["long"]:
        return run_long(arguments[1:])
    fast = arguments[:1] == ["fast"]
    if "SEN_TEST_PG" not in os.environ and POSTGRES_INSIDE not in os.environ:
        # The whole run happens inside the life of one cluster, which the script removes at any end.
        os.environ[POSTGRES_INSIDE] = "1"
        os.execvp("bash", ["bash", str(ROOT / "tests/postgres.sh"), sys.executable, __file__, *arguments])
    LOGS.mkdir(parents=True, exist_ok=True)
    node = ROOT / "cmake/node/node_modules/.bin"
    if node.is_dir():
        os.environ["PATH"] = f"{node}:{os.environ['PATH']}"
    postgres = os.environ.pop("SEN_TEST_PG")
    rooms = rooms_of((ROOT / "cmake/rooms.cmake").read_text())
    beside = gtest_parts("sqlite", rooms, {}) + [p for p in script_parts(fast) if p.name.startswith("tidy/")]
    alone = gtest_parts("postgres", rooms, {"SEN_TEST_PG": postgres})
    alone += [p for p in script_parts(fast) if not p.name.startswith("tidy/")] + web_parts(fast)
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(run, beside))
    outcomes += [run(part) for part in alone]
    passed = sum(outcome.passed for outcome in outcomes)
    failed = sum(outcome.failed for outcome in outcomes)
    if passed + failed == 0:
        print("Nothing was tested.")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
