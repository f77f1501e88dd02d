#!/usr/bin/env python3
"""Writes the estates and scenarios of `lintel verify`, so that they differ in what they say they differ in only.

    python3 data/verify/generate.py          # writes beside itself; with a folder, into that: a test compares

Stays are chosen so that 8 or 16 households ask each day (a power of two: no draw is thinned away) unless the published
result names its own rate. Where the shape of the stay is free it is mostly a narrow one, of which fewer histories tell as
much. Years and histories are chosen so that the standard error is a seventh of one percent of
the exact value or less: at the error a whole run is allowed, a figure 1 in 100 too high is then missed in less than
1 of 100 runs. They leave room for 4.5 standard deviations of the standard error itself, which each seed estimates
anew: too few histories are told apart from enough by it, and no seed should find too few here.
"""

import sys
from datetime import date, timedelta
from pathlib import Path

HERE = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
PER_DAY = 16
# Where the quick way of loss systems does not go: shorter histories, and more of them, know their own spread better.
FEWER = 8
TEN_PERCENT = 35.572227615
HOUSEHOLD = "immediate_danger = false, homeless_before = false"
WOMAN = '{ role = "adult", age = 30, sex = "female" }'
MAN = '{ role = "adult", age = 30, sex = "male" }'
CHILD = '{ role = "child", age = 5, sex = "female" }'
START = "2026-01-01"


# --- estates -----------------------------------------------------------------------------------------------------

SETTINGS = "setting,kind,residents,shared,oldest_boy,oldest_boy_discretion,children,cover,complex_needs_places,substances,pets"
UNITS = "unit,setting,rooms,cots,step_free,wheelchair,sector,state,from"
OCCUPANCY = "unit,reference,moved_in,complex_needs,nrpf,keep_apart,movable"


def setting(name, kind, residents="any", children=True, substances="managed"):
    return f"{name},{kind},{residents},false,,false,{str(children).lower()},24h,,{substances},true"


def units(letter, setting, number, beds=1, wheelchair=False):
    access = str(wheelchair).lower()
    return [f"{letter}{k},{setting},{beds},0,{access},{access},ST4 2,open," for k in range(1, number + 1)]


def estate(name, title, settings, rows, occupancy=None):
    folder = HERE / name
    folder.mkdir(exist_ok=True)
    provider = (
        "# Synthetic: for exact results of queueing theory (lintel verify).\n"
        f'name = "{title}"\npopulation = 1000\ncensus_year = 2021\ndefault_radius_m = 2000\n'
    )
    if occupancy is not None:
        provider += f'\n[occupancy]\nas_of = "{START}T00:00:00Z"\n'
    (folder / "provider.toml").write_text(provider)
    (folder / "settings.csv").write_text("\n".join([SETTINGS, *settings]) + "\n")
    (folder / "units.csv").write_text("\n".join([UNITS, *rows]) + "\n")
    if occupancy is not None:
        (folder / "occupancy.csv").write_text("\n".join([OCCUPANCY, *occupancy]) + "\n")


def pool(number):
    estate(f"pool-{number}", f"{number} alike units", [setting("Pool", "dispersed")], units("U", "Pool", number))


def moved_in(days_before):
    return (date.fromisoformat(START) - timedelta(days=days_before)).isoformat()


def estates():
    for number in (2, 30, 37, 38, 39, 40, 41, 100):
        pool(number)
    # Each class of household fits one kind only: a child, a household that uses drugs, a man.
    estate(
        "three-pools",
        "Pools of 11, 6 and 20 units that share nobody",
        [
            setting("Refuge", "refuge", "women", substances="dry"),
            setting("Place", "safe_place", "women", children=False),
            setting("Home", "dispersed", substances="dry"),
        ],
        units("R", "Refuge", 11, beds=2) + units("P", "Place", 6) + units("H", "Home", 20),
    )
    # Some fit A only (a wheelchair), some B only (a child), and some either: B first, for it spares the adapted.
    estate(
        "overlapping",
        "Pools of 5 and 8 units that some households may both use",
        [setting("A", "refuge", children=False), setting("B", "dispersed")],
        units("A", "A", 5, beds=2, wheelchair=True) + units("B", "B", 8, beds=2),
    )
    # One resident moved in every third day before the start, the last on the day itself.
    rows = [f"U{k + 1},R-{k + 1:04},{moved_in(3 * k)},false,false,,false" for k in range(60)]
    estate(
        "residents",
        "100 alike units, 60 of them lived in",
        [setting("Pool", "dispersed")],
        units("U", "Pool", 100),
        rows,
    )


