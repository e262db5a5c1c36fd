"""`sen index score` beside the reference evaluator, leaf by leaf, on worked examples and random facts."""
import json
import os
import re
import subprocess
import tempfile
from fractions import Fraction
from pathlib import Path

import generate
import reference

ROOT = Path(__file__).resolve().parents[2]
SETS = ROOT / "packs/criteria-sets"
SEN = os.environ.get("SEN_BINARY", str(ROOT / "build/sen"))
KINDS = [*reference.RULES, "manual", "import_index"]


def sen_scores(criteria_set, documents):
    """One answer of shape B per document."""
    with tempfile.TemporaryDirectory() as folder:
        set_path, facts_path = Path(folder) / "set.json", Path(folder) / "facts.jsonl"
        set_path.write_text(json.dumps(criteria_set, ensure_ascii=False))
        facts_path.write_text("".join(json.dumps(document) + "\n" for document in documents))
        run = subprocess.run([SEN, "index", "score", "--set", str(set_path), "--batch", str(facts_path), "--json"],
                             capture_output=True, text=True, check=False)
    if run.returncode != 0:
        raise RuntimeError(f"{criteria_set['id']}: exit {run.returncode}: {run.stderr.strip()}")
    return [json.loads(line) for line in run.stdout.splitlines()]


def number(text):
    return None if text is None else Fraction(text)


def differences_of(criteria_set, document, answer):
    """What of one answer differs from the reference."""
    if "error" in answer:
        return [f"refused: {answer}"]
    wanted = reference.score(criteria_set, document)
    found = []
    for criterion in answer["criteria"]:
        state, points = wanted["leaves"][criterion["code"]]
        if criterion["state"] != state or number(criterion["points"]) != points:
            found.append(f"{criterion['code']}: sen {criterion['state']} {criterion['points']}, reference {state} {points}")
        found += steps_that_do_not_add_up(criterion)
    groups = [number(group["points"]) for group in answer["groups"]]
    for name, mine, theirs in (("groups", groups, wanted["groups"]), ("earned", number(answer["earned"]), wanted["earned"]),
                               ("applicable", number(answer["applicable"]), wanted["applicable"]),
                               ("index", number(answer["index"]), wanted["index"]),
                               ("total", number(answer["total"]), wanted["total"])):
        if mine != theirs:
            found.append(f"{name}: sen {mine}, reference {theirs}")
    return found


def plain_number(word):
    """1.248,5 as people write it in Vietnamese."""
    return Fraction(word.replace(".", "").replace(",", ".").replace("−", "-").rstrip("%"))


def worked_out(operands):
    """Value of "(98,6 − 95) ÷ (100 − 95)", or None when it is not arithmetic."""
    words = re.findall(r"[()÷×+]|−(?=\s)|−?[\d.,]+%?|\S+", operands)
    python = []
    for word in words:
        if word in "()+":
            python.append(word)
        elif word in ("÷", "×", "−"):
            python.append({"÷": "/", "×": "*", "−": "-"}[word])
        elif re.fullmatch(r"−?[\d.]+(,\d+)?%?", word) and "/" not in word:
            value = plain_number(word)
            python.append(f"Fraction({value.numerator}, {value.denominator})" + ("/100" if word.endswith("%") else ""))
        else:
            return None
    return eval("".join(python), {"Fraction": Fraction})  # only numbers and signs are left


def steps_that_do_not_add_up(criterion):
    """The numbered sentences multiply out: operands give the value, the last value is the score."""
    found = []
    steps = criterion["steps"]
    if criterion["state"] == "scored" and steps and number(steps[-1]["value"]) != number(criterion["points"]):
        found.append(f"{criterion['code']}: last step {steps[-1]['value']} is not the score {criterion['points']}")
    for step in steps[:-1]:
        if not step.get("operands") or step["value"] is None:
            continue
        value = worked_out(step["operands"])
        # Operands are shown with seven decimals; a product of two of them is off by little more.
        if value is not None and abs(value - number(step["value"])) > Fraction(1, 10**7) * (20 + abs(value)):
            found.append(f"{criterion['code']}: {step['operands']} is {float(value)}, not {step['value']}")
    if criterion["state"] == "scored" and len(steps) > 1 and steps[-2]["value"] not in (None, "true", "false"):
        before = number(steps[-2]["value"])
        if abs(before - number(criterion["points"])) > Fraction(51, 10000):
            found.append(f"{criterion['code']}: {steps[-2]['value']} does not round to {criterion['points']}")
    return found


def compare_kind(kind, count, tell):
    """(cases, differing cases) of random facts for random sets of one rule kind."""
    sets = max(1, min(20, count // 100))
    cases = differing = 0
    for seed in range(sets):
        criteria_set, maker = generate.make_set(kind, f"{kind}-{seed}")
        documents = [maker.facts() for _ in range(-(-count // sets))]
        answers = sen_scores(criteria_set, documents)
        if len(answers) != len(documents):
            raise RuntimeError(f"{kind}: {len(answers)} answers for {len(documents)} documents")
        for document, answer in zip(documents, answers):
            found = differences_of(criteria_set, document, answer)
            cases += 1
            if found:
                differing += 1
                if differing <= 3:
                    tell(f"{kind} seed {seed}: {'; '.join(found[:3])}\n  facts {json.dumps(document)}\n"
                         f"  set {json.dumps(criteria_set['fields'][0]['criteria'])}")
    return cases, differing


def worked_examples():
    """(name, set, document) of the published examples that travel with the sets."""
    for path in sorted(SETS.glob("*.json")):
        criteria_set = json.loads(path.read_text())
        example = criteria_set.get("worked_example")
        if example:
            yield path.stem, criteria_set, {"facts": example["facts"]}
    for path in sorted(Path(__file__).parent.glob("examples/*.json")):
        document = json.loads(path.read_text())
        yield path.stem, json.loads((SETS / f"{document['set']}.json").read_text()), document


def compare_examples(tell):
    cases = differing = 0
    for name, criteria_set, document in worked_examples():
        wanted = {key: document[key] for key in ("facts", "manual_points", "imported_index") if key in document}
        (answer,) = sen_scores(criteria_set, [wanted])
        found = differences_of(criteria_set, wanted, answer)
        for code, points in document.get("expected", {}).get("leaf", {}).items():
            mine = next(c for c in answer["criteria"] if c["code"] == code)
            if (mine["points"] is None) != (points == "NA") or (points != "NA" and number(mine["points"]) != Fraction(points)):
                found.append(f"{code}: sen {mine['points']}, expected {points}")
        for key, mine in (("earned", "earned"), ("index_percent", "index"), ("final", "total"), ("bonus", "bonus"), ("penalty", "penalty")):
            expected = document.get("expected", {}).get(key)
            if expected is not None and number(answer[mine]) != Fraction(expected):
                found.append(f"{key}: sen {answer[mine]}, expected {expected}")
        cases += 1
        if found:
            differing += 1
            tell(f"{name}: {'; '.join(found)}")
    return cases, differing


def compare(count, tell=print):
    """Worked examples, then `count` random fact sets per rule kind: (cases, differing cases)."""
    cases, differing = compare_examples(tell)
    for kind in KINDS:
        more, wrong = compare_kind(kind, count, tell)
        cases, differing = cases + more, differing + wrong
    return cases, differing
