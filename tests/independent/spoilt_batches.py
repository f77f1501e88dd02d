"""Batches with something wrong in them: what must be refused, and what the issues must speak of."""

import json
from datetime import datetime, timedelta

from allocation import limits_broken, raw_referrals
from batches import london_midnight, written
from model import LONDON, read_text
from referrals import to_toml

ISSUE_KEYS = ("code", "file", "place", "value", "allowed", "action")


class Spoilt:
    """What is wrong, how many issues at least, and words that some issue must carry."""

    def __init__(self, kind, at_least, words, **files):
        self.kind, self.at_least, self.words = kind, at_least, words
        self.granted = files.get("granted", [])
        self.accepted = files.get("accepted", [])
        self.declined = files.get("declined", [])


def spoil(rng, batch, granted, path):
    """One thing (or several of a kind) made wrong; the referrals at `path` are rewritten where that is the thing."""
    makers = [bad_grants, bad_grants, bad_accepted, bad_accepted, one_unit_twice, two_units, limit_by_choice, limit_by_choice,
              accepted_and_declined, bad_declined, bad_referrals, bad_referrals, same_reference, another_day, another_day]
    for maker in rng.sample(makers, len(makers)):
        spoilt = maker(rng, batch, granted, path)
        if spoilt:
            return spoilt
    return None


# ---------------------------------------------------------------------------------------------------- decisions, choices

def pairs_where(batch, wanted):
    return [(household.reference, name) for household in batch.households for name, unit in household.units.items()
            if wanted(household, name, unit)]


def bad_grants(rng, batch, granted, path):
    """Up to three rows that cannot be granted, among those that can."""
    allowed = {(batch.households[n].reference, batch.names[p]) for n, pairs in enumerate(batch.pairs) for p in pairs}
    kinds = {
        "grant for an unsuitable unit": pairs_where(batch, lambda h, n, unit: unit["vacant"] and unit["verdict"] == "unsuitable"),
        "grant for a full unit": pairs_where(batch, lambda h, n, unit: not unit["vacant"] and unit["verdict"] == "decision"),
        "grant for an unknown unit": [(batch.households[0].reference, "Nowhere-1")],
        "grant for an unknown reference": [("R-9999", pair[1]) for pair in sorted(allowed)[:1]],
    }
    kinds = {kind: pairs for kind, pairs in kinds.items() if pairs}
    chosen = [(kind, rng.choice(kinds[kind])) for kind in rng.sample(sorted(kinds), min(len(kinds), rng.choice([1, 1, 2, 3])))]
    rows = granted + [pair for _, pair in chosen]
    rows = rng.sample(rows, len(rows))
    words = [pair[0] if "reference" in kind else pair[1] for kind, pair in chosen]
    words += [f'"line {rows.index(pair) + 2}' for _, pair in chosen]
    kind = chosen[0][0] if len(chosen) == 1 else "several grants that cannot be"
    return Spoilt(kind, len(chosen), ["granted.csv", *words], granted=rows)


def bad_accepted(rng, batch, granted, path):
    kinds = {
        "accepted, but unsuitable": pairs_where(batch, lambda h, n, unit: unit["vacant"] and unit["verdict"] == "unsuitable"),
        "accepted, but the decision is not granted": pairs_where(
            batch, lambda h, n, unit: unit["vacant"] and unit["verdict"] == "decision" and (h.reference, n) not in batch.granted),
        "accepted, but full": pairs_where(batch, lambda h, n, unit: not unit["vacant"] and unit["verdict"] == "suitable"),
        "accepted, but no such unit": [(batch.households[0].reference, "Nowhere-1")],
        "accepted by nobody of the batch": [("R-9999", name) for name in batch.names[:1]],
    }
    kind = rng.choice([kind for kind, pairs in sorted(kinds.items()) if pairs])
    pair = rng.choice(kinds[kind])
    return Spoilt(kind, 1, ["accepted.csv", '"line 2', pair[0] if "nobody" in kind else pair[1]], granted=granted, accepted=[pair])


def one_unit_twice(rng, batch, granted, path):
    found = [(one, other, position) for one in range(len(batch.pairs)) for other in range(one) for position in batch.pairs[one]
             if position in batch.pairs[other]]
    if not found:
        return None
    one, other, position = rng.choice(found)
    accepted = named(batch, [(one, position), (other, position)])
    return Spoilt("one unit accepted twice", 1, ["accepted.csv"], granted=granted, accepted=accepted)


def two_units(rng, batch, granted, path):
    able = [number for number, pairs in enumerate(batch.pairs) if len(pairs) > 1]
    if not able:
        return None
    number = rng.choice(able)
    accepted = named(batch, [(number, position) for position in rng.sample(sorted(batch.pairs[number]), 2)])
    return Spoilt("two units accepted by one household", 1, ["accepted.csv"], granted=granted, accepted=accepted)