# --- scenarios ---------------------------------------------------------------------------------------------------

def number(value):
    return repr(float(value))


def household(name, share, people, more="", keys=""):
    return (
        "[[household]]\n"
        f'name = "{name}"\nshare = {share!r}\n{keys}'
        f"referral = {{ {HOUSEHOLD}{more}, person = [{', '.join(people)}] }}\n"
    )


ANYBODY = household("anybody", 1.0, [WOMAN])


def stay(family, mean_days, cv=None, kind="default"):
    text = f'[stay.{kind}]\nfamily = "{family}"\nmean_days = {number(mean_days)}\n'
    return text + (f"cv = {number(cv)}\n" if cv is not None else "")


def scenario(name, about, estate, seed, runs, per_year, parts, head="", arrivals=""):
    years, warm_up, replications = runs
    text = "".join(f"# {line}\n" for line in about)
    text += f'name = "{name}"\nestate = "verify/{estate}"\nstart = "{START}"\nyears = {years}\n'
    text += f"warm_up_years = {warm_up}\nreplications = {replications}\nseed = {seed}\n{head}"
    text += f"\n[arrivals]\nper_year = {number(per_year)}\n{arrivals}\n" + "\n".join(parts)
    (HERE / f"{name}.toml").write_text(text)


def a_day(load, per_day=PER_DAY):
    """The mean stay at which so many a day are so many erlangs."""
    return load / per_day


def losses():
    rows = [
        ("erlang-b-30-25", 30, 25.0, ("exponential", None), (20, 1, 260)),
        ("erlang-b-37-30", 37, 30.0, ("weibull", 0.5), (20, 1, 380)),
        ("erlang-b-37-35", 37, 35.0, ("lognormal", 1.5), (20, 1, 260)),
        ("erlang-b-37-40", 37, 40.0, ("gamma", 0.5), (10, 1, 260)),
    ]
    for seed, (name, servers, load, (family, cv), runs) in enumerate(rows, 101):
        about = [
            f"Erlang's loss formula: {number(load)} erlangs on {servers} alike units, nobody waits. It holds whatever the",
            "shape of the stay (M/G/c/c), so each of these scenarios has another.",
        ]
        parts = [ANYBODY, stay(family, a_day(load), cv)]
        scenario(name, about, f"pool-{servers}", seed, runs, 365 * PER_DAY, parts)
    about = [
        "Erlang's loss formula at 296 a year and 90 days on 37 units (72.986301 erlangs). Kept at this pace and short, so that",
        "whoever counts only stays that have ended within the span is found out: half a percent of refusals more would pass",
        "unseen over 50 years.",
    ]
    scenario("erlang-b-37-73", about, "pool-37", 105, (5, 6, 1150), 296.0, [ANYBODY, stay("lognormal", 90.0, 1.0)])
    for seed, (servers, replications) in enumerate(zip(range(37, 42), (350, 530, 730, 1000, 1290)), 111):
        about = [
            f"One more unit: 296 a year at the load of which 37 units refuse 1 in 10, on {servers} units. Turned away a year:",
            "29.60, 25.34, 21.44, 17.91 and 14.76 with 37, 38, 39, 40 and 41 units.",
        ]
        parts = [ANYBODY, stay("lognormal", TEN_PERCENT * 365 / 296, 0.5)]
        scenario(f"one-more-{servers}", about, f"pool-{servers}", seed, (50, 4, replications), 296.0, parts)


def pools():
    about = [
        "Pools of 11, 6 and 20 units that share nobody, each with the load per unit of which 37 units together refuse 1 in 10.",
        "A woman with a child fits the refuge only, a woman who uses drugs the Safe Place only, a man the homes only.",
    ]
    parts = [
        household("fits 11", 11 / 37, [WOMAN, CHILD]),
        household("fits 6", 6 / 37, [WOMAN], ', needs = { substance_use = "current" }').replace(
            "homeless_before = false", "homeless_before = true"
        ),
        household("fits 20", 20 / 37, [MAN]),
        stay("lognormal", a_day(TEN_PERCENT, FEWER), 0.5),
    ]
    scenario("three-pools", about, "three-pools", 121, (10, 1, 310), 365 * FEWER, parts)
    about = [
        "Pools of 5 and 8 units; some households may use A only, some B only, some B and if it is full A. No formula is known:",
        "the exact shares are those of the Markov chain of (lived in in A, lived in in B). Stays differ by pool.",
    ]
    parts = [
        household("A only", 0.25, [WOMAN], ', needs = { mobility = "wheelchair" }'),
        household("B only", 0.35, [WOMAN, CHILD]),
        household("B then A", 0.4, [WOMAN]),
        stay("exponential", 1.25, kind="refuge"),
        stay("exponential", 1.75),
    ]
    scenario("overlapping", about, "overlapping", 122, (10, 1, 700), 365 * FEWER, parts)


