"""Reference evaluator of criteria sets, in exact fractions, written from the words of the schema.

It knows nothing of the C++: the two are compared leaf by leaf (compare.py). One function per rule
name; each answers a Fraction of points, MISSING or NOT_APPLICABLE. Rounding is the caller's.
"""
import datetime
import math
from decimal import Decimal
from fractions import Fraction

MISSING = "missing"
NOT_APPLICABLE = "not_applicable"
HUNDRED = Fraction(100)


def exact(value):
    return Fraction(Decimal(str(value)))


def round_half_up(value, decimals):
    """Away from zero on a tie."""
    scaled = math.floor(abs(value) * 10**decimals + Fraction(1, 2))
    return Fraction(scaled if value >= 0 else -scaled, 10**decimals)


class Facts:
    """What one unit says of one year; a measure it does not name is missing."""

    def __init__(self, document):
        self.values = document.get("facts", {})
        self.manual = document.get("manual_points", {})
        self.imported = document.get("imported_index", {})
        self.not_held = set(document.get("not_held", []))

    def get(self, measure):
        return self.values.get(measure)

    def total(self, operand):
        """Sum of an operand, or None while one of its measures is missing."""
        total = Fraction(0)
        for sign, part in ((1, "sum"), (-1, "minus")):
            for measure in operand.get(part, []):
                if self.get(measure) is None:
                    return None
                total += sign * exact(self.get(measure))
        return total

    def holds(self, clause):
        value, wanted = self.get(clause["measure"]), clause["value"]
        if value is None:
            return None
        if isinstance(wanted, (int, float)) and not isinstance(wanted, bool):
            value, wanted = exact(value), exact(wanted)
        return {"==": value == wanted, "!=": value != wanted,
                ">=": value >= wanted if not isinstance(wanted, bool) else None,
                ">": value > wanted if not isinstance(wanted, bool) else None,
                "<=": value <= wanted if not isinstance(wanted, bool) else None,
                "<": value < wanted if not isinstance(wanted, bool) else None}[clause["op"]]

    def met(self, condition):
        """Of a condition; None while any of its facts is missing."""
        clauses = condition["all"] if "all" in condition else condition["any"]
        answers = [self.holds(clause) for clause in clauses]
        if None in answers:
            return None
        return all(answers) if "all" in condition else any(answers)


def percentage(rule, facts):
    """(percentage, None), or (None, the result that no percentage leads to)."""
    done, asked = facts.total(rule["numerator"]), facts.total(rule["denominator"])
    if done is None or asked is None:
        return None, "full" if rule.get("missing_facts") == "full" else MISSING
    if asked == 0:
        empty = rule.get("zero_denominator", "unspecified")
        return None, {"zero": "zero", "prior_year_share": "zero", "full": "full",
                      "not_applicable": NOT_APPLICABLE, "unspecified": MISSING}[empty]
    share = done / asked * HUNDRED
    return (min(share, HUNDRED) if rule.get("cap") else share), None


def of_percentage(scale):
    def rule_of(rule, maximum, facts):
        share, instead = percentage(rule, facts)
        if instead is None:
            return scale(rule, maximum, share)
        return {"zero": Fraction(0), "full": maximum}.get(instead, instead)
    return rule_of


def in_bands(rule, maximum, share):
    for band in rule["bands"]:
        if share < exact(band["min"]) or ("max_exclusive" in band and share >= exact(band["max_exclusive"])):
            continue
        if "scale_to_target_percent" in band:
            return min(maximum, share * maximum / exact(band["scale_to_target_percent"]))
        return exact(band["points"])
    return Fraction(0)


def with_floor(rule, maximum, share):
    if share >= exact(rule["full_percent"]):
        return maximum
    return share / 100 * maximum if share >= exact(rule["floor_percent"]) else exact(rule["below_floor_points"])


def between(rule, maximum, share):
    low, high = exact(rule["from_percent"]), exact(rule["full_percent"])
    return maximum * max(Fraction(0), min(Fraction(1), (share - low) / (high - low)))


def all_or_nothing(rule, maximum, facts):
    met = facts.met(rule["when"])
    return MISSING if met is None else exact(rule["points"]) if met else Fraction(0)


def checklist(rule, maximum, facts):
    answers = [(facts.met(item["when"]), exact(item["points"])) for item in rule["items"]]
    if any(met is None for met, _ in answers):
        return MISSING
    return sum((points for met, points in answers if met), Fraction(0))


def first_match(rule, maximum, facts):
    for case in rule["cases"]:
        if "otherwise" in case:
            return points_of(case["otherwise"], maximum, facts)
        met = facts.met(case["when"])
        if met is None:
            return MISSING
        if met:
            return exact(case["points"])
    return Fraction(0)


def step_increment(rule, maximum, facts):
    if facts.get(rule["measure"]) is None:
        return MISSING
    value, base = exact(facts.get(rule["measure"])), exact(rule["base"])
    modifier = rule.get("modifier")
    if modifier and facts.holds(modifier["when"]):
        base *= exact(modifier["base_factor"])
    beyond = max(Fraction(0), value - base if rule["direction"] == "above" else base - value)
    steps = beyond / exact(rule["step"])
    if rule["partial_steps"] == "floor":
        steps = Fraction(math.floor(steps))
    return min(exact(rule["cap"]), exact(rule["base_points"]) + steps * exact(rule["points_per_step"]))


def count_threshold(rule, maximum, facts):
    if facts.get(rule["measure"]) is None:
        return MISSING
    value = exact(facts.get(rule["measure"]))
    reached = [step for step in rule["steps"] if value >= exact(step["at_least"])]
    return exact(max(reached, key=lambda step: exact(step["at_least"]))["points"]) if reached else Fraction(0)


