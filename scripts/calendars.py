#!/usr/bin/env python3
"""Write calendars/*.yaml from the pinned `holidays` package and calendars/overrides.yaml.

    pip install -r scripts/calendars.requirements.txt
    python3 scripts/calendars.py            # write the files
    python3 scripts/calendars.py --check    # exit 1 and name each file that differs

What it never does: guess. A span whose holidays no law has fixed is written as `not_yet_fixed`, a day that
somebody proclaims each year is marked `expected`, and hand-kept corrections carry their source.
School terms (calendars/*-school-terms.yaml) are kept by hand and are not touched.
"""

import argparse
import datetime as dt
import sys
from dataclasses import dataclass, field
from pathlib import Path

import holidays
import yaml

PACKAGE = "0.109"
FIRST, LAST = 2015, 2060
# The dates the Act sets end here; later dates will be set by Order in Council.
MATARIKI_FIXED_TO = 2052
ROOT = Path(__file__).resolve().parent.parent / "calendars"
OVERRIDES = "overrides.yaml"

NZ_LAW = "Holidays Act 2003; Te Kāhui o Matariki Public Holiday Act 2022"
ANNIVERSARY_LAW = "Holidays Act 2003; anniversary days by local custom"
UK_LAW = "Banking and Financial Dealings Act 1971, schedule 1; common law (Good Friday, Christmas Day); royal proclamations"
SH_LAW = "Public Holidays Ordinance 1945 (St Helena) and the public notices made under section 5"

# ISO 3166-2 code: title, and the subdivisions of the package whose anniversary day may be kept there. The first is
# the file without a suffix; each other one gives a file of its own.
NZ_REGIONS = {
    "AUK": ("Auckland – Tāmaki Makaurau", ["AUK"]),
    "BOP": ("Bay of Plenty – Toi Moana", ["AUK", "HKB"]),
    "CAN": ("Canterbury – Waitaha", ["CAN", "South Canterbury"]),
    "CIT": ("Chatham Islands – Wharekauri", ["CIT"]),
    "GIS": ("Gisborne – Te Tairāwhiti", ["AUK", "HKB"]),
    "HKB": ("Hawke's Bay – Te Matau-a-Māui", ["HKB"]),
    "MBH": ("Marlborough – Te Tauihu-o-te-waka", ["MBH"]),
    "MWT": ("Manawatū-Whanganui", ["WGN", "TKI"]),
    "NSN": ("Nelson – Whakatū", ["NSN"]),
    "NTL": ("Northland – Te Tai Tokerau", ["NTL"]),
    "OTA": ("Otago – Ōtākou", ["OTA"]),
    "STL": ("Southland – Murihiku", ["STL"]),
    "TAS": ("Tasman – Te Tai-o-Aorere", ["NSN"]),
    "TKI": ("Taranaki", ["TKI"]),
    "WGN": ("Wellington – Te Whanganui-a-Tara", ["WGN"]),
    "WKO": ("Waikato", ["AUK", "HKB"]),
    "WTC": ("West Coast – Te Tai Poutini", ["WTC"]),
}
SUFFIX = {"South Canterbury": "stc"}


@dataclass
class File:
    """One calendar as it will be written."""

    code: str
    title: str
    zone: str
    source: list
    days: dict  # date -> name
    extends: str = ""
    note: str = ""
    school_terms: str = ""
    expected: dict = field(default_factory=dict)  # date -> why
    not_yet_fixed: list = field(default_factory=list)  # (from, to, why)


def days_of(country, subdiv=None, categories=("public",)):
    found = holidays.country_holidays(
        country, subdiv=subdiv, years=range(FIRST, LAST + 1), categories=categories, language="en_GB" if country != "NZ" else None
    )
    return {d: " and ".join(found.get_list(d)) for d in sorted(found) if FIRST <= d.year <= LAST}


def beyond(base, wider, code):
    """The days of `wider` that `base` lacks; the base must be wholly inside it."""
    missing = [d for d in base if d not in wider]
    if missing:
        sys.exit(f"{code}: the wider calendar lacks {missing[0]} of its base")
    return {d: name for d, name in wider.items() if d not in base}


def new_zealand():
    nation = days_of("NZ")
    for day, name in nation.items():
        if name == "Matariki" and day.weekday() != 4:
            sys.exit(f"nz: Matariki on {day} is not a Friday")
    for year in range(2022, MATARIKI_FIXED_TO + 1):
        if sum(1 for d, n in nation.items() if d.year == year and "Matariki" in n) != 1:
            sys.exit(f"nz: {year} does not have one Matariki")
    unfixed = [
        (dt.date(y, 6, 1), dt.date(y, 7, 31), f"the law has not yet set the date of Matariki in {y}")
        for y in range(MATARIKI_FIXED_TO + 1, LAST + 1)
    ]
    yield File(
        code="nz",
        title="Aotearoa New Zealand (national days only)",
        zone="Pacific/Auckland",
        source=[f"holidays {PACKAGE} (PyPI), NZ", NZ_LAW],
        days=nation,
        school_terms="nz-school-terms",
        not_yet_fixed=unfixed,
    )
    for iso, (name, kept) in NZ_REGIONS.items():
        for subdiv in kept:
            extra = beyond(nation, days_of("NZ", subdiv), iso)
            names = sorted(set(extra.values()))
            if len(names) != 1:
                sys.exit(f"nz-{iso.lower()}: expected one anniversary day, found {names}")
            suffix = "" if subdiv == kept[0] else "-" + SUFFIX.get(subdiv, subdiv.lower())
            own = iso in kept or iso == "NTL"
            title, note = f"{name}", ""
            if len(kept) > 1 and suffix:
                title = f"{name}: districts that keep {names[0]}"
                note = f"Districts of this region differ; see also nz-{iso.lower()}. Ask the district council which day it keeps."
            elif not own:
                title = f"{name} (keeps {names[0]})"
                note = "The region has no anniversary day of its own and keeps a neighbour's."
            yield File(
                code=f"nz-{iso.lower()}{suffix}",
                title=title,
                zone="Pacific/Chatham" if iso == "CIT" else "Pacific/Auckland",
                source=[f"holidays {PACKAGE} (PyPI), NZ subdivision {subdiv}", ANNIVERSARY_LAW],
                days=extra,
                extends="nz",
                note=note,
            )


