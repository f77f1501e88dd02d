"""Random valid estates, and variants of the named ones."""

import csv
import io
import shutil
from datetime import datetime, timedelta, timezone

import model
from model import Estate
from places import OUTSIDE_SECTORS, RADII
from referrals import to_toml



BASE_DAYS = ["2026-11-20", "2026-07-01", "2026-10-25", "2027-03-28", "2026-12-31", "2028-02-29"]
REFERENCES = [f"R-{number}" for number in range(5001, 5007)]
SETTING_COLUMNS = ["setting", "kind", "residents", "shared", "oldest_boy", "oldest_boy_discretion", "children", "cover",
                   "complex_needs_places", "substances", "pets"]
UNIT_COLUMNS = ["unit", "setting", "rooms", "cots", "step_free", "wheelchair", "sector", "state", "from"]
ROW_COLUMNS = ["unit", "reference", "moved_in", "complex_needs", "nrpf", "keep_apart", "movable"]


class EstateMaker:
    def __init__(self, places):
        self.places = places

    def make(self, rng, folder):
        """A random valid estate, written in a random but accepted style."""
        folder.mkdir(parents=True)
        base = datetime.fromisoformat(rng.choice(BASE_DAYS) + "T17:00:00+00:00")
        settings, units = self._settings_and_units(rng, base)
        style = Style(rng)
        style.write_csv(folder / "settings.csv", SETTING_COLUMNS, settings)
        style.write_csv(folder / "units.csv", UNIT_COLUMNS, units)
        rows = random_occupancy(rng, units, base, rng.choice([0, 0.2, 0.4, 0.7, 0.9, 1])) if rng.random() < 0.9 else None
        if rows is not None:
            style.write_csv(folder / "occupancy.csv", ROW_COLUMNS, rows)
            write_residents(rng, folder, rows, base)
        own = self.places.own_places(rng, sorted({unit["sector"] for unit in units}))
        if own:
            style.write_csv(folder / "places.csv", ["name", "stands_for"], own)
        (folder / "provider.toml").write_text(self._provider(rng, base, rows or []), encoding="utf-8")

    def _settings_and_units(self, rng, base):
        home = rng.choice(self.places.unit_sectors)
        pool = [home] + [self.places.near(rng, home, 7000) for _ in range(3)] + [rng.choice(self.places.unit_sectors)]
        pool = [sector for sector in pool if sector in self.places.may_hold_units]
        if rng.random() < 0.2:
            pool.append(rng.choice(OUTSIDE_SECTORS))
        if rng.random() < 0.3:
            pool = [home]
        if rng.random() < 0.03:
            pool = [rng.choice(OUTSIDE_SECTORS)]
        theme = {"plain": rng.random() < 0.35, "few": rng.random() < 0.5}
        settings, units = [], []
        for number in range(rng.choice([1, 2, 3]) if theme["few"] else rng.randint(3, 9)):
            setting = random_setting(rng, f"Oak{number}", theme["plain"])
            settings.append(setting)
            sector = rng.choice(pool[-2:] if theme["few"] else pool)
            for each in range(rng.choice([1, 1, 1, 2, 3]) if theme["few"] else rng.choice([1, 1, 2, 4, 6])):
                units.append(random_unit(rng, f"Oak{number}-{each}", setting["setting"], sector, base, theme["plain"]))
        if all(unit["state"] == "planned" for unit in units):
            units[0].update(state="open", **{"from": ""})
        return settings, units

    def _provider(self, rng, base, rows):
        lines = ['name = "Anyborough"', f"population = {rng.randint(1000, 900000)}", "census_year = 2021",
                 f"default_radius_m = {rng.choice(RADII[1:8])}"]
        if rng.random() < 0.7:
            taken = sum(row["nrpf"] for row in rows)
            lines.append(f"nrpf_places = {rng.choice([0, 1, taken, taken, taken + 1])}")
        if rng.random() < 0.8:
            lines += ["[occupancy]", f'as_of = "{base:%Y-%m-%dT%H:%M:%SZ}"']
            if rng.random() < 0.8:
                lines.append(f"stale_after_hours = {rng.choice([1, 12, 24, 72])}")
        if rng.random() < 0.5:
            lines += ["[weights]"] + random_weights(rng)
        if rng.random() < 0.2:
            lines.append('x_note = "ignored"')
        end = rng.choice(["\n", "\n", "\r\n"])
        return rng.choice(["", "", "", "\ufeff"]) + end.join(lines) + end


def random_weights(rng):
    lines = []
    for term, default in model.DEFAULT_WEIGHTS.items():
        if rng.random() < 0.6:
            if isinstance(default, list):
                pair = sorted((rng.randint(0, 12), rng.randint(0, 12)), reverse=term == "soft_unsafe")
                lines.append(f"{term} = [{pair[0]}, {pair[1]}]")
            else:
                lines.append(f"{term} = {rng.choice([0, 1, 1, 2, 3, 5, 9, 40])}")
    return lines


