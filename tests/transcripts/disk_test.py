#!/usr/bin/env python3
"""Whoever finds the disk finds no person: names, numbers, sign-in names, notes and file names are planted, then looked for in every byte."""
import json
import os
import shutil
import sys
import unicodedata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "http"))
from server import Checks, Server, sen  # noqa: E402
from sen import sentence  # noqa: E402

checks = Checks()
NAME, NAMED, IMPORTED = "Trương Mỹ Thuần Phát", "Vi Thùy Hạ Miên", "Cao Kỳ Duyên Sa"
USERNAME, PHONE, FILE = "thuanphat.tm", "0987654321", "don-cua-ba-tuong-vi.pdf"
NOTE, REASON, LIST = "bà Tường Vi gọi hỏi", "ông Mạnh Khang xin", "danh-sach-canh-ngo.csv"
PASSWORD = "bốn mùa gió thổi qua rừng"


def forms(text):
    """A text as it may lie somewhere: as it was typed, decomposed, and without its marks."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.replace("đ", "d")) if not unicodedata.combining(c))
    return {form.encode() for form in (text, unicodedata.normalize("NFD", text), text.lower(), plain, plain.lower())}


PLANTED = {form for text in (NAME, NAMED, IMPORTED, USERNAME, PHONE, FILE, NOTE, REASON, LIST, PASSWORD) for form in forms(text)}


def files_of(*places):
    for place in map(Path, places):
        yield from (path for path in ([place] if place.is_file() else place.rglob("*")) if path.is_file())


def found_in(*places):
    return {(path.name, text.decode()) for path in files_of(*places) for text in PLANTED if text in path.read_bytes()}


def state_of(place):
    """Every file with its bytes, but SQLite's log while it is empty, and its index, which readers write."""
    return {str(path): path.read_bytes() for path in files_of(place) if not path.name.endswith("-shm") and path.stat().st_size}


def ok(answer):
    assert answer.status in (200, 201), (answer.status, answer.text)
    return json.loads(answer.text or "null")


def key(number):
    return {"Idempotency-Key": f"00000000-0000-4000-8000-{number:012d}"}


server = Server("--test-limits", "--log", "-")
data = server.data
ids = server.seed["ids"]["A"]
chair, admin, lead, staff = (server.sign_in(who) for who in ("chairA", "adminA", "leadA", "staffA"))

with checks("people, accounts, notes and files get into the data as they always do"):
    person = ok(server.ask("POST", "/api/people", {"name": NAME, "position": "Chuyên viên"}, admin, key(1)))["id"]
    named = ok(server.ask("POST", "/api/people", {"name": NAMED, "position": "Chuyên viên"}, admin, key(2)))["id"]
    account = ok(server.ask("POST", "/api/accounts", {"person_id": person, "username": USERNAME, "role": "staff"}, admin, key(3)))["id"]
    link = ok(server.ask("POST", f"/api/accounts/{account}/link", {}, admin))["link"]["path"]
    came = server.ask("POST", "/api/sign-in/link", {"token": link.split("#")[1]})
    ok(came)
    ok(server.ask("POST", "/api/password", {"chosen": PASSWORD}, came.headers["Set-Cookie"].split(";")[0]))
    assert server.ask("POST", "/api/sign-in", {"username": USERNAME, "password": PHONE}).status == 401
    evidence = ok(server.ask("POST", "/api/evidence", b"%PDF-1.7\n%%EOF\n", lead, {"Content-Type": "application/octet-stream", "X-File-Name": FILE, "X-Sen": "1"}))["id"]
    year = int(ids["/api/years/{year}/close"]["year"])
    ok(server.ask("POST", "/api/facts", {"measure": ids["/api/facts/{measure}"]["measure"], "value": "true", "as_of": f"{year}-01-02", "note": f"{NOTE} {PHONE}",
                                         "evidence": [evidence]}, lead, key(4)))
    task = ids["/api/tasks/{id}"]["id"]
    ok(server.ask("POST", f"/api/tasks/{task}/assign", {"person_id": person}, lead))
    ok(server.ask("POST", f"/api/tasks/{task}/progress", {"percent": 40, "note": f"{NOTE} {PHONE}"}, lead))
    request = ids["/api/evidence-requests/{id}/explain"]["id"]
    ok(server.ask("POST", f"/api/evidence-requests/{request}/explain", {"note": f"{NOTE} {PHONE}"}, lead))
    rows = f"Họ và tên,Chức danh\n{IMPORTED},Công chức\n"
    batch = ok(server.ask("POST", "/api/imports/people", rows.encode(), admin, {"Content-Type": "application/octet-stream", "X-File-Name": LIST, "X-Sen": "1"}))

