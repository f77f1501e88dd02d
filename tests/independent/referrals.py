"""Random valid referrals in which rare things are common enough."""

import json
from datetime import datetime, timedelta, timezone

from places import IN_WORDS, NOWHERE, RADII, postcode_style

SUPPORT = ["mental_health", "drugs", "alcohol", "offending", "other"]


class ReferralMaker:
    """Begins with a household that suits almost anything and adds what makes placing it hard, a few things at a time."""

    def __init__(self, estate, places):
        self.estate, self.places = estate, places
        self.sectors = sorted({unit["sector"] for unit in estate.units})
        self.capacities = sorted({sum(unit["rooms"]) for unit in estate.units})
        self.limits = sorted({s["oldest_boy"] for s in estate.settings.values() if s["oldest_boy"] is not None})
        self.residents = [row["reference"] for row in estate.rows]
        self.named = sorted({name for row in estate.rows for name in row["keep_apart"]})
        self.times = self._times()
        self.hard_things = [
            (self.family, 9), (self.boy_at_limit, 7), (self.partner, 2), (self.other_adult, 3), (self.marked_adult, 3),
            (self.male_lead, 2), (self.young_lead, 2), (self.mobility, 5), (self.hard_place, 9), (self.boundary_place, 5),
            (self.own_sector_place, 3),
            (self.apart, 5), (self.named_reference, 3), (self.own_row, 5), (self.complex, 8), (self.uses, 7), (self.crowd, 3),
            (self.teenagers, 4),
        ]
        self.things_to_ask = [
            (self.pets, 4), (self.no_recourse, 4), (self.may_seek, 4), (self.not_homeless, 3), (self.complex, 2), (self.uses, 2),
            (self.boy_at_limit, 2), (self.marked_adult, 1), (self.teenagers, 2), (self.unchecked_place, 2), (self.unknown_age, 5),
            (self.unknown_needs, 4), (self.works_there, 2),
        ]
        self.mild_things = [(self.soft_place, 0.25), (self.danger, 0.3), (self.home, 0.25), (self.wishes, 0.4),
                            (self.expecting, 0.12), (self.elsewhere, 0.1), (self.not_known_yet, 0.1)]

    def _times(self):
        times = []
        as_of = self.estate.provider.get("occupancy", {}).get("as_of")
        if as_of:
            moment = datetime.fromisoformat(as_of).astimezone(timezone.utc)
            hours = self.estate.provider["occupancy"].get("stale_after_hours", 24)
            times += [moment + timedelta(hours=h, seconds=s) for h in (0, 4, hours) for s in (0, 1)]
        for unit in self.estate.units:
            if unit["from"]:
                day = datetime(unit["from"].year, unit["from"].month, unit["from"].day, tzinfo=timezone.utc)
                times += [day + timedelta(hours=h) for h in (-25, -1.5, -1, -0.25, 0, 12)]
        return times or [datetime(2026, 11, 20, 21, 40, tzinfo=timezone.utc)]

    def make(self, rng):
        referral = {
            "reference": f"R-6{rng.randint(100, 999)}", "received": self._received(rng), "source": rng.choice(["self", "agency"]),
            "immediate_danger": False, "homeless_before": rng.random() < 0.7,
            "person": [{"role": "adult", "age": rng.randint(16, 70), "sex": "female"}],
        }
        hard, asked = rng.choices([(0, 0), (1, 0), (2, 0), (0, 1), (0, 2), (0, 4), (1, 1), (1, 3), (3, 3), (5, 4)],
                                  [3, 20, 16, 10, 10, 8, 14, 7, 6, 6])[0]
        for things, number in ((self.hard_things, hard), (self.things_to_ask, asked)):
            kinds, weights = zip(*things)
            for thing in rng.choices(kinds, weights, k=number):
                thing(rng, referral)
        for thing, chance in self.mild_things:
            if rng.random() < chance:
                thing(rng, referral)
        self._finish(rng, referral)
        return referral

    def _received(self, rng):
        moment = rng.choice(self.times) + timedelta(minutes=rng.choice([0, 0, 0, 1, 29, 600]))
        offset = rng.choices([None, 1, -5, 0], [7, 1, 1, 1])[0]
        if offset is None:
            return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        return moment.astimezone(timezone(timedelta(hours=offset))).isoformat()

    # Who they are.

    def child(self, rng, low=0, high=17, sex=None):
        age = rng.choice([0, 1, 1, 2, 9, 10, rng.randint(0, 17), rng.randint(2, 12)])
        return {"role": "child", "age": min(max(age, low), high), "sex": sex or rng.choice(["female", "male"])}

    def family(self, rng, referral):
        room = max(1, rng.choice(self.capacities) + rng.choice([-2, -1, 0, 0, 1, 1, 2]) - len(referral["person"]))
        for _ in range(min(room, 8, 10 - len(referral["person"]))):
            referral["person"].append(self.child(rng))

    def crowd(self, rng, referral):
        for _ in range(min(rng.randint(4, 8), 10 - len(referral["person"]))):
            referral["person"].append(self.child(rng, high=rng.choice([1, 9, 17])))

    def teenagers(self, rng, referral):
        for _ in range(rng.randint(1, 3)):
            referral["person"].append(self.child(rng, low=rng.choice([9, 10])))

    def boy_at_limit(self, rng, referral):
        limit = rng.choice(self.limits or [12])
        for _ in range(rng.choice([1, 1, 2])):
            boy = {"role": "child", "age": min(17, max(0, limit + rng.choice([-1, 0, 1, 1, 3]))), "sex": "male"}
            if rng.random() < 0.35:
                boy["policy_review"] = True
            referral["person"].append(boy)

    def partner(self, rng, referral):
        if any(person.get("partner_of_lead") for person in referral["person"]):
            return
        referral["person"].append({"role": "adult", "age": rng.randint(16, 70), "sex": rng.choice(["female", "male"]),
                                   "partner_of_lead": True})

    def other_adult(self, rng, referral):
        referral["person"].append({"role": "adult", "age": rng.choice([16, 18, 19, 22, 68]),
                                   "sex": rng.choice(["female", "male"])})

    def marked_adult(self, rng, referral):
        adults = [person for person in referral["person"] if person["role"] == "adult"]
        person = rng.choice(adults)
        person["policy_review"] = True
        if rng.random() < 0.5:
            person["sex"] = "male"

    def male_lead(self, rng, referral):
        referral["person"][0]["sex"] = "male"

    def young_lead(self, rng, referral):
        referral["person"][0]["age"] = rng.choice([14, 15, 15, 16])

    # Where it is not safe, and who must not be near.

    def unsafe(self, rng, referral, place, hard):
        item = {"place": place}
        if rng.random() < 0.6:
            item["radius_m"] = rng.choice(RADII) if rng.random() < 0.9 else rng.randint(1, 50_000)
        if rng.random() < 0.2:
            item["radius"] = rng.choice(IN_WORDS)
        if not hard or rng.random() < 0.4:
            item["hard"] = hard
        if rng.random() < 0.5:
            item["why"] = rng.choice(["home", "work", "family", "other"])
        referral.setdefault("unsafe", []).append(item)
        return item

    def hard_place(self, rng, referral):
        for _ in range(rng.choice([1, 1, 2, 3])):
            self.unsafe(rng, referral, self.places.place(rng, self.estate), True)

    def soft_place(self, rng, referral):
        for _ in range(rng.choice([1, 1, 2])):
            self.unsafe(rng, referral, self.places.place(rng, self.estate), False)

    def unchecked_place(self, rng, referral):
        self.unsafe(rng, referral, rng.choice(NOWHERE), True)

    def boundary_place(self, rng, referral):
        """A place exactly so far off that `closer than` and `under` decide."""
        want = rng.choice(["least", "least", "greatest", "band", "band"])
        found = [
            (code, metres) for sector in self.sectors for code, metres, which in self.places.boundaries(sector)
            if which == want or (want == "band" and which == "least" and metres in (2500, 5000))
        ]
        if not found:
            self.hard_place(rng, referral)
            return
        code, metres = rng.choice(found)
        if want == "band":
            self.unsafe(rng, referral, postcode_style(rng, code), False)
            referral.setdefault("preferences", {}).setdefault("near", []).append(postcode_style(rng, code))
        else:
            item = self.unsafe(rng, referral, postcode_style(rng, code), True)
            item.pop("radius", None)
            item["radius_m"] = metres

    def own_sector_place(self, rng, referral):
        """A place with a postcode in a unit's own sector and hardly any circle about it."""
        sector = rng.choice(self.sectors)
        if sector in self.places.by_sector:
            country, number = self.places.country, rng.choice(self.places.by_sector[sector])
            place = rng.choice([postcode_style(rng, country.codes[number]), sector, country.ward_of[number]])
            item = self.unsafe(rng, referral, place, True)
            item.pop("radius", None)
            item["radius_m"] = rng.choice([0, 0, 0, 500])

    def apart(self, rng, referral):
        known = rng.sample(self.residents, min(len(self.residents), rng.choice([0, 1, 1, 2])))
        unknown = [f"R-7{rng.randint(100, 999)}"] if rng.random() < 0.25 or not known else []
        referral["keep_apart"] = known + unknown

    def named_reference(self, rng, referral):
        if self.named:
            referral["reference"] = rng.choice(self.named)

    def own_row(self, rng, referral):
        """A household that lives here already: its own row must not count against it."""
        if not self.estate.rows:
            return
        counted = [row for row in self.estate.rows if row["nrpf"] or row["complex_needs"]]
        row = rng.choice(counted if counted and rng.random() < 0.6 else self.estate.rows)
        referral["reference"] = row["reference"]
        for need in ("complex", "nrpf"):
            if row[{"complex": "complex_needs"}.get(need, need)] and rng.random() < 0.9:
                self.needs(referral)[need] = True

    def may_seek(self, rng, referral):
        referral.setdefault("perpetrator", {})["may_seek_place"] = rng.random() < 0.9

    def works_there(self, rng, referral):
        referral.setdefault("perpetrator", {})["linked_to_service"] = rng.random() < 0.9

    # What they need.

    def needs(self, referral):
        return referral.setdefault("needs", {})

    def mobility(self, rng, referral):
        self.needs(referral)["mobility"] = rng.choice(["limited", "limited", "wheelchair", "none"])

    def support(self, rng, referral):
        self.needs(referral)["support"] = rng.sample(SUPPORT, rng.choice([0, 1, 1, 2, 2, 3, 5]))

    def complex(self, rng, referral):
        self.needs(referral)["complex"] = True
        self.support(rng, referral)

    def uses(self, rng, referral):
        self.needs(referral)["substance_use"] = rng.choice(["current"] * 5 + ["past", "prescribed", "none"])
        self.support(rng, referral)

    def pets(self, rng, referral):
        self.needs(referral)["pets"] = rng.choice([1, 1, 2, 3, 0])

    def not_homeless(self, rng, referral):
        referral["homeless_before"] = False

    def no_recourse(self, rng, referral):
        self.needs(referral)["nrpf"] = True

    def expecting(self, rng, referral):
        self.needs(referral)["unborn"] = rng.choice([0, 1, 1, 2])

    # What is not known.

    def unknown_age(self, rng, referral):
        if rng.random() < 0.25:
            rng.choice([person for person in referral["person"] if person["role"] == "adult"])["age"] = "unknown"
            return
        for _ in range(rng.choice([1, 1, 2])):
            child = self.child(rng)
            child["age"] = "unknown"
            if rng.random() < 0.2:
                child["policy_review"] = True
            referral["person"].append(child)

    def unknown_needs(self, rng, referral):
        for need in rng.choice([["complex"], ["nrpf"], ["complex", "nrpf"]]):
            self.needs(referral)[need] = "unknown"
        self.support(rng, referral)

    def not_known_yet(self, rng, referral):
        for key in rng.choice([["immediate_danger"], ["homeless_before"], ["immediate_danger", "homeless_before"]]):
            referral[key] = "unknown"

    # The rest.

    def elsewhere(self, rng, referral):
        referral["other_area"] = rng.random() < 0.8

    def danger(self, rng, referral):
        referral["immediate_danger"] = True

    def home(self, rng, referral):
        full = {"wishes_to_stay": rng.random() < 0.8, "perpetrator_resident": rng.random() < 0.3,
                "tenure": rng.choice(["social_rented", "private_rented", "owned", "jointly_owned", "other"]),
                "landlord_consent": rng.random() < 0.6}
        referral["home"] = {key: value for key, value in full.items() if rng.random() < 0.75}

    def wishes(self, rng, referral):
        preferences = referral.setdefault("preferences", {})
        if rng.random() < 0.6:
            covered = [sector for sector in self.sectors if sector in self.places.by_sector]
            wished = [rng.choice(covered + [self.places.near(rng, self.sectors[0], 5000)]) for _ in range(rng.choice([1, 2]))]
            preferences["sectors"] = sorted(set(wished))
        if rng.random() < 0.7:
            number = rng.choice([1, 1, 2])
            preferences["near"] = [self.places.place(rng, self.estate) for _ in range(number)]
        if rng.random() < 0.6:
            preferences["self_contained"] = rng.random() < 0.8

    def _finish(self, rng, referral):
        """The last freedoms: who comes first, defaults written out, keys the program is to ignore."""
        lead, others = referral["person"][0], referral["person"][1:]
        rng.shuffle(others)
        if rng.random() < 0.25:
            first_adult = next((i for i, p in enumerate(others) if p["role"] == "adult"), len(others))
            others.insert(rng.randint(0, first_adult), lead)
            referral["person"] = others
        else:
            referral["person"] = [lead, *others]
        referral["keep_apart"] = [n for n in referral.get("keep_apart", []) if n != referral["reference"]]
        if not referral["keep_apart"] and rng.random() < 0.7:
            del referral["keep_apart"]
        if rng.random() < 0.2:
            needs = self.needs(referral)
            for key, value in {"mobility": "none", "support": [], "substance_use": "none", "complex": False, "nrpf": False,
                               "pets": 0}.items():
                needs.setdefault(key, value)
            referral.setdefault("perpetrator", {}).setdefault("may_seek_place", False)
            for person in referral["person"]:
                person.setdefault("policy_review", False)
                person.setdefault("partner_of_lead", False)
        if rng.random() < 0.15:
            referral["dash"] = rng.choice(["unknown", 0, 13, 14, 24])
            referral["interpreter"] = "unknown"
            referral["pregnancy_due"] = "unknown"
            referral["person"][0]["ethnicity"] = "unknown"
            referral["x_note"] = "not for the program"
            referral["person"][0]["x_note"] = 7


