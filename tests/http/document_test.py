#!/usr/bin/env python3
"""docs/openapi.json is the document that the server gives; `--write` renews it after a route has changed."""
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from server import Checks, Server  # noqa: E402

KEPT = Path(__file__).resolve().parents[2] / "docs/openapi.json"
checks = Checks()
server = Server("--test-limits")
served = json.loads(server.ask("GET", "/api/openapi.json").text)
server.stop()
text = json.dumps(served, ensure_ascii=False, indent=1) + "\n"
if "--write" in sys.argv:
    KEPT.write_text(text)

with checks("docs/openapi.json is what the server gives"):
    assert KEPT.read_text() == text, "run tests/http/document_test.py --write and look at what changed"

with checks("every object of the document has one name, and every name one shape"):
    schemas = served["components"]["schemas"]
    numbered = [name for name in schemas if name[-1].isdigit()]
    assert not numbered, f"two wire types share a name: {numbered}"

sys.exit(checks.finish())
