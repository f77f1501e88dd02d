"""Two answers for a batch held side by side, what their texts must not say, and how often each thing was tried."""

import re
from datetime import datetime

from allocation import LIMITS, Solution, limits_of, most_matched, wrong_in_shortages
from comparison import DISTANCE, MISSING, SECTOR, pick, texts, walk
from model import LONDON


def projected(answer):
    """The program's answer, reduced to the fields that are compared one by one."""
    def placed(item):
        out = pick(item, "reference", "unit", "penalty")
        choices = item.get("may_choose", MISSING)
        out["may_choose"] = [pick(other, "unit", "extra_penalty") for other in choices] if isinstance(choices, list) else MISSING
        return out

    out = pick(answer, "objective", "bound", "optimal", "stale")
    out["placed"] = [placed(item) for item in answer.get("placed", [])]
    out["unplaced"] = [pick(item, "reference", "outcome", "barrier") for item in answer.get("unplaced", [])]
    out["not_checked"] = sorted((str(item.get("reference")), str(item.get("field"))) for item in answer.get("not_checked", []))
    return out


def allocation_differences(batch, expected, answer):
    left = {key: value for key, value in expected.items() if key != "exit_code"}
    right = projected(answer)
    if left["stale"] is None:
        right["stale"] = None
    for ours, theirs in zip(left["unplaced"], right["unplaced"]):
        if ours["outcome"] is None:
            theirs.update(outcome=None, barrier=[])
    found = []
    walk("", left, right, found)
    found += without_text(answer)
    entries = answer.get("shortages", MISSING)
    try:
        found += wrong_in_shortages(batch, entries)
    except (KeyError, TypeError):
        found.append(("shortages", "entries with households, units and shortage", entries))
    return found + list(leaks(batch, answer))


def without_text(answer):
    for part in ("unplaced", "shortages"):
        for number, item in enumerate(answer.get(part, [])):
            if not isinstance(item.get("text"), str) or not item["text"].strip():
                yield f"{part}[{number}].text", "some words", item.get("text", MISSING)


def leaks(batch, answer):
    """Texts that say a sector, a distance or an unsafe place; or a household, save those of the batch in `shortages` and `binding`."""
    here = {household.reference for household in batch.households}
    everybody = here | {row["reference"] for row in batch.estate.rows}
    unsafe = set()
    for household in batch.households:
        everybody |= household.names
        unsafe |= {place["place"].strip().lower() for place in household.referral.raw.get("unsafe", [])}
    unsafe = [place for place in unsafe if any(c.isdigit() for c in place) or len(place) > 12]
    for path, text in texts({key: value for key, value in answer.items() if key not in ("not_checked", "notes")}):
        allowed = here if path.startswith(("shortages", "binding")) else {own_reference(answer, path)}
        said = [name for name in everybody - allowed if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)]
        said += DISTANCE.findall(text) + SECTOR.findall(text) + [place for place in unsafe if place in text.lower()]
        if said:
            yield f"text of {path}", "no other household, sector, distance or unsafe place", f"{text!r} says {said}"


def own_reference(answer, path):
    match = re.match(r"(placed|unplaced)\[(\d+)\]", path)
    return answer[match.group(1)][int(match.group(2))].get("reference") if match else None


# --------------------------------------------------------------------------------------------------- what has been tried

REQUIRED = ["somebody placed", "somebody unplaced", "keep_apart changes the answer", "complex_needs changes the answer",
            "nrpf changes the answer", "unplaced with a barrier", "capacity without a barrier", "a granted unit used",
            "may_choose at no extra penalty", "may_choose at an extra penalty", "somebody in danger unplaced or displacing",
            "decided by the order of units", "a shortage with units", "a shortage without units", "referrals in JSON Lines",
            "referrals in a folder", "some accepted", "some declined", "something wrong"]
SEEN_AT_LEAST = [
    *(f"unplaced: barrier {limit}" for limit in LIMITS), "unplaced: barrier of two limits", "nobody placed",
    "danger goes before number", "danger decides who is placed", "somebody not in her best unit", "a granted household without recourse beyond the places",
    "fewer places than residents who take them", "own row counts already", "keep_apart named on one side only",
    "keep_apart chain", "keep_apart within one sector, another setting", "keep_apart within one setting, another sector",
    "unknown keep_apart that the batch has", "unplaced: declined", "accepted makes it worse", "accepted outside the best",
    "outcome of recommend alone", "not one day in UTC", "stale for some only", "stale", "not stale", "six or more households",
    "order of files is not that of references", "limits leave more unplaced than units", "not_checked",
    "may_choose empty, though other units are allowed",
]


def tally(batch, answer, path, before=None):
    """What this batch tried, each thing once; `before` is the answer without accepted and declined."""
    return {name for name, holds in [*of_answer(batch, answer), *of_batch(batch, path), *of_choices(batch, answer, before)]
            if holds}


