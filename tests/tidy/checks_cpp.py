"""Checks of the C++ tree: arrows between rooms, clocks, floats, lengths, names."""
import re

from tree import code_only, line_of, rooms_of, without_comments

KINDS_OF_WORK = {"record", "plan", "survey", "publish"}
# A third-party header belongs to the one room (or file) that hides it from the others.
HIDDEN_LIBRARIES = [
    (r"^boost/(asio|beast)", r"^src/http/"),
    (r"^sqlite3\.h$", r"^src/(store/|app/bench)"),
    (r"^libpq", r"^src/(store/|app/bench)"),
    (r"^CLI/", r"^src/app/command_line\.cpp$"),
    (r"^boost/json", r"^src/base/json\.cpp$"),
]


def check_arrows(tree):
    """Rooms include only rooms below them, as cmake/rooms.cmake says."""
    findings = []
    rooms = rooms_of(tree.files.get("cmake/rooms.cmake", ""))
    seen = []
    for room, allowed in rooms.items():
        for other in sorted(allowed):
            if other not in seen:
                findings.append(f"cmake/rooms.cmake: {room} may not include {other}: the arrow points up")
        if room in KINDS_OF_WORK:
            for other in sorted(allowed & KINDS_OF_WORK):
                findings.append(f"cmake/rooms.cmake: {room} and {other} are kinds of work and never meet")
        seen.append(room)
    for path, text in tree.sources():
        room = path.split("/")[1]
        clean = without_comments(text)
        for match in re.finditer(r'^\s*#\s*include\s*(["<])([^">]+)[">]', clean, re.M):
            place = f"{path}:{line_of(clean, match.start())}"
            name = match.group(2)
            if match.group(1) == '"':
                other = name.split("/")[0]
                if "/" not in name or f"src/{name}" not in tree.files:
                    findings.append(f'{place}: "{name}" is not room/file.hpp of src/')
                elif room != "app" and room not in rooms:
                    findings.append(f"{place}: room {room} is not in cmake/rooms.cmake")
                elif room != "app" and other != room and other not in rooms[room]:
                    findings.append(f"{place}: room {room} may not include {name}")
            for library, home in HIDDEN_LIBRARIES:
                if re.search(library, name) and not re.search(home, path):
                    findings.append(f"{place}: <{name}> is hidden in {home}")
    return findings


CLOCKS = re.compile(
    r"\b(?:system_clock|steady_clock|high_resolution_clock|utc_clock|file_clock)\s*::\s*now\b"
    r"|\brandom_device\b|\bmt19937|(?<![\w.>:])s?rand\s*\(|(?<![\w.>:])(?:std::|::)?time\s*\(\s*(?:0|NULL|nullptr|&)"
    r"|\bclock_gettime\b|\bgettimeofday\b|(?<![\w.>:])(?:std::|::)?localtime\w*\s*\(|\bgetrandom\b|\brandombytes_")


def check_clocks(tree):
    """Time comes from base/clock, randomness from base/random; nobody else asks the machine."""
    homes = ("src/base/clock.cpp", "src/base/random.cpp")
    findings = []
    for path, text in tree.sources():
        if path in homes:
            continue
        clean = code_only(text)
        for match in CLOCKS.finditer(clean):
            findings.append(f"{path}:{line_of(clean, match.start())}: {match.group().strip()} "
                            "belongs to base/clock or base/random")
    return findings


def check_sleep(tree):
    """Tests do not sleep."""
    findings = []
    for path, text in tree.match(r"^src/.*_test\.cpp$"):
        clean = code_only(text)
        for match in re.finditer(r"\b(sleep_for|sleep_until|usleep|nanosleep)\b", clean):
            findings.append(f"{path}:{line_of(clean, match.start())}: a test does not sleep")
    return findings


def check_floats(tree):
    """No binary floating point where points are computed."""
    findings = []
    for room in ("law", "index", "ledger"):
        for path, text in tree.sources(room):
            clean = code_only(text)
            for match in re.finditer(r"\b(double|float|stod|strtod|stof|atof)\b", clean):
                findings.append(f"{path}:{line_of(clean, match.start())}: {match.group()} in src/{room}: "
                                "use Ratio and Points")
    return findings


FILE_LINES_MAX = 600
FUNCTION_LINES_MAX = 70


def check_file_length(tree):
    """Hand-written files have at most 600 lines, a room's README and the house page less."""
    findings = []
    for path, text in tree.match(r"^(src|web|tests|cmake)/.*\.(cpp|hpp|ts|js|svelte|css|py|sh|cmake|sql)$|^(run|test)$"):
        if re.search(r"(^|/)generated[./]|\.gen\.|/api/schema\.(d\.)?ts$", path):
            continue
        count = len(text.splitlines())
        if count > FILE_LINES_MAX:
            findings.append(f"{path}: {count} lines, at most {FILE_LINES_MAX}")
    for path, text in tree.match(r"^src/[a-z]+/README\.md$"):
        if len(text.splitlines()) > 60:
            findings.append(f"{path}: {len(text.splitlines())} lines, at most 60")
    return findings


