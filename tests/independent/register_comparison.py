"""Holds one history against the program: every refusal, every state, the export, and what `verify` says of a changed byte."""

import json
import random
import sqlite3
from dataclasses import replace
from datetime import date

from register_history import file_of, legal_only, write
from register_keys import KEYS, repeat_of
from register_program import Program, Refused
from register_times import midnight, read_moment, written

STATES_ASKED = 8


def difference(history, lintel, data, folder, thorough=True):
    """The first difference as a text; None if there is none."""
    lived = write(history)
    kept = write(legal_only(history, lived.written))
    rng = random.Random(f"{history.seed} asked")
    program = Program(lintel, data, history.folder, folder / "first")
    try:
        program.start()
        return first_of(
            refusals_differ(program, lived, kept, rng),
            lambda: states_differ(program, kept.log, rng),
            lambda: export_differs(program, kept.log, rng),
            lambda: verify_differs(program, 0),
            lambda: again_differs(program, kept.log, rng, folder) if thorough else None,
            lambda: changed_byte_unseen(program, rng) if thorough and rng.random() < 0.25 else None)
    except Refused as refusal:
        return str(refusal)


def first_of(found, *others):
    for other in others:
        if found:
            return found
        found = other()
    return found


# ----------------------------------------------------------------------------------------------------------- refusals

def refusals_differ(program, lived, kept, rng):
    """The whole file, then (as nothing of it may have been recorded) its legal lines alone."""
    expected = [one for one in lived.written if not one.verdict.legal]
    text = file_of(lived.written)
    if rng.random() < 0.1:  # "a byte-order mark, CRLF … are accepted"
        text = "\ufeff" + text.replace("\n", "\r\n")
    answer = program.imported(text, 3 if expected else 0)
    if not expected:
        return None
    found = answer.get("issues", [])
    for one, issue in zip(expected, found):
        differs = refusal_differs(one, issue)
        if differs:
            return differs
    if len(found) != len(expected):
        odd = expected[len(found)].text if len(found) < len(expected) else found[len(expected)]
        return f"issues: {len(expected)} expected, {len(found)} found; the first that stands alone: {odd}"
    if kept.written:
        program.imported(file_of(kept.written), 0, "legal.jsonl")
    return None


def refusal_differs(one, issue):
    want = {"line": one.number, "why": sorted(one.verdict.whys), "names": one.verdict.names}
    same = issue.get("line") == one.number and issue.get("why") in one.verdict.whys and issue.get("names") == one.verdict.names
    if one.event in KEYS:
        same = same and issue.get("event") == one.event
    return None if same else f"line {one.number}: {one.text}\n  by the contract: {want}\n  by the program:  {issue}"


# ------------------------------------------------------------------------------------------------------------- states

def moments(log):
    """Everything at which something may change: what happened, what lapses, midnights and the days of `from`."""
    found = set()
    for event in log.events:
        found |= {event.at, event.recorded_at}
        if "until" in event.body:
            found.add(event.until)
        if event.kind == "estate_recorded":
            found |= {midnight_of(row["from"]) for row in event.body["units"] if "from" in row}
    units = log.world(log.events[-1].recorded_at).units.values()
    found |= {ending for unit in units for ending, _ in unit.ends_by_itself()}
    return sorted(found)


def midnight_of(day):
    return midnight(date.fromisoformat(day))


def states_differ(program, log, rng, asked=STATES_ASKED):
    if not log.events:
        return None
    ats = moments(log)
    known = [event.recorded_at for event in log.events]
    for number in range(asked):
        at = rng.choice(ats) + rng.choice([0, 0, 0, -1, 1, rng.randint(-100000, 100000)])
        known_at = rng.choice(known) + rng.choice([0, 0, 1, 3600]) if log.now is None and rng.random() < 0.5 else None
        if number == 0:
            at, known_at = max(ats) + 1, None
        elif known_at is not None and rng.random() < 0.15:
            at = known_at
        found = state_differs(program, log, at, known_at)
        if found:
            return found
    return None


def state_differs(program, log, at, known_at):
    """"without `--at`: `--as-known-at`"."""
    text, known_text = written(at), None if known_at is None else written(known_at)
    found, want = program.state(None if text == known_text else text, known_text), log.state(at, known_at)
    where = f"state --at {text}" + (f" --as-known-at {known_text}" if known_text else "")
    if found.get("at") != text:
        return f"{where}: `at` is {found.get('at')}"
    for what in ("units", "referrals"):
        ours, theirs = [plain(row) for row in want[what]], [plain(row) for row in found.get(what, [])]
        for our, their in zip(ours, theirs):
            if our != their:
                return f"{where}\n  by the contract: {our}\n  by the program:  {their}"
        if len(ours) != len(theirs):
            return f"{where}: {what}\n  by the contract: {ours}\n  by the program:  {theirs}"
    return None


def plain(row):
    """Without what is null: "`referral` only where it belongs to one"."""
    return {key: value for key, value in row.items() if value is not None
            and key in ("unit", "state", "since", "until", "referral", "void_since", "reference")}


# ------------------------------------------------------------------------------------------------------------- export