with checks("sign-in, lists, search and the audit trail still know them"):
    assert server.ask("POST", "/api/sign-in", {"username": USERNAME, "password": PASSWORD}).status == 200
    assert NAME in server.ask("GET", "/api/people", None, lead).text
    assert NAME in server.ask("GET", "/api/exports/people?format=csv&text=thuan%20phat", None, admin).text
    assert NAMED not in server.ask("GET", "/api/exports/people?format=csv&text=thuan%20phat", None, admin).text
    assert USERNAME in server.ask("GET", "/api/accounts", None, admin).text
    assert FILE in server.ask("GET", f"/api/evidence/{evidence}", None, lead).text
    assert NOTE in server.ask("GET", f"/api/facts/{ids['/api/facts/{measure}']['measure']}?year={year}", None, lead).text
    assert NAME in server.ask("GET", "/api/events", None, chair).text
    again = server.ask("POST", "/api/people", {"name": NAME, "position": "Chuyên viên"}, admin, key(1))
    assert ok(again)["id"] == person, "a kept answer"
    assert server.ask("POST", "/api/people", {"name": NAMED, "position": "Chuyên viên"}, admin, key(1)).status == 422

with checks("while it serves, its database, its log and what it says hold none of them"):
    assert found_in(data, server.errors.name) == set()
    everything = b"".join(path.read_bytes() for path in files_of(data, server.errors.name))
    for known in (b"person.added", b"/api/people", "Chuyên viên".encode()):
        assert known in everything, (known, "what is searched is what was written")

with checks("once it stopped, the folder and its backup hold none of them either"):
    assert server.stop() == 0
    safe = f"{server.space.name}/recovery.key"
    assert sen("key", "recovery", safe, "--data", data).code == 0
    made = sen("backup", f"{server.space.name}/commune.senb", "--data", data)
    assert made.code == 0, made.err
    assert found_in(server.space.name) == set()
    assert NAME not in made.out + made.err
    assert found_in(data) == set()

with checks("the chain holds, and the list of accounts reads with the key"):
    assert sen("verify", "--data", data).code == 0
    listed = sen("user", "list", "--data", data)
    assert USERNAME in listed.out and NAME in listed.out, listed.out

with checks("without its key, or with another, the folder says so and stays as it is"):
    kek, away = f"{data}/keys/kek", f"{server.space.name}/kek"
    shutil.move(kek, away)
    other = f"{server.space.name}/other"
    Path(other).write_text("ab" * 32 + "\n")
    os.chmod(other, 0o400)
    before = state_of(data)
    for words in (["serve", "--listen", "127.0.0.1:0"], ["user", "list"], ["verify"], ["migrate"],
                  ["user", "add", "--unit", "1", "--name", "x", "--username", "x.y", "--role", "staff"]):
        for language in ("vi", "en"):
            answer = sen(*words, "--data", data, language=language)
            assert answer.code != 0 and sentence("store.key_missing", language, file=kek) in answer.err, (words, answer.err)
            answer = sen(*words, "--data", data, "--key-file", other, language=language)
            assert answer.code != 0 and sentence("store.key_other", language, file=other) in answer.err, (words, answer.err)
        after = state_of(data)
        assert after == before, (words, [name for name in {*before, *after} if before.get(name) != after.get(name)])
    assert not os.path.exists(kek), "no fresh key in the place of the right one"
    assert USERNAME in sen("user", "list", "--data", data, "--key-file", away).out
    os.chmod(away, 0o440)
    assert sentence("store.key_open", "en", file=away) in sen("user", "list", "--data", data, "--key-file", away).err

sys.exit(checks.finish())