def britain():
    for code, title, subdiv in [("england", "England", "ENG"), ("wales", "Wales – Cymru", "WLS")]:
        yield File(
            code=code,
            title=title,
            zone="Europe/London",
            source=[f"holidays {PACKAGE} (PyPI), GB subdivision {subdiv}", UK_LAW],
            days=days_of("GB", subdiv),
            note="A bank holiday proclaimed once (a coronation, a jubilee) is known only when it is proclaimed.",
        )


def saint_helena():
    public = days_of("SH", "HL")
    both = days_of("SH", "HL", ("public", "government"))
    source = [f"holidays {PACKAGE} (PyPI), SH subdivision HL", SH_LAW]
    yield File(
        code="st-helena",
        title="St Helena (public holidays)",
        zone="Atlantic/St_Helena",
        source=source,
        days=public,
        note="The King's Birthday is proclaimed each year; later years hold the day expected by present practice.",
    )
    yield File(
        code="st-helena-government",
        title="St Helena (public and government holidays: government offices are closed)",
        zone="Atlantic/St_Helena",
        source=source,
        days=beyond(public, both, "st-helena-government"),
        extends="st-helena",
    )


def as_date(value, where):
    if not isinstance(value, dt.date):
        sys.exit(f"{OVERRIDES}: {where}: {value!r} is not a date")
    return value


def override(files, kept):
    by_code = {f.code: f for f in files}
    for number, entry in enumerate(kept.get("overrides") or [], 1):
        where = f"override {number}"
        target = by_code.get(entry.get("calendar"))
        if target is None:
            sys.exit(f"{OVERRIDES}: {where}: no calendar {entry.get('calendar')!r}")
        if not entry.get("source"):
            sys.exit(f"{OVERRIDES}: {where}: a source is needed")
        if "remove" in entry:
            day = as_date(entry["remove"], where)
            if target.days.pop(day, None) is None:
                sys.exit(f"{OVERRIDES}: {where}: {target.code} has no holiday on {day}")
        if "add" in entry:
            target.days[as_date(entry["add"], where)] = entry["name"]
        target.source.append(f"corrected: {entry['source']}")
    for number, entry in enumerate(kept.get("proclaimed_yearly") or [], 1):
        target = by_code[entry["calendar"]]
        for day, name in target.days.items():
            if entry["name"] in name and day.year > entry["proclaimed_to"]:
                target.expected[day] = entry["name"]


def text(value):
    """A YAML scalar that stays a string."""
    return value if value.replace(" ", "").replace("'", "").isalpha() else '"' + value.replace('"', '\\"') + '"'


def render(f, edition):
    out = ["# Written by scripts/calendars.py; corrections go into calendars/overrides.yaml.", f"calendar: {f.code}"]
    out += [f"title: {text(f.title)}", f'edition: "{edition}"', f"zone: {f.zone}"]
    if f.extends:
        out.append(f"extends: {f.extends}")
    else:
        out.append("weekend: [saturday, sunday]")
    out += ["source:"] + [f"  - {text(s)}" for s in dict.fromkeys(f.source)]
    if f.note:
        out.append(f"note: {text(f.note)}")
    out.append(f"years: {{from: {FIRST}, to: {LAST}}}")
    if f.school_terms:
        out.append(f"school_terms: {f.school_terms}")
    if f.not_yet_fixed:
        out.append("not_yet_fixed:")
        out += [f"  - {{from: {a}, to: {b}, why: {text(why)}}}" for a, b, why in f.not_yet_fixed]
    out.append("days:")
    for day in sorted(f.days):
        mark = ", expected: true" if day in f.expected else ""
        out.append(f"  - {{date: {day}, name: {text(f.days[day])}{mark}}}")
    return "\n".join(out) + "\n"


def main():
    parser = argparse.ArgumentParser(description="Write or check the calendars.")
    parser.add_argument("--check", action="store_true", help="compare with the committed files and write nothing")
    check = parser.parse_args().check
    if holidays.__version__ != PACKAGE:
        sys.exit(f"holidays {PACKAGE} is needed, found {holidays.__version__}")
    kept = yaml.safe_load((ROOT / OVERRIDES).read_text(encoding="utf-8"))
    files = [*new_zealand(), *britain(), *saint_helena()]
    override(files, kept)
    wanted = {f"{f.code}.yaml": render(f, kept["edition"]) for f in files}
    by_hand = {OVERRIDES} | {p.name for p in ROOT.glob("*-school-terms.yaml")}
    wrong = [f"calendars/{p.name} is not one the script writes" for p in sorted(ROOT.glob("*.yaml")) if p.name not in wanted.keys() | by_hand]
    for name, content in wanted.items():
        path = ROOT / name
        if check:
            if not path.exists():
                wrong.append(f"calendars/{name} is missing")
            elif path.read_text(encoding="utf-8") != content:
                wrong.append(f"calendars/{name} differs from what the script writes")
        else:
            path.write_text(content, encoding="utf-8")
    for problem in wrong:
        print(problem, file=sys.stderr)
    if not wrong:
        print(f"{len(wanted)} calendars {'agree' if check else 'written'}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