def to_toml(rng, referral):
    """A small TOML writer for referrals: plain keys, then tables, then arrays of tables."""
    plain = [(k, v) for k, v in referral.items() if not isinstance(v, dict) and not is_tables(v)]
    tables = [(k, v) for k, v in referral.items() if isinstance(v, dict)]
    arrays = [(k, v) for k, v in referral.items() if is_tables(v)]
    lines = [f"{key} = {toml_value(value)}" for key, value in plain]
    blocks = [[f"[{key}]"] + [f"{k} = {toml_value(v)}" for k, v in value.items()] for key, value in tables]
    blocks += [
        [line for item in items for line in ["", f"[[{key}]]"] + [f"{k} = {toml_value(v)}" for k, v in item.items()]]
        for key, items in arrays
    ]
    rng.shuffle(blocks)
    for block in blocks:
        lines += ["", *block]
    return "\n".join(lines) + "\n"


def is_tables(value):
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def toml_value(value):
    if isinstance(value, list):
        return "[" + ", ".join(toml_value(item) for item in value) + "]"
    return json.dumps(value)


def write_referral(rng, referral, stem):
    if rng.random() < 0.25:
        text, path = to_toml(rng, referral), stem.with_suffix(".toml")
    else:
        items = list(referral.items())
        rng.shuffle(items)
        text, path = json.dumps(dict(items), indent=rng.choice([None, 1])), stem.with_suffix(".json")
    if rng.random() < 0.1:
        text = text.replace("\n", "\r\n")
    if rng.random() < 0.05:
        text = "\ufeff" + text
    path.write_bytes(text.encode("utf-8"))
    return path
