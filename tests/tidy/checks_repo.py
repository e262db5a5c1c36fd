"""Checks of the whole repository: promises left open, machine paths, pages of the rooms."""
import re

from tree import line_of

OPEN = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")
MACHINE = re.compile(r"(?<![\w.$}])/(?:work|root|home|Users)/\w|registry\.npm" r"js|\bdeb\.deb" r"ian\.org|shared/(?:design|domain)")
OWN = r"^tests/tidy/"


def check_open_promises(tree):
    """No note to do it later: an issue, or it is done."""
    findings = []
    for path, text in tree.match(r"^(src|web|tests|cmake|packs|\.ci)/|^(run|test|CMakeLists\.txt)$"):
        if re.match(OWN, path):
            continue
        for match in OPEN.finditer(text):
            findings.append(f"{path}:{line_of(text, match.start())}: {match.group()}")
    return findings


def check_machine_paths(tree):
    """Nothing names a folder or host of the machine it was written on."""
    findings = []
    for path, text in sorted(tree.files.items()):
        if re.match(OWN, path):
            continue
        for match in MACHINE.finditer(text):
            findings.append(f"{path}:{line_of(text, match.start())}: {match.group()}")
    return findings


def check_room_pages(tree):
    """Each room has a README: duty, words, law, how to add one."""
    findings = []
    for room in sorted({path.split("/")[1] for path, _ in tree.match(r"^src/[a-z]+/.*\.cpp$")}):
        if f"src/{room}/README.md" not in tree.files:
            findings.append(f"src/{room}: no README.md")
    return findings


def check_pack_folders(tree):
    """Every JSON file of packs/ and texts/ names its members once and parses."""
    import json

    def once(pairs):
        names = [name for name, _ in pairs]
        if len(names) != len(set(names)):
            raise ValueError("a member twice: " + ", ".join(sorted({n for n in names if names.count(n) > 1})))
        return dict(pairs)

    findings = []
    for path, text in tree.match(r"^(packs|texts)/.*\.json$"):
        try:
            json.loads(text, object_pairs_hook=once)
        except ValueError as error:
            findings.append(f"{path}: {error}")
    return findings
