#!/usr/bin/env python3
"""Every subcommand: help in both languages, exit codes, one JSON value on stdout, sentences on stderr."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from sen import Checks, folder, sen, sentence  # noqa: E402

checks = Checks()


def help_of(*words):
    """The commands that a help page lists: indented lines of the last block."""
    page = sen(*words, "--help").out
    block = page.rsplit("Commands:", 1)
    return [line.split()[0] for line in block[1].splitlines() if line.startswith("  ")] if len(block) == 2 else []


def all_commands():
    for name in help_of():
        below = help_of(name)
        yield from ([(name, sub) for sub in below] if below else [(name,)])


commands = list(all_commands())
with checks("the program lists its commands"):
    assert ("due",) in commands and ("plan", "read") in commands and ("verify",) in commands, commands

for command in commands:
    with checks(f"help of {' '.join(command)} in both languages"):
        for language, word in (("en", "Usage"), ("vi", "Cách dùng")):
            page = sen(*command, "--help", language=language)
            assert page.code == 0 and word in page.out and page.err == "", (page.code, page.out, page.err)
            assert "app." not in page.out, page.out
    with checks(f"{' '.join(command)} refuses an unknown option with exit 2"):
        wrong = sen(*command, "--no-such-option")
        assert wrong.code == 2 and wrong.out == "" and wrong.err, (wrong.code, wrong.out)

with checks("wrong usage is exit 2 with the usage on stderr"):
    for words in ((), ("nothing",), ("plan",), ("plan", "read")):
        wrong = sen(*words)
        assert wrong.code == 2 and wrong.out == "" and "Usage" in wrong.err, (words, wrong.code, wrong.err)

with checks("--version"):
    version = sen("--version")
    assert version.code == 0 and version.out.startswith("sen "), version.out

with checks("due prints one JSON value"):
    due = sen("due", "--received", "2026-02-13T10:00", "--limit", 3, "--unit", "working_day", "--json")
    assert due.code == 0 and due.err == ""
    assert due.json()["due_on"] == "2026-02-25" and due.json()["apology_by"] == "2026-02-24", due.out

with checks("a file that is not there is one sentence and exit 1"):
    for words in (("plan", "read", "absent.txt"), ("index", "check", "absent.json"), ("pack", "check", "absent"),
                  ("index", "rank", "absent.csv", "--score", "x"), ("due", "--batch", "absent.jsonl"),
                  ("index", "score", "--set", "absent.json", "--facts", "absent.json")):
        answer = sen(*words)
        assert answer.code == 1 and answer.out == "" and "absent" in answer.err, (words, answer.code, answer.err)

with checks("an import of an unknown kind names the kinds there are"):
    answer = sen("import", "unicorns", "absent.csv", "--unit", "00400", "--data", "absent")  # intake.kind_unknown
    assert answer.code == 1 and answer.out == "" and answer.err, (answer.code, answer.out, answer.err)

with folder() as home:
    data = f"{home}/data"
    made = sen("init", "--data", data, "--unit", "00400", "--name", "UBND xã Thử", "--admin", "Nguyễn Văn A")
    assert made.code == 0, made.err
    for language in ("en", "vi"):
        Path(f"{home}/{language}/demo.json").mkdir(parents=True)  # where the demonstration notes its clock
    for key, words in (("app.data_missing", ("serve",)),
                       ("app.data_absent", ("serve", "--data", f"{home}/none")),
                       ("app.data_exists", ("demo", "--data", data)),
                       ("app.file_unwritable", ("demo", "--data", f"{home}/{{language}}")),
                       ("app.listen", ("serve", "--data", data, "--listen", "8080")),
                       ("app.listen", ("serve", "--data", data, "--listen", "127.0.0.1:99999")),
                       ("http.origin_not_secure", ("serve", "--data", data, "--origin", "http://sen.phulinh.example")),
                       ("app.year", ("index", "show", "--data", data, "--unit", "00400", "--year", "24")),
                       ("app.as_of", ("index", "show", "--data", data, "--unit", "00400", "--year", "2024", "--as-of", "15/10"))):
        with checks(f"{' '.join(words)}: {key}"):
            for language in ("en", "vi"):
                answer = sen(*(word.replace("{language}", language) for word in words), language=language)
                assert answer.code == 1 and answer.out == "", (answer.code, answer.out)
                assert sentence(key, language) in answer.err, (key, answer.err)
            assert sen("verify", "--data", data).code == 0

with checks("the packs of the program are fit to be law"):
    packs = sen("pack", "check", "packs")
    assert packs.code == 0, packs.err

sys.exit(checks.finish())
