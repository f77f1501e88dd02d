"""Histories whose states were worked out by hand from the contract: the model must give them before it judges anybody.

Each is a list of lines, most of them `t(time, kind, …)`, and then what must be so. Everything is synthetic.
"""

from register_log import Log
from register_times import read_moment

PERSON = {"role": "adult", "age": 30, "sex": "female"}


def form(reference, persons=1, **more):
    return {"reference": reference, "source": "self", "immediate_danger": True, "homeless_before": False,
            "person": [PERSON] * persons, **more}


def day(text):
    """`20 21:50` is a moment of November 2026; anything longer is a moment or a date as it stands."""
    return f"2026-11-{text.replace(' ', 'T')}:00Z" if len(text) == 8 else text


class Told:
    """A log that is told line by line what to say to each."""

    def __init__(self, nights=0, minutes=30, units=None, **options):
        self.log, self.wrong = Log(**options), []
        self.estate(day("01 09:00"), units or [open_unit("Elm-1"), open_unit("Elm-2")], nights, minutes)

    def estate(self, at, units, nights=0, minutes=30, why=None):
        return self.say(why, at, "estate_recorded", units=units, hold_minutes=minutes, turnaround_nights=nights)

    def say(self, why, at, event, /, recorded=None, names=None, **keys):
        at = day(at)
        recorded = day(recorded) if recorded else at
        for key in ("until", "expected", "on"):
            if key in keys:
                keys[key] = day(keys[key])
        line = {"event": event, "at": at, "recorded_at": recorded, **keys}
        verdict = self.log.submit(line)
        if verdict.whys != frozenset([why] if why else []) or verdict.names != names:
            self.wrong.append(f"{line}: {sorted(verdict.whys)} {verdict.names}, by hand {why} {names}")

    def ok(self, at, event, /, **keys):
        self.say(None, at, event, **keys)

    def asks(self, at, *references):
        for reference in references:
            self.ok(at, "referral_received", referral=reference, form=form(reference))

    def unit(self, at, name, state, since=None, until=None, referral=None, known=None, **more):
        row = next((row for row in self._state(at, known)["units"] if row["unit"] == name), {})
        want = {"unit": name, "state": state, "since": since and day(since), "until": until and day(until), "referral": referral}
        self._compare(at, {"referral": None, **row}, {**want, **more})

    def referral(self, at, reference, state, unit=None, known=None):
        row = next((row for row in self._state(at, known)["referrals"] if row["reference"] == reference), {})
        self._compare(at, row, {"reference": reference, "state": state, "unit": unit})

    def _state(self, at, known):
        return self.log.state(read_moment(day(at)), known and read_moment(day(known)))

    def _compare(self, at, row, want):
        if row != want:
            self.wrong.append(f"at {at}: {row}, by hand {want}")


def open_unit(name, state="open", **more):
    return {"unit": name, "setting": name.split("-")[0], "kind": "refuge", "state": state, **more}


# ------------------------------------------------------------------------------------------------------- the histories

def a_claim_lapses_at_its_very_second():
    t = Told()
    t.asks("20 21:00", "R-1", "R-2")
    t.say("hold_too_long", "20 21:50", "held", referral="R-1", unit="Elm-1", until="2026-11-20T22:20:01Z")
    t.ok("20 21:50", "held", referral="R-1", unit="Elm-1", until="20 22:20")
    t.say("unit_claimed", "2026-11-20T22:19:59Z", "held", referral="R-2", unit="Elm-1", until="20 22:40")
    t.unit("2026-11-20T22:19:59Z", "Elm-1", "held", "20 21:50", "20 22:20", "R-1")
    t.unit("20 22:20", "Elm-1", "vacant", "20 22:20")
    t.ok("20 22:20", "held", referral="R-2", unit="Elm-1", until="20 22:50")
    t.say("not_claimed", "20 22:21", "claim_ended", referral="R-1", unit="Elm-1", why="released")
    t.unit("20 22:20", "Elm-1", "held", "20 22:20", "20 22:50", "R-2")
    return t


