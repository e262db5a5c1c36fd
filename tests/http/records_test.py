#!/usr/bin/env python3
"""Dossiers over a socket: what cannot be done is refused with one sentence, nothing is written, and no unit sees another's."""
import copy
import json
import sqlite3
import sys
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from server import Checks, Server, sen  # noqa: E402

checks = Checks()
server = Server("--test-limits")
staff = server.sign_in("staffA")
chair = server.sign_in("chairA")
stranger = server.sign_in("staffB")
appraiser = server.sign_in("appraiserA")

GOOD = {"type": "dossier", "procedure": "1.004873", "applicant": {"name": "Planted Applicant", "identity_number": "001068000234", "phone": "0912345118"},
        "fields": [{"code": "channel", "value": "direct"}], "papers": [{"code": "form", "form": "original", "count": 1}]}


def events():
    with sqlite3.connect(f"file:{server.data / 'sen.db'}?mode=ro", uri=True) as database:
        return database.execute("SELECT count(*) FROM event").fetchone()[0]


def post(path, body, cookie=staff, key=None):
    return server.ask("POST", path, body, cookie, {"Idempotency-Key": key} if key else {})


def opened(cookie=staff):
    answer = post("/api/records", GOOD, cookie)
    assert answer.status == 201, answer.text
    return json.loads(answer.text)


def refused(answer, code, status=None):
    problem = json.loads(answer.text)
    codes = [problem["code"]] + [each["code"] for each in problem.get("errors", [])]
    assert 400 <= answer.status < 500 and code in codes, (answer.status, problem)
    assert status is None or answer.status == status, answer.status
    assert problem["detail"].endswith((".", "?", ":")), problem
    assert events() == before, "something was written"


with checks("each fault of an intake is named, and no number is used up"):
    before = events()
    for change, code in [
        (lambda body: body.update(type="loan"), "record.type_unknown"),
        (lambda body: body.update(procedure="9.999999"), "record.procedure_unknown"),
        (lambda body: body["applicant"].update(identity_number="12"), "record.identity_number"),
        (lambda body: body["applicant"].update(born_on="2999-01-01"), "record.born_on"),
        (lambda body: body.update(papers=[]), "record.paper_missing"),
        (lambda body: body["papers"].append({"code": "family_book", "form": "copy", "count": 1}), "record.paper_unknown"),
        (lambda body: body.update(fields=[{"code": "channel", "value": "pigeon"}]), "record.field_value"),
        (lambda body: body.update(action="sign"), "record.action_unknown"),
    ]:
        body = copy.deepcopy(GOOD)
        change(body)
        refused(post("/api/records", body), code)
    first = opened()["row"]["code"]
    assert int(opened()["row"]["code"][-4:]) == int(first[-4:]) + 1

with checks("the same key twice is one dossier; with another body it is refused"):
    key = str(uuid.uuid4())
    one, again = post("/api/records", GOOD, key=key), post("/api/records", GOOD, key=key)
    assert json.loads(one.text)["row"]["id"] == json.loads(again.text)["row"]["id"]
    before = events()
    other = copy.deepcopy(GOOD)
    other["applicant"]["name"] = "Somebody Else"
    refused(post("/api/records", other, key=key), "store.key_reused")

with checks("a step that the state does not allow, a second supplement, a date that is none"):
    record = opened()["row"]["id"]
    act = f"/api/records/{record}/act"
    before = events()
    refused(post(act, {"action": "return_result", "receiver": "X"}), "record.action_not_now", 409)
    refused(post(act, {"action": "dance"}), "record.action_unknown")
    refused(post(act, {"action": "sign"}), "forbidden", 403)
    refused(post(act, {"action": "hand_over", "body": "moon"}), "record.body_unknown")
    refused(post(act, {"action": "request_supplement"}), "record.reason_missing")
    refused(post(act, {"action": "sign_apology", "reason": "late", "new_date": "2020-01-01"}, chair), "record.date_not_later")
    assert post(act, {"action": "request_supplement", "reason": "one paper"}).status == 200
    assert post(act, {"action": "complete_supplement"}).status == 200
    before = events()
    refused(post(act, {"action": "request_supplement", "reason": "another"}), "record.action_once", 409)

