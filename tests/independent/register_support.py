"""Section 11's events: their keys, when they may happen, and what follows from them for a referral.

Where the text can be read in two ways (a second beginning while the first runs; who must be there still) nothing is drawn.
"""

from dataclasses import dataclass, field

AREAS = ["choice_control", "income_debt", "mental_health", "use_of_time", "settled_accommodation", "harm_from_others", "social_capital"]
SUPPORT_TYPES = ["general", "advocacy", "prevention", "protected", "housing", "advice", "counselling", "other"]
NEEDS = ["offending", "drugs", "alcohol", "mental_health", "other"]
LEVELS = ["high", "medium", "low", "flex"]
TENURES = ["social_rented", "private_rented", "owned", "jointly_owned", "other"]
PARTS = ["practitioner", "police", "fire", "housing"]
LOWER = ["personal_alarm", "locks_change", "mortice_lock", "dead_lock", "door_chain", "spy_hole", "door_brace", "window_locks",
         "smoke_alarms"]
HIGHER = ["security_lights", "cctv", "fencing", "gates", "reinforced_doors", "reinforced_windows", "letter_box", "intercom"]


@dataclass(eq=False)
class Support:
    """What section 11 knows of one referral."""

    in_danger: bool = False
    needs: set = field(default_factory=set)
    counselling: dict = field(default_factory=dict)  # person: referred, ended
    allocated: int = 0
    spent: int = 0
    second_stage: list = field(default_factory=list)  # whether each time of it runs
    floating: list = field(default_factory=list)
    referred: bool = False  # to Housing Solutions, and not decided
    accepted: bool = False
    began: bool = False
    parts: set = field(default_factory=set)
    done: dict | None = None
    approved: bool = False
    agreed: set = field(default_factory=set)
    assessed: bool = False
    ended: bool = False

    def needs_approval(self):
        """"needed where pence > 10,000 or any measure is a higher-level one"; "any other is higher-level"."""
        return self.done["pence"] > 10_000 or any(one not in LOWER for one in [*self.done["measures"], *self.agreed])


# ------------------------------------------------------------------------------------------------------------- keys

def keys(needed, may, kinds):
    """The table of section 11; `kinds` are the tests of `register_keys.py`."""
    text, flag, count, texts, one_of = (kinds[name] for name in ("text", "flag", "count", "texts", "one_of"))
    day, words = kinds["day"], lambda listed: lambda value: texts(value) and all(word in listed for word in value)
    of = {"referral": (needed, text)}
    perhaps, person = {"referral": (may, text)}, {"person": (needed, text)}
    pence, area, reason = {"pence": (needed, count)}, {"area": (needed, one_of(AREAS))}, {"reason": (may, text)}
    counselling = {**of, **person, "kind": (may, text), "provider": (may, text)}
    return {
        "need_identified": {**of, **person, **area},
        "progress_reviewed": {**of, **person, **area, "positive": (may, flag)},
        "support_given": {**of, **person, "types": (needed, words(SUPPORT_TYPES)), "childrens": (may, flag)},
        "support_needs": {**of, **person, "needs": (needed, words(NEEDS)), "text": (may, text)},
        "counselling_referred": counselling, "counselling_session": counselling, "counselling_ended": counselling,
        "budget_allocated": {**of, **pence},
        "budget_spent": {**of, **pence, **person, "purpose": (may, text)},
        "second_stage_began": {**of, "relevant": (may, flag)},
        "second_stage_level": {**of, "level": (needed, one_of(LEVELS))},
        "second_stage_ended": {**of, "because": (may, text)},
        "floating_began": of, "floating_contact": of, "floating_ended": of,
        "sanctuary_referred": {**of, "source": (needed, one_of(["self", "agency"])), "tenure": (needed, one_of(TENURES)),
                               "holder": (may, text)},
        "sanctuary_determined": {**of, "accepted": (may, flag), **reason},
        "risk_assessment_began": of,
        "risk_assessment_part": {**of, "part": (needed, one_of(PARTS))},
        "risk_assessment_done": {**of, "measures": (needed, texts), **pence},
        "approval_given": {**of, "granted": (may, flag)},
        "measures_agreed": {**of, "agreed": (needed, texts), "refused": (needed, is_refused)},
        "needs_assessed": of, "support_plan_made": of,
        "measure_fitted": {**of, "measure": (needed, text), "materials_pence": (needed, count), "labour_pence": (needed, count),
                           "instructions": (may, lambda value: isinstance(value, (bool, str)))},
        "sanctuary_ended": {**of, **reason, "into_accommodation": (may, flag)},
        "incident_reported": {**perhaps, "heading": (needed, one_of(["safeguarding", "public_protection"])), "text": (may, text)},
        "staff_recorded": {"fte": (needed, count), "on": (needed, day)},
        "buddy_assigned": {**of, "account": (needed, text)},
        "complaint_recorded": {**perhaps, "about": (may, text), "upheld": (may, flag)},
        "survey_answered": {**perhaps, "question": (may, text), "score": (needed, count)},
    }


def is_refused(value):
    return isinstance(value, list) and all(isinstance(one, dict) and isinstance(one.get("measure"), str) for one in value)


# ------------------------------------------------------------------------------------------------------------- rules

SANCTUARY = ["risk_assessment_began", "risk_assessment_part", "risk_assessment_done", "approval_given", "measures_agreed",
             "needs_assessed", "support_plan_made", "measure_fitted", "sanctuary_ended"]