def an_arrival_ends_a_hold_that_has_lapsed_when_it_is_recorded():
    t = Told()
    t.asks("20 20:00", "R-1", "R-2")
    t.ok("20 21:10", "held", referral="R-2", unit="Elm-1", until="20 21:40")
    t.ok("20 21:20", "offered", referral="R-2", unit="Elm-1", until="20 21:45")
    t.say("unit_claimed", "20 21:00", "arrived", recorded="20 21:30", referral="R-1", unit="Elm-1")
    t.ok("20 21:00", "arrived", recorded="20 21:45", referral="R-1", unit="Elm-1")
    t.unit("20 21:25", "Elm-1", "lived_in", "20 21:00", None, "R-1")
    t.unit("20 21:25", "Elm-1", "offered", "20 21:20", "20 21:45", "R-2", known="20 21:44")
    t.referral("20 21:25", "R-2", "open")
    t.ok("20 21:05", "departed", recorded="20 22:00", referral="R-1", because="other")
    t.unit("20 21:25", "Elm-1", "vacant", "20 21:05")  # "it does not come back"
    t.ok("20 21:10", "held", recorded="20 22:00", referral="R-2", unit="Elm-1", until="20 21:12")  # as new
    t.unit("20 21:11", "Elm-1", "held", "20 21:10", "20 21:12", "R-2")
    return t


def an_arrival_ends_the_offer_that_stands_at_its_moment():
    t = Told()
    t.asks("20 20:00", "R-1", "R-2")
    t.ok("20 20:50", "offered", referral="R-2", unit="Elm-1", until="20 21:30")
    t.ok("20 21:05", "offer_accepted", referral="R-2", unit="Elm-1")
    t.say("unit_claimed", "20 21:00", "arrived", recorded="20 22:00", referral="R-1", unit="Elm-1")
    t.ok("20 21:50", "claim_ended", recorded="20 22:00", referral="R-2", unit="Elm-1", why="cancelled")
    t.ok("20 21:00", "arrived", recorded="20 22:10", referral="R-1", unit="Elm-1")
    t.unit("2026-11-20T20:59:59Z", "Elm-1", "offered", "20 20:50", "20 21:30", "R-2")
    t.unit("20 21:50", "Elm-1", "lived_in", "20 21:00", None, "R-1")
    t.say("not_claimed", "20 21:20", "claim_ended", recorded="20 22:20", referral="R-2", unit="Elm-1", why="released")
    t.ok("20 22:30", "held", referral="R-2", unit="Elm-2", until="20 22:40")
    return t


def two_arrivals_over_one_claim():
    t = Told()
    t.asks("20 09:00", "R-1", "R-2")
    t.ok("20 10:00", "offered", referral="R-2", unit="Elm-1", until="20 10:20")                                  # 3
    t.ok("20 10:05", "arrived", recorded="20 10:30", referral="R-1", unit="Elm-1")                               # 4
    t.say("breaks_later", "20 10:01", "arrived", recorded="20 11:00", names=4, referral="R-1", unit="Elm-1")
    t.ok("20 09:55", "arrived", recorded="20 11:00", corrects=4, referral="R-1", unit="Elm-1")                   # 5
    t.unit("20 10:10", "Elm-1", "lived_in", "20 09:55", None, "R-1")
    t.ok("20 09:58", "departed", recorded="20 11:00", referral="R-1", because="other")                           # 6
    t.unit("20 10:10", "Elm-1", "vacant", "20 09:58")
    t.ok("20 11:00", "annulled", corrects=6)
    t.ok("20 11:00", "annulled", corrects=5)
    t.unit("20 10:02", "Elm-1", "vacant")  # "it does not come back", as nothing of it had an effect when 5 was recorded
    return t


def a_claim_that_only_a_corrected_arrival_used():
    t = Told()
    t.asks("20 09:00", "R-1", "R-2")
    t.ok("20 10:00", "offered", referral="R-1", unit="Elm-1", until="20 12:00")                                  # 3
    t.ok("20 10:05", "offer_accepted", referral="R-1", unit="Elm-1")                                             # 4
    t.ok("20 11:00", "arrived", referral="R-1", unit="Elm-1")                                                    # 5
    t.say("unit_claimed", "20 11:00", "arrived", recorded="20 13:00", corrects=5, referral="R-2", unit="Elm-1")
    t.say("breaks_later", "20 10:02", "arrived", recorded="20 13:00", names=5, referral="R-2", unit="Elm-1")
    t.ok("20 11:00", "arrived", recorded="20 13:00", corrects=5, referral="R-1", unit="Elm-2")                   # 6
    t.ok("20 13:10", "held", referral="R-2", unit="Elm-1", until="20 13:20")
    t.unit("20 12:00", "Elm-1", "vacant", "20 11:00")
    return t


