#!/usr/bin/env python3
"""From outside, over a socket: bad input gets one sentence that names the field, nothing is written, the server lives."""
import json
import resource
import signal
import sqlite3
import sys
import time
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from server import Checks, Server, sen  # noqa: E402

ROOM_BYTES = 3_000_000
checks = Checks()
server = Server("--test-limits")
seed = server.seed
chair = server.sign_in("chairA")
lead = server.sign_in("leadA")
year = int(seed["ids"]["A"]["/api/years/{year}/close"]["year"])
measure = "seed_a"


def refused(status, code, answer, field=None):
    """One problem document: a stable code, a sentence, the field where one is at fault."""
    assert answer.status == status, (answer.status, answer.text[:300])
    problem = json.loads(answer.text)
    assert problem["code"] == code, problem
    assert problem["detail"].endswith((".", "?")) and code not in problem["detail"], problem
    assert field is None or field in [each["field"] for each in problem.get("errors", [])], problem


def facts():
    return server.ask("GET", f"/api/facts?year={year}", cookie=chair).text


with checks("a query that makes no sense is named"):
    refused(404, "plan.week_unknown", server.ask("GET", "/api/follow-up?week=2001-01-01", cookie=chair), "week")
    refused(422, "api.export_state", server.ask("GET", "/api/exports/index?format=csv&state=nonsense", cookie=chair), "state")
    refused(422, "api.export_plan", server.ask("GET", "/api/exports/plan?format=csv", cookie=chair), "plan")
    refused(404, "index.no_baseline", server.ask("GET", "/api/baseline?year=1999", cookie=chair), "year")
    refused(404, "index.criterion_unknown", server.ask("GET", "/api/criteria/99.9", cookie=chair), "code")

with checks("a paper that the criteria set does not ask for"):
    code = seed["ids"]["A"]["/api/criteria/{code}"]["code"]
    refused(422, "index.paper_wanted", server.ask("POST", f"/api/criteria/{code}/evidence", {"year": year, "wanted": "no such paper", "evidence": ["1"]}, lead), "wanted")

with checks("the same request twice is done once; the same key with another body is refused"):
    key = str(uuid.uuid4())
    body = {"measure": measure, "value": "false", "as_of": f"{year}-01-02", "note": "once"}
    first = server.ask("POST", "/api/facts", body, lead, {"Idempotency-Key": key})
    again = server.ask("POST", "/api/facts", body, lead, {"Idempotency-Key": key})
    assert first.status == 201 and again.status == 201 and first.text == again.text, (first.text, again.text)
    assert facts().count('"once"') <= 1
    refused(422, "store.key_reused", server.ask("POST", "/api/facts", {**body, "note": "other"}, lead, {"Idempotency-Key": key}))
    refused(400, "http.idempotency_key_invalid", server.ask("POST", "/api/facts", body, lead, {"Idempotency-Key": "not a uuid"}))

with checks("the server is alive and what it keeps is whole"):
    assert server.ask("GET", "/api/health").status == 200
    assert server.stop() == 0
    assert sen("verify", "--data", server.data).code == 0

with checks("who tries passwords is told to wait; the chair comes in from elsewhere meanwhile"):
    limited = Server("--trusted-proxy", "127.0.0.1")
    try:
        answers = [limited.ask("POST", "/api/sign-in", {"username": "chair-a", "password": f"guess {n}"}, None,
                               {"X-Forwarded-For": "203.0.113.5"}) for n in range(40)]
        refused(429, "http.too_many_requests", answers[-1])
        assert int(answers[-1].headers["Retry-After"]) > 0
        assert {each.status for each in answers} == {401, 429}, {each.status for each in answers}
        time.sleep(int(answers[-1].headers["Retry-After"]) if "identity" in answers[-1].text else 2)
        limited.sign_in("chairA", {"X-Forwarded-For": "198.51.100.7"})
    finally:
        assert limited.stop() == 0


def no_room():
    """Files of the server grow no further, as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM_BYTES, ROOM_BYTES))


with checks("on a disk without room nothing is acknowledged and lost"):
    full = Server("--test-limits", before=no_room)
    writer = full.sign_in("leadA")
    kept = 0
    for n in range(2000):
        answer = full.ask("POST", "/api/facts", {"measure": measure, "value": "true", "as_of": f"{year}-01-02", "note": "x" * 900}, writer)
        if answer.status != 201:
            break
        kept += 1
    assert json.loads(answer.text)["code"] in ("store.full", "store.unavailable"), answer.text
    assert answer.status == 503
    full.stop()
    assert sen("verify", "--data", full.data).code == 0
    database = sqlite3.connect(full.data / "sen.db")
    (found,) = database.execute("SELECT count(*) FROM fact_entry WHERE length(note_sealed) > 900").fetchone()
    assert found == kept, (found, kept)

sys.exit(checks.finish())
