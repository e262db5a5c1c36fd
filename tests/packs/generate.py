"""Random criteria sets of one rule kind each, and random facts for them: zero, missing, both edges."""
import datetime
import random

POINTS = [0.25, 0.5, 1, 1.5, 2, 2.75, 3, 4, 6, 7.35, 20]
EMPTY = ["zero", "full", "not_applicable", "prior_year_share", "unspecified"]


class Maker:
    """Collects the measures that its rules declare."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.measures = []
        self.edges = {}  # measure -> values at which a rule changes
        self.shares = []  # (numerator, taken off or None, denominator, percentages, capped)
        self.surveys = []
        self.manual = {}
        self.imported = {}

    def measure(self, kind, edges=()):
        name = f"m{len(self.measures)}"
        self.measures.append({"id": name, "label_vi": f"Số {len(self.measures)}", "type": kind})
        self.edges[name] = list(edges)
        return name

    def share(self, percents, **rule):
        done, asked = self.measure("count"), self.measure("count")
        off = self.measure("count") if self.random.random() < 0.2 else None
        rule["numerator"] = {"sum": [done], **({"minus": [off]} if off else {})}
        rule["denominator"] = {"sum": [asked]}
        if self.random.random() < 0.9:
            rule["zero_denominator"] = self.random.choice(EMPTY)
        if self.random.random() < 0.3:
            rule["cap"] = True
        if self.random.random() < 0.1:
            rule["missing_facts"] = "full"
        self.shares.append((done, off, asked, percents, rule.get("cap", False)))
        return rule

    def condition(self):
        clauses = []
        for _ in range(self.random.choice([1, 1, 2])):
            kind = self.random.choice(["count", "percent", "bool", "date"])
            if kind == "bool":
                clauses.append({"measure": self.measure("bool"), "op": self.random.choice(["==", "!="]),
                                "value": self.random.random() < 0.5})
                continue
            op = self.random.choice(["==", "!=", ">=", ">", "<=", "<"])
            value = {"count": self.random.randint(0, 5), "percent": self.random.choice([95, 98.5, 100]),
                     "date": f"2026-0{self.random.randint(1, 9)}-15"}[kind]
            clauses.append({"measure": self.measure(kind, [value]), "op": op, "value": value})
        return {self.random.choice(["all", "any"]): clauses}

    def rule(self, kind, maximum, code):
        r = self.random
        if kind == "proportional":
            return self.share([100], type=kind)
        if kind == "proportional_to_target":
            target = r.choice([50, 80, 90, 92.5, 95, 100])
            return self.share([target], type=kind, target_percent=target)
        if kind == "proportional_with_floor":
            floor, full = r.choice([(70, 100), (80, 95), (90, 100), (33.3, 66.7)])
            return self.share([floor, full], type=kind, floor_percent=floor, full_percent=full,
                              below_floor_points=r.choice([0, 0, 0.1]))
        if kind == "linear_between":
            low, full = r.choice([(95, 100), (70, 100), (0, 100), (97.5, 99.9)])
            return self.share([low, full], type=kind, from_percent=low, full_percent=full)
        if kind in ("bands", "bands_with_formula"):
            low, high = sorted(r.sample([50, 60, 70, 80, 95, 98, 99.5, 100], 2))
            bands = [{"min": high, "points": maximum},
                     {"min": low, "max_exclusive": high, "points": round(maximum / 2, 2)},
                     {"min": 0, "max_exclusive": low, "points": 0}]
            if kind == "bands_with_formula":
                bands[1] = {"min": low, "max_exclusive": high, "scale_to_target_percent": high}
            r.shuffle(bands)
            return self.share([low, high], type=kind, bands=bands)
        if kind == "count_threshold":
            counts = r.sample(range(1, 60), 3)
            points = sorted([round(maximum / 3, 2), round(maximum / 2, 2), maximum])
            steps = [{"at_least": count, "points": value} for count, value in zip(sorted(counts), points)]
            r.shuffle(steps)
            return {"type": kind, "measure": self.measure("count", counts), "steps": steps}
        if kind == "deduction":
            each = [r.choice([0.1, 0.25, 0.5, 1]) for _ in range(r.randint(1, 3))]
            return {"type": kind, "start": maximum, "floor": r.choice([0, 0, -0.25]),
                    "per": [{"measure": self.measure("count"), "points_each": value} for value in each]}
        if kind == "deadline":
            due = {"month": r.randint(1, 12), "day": r.randint(1, 28), "year_offset": r.choice([0, 0, 1, -1])}
            days = [5, 10, 30]
            day = datetime.date(2026 + due["year_offset"], due["month"], due["day"])
            edges = [(day + datetime.timedelta(days=n)).isoformat() for n in (-1, 0, 1, 5, 6, 10, 11, 30, 31, 400)]
            return {"type": kind, "date_measure": self.measure("date", edges), "due": due, "on_time_points": maximum,
                    "late": [{"max_days_late": n, "points": round(maximum * part, 2)} for n, part in zip(days, (0.75, 0.5, 0.25))],
                    "later_points": 0, "missing_points": r.choice([0, -0.5])}
        if kind == "survey":
            full = r.choice([80, 95, 100])
            measure = self.measure("percent", [full, 100])
            self.surveys.append(measure)
            return {"type": kind, "measure": measure, "conversion": "proportional", "full_percent": full,
                    "not_conducted": r.choice(["renormalise_total", "zero", "full", "missing"])}
        if kind == "step_increment":
            base, step, each = r.choice([(30, 5, 0.5), (4.5, 1, 1), (16000, 1000, 0.5), (0, 0.5, 0.25)])
            above = r.random() < 0.7 or base == 0
            base_points = round(maximum / 4, 2)
            if not above:  # as many points as the base can give
                step = base
                each = maximum - base_points
            edges = [base, base + step, base + 2 * step, base * 0.75]
            rule = {"type": kind, "measure": self.measure("number", edges), "base": base, "base_points": base_points,
                    "step": step, "points_per_step": round(each, 4), "cap": maximum,
                    "direction": "above" if above else "below", "partial_steps": r.choice(["proportional", "floor"])}
            if above and r.random() < 0.3:
                rule["modifier"] = {"when": {"measure": self.measure("bool"), "op": "==", "value": True}, "base_factor": 0.75}
            return rule
        if kind == "all_or_nothing":
            return {"type": kind, "points": maximum, "when": self.condition()}
        if kind == "checklist":
            part = round(maximum / 4, 2)
            return {"type": kind, "items": [{"points": part, "when": self.condition()},
                                            {"points": round(maximum - part, 2), "when": self.condition()}]}
        if kind == "first_match":
            inner = self.rule(r.choice(["step_increment", "bands", "proportional_to_target", "count_threshold"]), maximum, code)
            return {"type": kind, "cases": [{"when": self.condition(), "points": r.choice([0, maximum])},
                                            {"when": self.condition(), "points": round(maximum / 2, 2)}, {"otherwise": inner}]}
        if kind == "manual":
            self.manual[code] = (maximum, maximum / 4)
            return {"type": kind, "min": 0, "max": maximum, "step": maximum / 4}
        if kind == "import_index":
            of = r.choice([100, 10, 1000])
            self.imported[f"set-{code}"] = of
            return {"type": kind, "set": f"set-{code}", "value": "total", "of": of}
        assert kind == "tracking_only"
        return {"type": kind, "value": {"measure": self.measure("days")}}

    # ---- facts ----

    def some_total(self, percents):
        r = self.random
        if r.random() < 0.15:
            return 0
        return r.choice([1, 3, 7, 100, 200, 1000, r.randint(1, 20), r.randint(1, 100000), 10**9 + 7])

    def share_facts(self, facts):
        for done, off, asked, percents, capped in self.shares:
            r = self.random
            total = self.some_total(percents)
            near = int(total * r.choice(percents) / 100)
            count = r.choice([0, total, near, near + 1, max(0, near - 1), r.randint(0, total)])
            if not capped or r.random() < 0.7:
                count = min(count, total)
            facts[asked] = total
            facts[done] = count
            if off:
                facts[off] = r.choice([0, count, r.randint(0, max(count, 0))])

    def some_value(self, measure):
        r, kind, edges = self.random, measure["type"], self.edges[measure["id"]]
        if kind == "bool":
            return r.random() < 0.5
        if kind == "date":
            return r.choice(edges) if edges else f"2026-{r.randint(1, 12):02d}-{r.randint(1, 28):02d}"
        if edges and r.random() < 0.6:
            edge = r.choice(edges)
            fine = 1 if kind == "count" else 0.01
            value = round(edge + r.choice([-fine, 0, fine]), 6)
            value = value if kind == "number" else max(0, value)
            return min(value, 100) if measure["id"] in self.surveys else value
        if kind == "percent":
            return round(r.uniform(0, 100), r.choice([0, 2, 7]))
        if kind == "number":
            return round(r.uniform(0, 60000), r.choice([0, 3]))
        return r.choice([0, 1, 2, r.randint(0, 100)])

    def facts(self):
        r = self.random
        facts = {"year": 2026}
        for measure in self.measures:
            facts[measure["id"]] = self.some_value(measure)
        self.share_facts(facts)
        missing = r.choice([0, 0, 0.1, 0.5])
        for measure in self.measures:
            if r.random() < missing:
                if r.random() < 0.5:
                    facts.pop(measure["id"], None)
                else:
                    facts[measure["id"]] = None
        document = {"facts": facts, "manual_points": {}, "imported_index": {}}
        document["not_held"] = [m for m in self.surveys if facts.get(m) is None and r.random() < 0.5]
        for code, (maximum, step) in self.manual.items():
            if r.random() > missing:
                document["manual_points"][code] = round(step * r.randint(0, 4), 4)
        for name, of in self.imported.items():
            if r.random() > missing:
                document["imported_index"][name] = r.choice([0, of, round(r.uniform(0, of), 2)])
        return document


def make_set(kind, seed, leaves=4):
    maker = Maker(seed)
    criteria, total = [], 0
    for number in range(leaves):
        maximum = 0 if kind == "tracking_only" else maker.random.choice(POINTS)
        code = f"1.{number + 1}"
        criteria.append({"code": code, "name_vi": f"Tiêu chí {code}", "max_points": maximum,
                         "rule": maker.rule(kind, maximum, code)})
        total = round(total + maximum, 4)
    content = {"schema": "sen.criteria-set/1", "id": f"random-{kind}-{seed}", "status": "SYNTHETIC",
               "title_vi": "Bộ ngẫu nhiên", "total": total,
               "rounding": {"criterion_decimals": 2, "group_decimals": maker.random.choice([1, 2]), "total_decimals": 2},
               "not_applicable": {"policy": maker.random.choice(["renormalise", "none"])},
               "measures": maker.measures,
               "fields": [{"code": "1", "name_vi": "Lĩnh vực", "max_points": total, "criteria": criteria}]}
    return content, maker