def a_turnaround_goes_over_the_clock_change():
    t = Told(nights=2)
    t.ok("2026-03-01", "carried_in", recorded="20 08:00", referral="R-9", unit="Elm-1", keep_apart=[])
    t.ok("2026-03-28T23:30:00Z", "departed", recorded="20 08:00", referral="R-9", because="stopped_needing", planned=True)
    t.unit("2026-03-01T23:59:58Z", "Elm-1", "vacant")
    t.unit("2026-03-01T23:59:59Z", "Elm-1", "lived_in", "2026-03-01T23:59:59Z", None, "R-9")
    # left on Saturday 28 March, still winter time; two nights end at midnight of Monday, an hour earlier in UTC
    t.unit("2026-03-29T22:59:59Z", "Elm-1", "being_made_ready", "2026-03-28T23:30:00Z", "2026-03-29T23:00:00Z")
    t.unit("2026-03-29T23:00:00Z", "Elm-1", "vacant", "2026-03-29T23:00:00Z")
    t.asks("20 09:00", "R-1")
    t.ok("20 09:05", "arrived", referral="R-1", unit="Elm-1")
    t.ok("20 23:50", "departed", referral="R-1", because="died")
    t.ok("21 09:00", "made_ready", unit="Elm-1")
    t.unit("21 08:59", "Elm-1", "being_made_ready", "20 23:50", "22 00:00")
    t.unit("21 09:00", "Elm-1", "vacant", "21 09:00")
    t.say("not_in_turnaround", "21 09:00", "made_ready", unit="Elm-1")
    return t


def a_correction_that_breaks_what_came_later():
    t = Told(nights=1)
    t.asks("20 09:00", "R-1", "R-2")                                                        # 1, 2
    t.ok("20 10:00", "offered", referral="R-1", unit="Elm-1", until="20 12:00")               # 3
    t.ok("20 11:00", "offer_accepted", referral="R-1", unit="Elm-1", expected="2026-11-20")   # 4
    t.ok("20 15:00", "arrived", referral="R-1", unit="Elm-1")                                 # 5
    t.unit("20 11:30", "Elm-1", "accepted", "20 11:00", "2026-11-20", "R-1")
    t.say("breaks_later", "20 10:00", "offered", recorded="20 16:00", corrects=3, names=4,
          referral="R-1", unit="Elm-1", until="20 11:00")
    t.say("breaks_later", "20 10:00", "offered", recorded="20 16:00", corrects=3, names=4,
          referral="R-1", unit="Elm-2", until="20 12:00")
    t.say("unit_lived_in", "20 15:30", "offered", recorded="20 16:00", corrects=3, referral="R-2", unit="Elm-1", until="20 18:00")
    t.ok("20 14:00", "arrived", recorded="20 16:00", corrects=5, referral="R-1", unit="Elm-2")  # 6
    t.unit("20 15:30", "Elm-1", "vacant", "20 14:00")
    t.unit("20 15:30", "Elm-2", "lived_in", "20 14:00", None, "R-1")
    t.unit("20 15:30", "Elm-1", "lived_in", "20 15:00", None, "R-1", known="20 15:59")
    t.say("breaks_later", "20 10:00", "annulled", recorded="20 16:00", corrects=3, names=4)
    return t


def two_corrections_of_one_event_and_of_an_annulment():
    t = Told()
    t.asks("20 09:00", "R-1")                                                                    # 1
    t.ok("20 10:00", "noted", referral="R-1", text="rang")                                       # 2
    t.ok("20 10:05", "noted", recorded="20 11:00", corrects=2, referral="R-1", text="rang twice")  # 3
    t.say("stale", "20 10:05", "noted", recorded="20 11:00", corrects=2, referral="R-1", text="rang once")
    t.ok("20 11:00", "annulled", corrects=3)                                                     # 4
    t.say("stale", "20 11:00", "annulled", corrects=2)
    t.say("stale", "20 11:00", "annulled", corrects=3)
    t.say("corrects_unknown", "20 11:00", "annulled", corrects=4)
    t.say("corrects_unknown", "20 11:00", "annulled", corrects=5)
    t.say("future", "20 11:01", "noted", recorded="20 11:00", unit="Elm-1", text="early")
    t.say("recorded_order", "20 10:00", "noted", recorded="20 10:59", unit="Elm-1", text="late")
    return t


