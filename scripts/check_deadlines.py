"""Compares api/src/platform/calendar/golden.md with a count over an independent calendar, minute by minute; exit status 1 on a difference.

    python3 -m venv /tmp/calendar && /tmp/calendar/bin/pip install chinesecalendar
    /tmp/calendar/bin/python scripts/check_deadlines.py
"""

import datetime
import pathlib
import re
import sys

import chinese_calendar

MINUTE = datetime.timedelta(minutes=1)
DAY = datetime.timedelta(days=1)


def at(text):
    return datetime.datetime.fromisoformat(text.strip())


def is_open(moment):
    time = (moment.hour, moment.minute)
    hours = (8, 30) <= time < (12, 0) or (14, 0) <= time < (17, 30)
    return hours and chinese_calendar.is_workday(moment.date())


def walk(moment, minutes):
    """The end of so many open minutes from here."""
    while minutes > 0:
        minutes -= is_open(moment)
        moment += MINUTE
    return moment


def open_minutes(start, end):
    total = 0
    while start < end:
        total += is_open(start)
        start += MINUTE
    return total


def first_open(moment):
    while not is_open(moment):
        moment += MINUTE
    return moment


def deadline(start, span, pauses):
    number, unit = re.fullmatch(r"(\d+)([a-z]+)", span).groups()
    number = int(number)
    if unit in ("m", "h", "d"):
        due = start + datetime.timedelta(minutes=number * {"m": 1, "h": 60, "d": 1440}[unit])
    elif unit in ("wm", "wh"):
        due = walk(start, number * {"wm": 1, "wh": 60}[unit])
    else:
        due = first_open(start)
        while number > 0:
            due += DAY
            number -= chinese_calendar.is_workday(due.date())
    for begin, end in pauses:
        if begin < due:
            due = due + (end - begin) if unit in ("m", "h", "d") else walk(due, open_minutes(begin, end))
    return due


table = pathlib.Path(__file__).parent.parent / "api" / "src" / "platform" / "calendar" / "golden.md"
rows = [line.strip("|").split("|") for line in table.read_text().splitlines() if line.startswith("| 20")]
wrong = 0
for start, span, pauses, due, why in rows:
    stretches = re.findall(r"(\d{4}-\d\d-\d\d \d\d:\d\d)\.\.(\d{4}-\d\d-\d\d \d\d:\d\d)", pauses)
    found = deadline(at(start), span.strip(), [(at(a), at(b)) for a, b in stretches])
    if found != at(due):
        wrong += 1
        print(f"{start} + {span}: the table says {due}, the count {found:%Y-%m-%d %H:%M} ({why.strip()})")
print(f"{len(rows)} deadlines, {wrong} differences")
sys.exit(1 if wrong or len(rows) != 50 else 0)
