"""Random cases through `sen due --batch` and through the oracle: every answer must be the same."""
import json
import os
import random
import subprocess
import sys
import tempfile
from datetime import datetime, time, timedelta
from multiprocessing import Pool
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import oracle  # noqa: E402

FIRST = datetime(2023, 1, 1)
DAYS = 1790  # through November 2027, so that limits end within the calendar's years or just after
NEAR = [datetime(2024, 2, 7), datetime(2025, 1, 24), datetime(2026, 2, 13), datetime(2027, 2, 4),  # Tết
        datetime(2024, 4, 26), datetime(2025, 4, 25), datetime(2026, 1, 1), datetime(2026, 8, 21)]  # swaps
UNITS = ["working_day", "calendar_day", "working_hour", "clock_hour", "same_day"]


def random_case(chance):
    start = chance.choice(NEAR) if chance.random() < 0.4 else FIRST + timedelta(days=chance.randrange(DAYS))
    start += timedelta(days=chance.randrange(-3, 4))
    minute = chance.choice([0, 479, 480, 719, 720, 779, 780, 899, 900, 901, 1019, 1020, 1021, chance.randrange(1440)])
    received = start + timedelta(minutes=minute, seconds=chance.choice([0, 0, 0, 1, 30, 59]))
    unit = chance.choice(UNITS)
    limit = {"same_day": chance.randrange(2), "working_hour": chance.randrange(1, 25),
             "clock_hour": chance.randrange(1, 73)}.get(unit, chance.randrange(1, 31))
    pauses = []
    day = received.date()
    for _ in range(chance.choice([0, 0, 1, 1, 2])):
        last = day + timedelta(days=chance.randrange(0, 9))
        resumed = last + timedelta(days=chance.randrange(0, 12))
        pauses.append((last, resumed))
        day = resumed
    complete = None
    if chance.random() < 0.2:
        complete = received + timedelta(minutes=chance.randrange(0, 20 * 1440))
    return {"received": received, "limit": limit, "unit": unit, "pauses": pauses, "complete": complete,
            "cutoff": chance.choice([time(15, 0), time(15, 0), time(17, 0), time(11, 30)])}


def line_of(case):
    line = {"received": case["received"].isoformat(), "limit": case["limit"], "unit": case["unit"],
            "cutoff": case["cutoff"].strftime("%H:%M"), "pauses": [f"{a}/{b}" for a, b in case["pauses"]]}
    if case["complete"]:
        line["complete"] = case["complete"].isoformat()
    return json.dumps(line)


def compare_chunk(task):
    """(cases, [(unit, difference)]): one chunk of cases with a seed of its own."""
    seed, count = task
    chance = random.Random(seed)
    calendar = oracle.shipped_calendar()
    cases = [random_case(chance) for _ in range(count)]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as batch:
        batch.write("\n".join(map(line_of, cases)) + "\n")
        batch.flush()
        run = subprocess.run([os.environ["SEN_BINARY"], "due", "--batch", batch.name], capture_output=True, text=True)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    if run.returncode != 0 or len(answers) != count:
        return count, [("batch", f"seed {seed}: exit {run.returncode}, {len(answers)} answers: {run.stderr}")]
    differences = []
    for case, answer in zip(cases, answers):
        wanted = oracle.due(calendar, case)
        got = {name: answer[name] for name in wanted}
        if got != wanted:
            differences.append((case["unit"], f"{line_of(case)}\n  sen    {got}\n  oracle {wanted}"))
        counting = sum(step["counts"] for step in answer["steps"])
        if case["unit"] in ("working_day", "calendar_day") and counting != case["limit"]:
            differences.append((case["unit"], f"{line_of(case)}: {counting} days count"))
    return count, differences


def compare(total, chunk=500, seed=20261125):
    """(cases, [(unit, difference)]); prints the first differences."""
    tasks = [(seed + index, min(chunk, total - index * chunk)) for index in range((total + chunk - 1) // chunk)]
    done, differences = 0, []
    with Pool(2) as pool:
        for count, found in pool.imap_unordered(compare_chunk, tasks):
            done += count
            differences += found
            if total > 100_000 and done % 50_000 == 0:
                print(f"{done} cases, {len(differences)} differences", flush=True)
    for unit, difference in differences[:20]:
        print(unit, difference)
    return done, differences