def a_correction_takes_the_place_of_what_it_stands_for():
    t = Told()
    t.asks("20 09:00", "R-1", "R-2")
    t.ok("20 10:00", "held", referral="R-1", unit="Elm-1", until="20 10:20")                               # 3
    t.ok("20 10:00", "claim_ended", referral="R-1", unit="Elm-1", why="released")                          # 4
    t.ok("20 10:00", "held", referral="R-2", unit="Elm-1", until="20 10:20")                               # 5
    t.ok("20 10:00", "held", recorded="20 11:00", corrects=3, referral="R-1", unit="Elm-1", until="20 10:10")
    t.unit("20 10:00", "Elm-1", "held", "20 10:00", "20 10:20", "R-2")
    t.say("breaks_later", "20 10:01", "held", recorded="20 11:00", corrects=6, names=4, referral="R-1", unit="Elm-2", until="20 10:10")
    return t


def the_referral_of_a_stay_is_not_annulled():
    t = Told()
    t.asks("20 09:00", "R-1", "R-2")
    t.ok("20 10:00", "arrived", referral="R-1", unit="Elm-1")                     # 3
    t.ok("20 11:00", "expected_departure", referral="R-1", on="2026-12-01")       # 4
    t.say("breaks_later", "20 12:00", "annulled", corrects=1, names=3)
    t.say("breaks_later", "20 12:00", "annulled", corrects=3, names=4)
    t.ok("20 12:00", "annulled", corrects=4)
    t.ok("20 12:00", "annulled", corrects=3)
    t.ok("20 12:00", "annulled", corrects=1)
    t.unit("20 13:00", "Elm-1", "vacant")
    t.unit("20 11:30", "Elm-1", "lived_in", "20 10:00", "2026-12-01", "R-1", known="2026-11-20T11:59:59Z")
    t.say("unknown_referral", "20 13:00", "noted", referral="R-1", text="gone")
    return t


def a_transfer_into_ones_own_hold():
    t = Told(nights=1)
    t.asks("20 09:00", "R-1", "R-2")
    t.ok("20 10:00", "arrived", referral="R-1", unit="Elm-1")
    t.ok("20 11:00", "expected_departure", referral="R-1", on="20 18:00")
    t.ok("20 12:00", "held", referral="R-1", unit="Elm-2", until="20 12:30")
    t.referral("20 12:10", "R-1", "placed", "Elm-1")
    t.say("unit_claimed", "20 12:10", "arrived", referral="R-2", unit="Elm-2")
    t.ok("20 12:20", "transferred", referral="R-1", unit="Elm-2")
    t.unit("20 12:20", "Elm-1", "being_made_ready", "20 12:20", "21 00:00")
    t.unit("20 12:40", "Elm-2", "lived_in", "20 12:20", None, "R-1")
    t.say("unit_lived_in", "20 13:00", "transferred", referral="R-1", unit="Elm-2")
    t.say("not_living_here", "20 13:00", "transferred", referral="R-2", unit="Elm-2")
    return t


def a_void_over_a_stay_outlasts_it():
    t = Told(nights=3)
    t.asks("20 09:00", "R-1", "R-2")
    t.ok("20 10:00", "offered", referral="R-1", unit="Elm-1", until="20 12:00")
    t.ok("20 10:05", "offered", referral="R-2", unit="Elm-2", until="20 12:00")
    t.ok("20 10:10", "void_began", unit="Elm-2", expected="2026-11-23")
    t.unit("20 10:10", "Elm-2", "void", "20 10:10", "2026-11-23")
    t.referral("20 10:10", "R-2", "open")
    t.ok("20 10:20", "offer_accepted", referral="R-1", unit="Elm-1")
    t.say("unit_claimed", "20 10:30", "void_began", unit="Elm-1")
    t.ok("20 11:00", "arrived", referral="R-1", unit="Elm-1")
    t.ok("20 12:00", "void_began", unit="Elm-1")
    t.say("already_void", "20 12:00", "void_began", unit="Elm-1")
    t.unit("20 12:00", "Elm-1", "lived_in", "20 11:00", None, "R-1", void_since=day("20 12:00"))
    t.ok("21 09:00", "departed", referral="R-1", because="other")
    t.unit("21 09:00", "Elm-1", "void", "20 12:00")
    t.say("unit_void", "21 10:00", "held", referral="R-2", unit="Elm-1", until="21 10:10")
    t.ok("22 09:00", "void_ended", unit="Elm-1")
    t.unit("22 09:00", "Elm-1", "being_made_ready", "21 09:00", "24 00:00")
    t.unit("24 00:00", "Elm-1", "vacant", "24 00:00")
    return t