def random_setting(rng, name, plain):
    shared = rng.random() < 0.5
    return {
        "setting": name, "kind": rng.choices(["refuge", "dispersed", "safe_place"], [4, 4, 1 if plain else 2])[0],
        "residents": rng.choices(["women", "men"], [5, 1])[0] if shared else rng.choices(["women", "any", "men"], [4, 4, 1])[0],
        "shared": shared, "oldest_boy": "" if rng.random() < 0.35 else rng.choice([0, 5, 9, 10, 12, 12, 14, 16, 17]),
        "oldest_boy_discretion": rng.random() < 0.3, "children": rng.random() < (0.9 if plain else 0.7),
        "cover": rng.choice(["24h", "visiting"]), "complex_needs_places": rng.choice(["", 0, 0, 1, 1, 2]),
        "substances": rng.choices(["dry", "managed"], [2, 2])[0], "pets": rng.random() < 0.4,
    }


def random_unit(rng, name, setting, sector, base, plain):
    wheelchair = rng.random() < 0.15
    state = rng.choices(["open", "void", "planned"], [8, 2, 1])[0]
    first = ""
    if state != "open" and rng.random() < 0.8:
        first = (base + timedelta(days=rng.choice([-40, -2, -1, 0, 1, 2, 30]))).date().isoformat()
    return {
        "unit": name, "setting": setting,
        "rooms": "+".join(str(rng.choice([1, 1, 2, 2, 3, 4])) for _ in range(rng.randint(1, 4))),
        "cots": rng.choice([0, 0, 1, 1, 2]), "step_free": wheelchair or rng.random() < 0.35, "wheelchair": wheelchair,
        "sector": sector, "state": state, "from": first,
    }


def random_occupancy(rng, units, base, fill):
    """Residents of units that can be lived in; several refer to one another or to references a referral may come with."""
    rows, number = [], 100
    for unit in units:
        first = unit["from"]
        ready = unit["state"] == "open" or (first and first < (base - timedelta(days=1)).date().isoformat())
        if not ready or rng.random() >= fill or (unit["state"] != "open" and rng.random() < 0.6):
            continue
        number += 1
        rows.append({
            "unit": unit["unit"], "reference": f"R-4{number}", "movable": rng.random() < 0.1,
            "moved_in": (base - timedelta(days=rng.randint(2, 300))).date().isoformat(),
            "complex_needs": rng.random() < 0.35, "nrpf": rng.random() < 0.25, "keep_apart": "",
        })
    for row in rows:
        others = [other["reference"] for other in rows if other is not row] + REFERENCES
        if rng.random() < 0.2:
            row["keep_apart"] = ";".join(rng.sample(others, rng.choice([1, 1, 2])))
    return rows


def write_residents(rng, folder, rows, base):
    """The referral file every movable resident needs."""
    for row in rows:
        if not row["movable"]:
            continue
        (folder / "residents").mkdir(exist_ok=True)
        referral = {
            "reference": row["reference"], "received": row["moved_in"] + "T12:00:00Z", "source": "self",
            "immediate_danger": False, "homeless_before": True,
            "keep_apart": [name for name in row["keep_apart"].split(";") if name],
            "person": [{"role": "adult", "age": rng.randint(18, 60), "sex": "female"}],
            "needs": {"complex": row["complex_needs"], "nrpf": row["nrpf"]},
        }
        (folder / "residents" / f"{row['reference']}.toml").write_text(to_toml(rng, referral), encoding="utf-8")


class Style:
    """How the files of one estate are written: the contract accepts all of these."""

    def __init__(self, rng):
        self.rng = rng
        self.mark = "\ufeff" if rng.random() < 0.2 else ""
        self.end = "\r\n" if rng.random() < 0.3 else "\n"
        self.odd_case = rng.random() < 0.3
        self.spaces = rng.random() < 0.3
        self.extra = rng.random() < 0.2
        self.shuffled = rng.random() < 0.15

    def write_csv(self, path, columns, rows):
        columns = columns + ["remark"] if self.extra else list(columns)
        if self.shuffled:
            self.rng.shuffle(columns)
        out = io.StringIO()
        writer = csv.writer(out, lineterminator=self.end)
        writer.writerow(columns)
        for row in rows:
            writer.writerow([self.cell(column, row.get(column, "as found, kept")) for column in columns])
        path.write_bytes((self.mark + out.getvalue()).encode("utf-8"))

    def cell(self, column, value):
        if isinstance(value, bool):
            text = "true" if value else "false"
            return self.rng.choice([text.upper(), text.title(), text]) if self.odd_case else text
        if column == "rooms" and self.spaces:
            return self.rng.choice([" + ", "+ ", " +"]).join(value.split("+"))
        return str(value)


def estate_variant(rng, source, folder, geography):
    """A real estate with other people in it."""
    shutil.copytree(source, folder)
    estate = Estate(folder, geography)
    as_of = estate.provider.get("occupancy", {}).get("as_of", "2026-11-20T17:00:00Z")
    base = datetime.fromisoformat(as_of).astimezone(timezone.utc)
    units = [{**unit, "from": unit["from"].isoformat() if unit["from"] else ""} for unit in estate.units]
    rows = random_occupancy(rng, units, base, rng.choice([0, 0.5, 0.9, 1]))
    for row in rows:
        row["movable"] = False
    (folder / "occupancy.csv").unlink(missing_ok=True)
    shutil.rmtree(folder / "residents", ignore_errors=True)
    Style(rng).write_csv(folder / "occupancy.csv", ROW_COLUMNS, rows)
