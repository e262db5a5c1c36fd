"""Checks of SQL strings: where they stand, the tenant guard, the common subset."""
import re

from tree import strings

SQL = re.compile(
    r"^\s*(?:WITH\s+\w+[\s\S]*\bAS\s*\(|SELECT\s[\s\S]*?\S|INSERT\s+(?:OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s"
    r"|CREATE\s+(?:TABLE|INDEX|UNIQUE|VIEW|TRIGGER)|ALTER\s+TABLE|DROP\s+TABLE)")
OPEN_CLASSES = re.compile(r"CrossUnit|Installation|Maintenance|cross_unit|installation|maintenance", re.I)
REFUSED = [
    (re.compile(r"::"), "`::` is read as a part of the parameter's name by SQLite"),
    (re.compile(r"\bnow\s*\(|\bCURRENT_(?:TIME|DATE|TIMESTAMP)\b|\brandom\s*\(|\bnextval\s*\(|datetime\s*\(", re.I),
     "time, chance and ids come from the program"),
    (re.compile(r"\bSELECT\s+\*|,\s*\*\s+FROM", re.I), "columns are named, never *"),
    (re.compile(r"\bTRIGGER\b", re.I), "no triggers"),
]
LIST = re.compile(r"^\s*SELECT\b(?![\s\S]*\bLIMIT\b)", re.I)


def macro_lines(text):
    """Lines of #define directives: parts of statements, which the store checks whole when it opens."""
    lines, inside = set(), False
    for number, line in enumerate(text.splitlines(), 1):
        inside = inside or bool(re.match(r"\s*#\s*define\b", line))
        if inside:
            lines.add(number)
            inside = line.endswith("\\")
    return lines


def statements(text):
    """(line, SQL, the source between the statement's name and the end of its braces)."""
    found = []
    parts = macro_lines(text)
    for line, content in strings(text):
        if SQL.match(content) and line not in parts:
            lines = text.splitlines()
            around = "\n".join(lines[max(0, line - 8):line + content.count("\n") + 14])
            # Only this statement's own braces: from its opening brace to the one that closes it.
            before = "\n".join(lines[:line - 1])
            opening = before.rfind("Statement ")
            own = text[opening:] if opening >= 0 else around
            closing = own.find("};")
            found.append((line, content, own[:closing] if closing > 0 else own))
    return found


def check_sql_place(tree):
    """SQL stands in *_sql.cpp (and in the store's own engines), in sight."""
    findings = []
    for path, text in tree.sources(tests=False):
        if path.endswith("_sql.cpp") or path.startswith("src/store/") or path.startswith("src/app/bench"):
            continue
        for line, content in strings(text):
            if SQL.match(content):
                findings.append(f"{path}:{line}: SQL belongs to a *_sql.cpp")
    return findings


def check_sql_tenant(tree):
    """A statement binds {unit}, or says which of the three open classes it is."""
    findings = []
    for path, text in tree.match(r"^src/.*_sql\.cpp$"):
        for line, content, own in statements(text):
            if "{unit}" not in content and not OPEN_CLASSES.search(own):
                findings.append(f"{path}:{line}: no {{unit}}, and not of an open class")
    return findings


def check_sql_subset(tree):
    """One text for SQLite, PostgreSQL and Citus."""
    findings = []
    for path, text in tree.match(r"^src/.*_sql\.cpp$"):
        for line, content, _ in statements(text):
            for rule, why in REFUSED:
                if rule.search(content):
                    findings.append(f"{path}:{line}: {why}")
    return findings


def check_migrations(tree):
    """A migration opens with what, why, how long."""
    findings = []
    for path, text in tree.match(r"^src/store/migrations/.*\.sql$"):
        if not text.startswith("--"):
            findings.append(f"{path}:1: a migration opens with a comment: what, why, how long on a big table")
    return findings
