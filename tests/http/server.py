"""A server over the seed: two units with one of everything, asked over a socket as a browser would."""
import http.client
import json
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "transcripts"))
from sen import BINARY, Checks, folder, sen  # noqa: E402, F401


@dataclass
class Answer:
    status: int
    text: str
    headers: dict


class Server:
    def __init__(self, *options, before=None):
        self.space = folder()
        self.data = Path(self.space.name) / "seed"
        made = sen("seed-test", "--data", self.data)
        if made.code != 0:
            print(made.err)
            print("0 passed, 1 failed")
            sys.exit(1)
        self.seed = made.json()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.origin = f"http://127.0.0.1:{self.port}"
        self.errors = open(Path(self.space.name) / "serve.err", "w+")
        self.process = subprocess.Popen([BINARY, "serve", "--data", str(self.data), "--listen", f"127.0.0.1:{self.port}", *options],
                                        stdout=subprocess.DEVNULL, stderr=self.errors, preexec_fn=before)
        self.wait()

    def ask(self, method, path, body=None, cookie=None, headers=None):
        """One request; a body that is not text or bytes goes as JSON."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        send = {"Origin": self.origin, "Accept-Language": "en"}
        if body is not None:
            send["Content-Type"] = "application/json"
            body = body if isinstance(body, (str, bytes)) else json.dumps(body)
        if cookie:
            send["Cookie"] = cookie
        send.update(headers or {})
        try:
            connection.request(method, path, body, send)
        except BrokenPipeError:
            pass  # refused before all of it was sent: the answer is there
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return Answer(answer.status, text, answer.headers)

    def wait(self):
        for _ in range(200):
            try:
                if self.ask("GET", "/api/health").status == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise SystemExit("the server does not answer: " + self.said())

    def said(self):
        """What it wrote to standard error."""
        self.errors.seek(0)
        return self.errors.read()

    def sign_in(self, key, headers=None):
        """The cookie of a seeded account, such as "chairA"."""
        account = self.seed["accounts"][key]
        answer = self.ask("POST", "/api/sign-in", {name: account[name] for name in ("username", "password")}, None, headers)
        assert answer.status == 200, (key, answer.status, answer.text)
        return answer.headers["Set-Cookie"].split(";")[0]

    def stop(self):
        """Ends it as an operator would; its exit code."""
        self.process.terminate()
        return self.process.wait(timeout=20)
