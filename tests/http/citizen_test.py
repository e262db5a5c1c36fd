#!/usr/bin/env python3
"""From outside, over a socket: the citizen's pages of two communes. A dossier is found by its own code alone, in its own
commune alone; nothing of a person is said; what is typed or written by the desk is text and never HTML."""
import json
import re
import sys
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from server import Checks, Server  # noqa: E402

APPLICANT = "Đoàn Thị Dấu Vết"
PLANTED = "Thiếu <script>alert(1)</script> trích lục"
BYTES_MAX = 30_000
PLACE = {"A": "/xa/90001", "B": "/xa/90002"}
checks = Checks()
server = Server("--test-limits")


def opened(unit):
    """A dossier that the commune's chair receives, as its page in the staff app gives it."""
    chair = server.sign_in("chair" + unit)
    made = server.ask("POST", "/api/records", {
        "type": "dossier", "procedure": "1.004873", "applicant": {"name": APPLICANT, "identity_number": "001068000234", "phone": "0912345118"},
        "fields": [{"code": "channel", "value": "direct"}, {"code": "digitized", "value": "true"}],
        "papers": [{"code": "form", "form": "original", "count": 1}]}, chair)
    assert made.status == 201, made.text
    return chair, json.loads(made.text)


def page(path, headers=None):
    return server.ask("GET", path, None, None, {"Accept-Language": "vi", **(headers or {})})


def look_up(code, unit="A"):
    return page(f"{PLACE[unit]}/tra-cuu?" + urllib.parse.urlencode({"ma": code}))


try:
    (chair, dossier), (_, foreign) = opened("A"), opened("B")

    with checks("the code of the slip finds the dossier, and says nobody's name or number"):
        found = look_up(dossier["lookup"])
        assert found.status == 200, (found.status, found.text)
        assert "Hồ sơ đã được nhận." in found.text and "Cấp Giấy xác nhận tình trạng hôn nhân" in found.text, found.text
        for secret in (APPLICANT, "Dấu Vết", "001068000234", "0912345118", dossier["row"]["code"]):
            assert secret not in found.text, secret

    with checks("a wrong code, another commune's and the desk's own code get one answer"):
        answers = set()
        for code in ("ABCDEFGHJKLM", foreign["lookup"], dossier["row"]["code"], "Q7Q"):
            refused = look_up(code)
            assert refused.status == 404, (code, refused.status)
            assert refused.headers["Content-Type"] == "text/html; charset=utf-8"
            answers.add(refused.text.replace(code, ""))
        assert len(answers) == 1
        assert look_up(foreign["lookup"], "B").status == 200

    with checks("several communes: the address without one asks which, and looks nothing up"):
        asked = page("/tra-cuu?ma=" + dossier["lookup"])
        assert asked.status == 200 and PLACE["A"] in asked.text and PLACE["B"] in asked.text
        assert "Hồ sơ đã được nhận" not in asked.text
        assert page("/xa/00000/tra-cuu").status == 404

    with checks("what the desk wrote and what a stranger types is text, never HTML"):
        for action in ({"action": "hand_over", "body": "justice_civil_status"}, {"action": "request_supplement", "reason": PLANTED}):
            done = server.ask("POST", f"/api/records/{dossier['row']['id']}/act", action, chair)
            assert done.status == 200, done.text
        told = look_up(dossier["lookup"])
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in told.text and "<script" not in told.text, told.text
        for path in ("/tra-cuu?ma=", "/thu-tuc?tim=", "/thu-tuc?x="):
            typed = page(PLACE["A"] + path + urllib.parse.quote('"><script>alert(2)</script>'))
            assert "<script" not in typed.text and '""><' not in typed.text, typed.text
        assert "<script" not in page(PLACE["A"] + "/thu-tuc/%3Cscript%3E").text
        assert "<script" not in page("/xa/%3Cscript%3E/thu-tuc").text

    with checks("every page has the headers of the house, one heading, and is light"):
        style = server.ask("GET", "/cong-dan.css")
        assert style.status == 200 and style.headers["Content-Type"].startswith("text/css")
        for path in ("/tra-cuu", "/tra-cuu?ma=ABCDEFGHJKLM", "/thu-tuc", "/thu-tuc?tim=khai+sinh", "/thu-tuc/1.001193", "/thu-tuc/0"):
            for language in ("vi", "en"):
                answer = page(PLACE["A"] + path, {"Accept-Language": language})
                policy = answer.headers["Content-Security-Policy"]
                assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy, policy
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert answer.headers["Referrer-Policy"] == "no-referrer"
                assert answer.headers["Cache-Control"] == "no-store"
                assert "Set-Cookie" not in answer.headers
                assert answer.headers["Content-Language"] == language and f'<html lang="{language}">' in answer.text
                assert len(re.findall("<h1", answer.text)) == 1, path
                assert " style=" not in answer.text and "<script" not in answer.text
                assert len(answer.text.encode()) + len(style.text.encode()) < BYTES_MAX, path

    with checks("the language of the address wins over the browser's, and every link keeps it"):
        english = page(PLACE["A"] + "/thu-tuc?lang=en")
        assert '<html lang="en">' in english.text
        inner = re.findall(r'href="(/xa/[^"]*)"', english.text)
        assert len(inner) > 20 and all("lang=" in each for each in inner), inner[:3]

    with checks("links lengthened by others still open; a doubled name is refused"):
        assert page(PLACE["A"] + "/thu-tuc?utm_source=zalo&fbclid=1").status == 200
        assert page(PLACE["A"] + "/tra-cuu?ma=a&ma=b").status == 400

    with checks("the pages stand outside the document of the API, and take no other method"):
        assert "tra-cuu" not in server.ask("GET", "/api/openapi.json").text
        assert server.ask("POST", PLACE["A"] + "/tra-cuu", {}).status == 405
        assert server.ask("HEAD", PLACE["A"] + "/tra-cuu").status == 200

    with checks("who asks without end is told to wait, from that address alone"):
        limited = Server("--trusted-proxy", "127.0.0.1")
        try:
            def ask(code, address):
                return limited.ask("GET", f"/xa/90001/tra-cuu?ma={code}", None, None, {"X-Forwarded-For": address, "Accept-Language": "vi"})
            answers = [ask(f"ABCDEFGHJK{n:02}", "203.0.113.5") for n in range(12)]
            assert [each.status for each in answers] == [404] * 10 + [429] * 2, [each.status for each in answers]
            assert int(answers[-1].headers["Retry-After"]) > 0 and "thử lại sau" in answers[-1].text
            assert answers[-1].headers["Content-Type"].startswith("text/html")
            assert ask("ABCDEFGHJKLM", "198.51.100.7").status == 404
        finally:
            assert limited.stop() == 0
finally:
    server.stop()

sys.exit(checks.finish())