def waiting():
    about = [
        "Erlang-A: 40 erlangs on 37 alike units, and whoever waits gives up after an exponential time of mean 14/45 of a stay.",
        "The exact shares are those of a birth-death chain.",
    ]
    patience = '[waiting]\npatience = {{ family = "exponential", mean_days = {} }}\n'
    mean = a_day(40.0, FEWER)
    parts = [ANYBODY, stay("exponential", mean), patience.format(number(mean * 14 / 45))]
    scenario("erlang-a", about, "pool-37", 131, (10, 1, 260), 365 * FEWER, parts)


    about = [
        "Erlang-C: 33 erlangs on 37 alike units, and everybody waits for as long as it takes. Share that waits: 0.394812343.",
    ]
    parts = [ANYBODY, stay("exponential", a_day(33.0, FEWER)), '[waiting]\npatience = "unlimited"\n']
    scenario("erlang-c", about, "pool-37", 132, (20, 1, 480), 365 * FEWER, parts)
    about = [
        "Two units and one place to wait (M/M/2/3), arrivals and departures as 3 to 4. Mean number present 0.762340037,",
        "turned away 0.049360146.",
    ]
    parts = [ANYBODY, stay("exponential", a_day(0.75, FEWER)), '[waiting]\npatience = "unlimited"\nplaces = 1\n']
    scenario("two-and-one-waiting", about, "pool-2", 133, (10, 1, 560), 365 * FEWER, parts)


def others():
    about = [
        "Engset: 50 households that ask as long as they are not housed, each with load 2 while it is not, on 37 alike units.",
        "Share of requests turned away 0.056869215686. All together would ask 8 times a day if none were ever housed.",
    ]
    parts = [ANYBODY, stay("lognormal", 2 * 50 / FEWER, 0.5)]
    scenario(
        "engset", about, "pool-37", 151, (20, 1, 1240), 365 * FEWER, parts, arrivals="sources = 50\n"
    )
    about = [
        "Households that take 1, 2 or 3 of 37 units at once, with loads 18, 6 and 2 (Kaufman and Roberts). Turned away:",
        "0.084406258, 0.170913785, 0.258150063.",
    ]
    parts = [
        household(f"takes {size}", load / 26, [WOMAN], keys=f"units = {size}\n")
        for size, load in ((1, 18), (2, 6), (3, 2))
    ] + [stay("lognormal", a_day(26.0, FEWER), 0.5)]
    scenario("several-at-once", about, "pool-37", 152, (10, 1, 690), 365 * FEWER, parts)
    about = [
        "A stream that rises and falls by a quarter over a year, and room for all (M(t)/G/infinity). Living there 0, 91.25, 182.5",
        "and 273.75 days after the start: 32.5102, 42.5399, 40.4761, 30.4464.",
    ]
    wave = "wave = { amplitude = 0.25, period_days = 365.0 }\n"
    days = "census_days = [0.0, 91.25, 182.5, 273.75]\n"
    parts = [ANYBODY, stay("lognormal", 45.0, 1.0)]
    scenario("wave", about, "pool-100", 153, (1, 3, 17800), 296.0, parts, head=days, arrivals=wave)


def residents():
    occupied = 'start_state = "occupancy"\ncensus_days = [10.0, 30.0, 60.0]\n'
    about = "60 residents, of whom one moved in every third day before the start, {} stays of mean 45 days{}."
    fixed = "Expected to live there t days later: the sum of P(stay > a + t) / P(stay > a) over them, a being how long each has stayed."
    some = "60 residents as they are, and one household a day from then on, none of which is refused (M/G/infinity besides)."
    for name, seed, parts, per_year, histories, what in [
        ("residents-exponential", 141, stay("exponential", 45.0), 0.0, 27000, about.format("exponential", "")),
        ("residents-lognormal", 142, stay("lognormal", 45.0, 1.0), 0.0, 27000, about.format("lognormal", ", cv 1")),
        ("residents-and-arrivals", 143, stay("lognormal", 45.0, 1.0), 365.0, 9700, some),
    ]:
        scenario(name, [what, fixed], "residents", seed, (1, 0, histories), per_year, [ANYBODY, parts], occupied)


estates()
losses()
pools()
waiting()
others()
residents()
