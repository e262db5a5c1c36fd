#!/usr/bin/env python3
"""A list of 10,000 dossiers as the province's system exports it, three of its rows bad: listed, agreed to, imported once,
imported again without a change, brought up to date by the next list; the record agrees with itself."""
import datetime
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from sen import Checks, folder, sen  # noqa: E402

checks = Checks()
ROWS = 10_000
TITLES = "STT;Mã hồ sơ;Mã TTHC;Chủ hồ sơ;Ngày tiếp nhận;Ngày hẹn trả;Ngày có kết quả;Ngày trả;Trạng thái;Hình thức nộp;Số hóa"


def row(number, resolved=True):
    received = datetime.date(2024, 1, 2) + datetime.timedelta(days=number * 240 // ROWS)
    while received.isoweekday() > 5:
        received += datetime.timedelta(days=1)
    day = "{:%d/%m/%Y}".format
    ended = received + datetime.timedelta(days=(0, 0, 1, 3, 9)[number % 5])
    returned = resolved and number % 3 > 0
    state = "Đang xử lý" if not resolved else "Đã trả kết quả" if returned else "Đã có kết quả"
    return [str(number), f"H26.4.7-{received:%y%m%d}-{number:07}", "1.004873", f"Người Mẫu {number}", f"{day(received)} {8 + number % 7:02}:{number % 60:02}",
            day(received + datetime.timedelta(days=5)), day(ended) if resolved else "", day(ended) if returned else "", state,
            "Trực tuyến" if number % 2 else "Trực tiếp", "Có"]


def write(path, rows):
    Path(path).write_text("\n".join([TITLES] + [";".join(each) for each in rows]) + "\n")
    return path


def totals(data):
    found = sen("verify", "--data", data, "--json")
    assert found.code == 0 and found.json()["clean"], found.out + found.err
    return found.json()["events"]


with folder() as home:
    data = f"{home}/data"
    made = sen("init", "--data", data, "--unit", "00400", "--name", "UBND xã Thử", "--admin", "Nguyễn Văn A")
    assert made.code == 0, made.err
    where = ("--unit", "00400", "--data", data)
    rows = [row(number, resolved=number % 50 > 0) for number in range(1, ROWS + 1)]
    bad = [list(each) for each in rows]
    bad[98][4] = "31/02/2024"
    bad[4998][2] = "9.999999"
    bad[9998][6] = "01/01/2020"
    first = write(f"{home}/first.csv", bad)
    with checks("the bad rows are named, nothing is written"):
        look = sen("import", "dossiers", first, *where, "--dry-run", "--json")
        assert look.code == 1 and (look.json()["good"], look.json()["bad"], look.json()["same"]) == (ROWS - 3, 3, 0), look.out[:500]
        assert [(each["line"], each["column"], each["code"]) for each in look.json()["errors"]] == [
            (100, "E", "intake.cell_day"), (5000, "C", "record.procedure_unknown"), (10_000, "G", "record.import_resolved_before")], look.json()["errors"]
        assert any(each["what"] == "due_on" for each in look.json()["differences"]), look.json()["differences"][:3]
    before = totals(data)
    with checks("nobody agreed: nothing is written"):
        refused = sen("import", "dossiers", first, *where)
        assert refused.code == 1 and totals(data) == before, refused.out[-500:]
    with checks("the good rows go in once somebody agrees"):
        done = sen("import", "dossiers", first, *where, "--accept-good", "--json")
        assert done.code == 0 and done.json()["done"] == ROWS - 3, done.out[-500:] + done.err
    after = totals(data)
    assert after > before + ROWS
    with checks("the same file, and the same rows in another file, change nothing"):
        known = sen("import", "dossiers", first, *where, "--accept-good", "--json")
        assert known.code == 0 and known.json()["state"] == "known", known.out
        assert totals(data) == after
        again = sen("import", "dossiers", write(f"{home}/again.csv", bad + [[""] * 11, rows[0]]), *where, "--accept-good", "--json")
        assert again.code == 0 and (again.json()["good"], again.json()["same"], again.json()["done"]) == (0, ROWS - 2, 0), again.out[-500:] + again.err
        assert totals(data) == after + 1, "the batch's own event"
    with checks("the next list adds what is new, and the three that are right now"):
        last = sen("import", "dossiers", write(f"{home}/next.csv", [row(number) for number in range(1, ROWS + 1)]), *where, "--json")
        assert last.code == 0 and last.json()["done"] == ROWS // 50 + 3, last.out[-500:] + last.err
        totals(data)
    with checks("an import of dossiers is not taken back"):
        undone = sen("import", "undo", last.json()["batch"], *where)
        assert undone.code == 1 and undone.err, (undone.code, undone.err)
    with checks("a list that lacks some says which Sen has"):
        some = sen("import", "dossiers", write(f"{home}/some.csv", [row(1), row(3)]), *where, "--dry-run", "--json")
        missing = [each["subject"] for each in some.json()["differences"] if each["what"] == "not_in_file"]
        assert row(2)[1] in missing and some.code == 0, some.out[:500]

sys.exit(checks.finish())
