#!/usr/bin/env python3
"""Backup, destroy, restore, verify, serve, as the guide says; and every way in which a backup can be bad."""
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from sen import BINARY, Checks, folder, sen, sentence  # noqa: E402

checks = Checks()
PHONE = "0912345678"


def refused(key, *words):
    """Exit 1, nothing on stdout, the key's sentence in both languages."""
    for language in ("en", "vi"):
        answer = sen(*words, language=language)
        assert answer.code == 1 and answer.out == "", (key, answer.code, answer.out)
        assert sentence(key, language) in answer.err, (key, answer.err)


with folder() as home:
    data, file, key = f"{home}/data", f"{home}/commune.senb", f"{home}/recovery.key"
    assert sen("demo", "--data", data).code == 0

    with checks("without a recovery key there is no backup"):
        refused("backup.no_key", "backup", file, "--data", data)
        assert not os.path.exists(file)
    with checks("the recovery key is made once and lies outside the data"):
        made = sen("key", "recovery", key, "--data", data)
        assert made.code == 0 and oct(os.stat(key).st_mode)[-3:] == "400", made.err
        refused("backup.key_there", "key", "recovery", f"{home}/second.key", "--data", data)
        private = Path(key).read_text().strip()
        for path in Path(data).rglob("*"):
            assert not path.is_file() or private.encode() not in path.read_bytes(), path
    with checks("a backup is made, also while the server writes, and reads itself back"):
        person = sen("user", "add", "--data", data, "--unit", "00400", "--name", f"Nguyễn Văn {PHONE}", "--username", "may", "--role", "staff")
        assert PHONE.encode() in b"".join(path.read_bytes() for path in Path(data).glob("sen.db*")), person.err
        server = subprocess.Popen([BINARY, "serve", "--data", data, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        server.stdout.readline()
        try:
            done = sen("backup", file, "--data", data)
        finally:
            server.terminate()
            server.wait(20)
        assert done.code == 0, done.err
        assert not list(Path(data).glob("copy-*")), "the copy is gone"
    with checks("nothing of it is in clear"):
        assert PHONE.encode() not in Path(file).read_bytes()
        assert "Phù Linh".encode() not in Path(file).read_bytes()
    with checks("a backup is not overwritten"):
        refused("backup.there", "backup", file, "--data", data)
    with checks("a check says that it is sound, and writes nothing"):
        before = sorted(os.listdir(home))
        sound = sen("restore", file, "--key", key, "--check")
        assert sound.code == 0, sound.err
        assert sorted(os.listdir(home)) == before
    with checks("a wrong key, no key, no backup, another file"):
        other = f"{home}/other.key"
        Path(other).write_text("ab" * 32 + "\n")
        refused("backup.wrong_key", "restore", file, "--key", other, "--data", f"{home}/new")
        refused("backup.key_absent", "restore", file, "--key", f"{home}/none", "--data", f"{home}/new")
        refused("backup.absent", "restore", f"{home}/none", "--key", key, "--data", f"{home}/new")
        refused("backup.not_one", "restore", key, "--key", key, "--data", f"{home}/new")
        assert not os.path.exists(f"{home}/new")
    with checks("a restore never goes over a living folder"):
        refused("backup.target_used", "restore", file, "--key", key, "--data", data)
        assert sen("verify", "--data", data).code == 0
    with checks("PostgreSQL has its own tools"):
        refused("backup.only_folders", "backup", f"{home}/x", "--db", "postgres://127.0.0.1:1/none")
    whole = Path(file).read_bytes()
    with checks("cut or changed anywhere, it is refused and nothing is written"):
        bad = f"{home}/bad.senb"
        size = len(whole)
        places = [7, 60, 200, 300, size // 3, size // 2, size - 40, size - 1]
        for at in places:
            Path(bad).write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:])
            answer = sen("restore", bad, "--key", key, "--data", f"{home}/new")
            assert answer.code == 1 and answer.err and not os.path.exists(f"{home}/new"), (at, answer.out, answer.err)
            assert not os.path.exists(f"{home}/new.restoring")
        for length in [0, 5, 100, size // 2, size - 1]:
            Path(bad).write_bytes(whole[:length])
            answer = sen("restore", bad, "--key", key, "--data", f"{home}/new")
            assert answer.code == 1 and answer.err and not os.path.exists(f"{home}/new"), (length, answer.out)
        Path(bad).write_bytes(whole + b"x")
        refused("backup.damaged", "restore", bad, "--key", key, "--check")
    with checks("what disagrees with its own chain is found before the folder stands"):
        changed = f"{home}/changed"
        shutil.copytree(data, changed)
        import sqlite3
        database = sqlite3.connect(f"{changed}/sen.db")
        database.execute("UPDATE event SET facts = facts || ' ' WHERE seq = 5")
        database.commit()
        database.close()
        assert sen("backup", f"{home}/changed.senb", "--data", changed).code == 0
        refused("backup.not_clean", "restore", f"{home}/changed.senb", "--key", key, "--data", f"{home}/new")
        assert not os.path.exists(f"{home}/new")
    with checks("destroy, restore, verify, serve"):
        shutil.rmtree(data)
        done = sen("restore", file, "--key", key, "--data", data)
        assert done.code == 0, done.err
        assert sen("verify", "--data", data).code == 0
        server = subprocess.Popen([BINARY, "serve", "--data", data, "--listen", "127.0.0.1:0", "--links"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        kill = threading.Timer(20, server.kill)
        kill.start()
        lines = [server.stdout.readline().decode() for _ in range(3)]
        server.terminate()
        server.wait(20)
        kill.cancel()
        assert any("/vao#" in line for line in lines), lines
    with checks("a newer schema waits for a newer program; a disk that refuses says so"):
        newer = whole.replace(b'"schema":', b'"schema":9', 1) if b'"schema":' in whole[:400] else whole
        length = int.from_bytes(whole[6:10], "little") + 1
        Path(f"{home}/newer.senb").write_bytes(newer[:6] + length.to_bytes(4, "little") + newer[10:])
        refused("backup.newer", "restore", f"{home}/newer.senb", "--key", key, "--data", f"{home}/new")
        refused("backup.unwritable", "backup", "/proc/none/x.senb", "--data", data)

sys.exit(checks.finish())