def deduction(rule, maximum, facts):
    left = exact(rule["start"])
    for item in rule["per"]:
        if facts.get(item["measure"]) is None:
            return MISSING
        left -= exact(facts.get(item["measure"])) * exact(item["points_each"])
    return max(exact(rule["floor"]), left)


def deadline(rule, maximum, facts):
    done = facts.get(rule["date_measure"])
    if done is None:
        return exact(rule["missing_points"])
    if facts.get("year") is None:
        return MISSING
    due = rule["due"]
    due_on = datetime.date(facts.get("year") + due.get("year_offset", 0), due["month"], due["day"])
    days_late = (datetime.date.fromisoformat(done) - due_on).days
    if days_late <= 0:
        return exact(rule["on_time_points"])
    for late in rule.get("late", []):
        if days_late <= late["max_days_late"]:
            return exact(late["points"])
    return exact(rule["later_points"])


def survey(rule, maximum, facts):
    if rule["measure"] in facts.not_held and facts.get(rule["measure"]) is None:
        return {"renormalise_total": NOT_APPLICABLE, "zero": Fraction(0), "full": maximum}.get(
            rule.get("not_conducted"), MISSING)
    if facts.get(rule["measure"]) is None:
        return MISSING
    return min(maximum, exact(facts.get(rule["measure"])) / exact(rule["full_percent"]) * maximum)


RULES = {
    "all_or_nothing": all_or_nothing,
    "checklist": checklist,
    "bands": of_percentage(in_bands),
    "bands_with_formula": of_percentage(in_bands),
    "proportional": of_percentage(lambda rule, maximum, share: min(maximum, share / 100 * maximum)),
    "proportional_to_target": of_percentage(
        lambda rule, maximum, share: min(maximum, share * maximum / exact(rule["target_percent"]))),
    "proportional_with_floor": of_percentage(with_floor),
    "linear_between": of_percentage(between),
    "step_increment": step_increment,
    "count_threshold": count_threshold,
    "deduction": deduction,
    "deadline": deadline,
    "survey": survey,
    "first_match": first_match,
    "tracking_only": lambda rule, maximum, facts: Fraction(0),
}


def points_of(rule, maximum, facts):
    return RULES[rule["type"]](rule, maximum, facts)


def leaf_points(leaf, facts, decimals):
    """(state, points) of one criterion, rounded once."""
    rule, maximum = leaf["rule"], exact(leaf["max_points"])
    if rule["type"] == "manual":
        value = facts.manual.get(leaf["code"])
        result = MISSING if value is None else exact(value)
    elif rule["type"] == "import_index":
        value = facts.imported.get(rule["set"])
        result = MISSING if value is None else min(maximum, exact(value) / exact(rule["of"]) * maximum)
    else:
        result = points_of(rule, maximum, facts)
    if isinstance(result, str):
        return result, None
    return "scored", round_half_up(result, decimals)


def leaves_of(criteria_set):
    """(leaf, index of its field), in the order of the set."""
    def walk(node, field):
        if node.get("components"):
            for part in node["components"]:
                yield from walk(part, field)
        elif node.get("rule"):
            yield node, field
    for field, content in enumerate(criteria_set["fields"]):
        for node in content["criteria"]:
            yield from walk(node, field)


def score(criteria_set, document):
    """Leaves by code, sums of fields, earned, applicable, index, total; None where not known."""
    rounding = criteria_set.get("rounding", {})
    decimals = rounding.get("criterion_decimals", 2)
    group_decimals = rounding.get("group_decimals", decimals)
    facts = Facts(document)
    if "year" in criteria_set:
        facts.values = {"year": criteria_set["year"], **facts.values}
    leaves, groups = {}, [Fraction(0)] * len(criteria_set["fields"])
    applicable, complete = exact(criteria_set["total"]), True
    for leaf, field in leaves_of(criteria_set):
        state, points = leaf_points(leaf, facts, decimals)
        leaves[leaf["code"]] = (state, points)
        if state == "scored":
            groups[field] += points
        elif state == NOT_APPLICABLE:
            applicable -= exact(leaf["max_points"])
        else:
            complete = False
    groups = [round_half_up(points, group_decimals) for points in groups]
    earned = sum(groups, Fraction(0))
    result = {"leaves": leaves, "groups": groups, "earned": earned, "applicable": applicable, "index": None, "total": None}
    if not complete or applicable <= 0:
        return result
    total_decimals = rounding.get("total_decimals", group_decimals)
    result["index"] = round_half_up(earned / applicable * 100, total_decimals)
    extra = criteria_set.get("bonus_penalty", {})
    amounts = {}
    for kind in ("bonus", "penalty"):
        amount = sum((exact(facts.get(item["per"]["measure"]) or 0) * exact(item["per"]["points_each"])
                      for item in extra.get(kind, [])), Fraction(0))
        cap = extra.get(f"{kind}_cap")
        amounts[kind] = round_half_up(amount if cap is None else min(amount, exact(cap)), decimals)
    renormalised = criteria_set.get("not_applicable", {}).get("policy") == "renormalise"
    total = (result["index"] if renormalised else earned) + amounts["bonus"] - amounts["penalty"]
    if extra.get("total_cap") is not None:
        total = min(total, exact(extra["total_cap"]))
    if extra.get("total_floor") is not None:
        total = max(total, exact(extra["total_floor"]))
    result["total"] = round_half_up(total, total_decimals)
    return result
