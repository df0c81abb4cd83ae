"""The worked examples A, B, D, E and I, as the rows that somebody would import.

Everything here is a table of texts, as a CSV file holds it. `write_folder` puts such tables in a folder.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import count, cycle, islice
from pathlib import Path
from zoneinfo import ZoneInfo

type Row = dict[str, str]
type Table = list[Row]

ZONE = ZoneInfo("Europe/Amsterdam")
AS_OF_A = datetime(2025, 10, 8, tzinfo=ZONE)
AS_OF_I = datetime(2025, 9, 30, 12, tzinfo=ZONE)
MONTH_A = "2025-09"

CHANNELS = {
    "P": "phone",
    "E": "email",
    "C": "chat",
    "W": "whatsapp",
    "F": "webform",
    "S": "social",
    "L": "letter",
}
PATTERNS = {
    "R1": "P:730 E:110 C:50 L:10 PP:60 EP:30 CP:10 PPP:20 EPP:20 EEP:10",
    "R2": "P:230 E:80 C:190 W:90 S:10 PP:50 EP:60 CP:30 WP:20 SW:10 EEP:30 CWP:30",
    "R3": "P:180 E:30 C:20 W:30 S:20 PP:20 EP:20 SP:20 WP:20 CPE:10 CPW:10",
    "R4": "P:90 E:40 C:20 F:50 FP:40 EP:30 PP:10 CP:20 EEP:30 FEP:10 CEP:10",
    "R5": "P:115 E:75 C:130 F:180 FP:20 CP:15 CE:5 EE:10",
    "R6": "P:180 C:175 E:45 CP:20 CE:5",
    "R7": "P:90 C:75 E:20 W:45 CP:5 WP:5",
    "R8": "P:180 E:20 F:40 EP:10 FP:10",
}
MINUTES = {
    "R1": "P8 E10 C6 L20",
    "R2": "P6 E8 C4 W4 S6",
    "R3": "P8 E10 C6 W6 S8",
    "R4": "P12 E12 C8 F8",
    "R5": "P6 E6 C4 F2",
    "R6": "P10 C8 E10",
    "R7": "P4 C3 E4 W3",
    "R8": "P6 E8 F4",
}
FEES = {"P": "0.50", "E": "0.20", "C": "0.30", "W": "0.30", "F": "0.10", "S": "0.20", "L": "1.50"}
LABELS = {
    "R1": ("Onduidelijke factuur", "Unclear invoice"),
    "R2": ("Waar is mijn pakket", "Where is my parcel"),
    "R3": ("Bezorger niet gekomen", "Courier did not come"),
    "R4": ("Beschadigd of kwijt", "Damaged or lost"),
    "R5": ("Retour aanmelden", "Register a return"),
    "R6": ("Productadvies", "Product advice"),
    "R7": ("Bestelling of adres wijzigen", "Change order or address"),
    "R8": ("Betaling of identiteit bevestigen", "Confirm payment or identity"),
}
SIGNS = {"R1": "--", "R2": "+-", "R3": "--", "R4": "--", "R5": "+-", "R6": "++", "R7": "+-", "R8": "-+"}
FAILURE = ("R1", "R3", "R4")
TRANSFERS = {
    "R1": (850, 120, 20, 10),
    "R2": (420, 60, 20, 0),
    "R3": (250, 40, 10, 0),
    "R4": (180, 40, 20, 10),
    "R8": (150, 40, 10, 0),
}
LACKED = (("case_status", 120), ("customer_data", 60), ("product_info", 20), ("knowledge", 20))
ORDERS_A = 40_000

ORDERS_PRE = (
    "8600 8700 8750 8800 8900 8950 8900 8850 8800 8700 8650 8600 8400 8200 8000 7900 7850 8000 8300 8700 9000 9300 "
    "9350 9400 9250 9450"
)
TOPIC_PRE = "284 269 259 278 299 310 297 265 296 312 321 282 271 276 243 219 232 237 249 286 274 288 312 308 278 316"
CONTROL_PRE = "357 407 384 330 336 416 345 359 390 360 320 307 336 373 348 298 315 354 315 337 399 390 390 375 337 379"
ORDERS_POST = "9600 9700 9900 10300 11000 12000 14500 15800 14200 12600 9800 8900"
TOPIC_POST = "131 117 111 123 153 161 208 202 193 132 122 125"
CONTROL_POST = "390 379 325 396 466 444 608 706 530 543 390 307"
WASHOUT_B = {"orders": 9_500, "topic": 188, "control": 409}
FIRST_WEEK_B = date(2025, 4, 7)
FIX_DAY_B = date(2025, 10, 6)


def tables_a() -> dict[str, Table]:
    """Everything of example A by file name; what stands before the underscore is the kind of import."""
    contacts = contacts_a()
    return {
        "contacts": contacts,
        "orders": orders_a(contacts),
        "reasons": reasons_a(),
        "rates_fees": fees_a(),
        "rates_minutes": standard_minutes_a(),
        "problems": problems_a(),
        "budget": [{"month": MONTH_A, "cost_eur": "36000", "practical_minutes": "48000"}],
    }


def contacts_a() -> Table:
    """The 5,000 contacts of September 2025 and the 300 callers who gave up."""
    rows = [row for reason in PATTERNS for row in _contacts_of(reason)]
    _add_calls(rows)
    _add_means(rows)
    _add_surveys(rows)
    return rows + _abandoned_calls()


def orders_a(contacts: Table) -> Table:
    """40,000 orders placed in the month: one for each customer who made contact, the others for people who did not."""
    callers = {row["order"]: row["customer"] for row in contacts if row.get("order")}
    quiet = ((f"O-quiet-{n:05}", f"quiet-{n:05}") for n in count(1))
    placed = cycle(range(1, 31))
    return [
        {"order": order, "customer": customer, "placed_at": _moment(next(placed)), "carrier": "PakketSnel"}
        for order, customer in [*callers.items(), *islice(quiet, ORDERS_A - len(callers))]
    ]


def reasons_a() -> Table:
    return [
        {
            "reason": reason,
            "parent": "",
            "label_nl": LABELS[reason][0],
            "label_en": LABELS[reason][1],
            "demand": "failure" if reason in FAILURE else "value",
            "customer_sign": SIGNS[reason][0],
            "company_sign": SIGNS[reason][1],
        }
        for reason in PATTERNS
    ]


def problems_a() -> Table:
    partner = {"owner": "PakketSnel", "partner": "PakketSnel", "cost_centre": "P-700", "share": "1"}
    return [
        {
            "problem": "P1",
            "owner": "Facturatie",
            "title": "Regel servicekosten op factuur",
            "cost_centre": "F-310",
            "partner": "",
            "rule": "reason=R1",
            "share": "1",
        },
        {"problem": "P2", "title": "Tijdvak niet gehaald", "rule": "reason=R3", **partner},
        {"problem": "P3", "title": "Sorteerschade", "rule": "reason=R4&not_first_channel=webform", **partner},
    ]


def fees_a() -> Table:
    return [{"valid_from": "2025-01-01", "channel": CHANNELS[letter], "fee_eur": euro} for letter, euro in FEES.items()]


def standard_minutes_a() -> Table:
    return [
        {"valid_from": "2025-01-01", "reason": reason, "channel": CHANNELS[letter], "minutes": minutes}
        for reason in MINUTES
        for letter, minutes in _minutes_of(reason).items()
    ]


def effect_b() -> dict[str, list[int]]:
    """The weekly series of example B, as `wortel effect` reads them."""
    return {
        "orders_pre": _numbers(ORDERS_PRE),
        "topic_pre": _numbers(TOPIC_PRE),
        "control_pre": _numbers(CONTROL_PRE),
        "orders_post": _numbers(ORDERS_POST),
        "topic_post": _numbers(TOPIC_POST),
        "control_post": _numbers(CONTROL_POST),
    }


def contacts_b() -> Iterator[Row]:
    """The contacts of example B: P1 under reason R1, the untreated topics under R5 to R8 in turn."""
    control_reasons = cycle(("R5", "R6", "R7", "R8"))
    for kind, weeks in (("topic", _weeks_b("topic")), ("control", _weeks_b("control"))):
        for week, amount in enumerate(weeks):
            for n in range(amount):
                moment = _local(FIRST_WEEK_B + timedelta(days=7 * week + n % 7))
                yield {
                    "contact_id": f"B-{kind}-{week + 1:02}-{n:04}",
                    "customer": f"B-{kind}-{week + 1:02}-{n:04}",
                    "channel": "phone",
                    "direction": "in",
                    "started_at": moment,
                    "ended_at": moment,
                    "reason": "R1" if kind == "topic" else next(control_reasons),
                }


def orders_b() -> Iterator[Row]:
    """The 374,100 orders of example B, spread evenly over the days of each week."""
    for week, amount in enumerate(_weeks_b("orders")):
        for n in range(amount):
            yield {
                "order": f"B-{week + 1:02}-{n:05}",
                "customer": f"B-buyer-{n:05}",
                "placed_at": _local(FIRST_WEEK_B + timedelta(days=7 * week + n % 7)),
            }


def effect_d() -> dict[str, list[int]]:
    """Example D: twelve contacts in four weeks, then seven in four, with equal orders."""
    orders = [1_000] * 4
    return {
        "orders_pre": orders,
        "topic_pre": [3, 3, 3, 3],
        "control_pre": [],
        "orders_post": orders,
        "topic_post": [2, 2, 2, 1],
        "control_post": [],
    }


def counts_e() -> list[int]:
    """Example E: eight weeks of history, the guard week, and the seven days that are judged."""
    return [0, 1, 2, 1, 1, 0, 2] * 9 + [2, 3, 2, 4, 3, 5, 4]


def bursts_e(first: date = date(2025, 6, 30)) -> Table:
    """Example E as `wortel bursts` reads it; days without a contact are left out."""
    return [
        {"date": str(first + timedelta(days=day)), "topic": "late parcel", "count": str(amount)}
        for day, amount in enumerate(counts_e())
        if amount
    ]


def contacts_i() -> Table:
    """Example I: the borders of first contact resolution."""
    return [
        _contact_i("1", "K1", "invoice", "phone", (1, 10, 0)),
        _contact_i("2", "K1", "invoice", "email", (8, 10, 0)),
        _contact_i("3", "K1", "invoice", "chat", (15, 10, 1)),
        _contact_i("4", "K2", "invoice", "phone", (1, 10, 0)),
        _contact_i("5", "K2", "parcel", "phone", (2, 10, 0)),
        _contact_i("6", "K3", "parcel", "email", (3, 10, 0)),
        _contact_i("7", "K3b", "parcel", "phone", (4, 10, 0)),
        _contact_i("8", "K4", "parcel", "phone", (3, 10, 0)) | {"callback_promised": "1"},
        _contact_i("8-back", "K4", "parcel", "phone", (3, 15, 0)) | {"direction": "out"},
        _contact_i("9", "K5", "parcel", "phone", (28, 10, 0)),
        _contact_i("10", "K6", "return", "chat", (5, 10, 0)) | {"transfers": "1"},
        _contact_i("11", "K7", "", "phone", (6, 10, 0)) | {"spam": "1"},
    ]


def customers_i() -> Table:
    """Who is who in example I: K3b is K3 under another address."""
    rows = [{"customer": f"K{n}", "name": f"Klant {n}", "merged_into": ""} for n in range(1, 8)]
    return [*rows, {"customer": "K3b", "name": "Klant 3", "merged_into": "K3"}]


def write_folder(folder: Path, tables: Mapping[str, Iterable[Row]]) -> dict[str, Path]:
    """Write each table as NAME.csv; the columns are all that any of its rows has."""
    folder.mkdir(parents=True, exist_ok=True)
    return {name: _write_file(folder / f"{name}.csv", list(rows)) for name, rows in tables.items()}


def _write_file(path: Path, rows: Sequence[Row]) -> Path:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def _contacts_of(reason: str) -> Iterator[Row]:
    """One chain after another, in the order of the table."""
    minutes, singles, chains = _minutes_of(reason), count(), count()
    customer = count(1)
    for pattern, amount in (part.split(":") for part in PATTERNS[reason].split()):
        for _ in range(int(amount)):
            start = 1 + (next(singles) % 30 if len(pattern) == 1 else next(chains) % 24)
            name = f"{reason}-{next(customer):04}"
            for step, letter in enumerate(pattern):
                moment = _moment(start + 3 * step)
                yield {
                    "contact_id": f"{name}-{step + 1}",
                    "customer": name,
                    "order": f"O-{name}",
                    "channel": CHANNELS[letter],
                    "direction": "in",
                    "started_at": moment,
                    "ended_at": moment,
                    "reason": reason,
                    # Measured where the telephone and the chat say so; the standard minutes serve the others.
                    "minutes": minutes[letter] if letter in "PC" else "",
                    "partner": "PakketSnel" if reason in ("R3", "R4") else "",
                }


def _add_calls(rows: Table) -> None:
    """Example A4: how often each call was passed on, and how long callers waited."""
    calls = [row for row in rows if row["channel"] == "phone"]
    for n, row in enumerate(calls):
        row |= {"answered": "1", "wait_seconds": "20" if n < 2_160 else "160", "transfers": "0"}
    for reason, amounts in TRANSFERS.items():
        passed = [times for times, amount in zip((0, 1, 2, 6), amounts, strict=True) for _ in range(amount)]
        own = [row for row in calls if row["reason"] == reason]
        for row, times in zip(own, passed, strict=True):
            row["transfers"] = str(times)


def _abandoned_calls() -> Table:
    return [
        {
            "contact_id": f"gone-{n:03}",
            "customer": "",
            "channel": "phone",
            "direction": "in",
            "started_at": _moment(1 + n % 30),
            "ended_at": _moment(1 + n % 30),
            "answered": "0",
            "wait_seconds": "3" if n < 60 else "40",
        }
        for n in range(300)
    ]


def _add_means(rows: Table) -> None:
    """Example A7: which means colleagues lacked for R4."""
    lacked = [means for means, amount in LACKED for _ in range(amount)]
    for row, means in zip((row for row in rows if row["reason"] == "R4"), lacked, strict=False):
        row["lacked"] = means


def _add_surveys(rows: Table) -> None:
    """Example A5: 400 answers, of which 120 about R1 (96 satisfied); the others on reasons without a problem."""
    invoice = [row for row in rows if row["reason"] == "R1"][:120]
    others = [row for row in rows if row["reason"] in ("R2", "R5", "R6", "R7", "R8")][::9][:280]
    scores = {"R1": [4] * 46 + [5] * 50 + [1] * 4 + [2] * 8 + [3] * 12}
    scores["other"] = [4] * 94 + [5] * 110 + [1] * 16 + [2] * 22 + [3] * 38
    for group, answers in ((invoice, scores["R1"]), (others, scores["other"])):
        for row, score in zip(group, answers, strict=True):
            row["survey_csat"] = str(score)
    promoting = [9] * 80 + [10] * 80 + [7] * 70 + [8] * 70 + [0] * 20 + [4] * 40 + [6] * 40
    easy = [score for score, n in zip(range(1, 8), (10, 15, 25, 50, 100, 120, 80), strict=True) for _ in range(n)]
    for row, nps, ces in zip([*invoice, *others], promoting, easy, strict=True):
        row |= {"survey_nps": str(nps), "survey_ces": str(ces)}


def _contact_i(key: str, customer: str, reason: str, channel: str, at: tuple[int, int, int]) -> Row:
    day, hour, minute = at
    moment = datetime(2025, 9, day, hour, minute, tzinfo=ZONE).isoformat()
    return {
        "contact_id": f"I-{key}",
        "customer": customer,
        "reason": reason,
        "channel": channel,
        "direction": "in",
        "started_at": moment,
        "ended_at": moment,
    }


def _weeks_b(name: str) -> list[int]:
    series = effect_b()
    return [*series[f"{name}_pre"], WASHOUT_B[name], *series[f"{name}_post"]]


def _minutes_of(reason: str) -> dict[str, str]:
    return {part[0]: part[1:] for part in MINUTES[reason].split()}


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split()]


def _moment(day: int) -> str:
    return _local(date(2025, 9, day))


def _local(day: date) -> str:
    """Ten o'clock in the shop's own time."""
    return datetime(day.year, day.month, day.day, 10, tzinfo=ZONE).isoformat()