DECIDED = ["sanctuary_referred", "sanctuary_determined"]
OF_A_HOUSEHOLD = ["need_identified", "progress_reviewed", "support_given", "support_needs", "counselling_referred",
                  "counselling_session", "counselling_ended", "budget_allocated", "budget_spent", "second_stage_began",
                  "second_stage_level", "second_stage_ended", "floating_began", "floating_contact", "floating_ended"]
OF_NO_STATE = ["incident_reported", "staff_recorded", "buddy_assigned", "complaint_recorded", "survey_answered"]
EVENTS = [*OF_A_HOUSEHOLD, *DECIDED, *SANCTUARY, *OF_NO_STATE]


def reasons(world, event):
    """Every `why` that holds of an event of section 11."""
    if event.kind in OF_NO_STATE:
        return
    body, referral = event.body, world.referrals[event.body["referral"]]
    may = {"open"} if event.kind in DECIDED else {"open", "sanctuary"} if event.kind in SANCTUARY else {
        "open", "placed", "left", "sanctuary"}
    if referral.state not in may:  # "open, living here or left; sanctuary: open until determined, then `sanctuary`"
        yield "referral_not_open"
    if "person" in body and body["person"] not in referral.household.ever:
        yield "unknown_person"
    if event.kind in SANCTUARY:
        yield from sanctuary(referral.support, event)
    elif event.kind in DECIDED:
        yield from determining(referral.support, event)
    else:
        yield from others(world, referral, event)


def determining(support, event):
    if event.kind == "sanctuary_referred":
        if support.in_danger:  # "refused where life is in danger now (4.38)"
            yield "life_in_danger"
        if support.referred:
            yield "not_yet"
    elif not support.referred:
        yield "not_yet"


def sanctuary(support, event):
    """"What must come first is `not_yet`"."""
    if not support.accepted:
        yield "not_yet"
    elif support.ended:
        yield "not_running"
    elif missing(support, event):
        yield "not_yet"
    elif support.done is not None and event.kind in ("risk_assessment_part", "risk_assessment_done"):
        yield "not_running"


def missing(support, event):
    kind, done = event.kind, support.done is not None
    if kind in ("risk_assessment_part", "needs_assessed"):
        return not support.began
    if kind == "risk_assessment_done":  # "done only with all four parts"
        return not support.began or not done and support.parts != set(PARTS)
    if kind in ("approval_given", "measures_agreed"):
        return not done
    if kind == "support_plan_made":
        return not support.assessed
    if kind == "measure_fitted":  # "assessment, agreement, approval; never before them"
        return not done or event.body["measure"] not in support.agreed or support.needs_approval() and not support.approved
    return kind == "risk_assessment_began" and support.began and not done


def others(world, referral, event):
    support, kind, body = referral.support, event.kind, event.body
    if kind == "progress_reviewed":
        same = [world.referrals[one].support for one in referral.household.references]
        if not any((body["person"], body["area"]) in one.needs for one in same):
            yield "not_yet"
    elif kind == "budget_spent" and support.spent + body["pence"] > support.allocated:  # "never below zero"
        yield "over_budget"
    elif kind in ("counselling_session", "counselling_ended"):
        referred, ended = support.counselling.get(body["person"], (0, 0))
        if not referred:
            yield "not_yet"
        elif referred == ended:
            yield "not_running"
    elif kind.startswith(("second_stage", "floating")):
        yield from running(support.second_stage if kind.startswith("second") else support.floating, kind)


def running(times, kind):
    runs = bool(times) and times[-1]
    if kind.endswith("_began"):
        if runs:
            yield "not_yet"
    elif not times:
        yield "not_yet"
    elif not runs:
        yield "not_running"


# ------------------------------------------------------------------------------------------------------------- effects

def apply(world, event):
    if event.kind in OF_NO_STATE:
        return
    reference, body, kind = event.body["referral"], event.body, event.kind
    support = world.referrals[reference].support
    if kind == "sanctuary_determined":
        support.referred, support.accepted = False, body.get("accepted", False)
        if support.accepted:  # "the referral is closed as `sanctuary`"; "end the household's claim"
            world.close(event, "sanctuary")
    elif kind == "sanctuary_referred":
        support.referred = True
    elif kind == "need_identified":
        support.needs.add((body["person"], body["area"]))
    elif kind.startswith("budget"):
        support.allocated += body["pence"] * (kind == "budget_allocated")
        support.spent += body["pence"] * (kind == "budget_spent")
    elif kind.startswith("counselling"):
        referred, ended = support.counselling.get(body["person"], (0, 0))
        support.counselling[body["person"]] = (referred + (kind == "counselling_referred"), ended + (kind == "counselling_ended"))
    elif kind.startswith(("second_stage", "floating")):
        times = support.second_stage if kind.startswith("second") else support.floating
        if kind.endswith("_began"):
            times.append(True)
        elif kind.endswith("_ended"):
            times[-1] = False
    else:
        of_sanctuary(support, kind, body)


def of_sanctuary(support, kind, body):
    if kind == "risk_assessment_began":  # another assessment: its parts, and what follows, anew
        support.began, support.parts, support.done, support.approved, support.agreed = True, set(), None, False, set()
    elif kind == "risk_assessment_part":
        support.parts.add(body["part"])
    elif kind == "risk_assessment_done":
        support.done = body
    elif kind == "approval_given":
        support.approved = body.get("granted", False)
    elif kind == "measures_agreed":
        support.agreed |= set(body["agreed"])
        support.agreed -= {one["measure"] for one in body["refused"]}
    elif kind == "needs_assessed":
        support.assessed = True
    elif kind == "sanctuary_ended":
        support.ended = True
