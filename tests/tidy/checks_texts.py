"""Checks of the catalogue of words: both languages, every key that C++ names, tests for each error."""
import json
import re

from tree import line_of, without_comments

KEY = r'"([a-z0-9_]+(?:\.[a-z0-9_]+)*)"'
# Where C++ names an error's rule.
RULES = [
    re.compile(r"\b(?:invalid|conflict|not_found|unavailable|limit_exceeded)\(\s*" + KEY),
    re.compile(r"\bErrorCode::\w+\s*,\s*" + KEY),
]
# Where C++ names a sentence.
SENTENCES = [
    re.compile(r"\brender\(\s*[\w.:()]+\s*,\s*" + KEY),
    re.compile(r"\bText\s*\{\s*(?:\.key\s*=\s*)?" + KEY),
    re.compile(r"\bsay\(\s*(?:[\w.:]+\s*,\s*)?" + KEY),
]


def flatten(value, prefix=""):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from flatten(inner, f"{prefix}{name}.")
    else:
        yield prefix[:-1], value


def catalogue(tree, language):
    """{flat key: (text, file)} of one language."""
    found = {}
    for path, text in tree.match(rf"^texts/{language}/.*\.json$"):
        try:
            content = json.loads(text)
        except ValueError:
            continue
        for key, value in flatten(content):
            found[key] = (value, path)
    return found


def named_keys(tree, patterns):
    for path, text in tree.sources(tests=False):
        clean = without_comments(text)
        for pattern in patterns:
            for match in pattern.finditer(clean):
                yield match.group(1), f"{path}:{line_of(clean, match.start())}"


def check_text_languages(tree):
    """Vietnamese and English have the same files, keys and arguments."""
    findings = []
    languages = {}
    for language in ("vi", "en"):
        own = {}
        for path, text in tree.match(rf"^texts/{language}/.*\.json$"):
            name = path.rsplit("/", 1)[1]
            try:
                own[name] = dict(flatten(json.loads(text)))
            except ValueError as error:
                findings.append(f"{path}: {error}")
        languages[language] = own
        homes = {}
        for name, keys in sorted(own.items()):
            for key in keys:
                if key in homes:
                    findings.append(f"texts/{language}/{name}: {key} is also in {homes[key]}")
                homes[key] = name
    for name in sorted(set(languages["vi"]) | set(languages["en"])):
        vi, en = languages["vi"].get(name), languages["en"].get(name)
        if vi is None or en is None:
            findings.append(f"texts/{'en' if vi is None else 'vi'}/{name}: has no twin in the other language")
            continue
        for key in sorted(set(vi) ^ set(en)):
            findings.append(f"texts/*/{name}: {key} is only in {'vi' if key in vi else 'en'}")
        for key in sorted(set(vi) & set(en)):
            if not isinstance(vi[key], str) or not isinstance(en[key], str):
                findings.append(f"texts/*/{name}: {key} is not a text")
                continue
            wanted, given = (set(re.findall(r"\{(\w+)\}", t)) for t in (vi[key], en[key]))
            if wanted != given:
                findings.append(f"texts/*/{name}: {key} has other arguments in vi and en: {sorted(wanted ^ given)}")
    return findings


def check_text_keys(tree):
    """Every key that C++ names has words."""
    findings = []
    vi, en = catalogue(tree, "vi"), catalogue(tree, "en")
    for key, place in named_keys(tree, RULES + SENTENCES):
        if key not in vi or key not in en:
            findings.append(f"{place}: {key} has no text")
    return findings


def check_rules_tested(tree):
    """Every error key is named in a test."""
    tested = "\n".join(text for _, text in tree.match(
        r"_test\.(cpp|py|sh)$|^web/.*\.(test|spec)\.ts$|^web/e2e/|^tests/(?!tidy/)"))
    findings = []
    for key, place in named_keys(tree, RULES):
        if key not in tested:
            findings.append(f"{place}: no test names {key}")
    return findings


LETTERS = re.compile(r"[ạảãàáâậầấẩẫăắằặẳẵóòọõỏôộổỗồốơờớợởỡéèẻẹẽêếềệểễúùụủũưựữửừứíìịỉĩýỳỷỵỹđ]", re.I)


def check_no_sentences(tree):
    """C++ holds no sentence that people read: no Vietnamese in literals outside tests and readers of Vietnamese plans."""
    findings = []
    for path, text in tree.sources(tests=False):
        # Rooms that read Vietnamese documents know Vietnamese words, as patterns.
        # OpenAPI documents show example values.
        if re.match(r"src/(plan|formats|base|sim|app/demo)|src/api/.*_json\.", path):
            continue
        clean = without_comments(text)
        for match in re.finditer(r'"(?:\\.|[^"\\\n])*"', clean):
            if LETTERS.search(match.group()):
                findings.append(f"{path}:{line_of(clean, match.start())}: words belong to texts/: {match.group()[:40]}")
    return findings
