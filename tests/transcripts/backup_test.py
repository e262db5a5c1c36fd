#!/usr/bin/env python3
"""Backup, destroy, restore, verify, serve, as the guide says; and every way in which a backup can be bad."""
import fcntl
import hashlib
import os
import shutil
import sqlite3
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


def told(key, *words):
    """Exit 1 with the key's sentence, but the work is done."""
    answer = sen(*words)
    assert answer.code == 1 and answer.out and sentence(key, "en") in answer.err, (key, answer.code, answer.out, answer.err)
    return answer


def paper(key):
    """A key as its sheet shows it."""
    lines = []
    for number in range(4):
        digits = key[16 * number:16 * number + 16]
        check = hashlib.sha256(f"sen key line {number + 1} ".encode() + bytes.fromhex(digits)).hexdigest()[:4]
        lines.append(f"{number + 1}: " + " ".join(digits[at:at + 4] for at in range(0, 16, 4)) + "   " + check)
    return "\n".join(lines)


with folder() as home:
    data, file, key, kek = f"{home}/data", f"{home}/commune.senb", f"{home}/recovery.key", f"{home}/kek"
    assert sen("demo", "--data", data).code == 0
    shutil.copy(f"{data}/keys/kek", kek)
    opened = ("--key", key, "--key-file", kek)  # both keys from the safe

    with checks("without a recovery key there is no backup"):
        refused("backup.no_key", "backup", file, "--data", data)
        assert not os.path.exists(file)
    with checks("the recovery key is made once and lies outside the data"):
        made = sen("key", "recovery", key, "--data", data)
        assert made.code == 0 and oct(os.stat(key).st_mode)[-3:] == "400", made.err
        refused("backup.key_there", "key", "recovery", f"{home}/second.key", "--data", data)
        for inside in (f"{data}/recovery.key", f"{data}/keys/recovery.key", f"{home}/../{Path(home).name}/data/k"):
            refused("backup.key_inside", "key", "recovery", inside, "--data", data, "--replace")
        assert not os.path.exists(f"{home}/second.key")
        private = Path(key).read_text().strip()
        for path in Path(data).rglob("*"):
            assert not path.is_file() or private.encode() not in path.read_bytes(), path
    with checks("a backup is made, also while the server writes, and reads itself back"):
        person = sen("user", "add", "--data", data, "--unit", "00400", "--name", f"Nguyễn Văn {PHONE}", "--username", "may", "--role", "staff")
        assert person.code == 0, person.err
        server = subprocess.Popen([BINARY, "serve", "--data", data, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        server.stdout.readline()
        try:
            done = sen("backup", file, "--data", data)
        finally:
            server.terminate()
            server.wait(20)
        assert done.code == 0, done.err
        assert not os.path.exists(f"{data}/copying") and not list(Path(home).glob("*.unfinished")), "the copy is gone"
    with checks("nothing of it is in clear"):
        assert PHONE.encode() not in Path(file).read_bytes()
        assert "Phù Linh".encode() not in Path(file).read_bytes()
    with checks("a backup is not overwritten"):
        refused("backup.there", "backup", file, "--data", data)
    with checks("a check says that it is sound, and writes nothing"):
        before = sorted(os.listdir(home))
        sound = sen("restore", file, "--key", key, "--check")
        assert sound.code == 0, sound.err
        assert sound.out.split("\n")[1:] == done.out.split("\n")[1:], "the heads that the backup printed"
        assert sorted(os.listdir(home)) == before
    with checks("a wrong key, no key, no backup, another file"):
        other = f"{home}/other.key"
        Path(other).write_text("ab" * 32 + "\n")
        refused("backup.wrong_key", "restore", file, "--key", other, "--data", f"{home}/new")
        refused("backup.key_absent", "restore", file, "--key", f"{home}/none", "--data", f"{home}/new")
        refused("backup.absent", "restore", f"{home}/none", "--key", key, "--data", f"{home}/new")
        refused("backup.not_one", "restore", key, "--key", key, "--data", f"{home}/new")
        assert not os.path.exists(f"{home}/new")
        needed = sen("restore", file, "--key", other, "--check").err
        assert done.out.split("for the key ")[1][:19] in needed, needed
    with checks("the sheet for the safe is drawn for its owner alone, and what is typed from it opens a backup"):
        sheet = sen("key", "sheet", f"{home}/sheet.pdf", "--key", key, "--data", data)
        assert sheet.code == 0 and oct(os.stat(f"{home}/sheet.pdf").st_mode)[-3:] == "400", sheet.err
        assert Path(f"{home}/sheet.pdf").read_bytes().startswith(b"%PDF-")
        refused("backup.there", "key", "sheet", f"{home}/sheet.pdf", "--key", key, "--data", data)
        refused("backup.key_other", "key", "sheet", f"{home}/other.pdf", "--key", other, "--data", data)
        refused("store.key_missing", "key", "sheet", f"{home}/other.pdf", "--key", key, "--key-file", f"{home}/none", "--data", data)
        typed = f"{home}/typed.key"
        Path(typed).write_text(paper(private))
        assert sen("restore", file, "--key", typed, "--check").code == 0
        Path(f"{home}/typed.kek").write_text(paper(Path(kek).read_text().strip()))
        assert sen("restore", file, "--key", typed, "--key-file", f"{home}/typed.kek", "--data", f"{home}/typed").code == 0
        assert oct(os.stat(f"{home}/typed/keys/kek").st_mode)[-3:] == "400"
        assert sen("verify", "--data", f"{home}/typed").code == 0
        slip = paper(private).split("\n")
        slip[2] = slip[2][:-1] + ("0" if slip[2][-1] != "0" else "1")
        Path(typed).write_text("\n".join(slip))
        refused("backup.key_line", "restore", file, "--key", typed, "--check")
        assert "3" in sen("restore", file, "--key", typed, "--check").err
        Path(typed).write_text("no key\n")
        refused("backup.not_a_key", "restore", file, "--key", typed, "--check")
    with checks("names come back with the key that sealed them, and with no other"):
        Path(f"{home}/words").write_text("no key\n")
        for rule, words in (("store.key_missing", ()), ("store.key_missing", ("--key-file", f"{home}/none")), ("store.key_other", ("--key-file", other)),
                            ("backup.not_a_key", ("--key-file", f"{home}/words"))):
            refused(rule, "restore", file, "--key", key, "--data", f"{home}/new", *words)
            assert not os.path.exists(f"{home}/new") and not os.path.exists(f"{home}/new.restoring"), rule
    with checks("a restore never goes over a living folder"):
        refused("backup.target_used", "restore", file, "--key", key, "--data", data)
        refused("backup.target_used", "restore", file, "--key", key, "--data", data + "/")
        assert sen("verify", "--data", data).code == 0
    with checks("a slash behind the folder's name changes nothing; an empty folder is taken"):
        os.mkdir(f"{home}/empty")
        for place in ("empty/", "fresh/", "plain"):
            assert sen("restore", file, *opened, "--data", f"{home}/{place}").code == 0, place
            assert sen("verify", "--data", f"{home}/{place}").code == 0
            shutil.rmtree(f"{home}/{place}")
    with checks("what an interrupted restoring or backup left is told, or goes"):
        os.mkdir(f"{home}/new.restoring")
        refused("backup.half_restored", "restore", file, "--key", key, "--data", f"{home}/new")
        os.rmdir(f"{home}/new.restoring")
        os.makedirs(f"{data}/copying/data")
        Path(f"{data}/copying/data/sen.db").write_bytes(b"half")
        Path(f"{home}/again.senb.unfinished").write_bytes(b"half")
        assert sen("backup", f"{home}/again.senb", "--data", data).code == 0
        assert not os.path.exists(f"{data}/copying") and not os.path.exists(f"{home}/again.senb.unfinished")
    with checks("a stranger's file among the evidence stays outside"):
        strange = [Path(f"{data}/blobs/Thumbs.db"), Path(f"{data}/blobs/{'ab' * 32}")]
        for path in strange:
            path.write_text("x")
        strangers = sen("backup", f"{home}/strangers.senb", "--data", data)
        assert strangers.code == 0 and strangers.out.split()[0] == done.out.split()[0], (strangers.out, strangers.err)
        for path in strange:
            path.unlink()
    with checks("one backup at a time"):
        os.makedirs(f"{data}/copying")
        with open(f"{data}/copying/sen.lock", "w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            refused("backup.running", "backup", f"{home}/second.senb", "--data", data)
            assert not list(Path(home).glob("second.senb*"))
        assert sen("backup", f"{home}/second.senb", "--data", data).code == 0
    with checks("a damaged public key makes no backup that nobody opens; a lost key is replaced"):
        hurt = f"{home}/hurt"
        shutil.copytree(data, hurt)
        public = Path(f"{hurt}/keys/recovery.pub")
        os.chmod(public, 0o600)
        for text in ("ab12", "", "no key"):
            public.write_text(text)
            refused("backup.public_damaged", "backup", f"{home}/hurt.senb", "--data", hurt)
        assert sen("key", "recovery", f"{home}/new.key", "--data", hurt, "--replace").code == 0
        assert sen("backup", f"{home}/hurt.senb", "--data", hurt).code == 0
        assert sen("restore", f"{home}/hurt.senb", "--key", f"{home}/new.key", "--check").code == 0
        refused("backup.wrong_key", "restore", f"{home}/hurt.senb", "--key", key, "--check")
    with checks("an archive of an older schema is brought up to date before it stands"):
        older = f"{home}/older"
        shutil.copytree(data, older)
        database = sqlite3.connect(f"{older}/sen.db")
        database.execute("DROP TABLE criterion_paper")
        database.execute("DELETE FROM schema_migration WHERE name = '0091_criterion_paper'")
        database.commit()
        database.close()
        assert sen("backup", f"{home}/older.senb", "--data", older).code == 0
        database = sqlite3.connect(f"{older}/sen.db")
        assert not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'criterion_paper'").fetchall(), "a backup changes nothing"
        database.close()
        stood = sen("restore", f"{home}/older.senb", *opened, "--data", f"{home}/stood")
        assert stood.code == 0, stood.err
        assert not list(Path(f"{home}/stood").glob("before-*"))
        assert sen("verify", "--data", f"{home}/stood").code == 0
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
        database = sqlite3.connect(f"{changed}/sen.db")
        database.execute("UPDATE event SET facts = facts || ' ' WHERE seq = 5")
        database.commit()
        database.close()
        told("backup.made_unclean", "backup", f"{home}/changed.senb", "--data", changed)
        told("backup.checked_unclean", "restore", f"{home}/changed.senb", "--key", key, "--check")
        refused("backup.not_clean", "restore", f"{home}/changed.senb", *opened, "--data", f"{home}/new")
        assert not os.path.exists(f"{home}/new") and not os.path.exists(f"{home}/new.restoring")
    with checks("the last backup of hurt data can still be had, when somebody says so"):
        lost = next(path for path in Path(f"{changed}/blobs").rglob("*") if path.is_file())
        lost.unlink()
        told("backup.made_unclean", "backup", f"{home}/lost.senb", "--data", changed)
        answer = told("backup.restored_unclean", "restore", f"{home}/lost.senb", *opened, "--data", f"{home}/new", "--accept-findings")
        assert lost.name in answer.err and os.path.exists(f"{home}/new/sen.db"), answer.err
        shutil.rmtree(f"{home}/new")
    with checks("destroy, restore, verify, serve"):
        shutil.rmtree(data)
        done = sen("restore", file, *opened, "--data", data)
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
