"""What may happen on a pathway, drawn from what is so: most of it possible, some of it not.

A second assessment before the first is done, and fitting by an older one, can be read in two ways: not drawn. Nor is a second
beginning while the first runs.
"""

from register_support import AREAS, HIGHER, LEVELS, LOWER, NEEDS, PARTS, SANCTUARY, SUPPORT_TYPES, TENURES

SUPPORTED = ("open", "placed", "left", "sanctuary")


def support(night):
    """Any event of a pathway that this referral might have."""
    drawn = night.rng.choices([support_of_a_household, sanctuary, of_the_service], [8, 11, 1])[0]
    return drawn(night)


def support_of_a_household(night):
    rng, reference = night.rng, night.referral(*SUPPORTED)
    if reference is None:
        return None
    referral = night.world.referrals[reference]
    people = sorted(referral.household.ever)
    person = night.pick(people, [*people, "nobody"])
    if person is None:
        return None
    state, of = referral.support, {"referral": reference, "person": person}
    return {"referral": reference, **rng.choice([
        lambda: {"event": "need_identified", **of, "area": rng.choice(AREAS[:3])},
        lambda: {"event": "progress_reviewed", **of, "area": rng.choice(AREAS[:3]), "positive": rng.random() < 0.6},
        lambda: {"event": "support_given", **of, "types": rng.sample(SUPPORT_TYPES, rng.randint(0, 3)), "childrens": rng.random() < 0.3},
        lambda: {"event": "support_needs", **of, "needs": rng.sample(NEEDS, rng.randint(0, 2)), "text": "said so"},
        lambda: {"event": rng.choice(["counselling_referred", "counselling_session", "counselling_ended"]), **of, "kind": "therapy"},
        lambda: {"event": "budget_allocated", "pence": rng.choice([0, 500, 5000])},
        lambda: {"event": "budget_spent", **of, "pence": rng.choice([0, 500, 501, 2500]), "purpose": "travel"},
        lambda: runs(rng, "second_stage", state.second_stage),
        lambda: runs(rng, "floating", state.floating),
    ])()}


def runs(rng, name, times):
    between = {"second_stage": ("second_stage_level", {"level": rng.choice(LEVELS)}), "floating": ("floating_contact", {})}[name]
    if not (times and times[-1]) and rng.random() < 0.6:
        return {"event": f"{name}_began", **({"relevant": rng.random() < 0.5} if name == "second_stage" else {})}
    kind, more = rng.choice([between, (f"{name}_ended", {})])
    return {"event": kind, **more}


def sanctuary(night):
    """The next step more often than another."""
    reference = night.referral("open", "sanctuary", "sanctuary")
    if reference is None:
        return None
    referral = night.world.referrals[reference]
    kind = next_step(referral.support, night.rng) if night.rng.random() < 0.8 else night.rng.choice(SANCTUARY)
    return drawn(night.rng, reference, referral.support, kind)


def next_step(state, rng):
    if not state.accepted:
        return "sanctuary_determined" if state.referred else "sanctuary_referred"
    if not state.began:
        return "risk_assessment_began"
    if state.done is None:
        whole = state.parts == set(PARTS)
        return rng.choice(["needs_assessed", "risk_assessment_done"] if whole else ["risk_assessment_part"] * 4 + ["risk_assessment_done"])
    if not state.agreed:
        return "measures_agreed"
    if state.needs_approval() and not state.approved:
        return rng.choice(["approval_given", "approval_given", "measure_fitted"])
    return rng.choice(["measure_fitted", "measure_fitted", "needs_assessed", "support_plan_made", "sanctuary_ended"])


def drawn(rng, reference, state, kind):
    of = {"event": kind, "referral": reference}
    if kind == "risk_assessment_began" and state.began:
        return None
    if kind == "sanctuary_referred" and state.referred:
        return None
    measures = rng.sample(LOWER, 2) + (rng.sample(HIGHER, 1) if rng.random() < 0.4 else [])
    recommended = list(state.done["measures"]) if state.done else measures
    more = {
        "sanctuary_referred": lambda: {"source": rng.choice(["self", "agency"]), "tenure": rng.choice(TENURES)},
        "sanctuary_determined": lambda: {"accepted": rng.random() < 0.8, "reason": "as they see it"},
        "risk_assessment_part": lambda: {"part": rng.choice(sorted(set(PARTS) - state.parts) or PARTS)},
        "risk_assessment_done": lambda: {"measures": measures, "pence": rng.choice([900, 9_999, 10_000, 10_001])},
        "approval_given": lambda: {"granted": rng.random() < 0.7},
        "measures_agreed": lambda: {"agreed": recommended[1:], "refused": [{"measure": recommended[0], "reason": "no need"}]
                                    if rng.random() < 0.5 else []},
        "measure_fitted": lambda: {"measure": rng.choice([*sorted(state.agreed), *recommended]), "materials_pence": 800,
                                   "labour_pence": 1500, "instructions": True},
        "sanctuary_ended": lambda: {"reason": "moved away", "into_accommodation": rng.random() < 0.5},
    }
    return {**of, **more.get(kind, dict)()}


def of_the_service(night):
    rng, reference = night.rng, night.referral("open", "placed", "left")
    return rng.choice([
        lambda: {"event": "staff_recorded", "fte": rng.randint(0, 2000), "on": "2024-02-01"},
        lambda: {"event": "incident_reported", "heading": "safeguarding", "text": "at the door", **({"referral": reference} if reference else {})},
        lambda: {"event": "complaint_recorded", "about": "the heating", "upheld": rng.random() < 0.5},
        lambda: {"event": "survey_answered", "question": "safe", "score": rng.randint(0, 10)},
        lambda: {"event": "buddy_assigned", "referral": reference or "R-0000", "account": "buddy-1"},
    ])()