with checks("codes that do not exist and those of another unit are answered alike"):
    code = opened(stranger)["row"]["code"]
    before = events()
    mine, none = server.ask("GET", f"/api/record-codes/{code}", None, staff), server.ask("GET", "/api/record-codes/00000-000000-0000", None, staff)
    strip = lambda answer: {k: v for k, v in json.loads(answer.text).items() if k != "trace_id"}  # noqa: E731
    assert (mine.status, strip(mine)) == (none.status, strip(none)) == (404, strip(none))
    refused(server.ask("GET", "/api/records/1", None, staff), "record.unknown", 404)

with checks("numbers of people are masked, shown in full only with a reason, and only to who has the dossier"):
    record = opened()["row"]["id"]
    page = server.ask("GET", f"/api/records/{record}", None, staff).text
    assert "001068000234" not in page and "0912345118" not in page
    listed = server.ask("GET", "/api/records?type=dossier&view=all", None, staff).text
    assert "001068000234" not in listed
    before = events()
    refused(post(f"/api/records/{record}/reveal", {"reason": " "}), "record.reason_missing")
    refused(post(f"/api/records/{record}/reveal", {"reason": "curious"}, appraiser), "http.role_refused", 403)
    shown = post(f"/api/records/{record}/reveal", {"reason": "to call about a paper"})
    assert json.loads(shown.text)["identity_number"] == "001068000234"
    log = server.ask("GET", "/api/events?subject_kind=dossier&subject_id=" + record, None, chair).text
    assert "record.revealed" in log and "001068000234" not in log

with checks("a name is in no column, log or list of the disk in clear"):
    for file in Path(server.data).rglob("*"):
        assert not file.is_file() or b"Planted Applicant" not in file.read_bytes(), file
    assert "Planted Applicant" not in server.said()

with checks("what is promised says why, day by day, and by which article"):
    promise = json.loads(server.ask("GET", "/api/record-types/dossier/promise?procedure=1.004873", None, staff).text)
    assert sum(step["counts"] for step in promise["steps"]) == 3 and promise["law"]
    before = events()
    refused(server.ask("GET", "/api/record-types/dossier/promise?procedure=9", None, staff), "record.procedure_unknown", 404)

with checks("statistics add up, and a period that is none is refused"):
    page = json.loads(server.ask("GET", "/api/record-statistics?from=2020-01-01&to=2029-12-30", None, staff).text)
    assert page["adds_up"] and page["whole"]["received"] == page["whole"]["open"] > 3, page["whole"]
    assert sum(row["received"] for row in page["rows"]) == page["whole"]["received"]
    paper = server.ask("GET", "/api/record-statistics/file?from=2026-01-01&to=2026-12-31&format=pdf", None, staff)
    assert paper.status == 200 and paper.text.startswith("%PDF-")
    before = events()
    refused(server.ask("GET", "/api/record-statistics?from=2026-02-01&to=2026-01-01", None, staff), "record.period")

with checks("the slip is a PDF, and a form about what was not done is none"):
    answer = server.ask("GET", f"/api/records/{record}/papers/mau_01?format=pdf", None, staff)
    assert answer.status == 200 and answer.text.startswith("%PDF-"), answer.text[:100]
    before = events()
    refused(server.ask("GET", f"/api/records/{record}/papers/mau_04?format=pdf", None, staff), "record.form_unknown", 404)
    refused(server.ask("GET", f"/api/records/{record}/papers/mau_01?format=pdf", None, appraiser), "http.role_refused", 403)

server.stop()
with checks("the book is whole afterwards"):
    assert sen("verify", "--data", server.data).code == 0

sys.exit(checks.finish())
