"""Calls the real program as a person at a terminal would, and keeps count of what held."""
import json
import os
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = os.environ.get("SEN_BINARY", str(ROOT / "build/sen"))


class Answer:
    def __init__(self, run):
        self.code, self.out, self.err = run.returncode, run.stdout, run.stderr

    def json(self):
        return json.loads(self.out)


def sen(*words, language="en", stdin=None):
    env = {**os.environ, "LANG": language, "LC_ALL": language}
    run = subprocess.run([BINARY, *map(str, words)], env=env, input=stdin, stdin=None if stdin else subprocess.DEVNULL,
                         capture_output=True, text=True, timeout=120)
    return Answer(run)


def sentence(key, language="en", **arguments):
    """The words of a key with its arguments, or up to the first of them when none are given, to find them in an answer."""
    for file in sorted((ROOT / "texts" / language).glob("*.json")):
        value = json.loads(file.read_text())
        for name in key.split("."):
            value = value.get(name) if isinstance(value, dict) else None
        if isinstance(value, str):
            return value.format(**arguments) if arguments else value.split("{")[0]
    raise KeyError(key)


class Checks:
    """`with checks("what holds"):` – an assertion that fails is one failure, and the others still run."""

    def __init__(self):
        self.passed = self.failed = 0
        self.name = ""

    def __call__(self, name):
        self.name = name
        return self

    def __enter__(self):
        return self

    def __exit__(self, kind, error, _trace):
        if kind is None:
            self.passed += 1
        elif issubclass(kind, Exception):
            self.failed += 1
            line = _trace.tb_lineno
            print(f"FAILED {self.name} (line {line}): {kind.__name__} {error}")
        return kind is None or issubclass(kind, Exception)

    def finish(self):
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed or not self.passed else 0


def folder():
    return tempfile.TemporaryDirectory(prefix="sen-transcript.")