def carried_in_from_the_list():
    t = Told(units=[open_unit("Elm-1"), open_unit("Elm-2", "void", **{"from": "2026-11-10"}), open_unit("Elm-3", "planned")])
    t.ok("2026-09-23", "carried_in", recorded="02 09:00", referral="R-9", unit="Elm-1", nrpf=True, keep_apart=["R-8"])
    t.say("reference_taken", "02 09:00", "carried_in", referral="R-9", unit="Elm-2", keep_apart=[])
    t.say("unit_void", "02 09:00", "carried_in", referral="R-8", unit="Elm-2", keep_apart=[])
    t.say("unit_closed", "02 09:00", "carried_in", referral="R-8", unit="Elm-3", keep_apart=[])
    t.say("unit_lived_in", "02 09:00", "carried_in", referral="R-8", unit="Elm-1", keep_apart=[])
    t.unit("2026-09-23T22:59:58Z", "Elm-1", "vacant")
    t.unit("2026-09-23T22:59:59Z", "Elm-1", "lived_in", "2026-09-23T22:59:59Z", None, "R-9")
    t.unit("09 12:00", "Elm-2", "void", None, "10 00:00")
    t.unit("10 00:00", "Elm-2", "vacant", "10 00:00")
    t.unit("10 00:00", "Elm-3", "closed")
    t.say("unknown_person", "11 09:00", "person_left", referral="R-9", id="1")
    t.ok("11 09:00", "person_joined", referral="R-9", person=PERSON)
    t.ok("11 09:00", "unit_opened", unit="Elm-3")
    t.unit("11 09:00", "Elm-3", "vacant", "11 09:00")
    return t


def a_repeat_joins_the_household():
    t = Told()
    t.ok("10 09:00", "referral_received", referral="R-1", form=form("R-1", 2))
    t.say("repeat_of_unknown", "10 10:00", "referral_received", referral="R-2", form=form("R-2", repeat_of="R-7"))
    t.say("household_is_open", "10 10:00", "referral_received", referral="R-2", form=form("R-2", repeat_of="R-1"))
    t.say("reference_taken", "10 10:00", "referral_received", referral="R-1", form=form("R-1"))
    t.ok("10 11:00", "turned_away", referral="R-1", reason="capacity")
    t.ok("10 12:00", "referral_received", referral="R-2", form=form("R-2", repeat_of="R-1"))
    t.say("household_is_open", "10 13:00", "referral_received", referral="R-3", form=form("R-3", repeat_of="R-1"))
    t.say("referral_not_open", "10 13:00", "held", referral="R-1", unit="Elm-1", until="10 13:10")
    t.ok("10 14:00", "arrived", referral="R-2", unit="Elm-1")
    t.say("person_taken", "10 15:00", "person_joined", referral="R-2", person={**PERSON, "id": "1"})
    t.say("unknown_person", "10 15:00", "person_left", referral="R-2", id="2")
    t.ok("10 15:00", "person_joined", referral="R-2", person=PERSON)   # 3: 1 and 2 were used in the whole household
    t.ok("10 16:00", "person_left", referral="R-2", id="3")
    t.ok("10 17:00", "person_joined", referral="R-2", person={**PERSON, "id": "3", "was": "R-1/2"})
    t.say("unknown_person", "10 17:00", "person_joined", referral="R-2", person={**PERSON, "was": "R-1/4"})
    t.referral("10 18:00", "R-1", "turned_away")
    t.referral("10 18:00", "R-2", "placed", "Elm-1")
    t.say("too_early", "10 18:00", "erased", referral="R-1")
    return t