NOT_A_FUNCTION = re.compile(
    r"^(namespace|struct|class|enum|union|extern|using|template|#|/|\}|\{|constexpr|const\b|static const|inline const)")


def function_lengths(text):
    """(line, lines) of each function defined at the margin: the heuristic of a formatted file."""
    lines = text.splitlines()
    found = []
    start = None
    for number, line in enumerate(lines, 1):
        if start is None:
            if line[:1].strip() and not NOT_A_FUNCTION.match(line) and "(" in line:
                start = number
        if start is not None:
            if line.startswith("}"):
                found.append((start, number - start + 1))
                start = None
            elif line.endswith(";") and line[:1].strip() and number == start:
                start = None
            elif line.endswith("}") and line[:1].strip() and number == start:
                start = None
            elif number > start and line[:1].strip() and not line.startswith(("{", ")", "//")) \
                    and NOT_A_FUNCTION.match(line):
                start = None
    return found


def check_function_length(tree):
    """A function has at most 70 lines."""
    findings = []
    for path, text in tree.match(r"^src/.*\.cpp$"):
        for line, count in function_lengths(code_only(text)):
            if count > FUNCTION_LINES_MAX:
                findings.append(f"{path}:{line}: a function of {count} lines, at most {FUNCTION_LINES_MAX}")
    return findings


# Vietnamese words that would be code if somebody transliterated them (the glossary has the English).
TRANSLITERATED = (
    "ho_so thu_tuc nhiem_vu ke_hoach tieu_chi don_vi linh_vuc chi_so diem_so diem_chuan cong_chuc can_bo van_ban "
    "khieu_nai to_cao phan_anh tiep_dan doi_thoai bao_cao quyet_dinh nghi_dinh thong_tu thoi_han qua_han dung_han "
    "gia_han cham_diem minh_chung xep_hang le_phi hanh_chinh cai_cach mot_cua lien_thong ngay_nghi ngay_lam_viec "
    "nguoi_dan ubnd hdnd tthc cchc pakn xa_phuong phuong_xa to_dan_pho chu_tich giai_phap chu_tri phoi_hop").split()
EMPTY_NAMES = re.compile(r"\b(?:class|struct)\s+(\w*(?:Manager|Helper|Utils?|Info))\b|\b(?:void|int|auto|bool)\s+(process|handle|do_it)\s*\(")


def check_names(tree):
    """English terms of public administration; no names that explain nothing."""
    findings = []
    wrong = re.compile(r"\b\w*?(?:%s)\w*\b|\b\w*(?:%s)\w*\b" % (
        "|".join(r"(?<![a-z])%s(?![a-z])" % w for w in TRANSLITERATED),
        "|".join("".join(part.capitalize() for part in w.split("_")) for w in TRANSLITERATED if "_" in w)))
    for path, text in tree.sources():
        clean = code_only(text)
        for match in wrong.finditer(clean):
            findings.append(f"{path}:{line_of(clean, match.start())}: {match.group()} is transliterated Vietnamese")
        for match in EMPTY_NAMES.finditer(clean):
            name = match.group(1) or match.group(2)
            findings.append(f"{path}:{line_of(clean, match.start())}: the name {name} explains nothing")
        stem = path.rsplit("/", 1)[1].split(".")[0]
        if re.fullmatch(r"(utils?|helpers?|common|misc|manager)", stem) or wrong.search(stem):
            findings.append(f"{path}: the file's name is refused")
    return findings


def check_headers(tree):
    """A header says `#pragma once` and opens with a paragraph on what lives here."""
    findings = []
    for path, text in tree.match(r"^src/.*\.hpp$"):
        head = [line for line in text.splitlines()[:4] if line.strip()]
        if not head or head[0] != "#pragma once":
            findings.append(f"{path}:1: the first line is #pragma once")
        elif len(head) < 2 or not head[1].startswith("//"):
            findings.append(f"{path}:2: a header opens with what lives here")
    return findings


def check_catch(tree):
    """Only the edges catch: http's serving, the command line, the store's own engines and jobs."""
    findings = []
    for path, text in tree.sources(tests=False):
        if re.match(r"src/(http|app|store|api|base)/", path):
            continue
        clean = code_only(text)
        for match in re.finditer(r"\bcatch\s*\(", clean):
            findings.append(f"{path}:{line_of(clean, match.start())}: catch belongs to the edges (style 4)")
    return findings