def export_differs(program, log, rng):
    """"the file form (`export`, `import`) is one a line, in order": the same events come back."""
    gone = erased_references(log)
    known_at = rng.choice(log.events).recorded_at if log.events and log.now is None and rng.random() < 0.3 else None
    theirs = [json.loads(line) for line in program.exported(known_at and written(known_at)).splitlines() if line.strip()]
    ours = [{**event.body, "seq": number} for number, event in enumerate(log.events)
            if known_at is None or event.recorded_at <= known_at]
    for our, their in zip(ours, theirs):
        if comparable(our, gone, our) != comparable(their, gone, our):
            return f"export\n  recorded: {comparable(our, gone, our)}\n  exported: {comparable(their, gone, our)}"
    if len(ours) != len(theirs):
        return f"export: {len(ours)} events recorded, {len(theirs)} exported"
    return None


def erased_references(log):
    """Every reference of an erased household, also of referrals that stand no longer."""
    gone = {event.body["referral"] for event in log.events if event.kind == "erased"}
    for _ in log.events:
        for event in log.events:
            joined = {event.body.get("referral"), repeat_of(event.body["form"]) if "form" in event.body else None} - {None}
            gone |= joined if joined & gone else set()
    return gone


def comparable(body, gone, ours):
    """Times as moments, what is missing as what it means; of an erased household only what has to stay."""
    if ours["event"] == "estate_recorded" and "at" not in ours:
        return {"event": "estate_recorded", "seq": body.get("seq")}
    kept = {key: as_moment(key, value) for key, value in body.items() if value is not None and value is not False}
    for key in ("request", "by", "recorded_at"):
        if key not in ours:
            kept.pop(key, None)
    if ours.get("referral") in gone:
        kept = {key: value for key, value in kept.items() if key in (
            "event", "seq", "at", "recorded_at", "referral", "unit", "until", "corrects", "because", "why", "of", "where", "on")}
    return kept


def as_moment(key, value):
    moment = read_moment(value) if key in ("at", "recorded_at", "until") else None
    return value if moment is None else moment


def again_differs(program, log, rng, folder):
    """An export that is imported into an empty register gives the same states."""
    if not log.events:
        return None
    second = Program(program.command[0], program.command[2], program.estate, folder / "second")
    second.start()
    second.imported(program.exported(), 0)
    ats = moments(log)
    for at, known_at in ((max(ats) + 1, None), (rng.choice(ats), None if log.now else rng.choice(log.events).recorded_at)):
        found = state_differs(second, log, at, known_at)
        if found:
            return "after an import of the export: " + found
    return verify_differs(second, 0)


# ------------------------------------------------------------------------------------------------------------- verify

def verify_differs(program, code):
    program.run("verify", codes=(code,))


def changed_byte_unseen(program, rng):
    """"`verify` finds one changed byte anywhere"; a byte that SQLite does not use, changed, changes nothing that can be read."""
    path = program.database()
    before = path.read_bytes()
    place = rng.randrange(len(before)) if rng.random() < 0.5 else place_in_use(path, before, rng)
    bit = 1 << rng.randrange(8)
    path.write_bytes(before[:place] + bytes([before[place] ^ bit]) + before[place + 1:])
    try:
        code = program.run("verify", codes=(0, 1)).returncode
        used = dumped(path) != dumped_from(path, before)
    finally:
        path.write_bytes(before)
    return f"verify: byte {place} of {path.name} changed (bit {bit}) and not noticed" if code == 0 and used else None


def place_in_use(path, content, rng):
    """Somewhere in a value that lies in the file as it is."""
    values = [value for row in dumped(path) for value in row if isinstance(value, bytes) and len(value) >= 8]
    values = [value for value in values if content.count(value) == 1]
    if not values:
        return rng.randrange(len(content))
    value = rng.choice(values)
    return content.index(value) + rng.randrange(len(value))


def dumped(path):
    """Every row of every table and the schema; None where SQLite cannot read it."""
    try:
        connection = sqlite3.connect(f"file:{path}?immutable=1", uri=True)
        connection.text_factory = bytes
        with connection:
            tables = [row[0].decode() for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            rows = list(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))
            for table in tables:
                rows += list(connection.execute(f'SELECT * FROM "{table}"'))
        return rows
    except (sqlite3.Error, UnicodeDecodeError):
        return None
    finally:
        connection.close()


def dumped_from(path, content):
    other = path.with_name("as-it-was")
    other.write_bytes(content)
    try:
        return dumped(other)
    finally:
        other.unlink()


# -------------------------------------------------------------------------------------------------------------- small

def made_small(history, lintel, data, folder, limit=150):
    """The same history with every line left out that the difference does not need."""
    smallest, tries, changed = history, 0, True
    while changed and tries < limit:
        changed = False
        for line in reversed(smallest.lines[1:]):
            tries += 1
            shorter = without(smallest, line)
            if tries < limit and difference(shorter, lintel, data, folder):
                smallest, changed = shorter, True
    return smallest


def without(history, line):
    return replace(history, lines=[one for one in history.lines if one is not line])