def the_estate_is_recorded_again():
    t = Told(units=[open_unit("Elm-1"), open_unit("Elm-2"), open_unit("Elm-3")])
    t.asks("10 09:00", "R-1")
    t.ok("10 10:00", "arrived", referral="R-1", unit="Elm-1")
    later = [open_unit("Elm-4"), open_unit("Elm-1", "void"), open_unit("Elm-2", "void", **{"from": "2026-11-14"})]
    t.estate("12 09:00", later, nights=1, minutes=60)
    t.unit("12 09:00", "Elm-1", "lived_in", "10 10:00", None, "R-1")
    t.unit("12 09:00", "Elm-2", "void", "12 09:00", "14 00:00")
    t.unit("14 00:00", "Elm-2", "vacant", "14 00:00")
    t.say("unknown_unit", "13 09:00", "noted", unit="Elm-3", text="gone")
    t.ok("11 09:00", "noted", recorded="13 09:00", unit="Elm-3", text="now it is never taken out")
    t.ok("13 09:00", "noted", unit="Elm-3", text="still here")
    t.say("unknown_unit", "11 09:00", "noted", recorded="13 09:00", unit="Elm-4", text="not yet")
    t.ok("13 10:00", "departed", referral="R-1", because="evicted")
    t.unit("13 10:00", "Elm-1", "void", "13 10:00")
    t.ok("13 11:00", "void_ended", unit="Elm-1")
    t.unit("13 11:00", "Elm-1", "being_made_ready", "13 10:00", "14 00:00")
    return t


def a_void_of_the_files_waits_behind_an_arrival_over_a_claim():
    t = Told()
    t.asks("20 09:00", "R-1", "R-2")
    t.ok("20 10:00", "offered", referral="R-2", unit="Elm-1", until="20 12:00")                                  # 3
    t.estate("20 10:10", [open_unit("Elm-1", "void"), open_unit("Elm-2")])                                       # 4
    t.ok("20 10:20", "arrived", recorded="20 13:00", referral="R-1", unit="Elm-1")                               # 5
    t.unit("20 10:19", "Elm-1", "offered", "20 10:00", "20 12:00", "R-2")
    t.unit("20 13:00", "Elm-1", "lived_in", "20 10:20", None, "R-1")  # not "void": the claim goes over into the stay
    t.ok("20 14:00", "departed", referral="R-1", because="other")
    t.unit("20 14:00", "Elm-1", "void", "20 14:00")
    return t


def a_unit_that_comes_again_has_ended_before():
    t = Told(units=[open_unit("Elm-1", "void", **{"from": "2026-11-05"}), open_unit("Elm-2")])
    t.estate("10 09:00", [open_unit("Elm-2")])
    t.estate("12 09:00", [open_unit("Elm-2"), open_unit("Elm-1")])
    t.unit("12 09:00", "Elm-1", "vacant", "05 00:00")
    return t


def a_unit_without_its_state_lacks_a_key():
    t = Told()
    t.say("missing_key", "10 09:00", "estate_recorded", units=[{"unit": "Elm-1", "setting": "Elm", "kind": "refuge"}],
          hold_minutes=30, turnaround_nights=0)
    return t


HISTORIES = [a_void_of_the_files_waits_behind_an_arrival_over_a_claim, a_unit_that_comes_again_has_ended_before,
             a_unit_without_its_state_lacks_a_key, a_claim_lapses_at_its_very_second, an_arrival_ends_a_hold_that_has_lapsed_when_it_is_recorded,
             an_arrival_ends_the_offer_that_stands_at_its_moment, two_arrivals_over_one_claim,
             a_claim_that_only_a_corrected_arrival_used, a_turnaround_goes_over_the_clock_change,
             a_correction_that_breaks_what_came_later, two_corrections_of_one_event_and_of_an_annulment,
             a_correction_takes_the_place_of_what_it_stands_for,
             the_referral_of_a_stay_is_not_annulled, a_transfer_into_ones_own_hold, a_void_over_a_stay_outlasts_it,
             carried_in_from_the_list, a_repeat_joins_the_household, the_estate_is_recorded_again]


def self_test():
    """Everything that the model answers otherwise than was worked out by hand."""
    for history in HISTORIES:
        for wrong in history().wrong:
            yield f"{history.__name__}: {wrong}"