def of_answer(batch, answer):
    placed, unplaced = answer["placed"], answer["unplaced"]
    barriers = [entry["barrier"] for entry in unplaced if entry["outcome"] == "capacity"]
    extras = [item["extra_penalty"] for entry in placed for item in entry["may_choose"]]
    number_of = {household.reference: number for number, household in enumerate(batch.households)}
    used = [(number_of[entry["reference"]], batch.position[entry["unit"]]) for entry in placed]
    yield "somebody placed", placed
    yield "nobody placed", not placed
    yield "somebody unplaced", unplaced
    yield "unplaced with a barrier", any(barriers)
    yield "capacity without a barrier", [] in barriers
    for limit in LIMITS:
        yield f"unplaced: barrier {limit}", any(limit in barrier for barrier in barriers)
    yield "unplaced: barrier of two limits", any(len(barrier) > 1 for barrier in barriers)
    yield "unplaced: declined", any(entry["outcome"] == "declined" for entry in unplaced)
    yield "outcome of recommend alone", any(entry["outcome"] not in ("capacity", "declined") for entry in unplaced)
    yield "may_choose at no extra penalty", 0 in extras
    yield "may_choose at an extra penalty", any(extras)
    yield "may_choose empty, though other units are allowed", any(
        not entry["may_choose"] and len(batch.pairs[number_of[entry["reference"]]]) > 1 for entry in placed)
    yield "decided by the order of units", 0 in extras
    verdicts = [(batch.households[n], batch.names[p]) for n, p in used]
    yield "a granted unit used", any(h.units[unit]["verdict"] == "decision" for h, unit in verdicts)
    danger = {household.reference for household in batch.households if household.danger}
    names = {entry["reference"] for entry in unplaced}
    yield "somebody in danger unplaced or displacing", names and danger
    yield "a granted household without recourse beyond the places", batch.nrpf_left == 0 and any(
        h.nrpf and not h.counted_nrpf for h, _ in verdicts)
    yield from limits_at_work(batch, answer)
    short = len(batch.pairs) - most_matched(batch.pairs)
    yield "limits leave more unplaced than units", len(unplaced) > short
    yield "a shortage without units", any(not pairs for pairs in batch.pairs)
    yield "a shortage with units", short > sum(not pairs for pairs in batch.pairs)
    yield "not_checked", answer["not_checked"]
    yield "stale", answer["stale"] is True
    yield "not stale", answer["stale"] is False


def limits_at_work(batch, answer):
    best = answer["objective"]
    for limit in LIMITS:
        lifted = Solution(batch, limits_of(batch, limit))
        yield f"{limit} changes the answer", lifted.best[:2] + (lifted.penalty(),) != (
            best["immediate_danger_placed"], best["placed"], best["penalty"])
    calm = Solution(without_danger(batch))
    yield "danger goes before number", calm.best[1] > best["placed"]
    yield "danger decides who is placed", batch.danger and calm.in_danger(calm.best[3]) < best["immediate_danger_placed"]
    penalty = {household.reference: pairs for household, pairs in zip(batch.households, batch.pairs)}
    yield "somebody not in her best unit", any(
        entry["penalty"] > min(penalty[entry["reference"]].values()) for entry in answer["placed"])


def without_danger(batch):
    """The batch as if nobody were in danger."""
    calm = object.__new__(type(batch))
    calm.__dict__.update(batch.__dict__, danger=0)
    return calm


def of_batch(batch, path):
    households, residents = batch.households, [row["reference"] for row in batch.estate.rows]
    here = {household.reference for household in households}
    both = [(one, other) for one, other in map(sorted, batch.apart)]
    yield "referrals in JSON Lines", path.suffix == ".jsonl"
    yield "referrals in a folder", path.suffix != ".jsonl"
    yield "six or more households", len(households) > 5
    yield "order of files is not that of references", [h.reference for h in households] != sorted(here)
    yield "fewer places than residents who take them", overfull(batch)
    yield "own row counts already", any(h.complex and h.counted_in or h.nrpf and h.counted_nrpf for h in households)
    yield "keep_apart named on one side only", any(
        (households[b].reference in households[a].names) != (households[a].reference in households[b].names) for a, b in both)
    yield "keep_apart chain", any(sum(n in pair for pair in batch.apart) > 1 for n in range(len(households)))
    usable = [(p, q) for a, b in both for p in batch.pairs[a] for q in batch.pairs[b] if p != q]
    yield "keep_apart within one sector, another setting", any(
        batch.setting(p) != batch.setting(q) and batch.sector(p) == batch.sector(q) for p, q in usable)
    yield "keep_apart within one setting, another sector", any(
        batch.setting(p) == batch.setting(q) and batch.sector(p) != batch.sector(q) for p, q in usable)
    yield "unknown keep_apart that the batch has", any(h.names & here - set(residents) for h in households)
    moments = [h.referral.received for h in households]
    assert len({moment.astimezone(LONDON).date() for moment in moments}) == 1
    yield "not one day in UTC", len({moment.utctimetuple()[:3] for moment in moments}) > 1
    yield "stale for some only", {True, False} <= {h.alone["stale"] for h in households}


def overfull(batch):
    for name, setting in batch.estate.settings.items():
        living = sum(row["complex_needs"] and batch.estate.unit_named[row["unit"]]["setting"] == name for row in batch.estate.rows)
        if setting["complex_needs_places"] is not None and living > setting["complex_needs_places"]:
            return True
    nrpf = batch.estate.nrpf_places
    return nrpf is not None and sum(row["nrpf"] for row in batch.estate.rows) > nrpf


def of_choices(batch, answer, before):
    yield "some accepted", batch.accepted
    yield "some declined", batch.declined
    if before is not None and batch.accepted and not batch.declined:
        counts = [(a["objective"]["immediate_danger_placed"], a["objective"]["placed"]) for a in (before, answer)]
        yield "accepted makes it worse", counts[1] < counts[0]
        yield "accepted outside the best", counts[1] == counts[0] and before["objective"] != answer["objective"]


def as_of_differs(estate, answer):
    as_of = estate.provider.get("occupancy", {}).get("as_of")
    if as_of is None:
        return []
    try:
        same = datetime.fromisoformat(answer.get("occupancy_as_of")) == datetime.fromisoformat(as_of)
    except (TypeError, ValueError):
        same = False
    return [] if same else [("occupancy_as_of", as_of, answer.get("occupancy_as_of", MISSING))]
