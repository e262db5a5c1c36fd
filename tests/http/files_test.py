#!/usr/bin/env python3
"""Files and figures that cannot be right, over a socket: one clear sentence, nothing written, the server alive."""
import copy
import io
import json
import sqlite3
import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from server import Checks, Server, sen  # noqa: E402

PACKS = Path(__file__).resolve().parents[2] / "packs"
MB = 1_000_000
checks = Checks()
server = Server("--test-limits")
chair = server.sign_in("chairA")
lead = server.sign_in("leadA")
year = int(server.seed["ids"]["A"]["/api/years/{year}/close"]["year"])


def events():
    """Everything that was ever written: the chain holds one event for each command."""
    with sqlite3.connect(f"file:{server.data / 'sen.db'}?mode=ro", uri=True) as database:
        return database.execute("SELECT count(*) FROM event").fetchone()[0]


def send(path, content, name, cookie=chair):
    return server.ask("POST", path, content, cookie, {"Content-Type": "application/octet-stream", "X-File-Name": name, "X-Sen": "1"})


def refused(answer, code, names=()):
    """A 4xx problem with a sentence that holds `names` (a line, a cell, a field), and not one event more."""
    assert 400 <= answer.status < 500, (answer.status, answer.text[:300])
    problem = json.loads(answer.text)
    wrongs = [each["code"] for each in problem.get("errors", [])]
    assert code == problem["code"] or code in wrongs, problem
    assert problem["detail"].endswith((".", "?", ":")), problem
    for name in names:
        assert str(name) in answer.text, (name, problem)
    assert events() == before, "something was written"


def archive(parts, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def word(body):
    """The least that is a Word document."""
    kinds = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" '
             'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
    text = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    return archive({"[Content_Types].xml": kinds, "word/document.xml": text})


before = events()

with checks("a plan that is no plan: empty, an old Word file, a PDF, a picture"):
    refused(send("/api/plans/read", b"", "ke-hoach.txt"), "plan.file_empty")
    refused(send("/api/plans/read", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096), "ke-hoach.doc"), "plan.file_old_word")
    refused(send("/api/plans/read", b"%PDF-1.7\n%%EOF\n", "ke-hoach.docx"), "plan.file_pdf")
    refused(send("/api/plans/read", bytes.fromhex("89504e470d0a1a0a") + bytes(64), "ke-hoach.docx"), "plan.file_unknown")

with checks("a plan in another encoding names its line"):
    text = "KẾ HOẠCH\nSố 12\n".encode() + b"C\xe4i c\xe1ch h\xe0nh ch\xednh\n"
    refused(send("/api/plans/read", text, "ke-hoach.txt"), "plan.file_not_utf8", ["3"])

with checks("a plan of 50 MB is refused without being read whole"):
    refused(send("/api/plans/read", bytes(50 * MB), "ke-hoach.docx"), "http.body_too_large")

