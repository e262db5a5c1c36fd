"""The files that the checks read, and the small tools they share.

A check is a function from a Tree to a list of findings ("path:line: sentence"). It sees only the
Tree, so that its self-test can plant a violation in a tree of its own.
"""
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = re.compile(r"(^|/)(node_modules|dist|build[^/]*|\.git|\.svelte-kit|__pycache__)/|package-lock\.json$")
BINARY = re.compile(r"\.(png|jpg|jpeg|ico|woff2?|docx|xlsx|pdf|zip|db)$")


class Tree:
    """Paths (relative, with /) and their texts."""

    def __init__(self, files):
        self.files = dict(files)

    def match(self, pattern):
        rule = re.compile(pattern)
        return [(p, t) for p, t in sorted(self.files.items()) if rule.search(p)]

    def sources(self, room=None, tests=True):
        """C++ files of src/, or of one room of it."""
        found = self.match(r"^src/%s.*\.(cpp|hpp)$" % (re.escape(room) + "/" if room else ""))
        return [(p, t) for p, t in found if tests or not p.endswith("_test.cpp")]


def read_tree():
    """Every text file that git knows or would take."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True)
    files = {}
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if SKIPPED.search(name) or BINARY.search(name) or not path.is_file():
            continue
        files[name] = path.read_text(encoding="utf-8", errors="replace")
    return Tree(files)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


TOKEN = re.compile(
    r'(?P<raw>R"(?P<tag>[^()\s\\]{0,16})\(.*?\)(?P=tag)")'
    r"|(?P<line>//[^\n]*)|(?P<block>/\*.*?\*/)"
    r'|(?P<string>"(?:\\.|[^"\\\n])*")'
    r"|(?P<char>'(?:\\.|[^'\\\n])+')", re.S)


def _blank(text):
    return re.sub(r"[^\n]", " ", text)


def without_comments(text):
    """Comments become blanks; lines and columns stay."""
    def keep(match):
        return _blank(match.group()) if match.group("line") or match.group("block") else match.group()
    return TOKEN.sub(keep, text)


def code_only(text):
    """Comments and the insides of strings become blanks."""
    def keep(match):
        whole = match.group()
        if match.group("string"):
            return '"' + _blank(whole[1:-1]) + '"'
        return _blank(whole)
    return TOKEN.sub(keep, text)


def strings(text):
    """(line, content) of every literal; literals that stand side by side are one."""
    clean = without_comments(text)
    found = []
    end = -1
    for match in TOKEN.finditer(clean):
        if match.group("raw"):
            content = re.sub(r'^R"[^(]*\(|\)[^)]*"$', "", match.group())
        elif match.group("string"):
            content = match.group()[1:-1].replace('\\"', '"')
        else:
            continue
        if found and end >= 0 and not clean[end:match.start()].strip():
            found[-1][1] += content
        else:
            found.append([line_of(clean, match.start()), content])
        end = match.end()
    return [(line, content) for line, content in found]


def rooms_of(cmake_text):
    """cmake/rooms.cmake: {room: set of rooms it may include}, in the order of the table."""
    values = {}
    rooms = {}
    for match in re.finditer(r"^(set|sen_room)\(([^)]*)\)", re.sub(r"#.*", "", cmake_text), re.M):
        words = []
        for word in match.group(2).split():
            variable = re.fullmatch(r"\$\{(\w+)\}", word)
            words += values.get(variable.group(1), []) if variable else [word]
        name, rest = words[0], words[1:]
        if match.group(1) == "set":
            values[name] = rest
            continue
        allowed = set()
        taking = False
        for word in rest:
            if word in ("ROOMS", "LIBS"):
                taking = word == "ROOMS"
            elif taking:
                allowed.add(word)
        rooms[name] = allowed
    return rooms
