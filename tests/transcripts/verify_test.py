#!/usr/bin/env python3
"""`sen verify`: clean is 0, one changed byte is 1 and names the place, no data is 2; a head printed
earlier catches whoever recomputed the later hashes."""
import sqlite3
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from sen import Checks, folder, sen  # noqa: E402

checks = Checks()


def change(data, statement):
    database = sqlite3.connect(f"{data}/sen.db")
    touched = database.execute(statement).rowcount
    database.commit()
    database.close()
    assert touched == 1, f"{touched} rows: {statement}"


def made(path):
    answer = sen("init", "--data", path, "--unit", "00400", "--name", "UBND xã Thử", "--admin", "Nguyễn Văn A")
    assert answer.code == 0, answer.err
    return path


with folder() as home:
    data = made(f"{home}/data")
    with checks("a new folder is clean, also on a second look"):
        first, second = sen("verify", "--data", data, "--json"), sen("verify", "--data", data, "--json")
        assert first.code == 0 and first.json()["clean"] and first.json()["events"] > 0, first.out + first.err
        assert first.out == second.out
    with checks("init never writes over data"):
        again = sen("init", "--data", data, "--unit", "00401", "--name", "X", "--admin", "Y")
        assert again.code == 1 and data in again.err, again.err
    with checks("an event's facts changed by one byte"):
        other = made(f"{home}/facts")
        change(other, "UPDATE event SET facts = facts || ' ' WHERE seq = 2")
        bad = sen("verify", "--data", other)
        assert bad.code == 1 and bad.out == "" and "seq 2" in bad.err, (bad.code, bad.err)
    with checks("an event that is gone"):
        other = made(f"{home}/gone")
        change(other, "DELETE FROM event WHERE seq = 3")
        bad = sen("verify", "--data", other, "--json")
        assert bad.code == 1 and bad.json()["findings"][0]["where"] == "seq 3", bad.out
    with checks("an event's time moved by a second"):
        other = made(f"{home}/time")
        change(other, "UPDATE event SET at = at + 1000 WHERE seq = 4")
        assert sen("verify", "--data", other).code == 1
    with checks("the end cut off is caught by the printed head"):
        other = made(f"{home}/cut")
        head = sen("verify", "--data", other, "--json").json()["heads"][0]["head"]
        assert sen("verify", "--data", other, "--head", head).code == 0
        wrong = head[:-1] + ("0" if head[-1] != "0" else "1")
        bad = sen("verify", "--data", other, "--head", wrong)
        assert bad.code == 1 and "seq" in bad.err, (bad.code, bad.err)
    with checks("what is no head is no clean bill"):
        assert sen("verify", "--data", data, "--head", "12").code == 2
    with checks("no data folder: could not run"):
        nowhere = sen("verify", "--data", f"{home}/nowhere")
        assert nowhere.code == 2 and nowhere.err, nowhere.code
    with checks("rebuild leaves a clean record, and refuses a measure that nobody declares"):
        assert sen("rebuild", "--data", data).code == 0
        assert sen("verify", "--data", data).code == 0
        unknown = sen("rebuild", "--data", data, "--measure", "no_such_measure")
        assert unknown.code == 1 and unknown.err, unknown.code

sys.exit(checks.finish())
