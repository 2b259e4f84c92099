"""Compares api/data/calendar/*.toml day by day with two independent packages; exit status 1 on any difference.

    python3 -m venv /tmp/calendar && /tmp/calendar/bin/pip install chinesecalendar holidays
    /tmp/calendar/bin/python scripts/check_calendar.py
"""

import datetime
import pathlib
import sys
import tomllib

import chinese_calendar
import holidays

ONE_DAY = datetime.timedelta(days=1)


def days(first, last):
    while first <= last:
        yield first
        first += ONE_DAY


def differences(path):
    data = tomllib.loads(path.read_text())
    if data["status"] != "published":
        print(f"{path.name}: provisional, not compared")
        return 0
    date = datetime.date.fromisoformat
    free = {d for h in data["holidays"] for d in days(date(h["from"]), date(h["to"]))}
    made_up = {date(d) for d in data["working"]}
    other = holidays.China(years=data["year"])
    wrong = 0
    for day in days(datetime.date(data["year"], 1, 1), datetime.date(data["year"], 12, 31)):
        ours = day not in free and (day.weekday() < 5 or day in made_up)
        theirs = (chinese_calendar.is_workday(day), other.is_working_day(day))
        if theirs != (ours, ours):
            wrong += 1
            print(f"{day}: we say {ours}, chinesecalendar {theirs[0]}, holidays {theirs[1]}")
    print(f"{path.name}: {wrong} differences")
    return wrong


FOLDER = pathlib.Path(__file__).parent.parent / "api" / "data" / "calendar"
sys.exit(1 if sum(differences(p) for p in sorted(FOLDER.glob("*.toml"))) else 0)
