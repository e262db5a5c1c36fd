"""The legal clock a second time, minute by minute, from the articles; shares nothing with the program.

Each minute of the walk is asked on its own whether it counts. Readings that the acts leave open are those
of src/law/README.md.
"""
import json
from datetime import date, datetime, timedelta
from pathlib import Path

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


class WorkingCalendar:
    """Labour Code 2019 art. 111-112 and the yearly notices, as sen.holidays/1 writes them."""

    def __init__(self, source):
        self.rest = set(source.get("weekly_rest", ["Sat", "Sun"]))
        self.off, self.on = set(), set()
        for entry in source["entries"]:
            if entry.get("status") == "pending_enactment":
                continue
            target = self.on if entry["type"] == "swapped_working_day" else self.off
            target.add(date.fromisoformat(entry["date"]))
        self.known = {}

    def works(self, day):
        if day not in self.known:
            self.known[day] = day in self.on or (WEEKDAYS[day.weekday()] not in self.rest and day not in self.off)
        return self.known[day]

    def next_working(self, day):
        day += DAY
        while not self.works(day):
            day += DAY
        return day

    def previous_working(self, day):
        day -= DAY
        while not self.works(day):
            day -= DAY
        return day


def shipped_calendar():
    root = Path(__file__).resolve().parents[2]
    return WorkingCalendar(json.loads((root / "packs/calendar/vn.json").read_text()))


def day_zero(calendar, start, cutoff):
    """Civil Code 2015 art. 147 with Decree 61/2018 art. 18.2: the day on which reception counts."""
    if not calendar.works(start.date()) or start > datetime.combine(start.date(), cutoff):
        return calendar.next_working(start.date())
    return start.date()


def inside_pause(day, pauses):
    """The last day that counts is before; the day of resumption is a new day 0."""
    return any(last < day <= resumed for last, resumed in pauses)


def due_by_days(calendar, case, start):
    zero = day_zero(calendar, start, case["cutoff"])
    if case["unit"] == "same_day":
        return zero, zero
    counted = 0
    moment = datetime.combine(zero + DAY, datetime.min.time())
    while True:
        today = moment.date()
        last_minute = moment.hour == 23 and moment.minute == 59
        # A day has been used up once its last minute has passed (Civil Code art. 148.1).
        if last_minute and not inside_pause(today, case["pauses"]):
            if case["unit"] == "calendar_day" or calendar.works(today):
                counted += 1
        if counted == case["limit"]:
            break
        moment += MINUTE
    due = moment.date()
    if not calendar.works(due):  # Civil Code art. 148.5
        due += DAY
        while not calendar.works(due) or inside_pause(due, case["pauses"]):
            due += DAY
    return zero, due


def due_by_hours(calendar, case, start):
    moment = start.replace(second=0, microsecond=0)
    left = case["limit"] * 60
    first = None
    stops = [(datetime.combine(last + DAY, datetime.min.time()), datetime.combine(resumed, datetime.min.time()))
             for last, resumed in case["pauses"]]
    stops = [(begin, end) for begin, end in stops if begin < end]
    while left:
        runs = not any(begin <= moment < end for begin, end in stops)
        if runs and case["unit"] == "working_hour":
            runs = calendar.works(moment.date()) and (8 <= moment.hour < 12 or 13 <= moment.hour < 17)
        if runs:
            left -= 1
            first = first or moment
        moment += MINUTE
    return first.date(), moment


def due(calendar, case):
    """{received_counts_on, due_on, due_at, apology_by} as the program prints them."""
    start = case["complete"] or case["received"]
    if case["unit"] in ("working_hour", "clock_hour"):
        zero, moment = due_by_hours(calendar, case, start)
        due_on, due_at = moment.date(), moment
    else:
        zero, due_on = due_by_days(calendar, case, start)
        due_at = datetime.combine(due_on, datetime.min.time()) + timedelta(hours=17)
    return {"received_counts_on": zero.isoformat(), "due_on": due_on.isoformat(),
            "due_at": due_at.isoformat(timespec="seconds") + "+07:00",
            "apology_by": calendar.previous_working(due_on).isoformat()}