def limit_by_choice(rng, batch, granted, path):
    """Accepted pairs, each allowed by itself, that break a limit between households."""
    every = [(number, position) for number, pairs in enumerate(batch.pairs) for position in pairs]
    for _ in range(20):
        chosen, broken = [], set()
        for number, position in rng.sample(every, len(every)):
            if any(number == n or position == p for n, p in chosen):
                continue
            chosen.append((number, position))
            broken = limits_broken(batch, chosen)
            if broken:
                break
        if broken:
            return Spoilt("accepted against " + " and ".join(sorted(broken)), 1, ["accepted.csv"], granted=granted,
                          accepted=named(batch, chosen))
    return None


def accepted_and_declined(rng, batch, granted, path):
    every = [(number, position) for number, pairs in enumerate(batch.pairs) for position in pairs]
    if not every:
        return None
    pair = named(batch, [rng.choice(every)])
    return Spoilt("accepted and declined", 1, ["accepted.csv", pair[0][1]], granted=granted, accepted=pair, declined=pair)


def bad_declined(rng, batch, granted, path):
    if rng.random() < 0.5:
        return Spoilt("declined by nobody of the batch", 1, ["declined.csv", "R-9999"], granted=granted,
                      declined=[("R-9999", batch.names[0])])
    return Spoilt("declined, but no such unit", 1, ["declined.csv", "Nowhere-1"], granted=granted,
                  declined=[(batch.households[0].reference, "Nowhere-1")])


def named(batch, pairs):
    return [(batch.households[number].reference, batch.names[position]) for number, position in pairs]


# ---------------------------------------------------------------------------------------------------------- referrals

def bad_referrals(rng, batch, granted, path):
    """One to three referrals that miss what is required; every file is to be spoken of. Whatever else is wrong with a form is
    answered at the desk."""
    found = raw_referrals(path)
    chosen = rng.sample(found, min(len(found), rng.choice([1, 1, 2, 3])))
    for name, raw in chosen:
        if rng.random() < 0.15:
            rewrite_text(path, name, "{ not a referral")
        else:
            rng.choice([missing, no_source, no_age, no_sex])(raw)
            rewrite(path, name, raw)
    words = sorted({name.split(":")[0] for name, _ in chosen})
    return Spoilt(f"{len(chosen)} bad referrals" if len(chosen) > 1 else "a bad referral", len(chosen), words, granted=granted)


def missing(raw):
    del raw["immediate_danger"]


def no_source(raw):
    del raw["source"]


def no_age(raw):
    del raw["person"][0]["age"]


def no_sex(raw):
    del raw["person"][0]["sex"]


def same_reference(rng, batch, granted, path):
    found = raw_referrals(path)
    if len(found) < 2:
        return None
    (_, one), (name, other) = rng.sample(found, 2)
    other["reference"] = one["reference"]
    other["keep_apart"] = [reference for reference in other.get("keep_apart", []) if reference != one["reference"]]
    rewrite(path, name, other)
    granted = [pair for pair in granted if pair[0] in {raw["reference"] for _, raw in found}]
    return Spoilt("one reference twice", 1, [one["reference"]], granted=granted)


def another_day(rng, batch, granted, path):
    """One household received just before or just after the London day of the others."""
    found = raw_referrals(path)
    if len(found) < 2:
        return None
    name, raw = rng.choice(found)
    day = datetime.fromisoformat(raw["received"]).astimezone(LONDON).date()
    before = london_midnight(day) - timedelta(seconds=1)
    raw["received"] = written(rng, rng.choice([before, london_midnight(day + timedelta(days=1))]))
    rewrite(path, name, raw)
    return Spoilt("another London day", 1, ["received"], granted=[])


def rewrite(path, name, raw):
    rewrite_text(path, name, to_toml(_Calm(), raw) if name.endswith(".toml") else json.dumps(raw))


def rewrite_text(path, name, text):
    if path.is_dir():
        (path / name).write_text(text, encoding="utf-8")
        return
    lines = read_text(path).split("\n")
    lines[int(name.rsplit(":", 1)[1]) - 1] = text
    path.write_text("\n".join(lines), encoding="utf-8")


class _Calm:
    """Stands in for a random source where nothing is to be shuffled."""

    @staticmethod
    def shuffle(items):
        return None


# ------------------------------------------------------------------------------------------------------------ judging

def wrong_in_refusal(spoilt, code, stdout):
    found = [] if code == 3 else [("exit code", 3, code)]
    try:
        issues = json.loads(stdout)["issues"]
        texts = [json.dumps(issue, ensure_ascii=False) for issue in issues]
    except (json.JSONDecodeError, KeyError, TypeError):
        return found + [("stdout", f"issues, because of: {spoilt.kind}", stdout[:800])]
    if len(issues) < spoilt.at_least:
        found.append((f"issues ({spoilt.kind})", f"{spoilt.at_least} or more", issues))
    for number, issue in enumerate(issues):
        lacking = [key for key in ISSUE_KEYS if not isinstance(issue, dict) or key not in issue]
        if lacking:
            found.append((f"issues[{number}] ({spoilt.kind})", f"keys {lacking}", issue))
    for word in spoilt.words:
        if not any(word in text for text in texts):
            found.append((f"issues ({spoilt.kind})", f"one that speaks of {word}", issues))
    return found