with checks("a zip bomb that ends in .docx, a document type, a nested archive, a broken one"):
    bomb = archive({"[Content_Types].xml": "<Types/>", "word/document.xml": bytes(400 * MB)})
    assert len(bomb) < MB
    refused(send("/api/plans/read", bomb, "ke-hoach.docx"), "formats.zip_bomb")
    refused(send("/api/plans/read", archive({"[Content_Types].xml": "<Types/>", "word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "a.docx"), "formats.xml_doctype")
    refused(send("/api/plans/read", archive({"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>", "word/more.zip": archive({"a": "b"})}), "a.docx"), "formats.zip_nested", ["word/more.zip"])
    refused(send("/api/plans/read", word("<w:p/>")[:-40], "a.docx"), "formats.zip_broken")

with checks("a plan without a table is read, says so, and cannot be adopted"):
    answer = send("/api/plans/read", word("<w:p><w:r><w:t>KẾ HOẠCH cải cách hành chính</w:t></w:r></w:p>"), "a.docx")
    assert answer.status == 200, answer.text
    document = json.loads(answer.text)
    assert "No table of tasks was found" in answer.text, answer.text[:500]
    refused(server.ask("POST", "/api/plans", {"document": document}, chair), "plan.adopt_refused")

illustrative = json.loads((PACKS / "criteria-sets" / "phu-linh-2024-illustrative.json").read_text())


def with_set(change):
    """The shipped set with one thing made wrong, sent as a commune would."""
    body = copy.deepcopy(illustrative.get("body", illustrative))
    change(body)
    return server.ask("POST", "/api/criteria-sets", {"year": year, "body": body}, chair)


with checks("a criteria set whose points do not add up names the place and both sums"):
    refused(with_set(lambda body: body["fields"][0].update(max_points=16)), "index.set.sum", ["16"])

with checks("a rule over a measure that nobody declares"):
    def undeclared(body):
        body["measures"].pop(0)
    refused(with_set(undeclared), "law.rule.undeclared_measure")

with checks("bands that overlap"):
    def overlap(body):
        body["classification"]["bands"][0]["min"] = 80
    refused(with_set(overlap), "index.set.classes_overlap")

with checks("sets that take one another's result"):
    def takes(name, other):
        leaf = {"code": "1.1", "name_vi": "x", "max_points": 1, "rule": {"type": "import_index", "set": other, "of": 100}}
        field = {"code": "1", "name_vi": "x", "max_points": 1, "criteria": [leaf]}
        body = {"schema": "sen.criteria-set/1", "id": name, "status": "SYNTHETIC", "title_vi": "x", "year": year - 1, "total": 1, "fields": [field]}
        return server.ask("POST", "/api/criteria-sets", {"year": year - 1, "body": body}, chair)
    refused(takes("own", "own"), "index.set.import_cycle", ["own → own"])
    assert takes("first", "second").status == 201
    before = events()
    refused(takes("second", "first"), "index.set.import_cycle", ["second → first → second"])

with checks("no JSON object, another schema, a member that is unknown"):
    refused(server.ask("POST", "/api/criteria-sets", {"year": year, "body": []}, chair), "wire.object", ["body"])
    refused(with_set(lambda body: body.update(schema="other/9")), "index.set.schema")
    refused(with_set(lambda body: body.update(surprise=1)), "index.set.unknown_member", ["surprise"])

with checks("evidence that lies about its type, holds macros, is a bomb, is empty"):
    refused(send("/api/evidence", b"MZ" + bytes(400), "bao-cao.pdf", lead), "evidence.type_lies")
    refused(send("/api/evidence", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "anh.svg", lead), "evidence.type_refused", ["svg"])
    refused(send("/api/evidence", b"<html><script>alert(1)</script></html>", "anh.png", lead), "evidence.type_lies")
    refused(send("/api/evidence", archive({"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>", "word/vbaProject.bin": "x"}), "a.docx", lead), "evidence.macros")
    refused(send("/api/evidence", bomb, "a.docx", lead), "evidence.zip_bomb")
    refused(send("/api/evidence", b"", "a.pdf", lead), "evidence.empty")

with checks("figures that cannot be: negative, a part of one, above their total, of another type, of no measure, of a year that is closed"):
    assert server.ask("POST", "/api/criteria-sets", {"year": year, "body": illustrative}, chair).status == 201
    before = events()

    def figure(measure, value, day=f"{year}-01-02"):
        return server.ask("POST", "/api/facts", {"measure": measure, "value": value, "as_of": day, "note": "x"}, lead)
    refused(figure("inspections_planned", "-1"), "index.fact_negative", ["inspections_planned"])
    refused(figure("inspections_planned", "1.5"), "index.fact_whole", ["inspections_planned"])
    refused(figure("inspections_planned", "ii"), "index.fact_type", ["inspections_planned"])
    refused(figure("inspection_planned", "1"), "index.fact_unknown", ["inspection_planned"])
    assert figure("inspections_planned", "4").status == 201
    before = events()
    refused(figure("inspections_done", "5"), "index.fact_above_total", ["inspections_done", "5", "inspections_planned", "4"])
    refused(figure("imported.q766", "100.5"), "index.import_value", ["q766", "100"])
    assert figure("imported.q766", "91.2").status == 201
    assert server.ask("POST", "/api/criteria-sets", {"year": year - 1, "body": illustrative}, chair).status == 201
    closed = server.ask("POST", f"/api/years/{year - 1}/close", {"reason": "handed in"}, chair)
    assert closed.status == 200, closed.text
    before = events()
    refused(figure("inspections_done", "3", f"{year - 1}-06-30"), "index.fact_closed", [year - 1])

with checks("the server is alive and what it keeps is whole"):
    assert server.ask("GET", "/api/health").status == 200
    assert server.stop() == 0
    assert sen("verify", "--data", server.data).code == 0

sys.exit(checks.finish())
