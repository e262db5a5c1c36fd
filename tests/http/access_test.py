#!/usr/bin/env python3
"""From outside, over a socket: every route of the OpenAPI document against every role of two units.

Who is not named is refused; an object of the other unit is not found; no answer to one unit holds a marker text of the
other. The routes, roles and examples come from the document that the server itself gives.
"""
import json
import re
import sys
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from server import Checks, Server, sen  # noqa: E402

checks = Checks()
server = Server("--test-limits")
seed = server.seed


def ask(*words, **named):
    answer = server.ask(*words, **named)
    return answer.status, answer.text, answer.headers


def query_of(operation):
    """The query that a route demands, by the document's own examples."""
    wanted = {each["name"]: each.get("example", each["schema"].get("example", each["schema"].get("enum", ["1"])[0]))
              for each in operation.get("parameters", []) if each.get("in") == "query" and each.get("required")}
    return "?" + urllib.parse.urlencode(wanted) if wanted else ""


def address(path, unit, operation):
    """The path with a unit's ids, or nothing when the seed has no such object."""
    if "{" not in path:
        return path + query_of(operation)
    ids = seed["ids"][unit].get(path)
    return re.sub(r"\{(\w+)\}", lambda match: ids[match.group(1)], path) + query_of(operation) if ids else None


def body_of(operation):
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        return json.dumps(content["application/json"].get("example", {})), {}
    if "application/octet-stream" in content:
        return "%PDF-", {"Content-Type": "application/octet-stream", "X-Sen": "1", "X-File-Name": "a.pdf"}
    return None, {}


def other(unit):
    return "B" if unit == "A" else "A"


SKIPPED = {"/api/sign-in", "/api/sign-in/link", "/api/sign-out", "/api/live"}  # sessions and a stream: other tests
try:
    document = json.loads(ask("GET", "/api/openapi.json")[1])
    cookies = {key: server.sign_in(key) for key in seed["accounts"]}
    operations = [(method.upper(), path, operation) for path, methods in document["paths"].items()
                  for method, operation in methods.items() if method in ("get", "post", "put", "patch", "delete")]
    with checks("the document names the access of every route"):
        assert len(operations) > 30
        for method, path, operation in operations:
            assert operation.get("x-sen-access"), (method, path)

    for method, path, operation in operations:
        if path in SKIPPED:
            continue
        access = operation["x-sen-access"]
        body, headers = body_of(operation)
        with checks(f"{method} {path}"):
            mine = address(path, "A", operation)
            if mine is None and not any("{" in path and path in seed["ids"][unit] for unit in "AB"):
                mine = re.sub(r"\{\w+\}", "404", path) + query_of(operation)
            if "public" not in access:
                status, text, _ = ask(method, mine, body, None, headers)
                assert status == 401, ("a stranger", status, text[:200])
            for key, account in seed["accounts"].items():
                unit, role = account["unit"], account["role"]
                foreign = address(path, other(unit), operation) if "{" in path else None
                if role not in access:
                    status, text, _ = ask(method, mine, body, cookies[key], headers)
                    assert status == 403, (key, status, text[:200])
                    continue
                if foreign and access[role] in ("own-unit", "assigned"):
                    status, text, _ = ask(method, foreign, body, cookies[key], headers)
                    assert status == 404 or (status in (400, 409, 422) and method != "GET"), (key, foreign, status, text[:300])
                    assert not any(marker in text for marker in seed["markers"][other(unit)]), (key, foreign)
                if method == "GET" and access[role] in ("own-unit", "2xx", "any-unit"):
                    own = address(path, unit, operation)
                    if own is None:
                        continue
                    status, text, _ = ask(method, own, None, cookies[key])
                    assert status == 200, (key, own, status, text[:300])
                    assert not any(marker in text for marker in seed["markers"][other(unit)]), (key, own)

    with checks("each unit sees its own markers"):
        for unit in "AB":
            _, text, _ = ask("GET", "/api/plans", cookie=cookies["chair" + unit])
            assert any(marker in text for marker in seed["markers"][unit]), text[:200]

    with checks("what was tried left both units verified"):
        done = sen("verify", "--data", server.data)
        assert done.code == 0, done.out + done.err
    with checks("a folder with units takes no second seed"):
        again = sen("seed-test", "--data", server.data)
        assert again.code == 1 and again.out == "" and again.err, (again.code, again.out)
finally:
    server.stop()

sys.exit(checks.finish())
