//! Clocks over histories that chance tells: whatever ends a pathway leaves none of its clocks due, so whoever reads that
//! something is late can still do it; and what was late stays countable for good.

use super::*;
use crate::service::pathway::{Clock, ClockName, ClockStanding};
use crate::service::register::{Household, Night};
use jiff::SignedDuration;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// What chance picks from: each with the keys it needs.
fn acts() -> Vec<(&'static str, Value)> {
    let door = json!(["door_chain"]);
    let refused = json!([{"measure": "door_chain", "reason": "not_wanted"}]);
    vec![
        ("sanctuary_referred", json!({"source": "self", "tenure": "owned"})),
        ("sanctuary_determined", json!({"accepted": true})),
        ("sanctuary_determined", json!({"accepted": false})),
        ("risk_assessment_began", json!({})),
        ("risk_assessment_done", json!({"measures": ["door_chain", "cctv"], "pence": 9000})),
        ("risk_assessment_done", json!({"measures": door, "pence": 900})),
        ("measures_agreed", json!({"agreed": ["door_chain", "cctv"], "refused": []})),
        ("measures_agreed", json!({"agreed": door, "refused": []})),
        ("measures_agreed", json!({"agreed": [], "refused": refused})),
        ("approval_given", json!({"granted": true})),
        ("approval_given", json!({"granted": false})),
        ("measure_fitted", fitted("door_chain")),
        ("measure_fitted", fitted("cctv")),
        ("needs_assessed", json!({})),
        ("support_plan_made", json!({})),
        ("sanctuary_ended", json!({"into_accommodation": true})),
        ("second_stage_began", json!({"relevant": true})),
        ("second_stage_level", json!({"level": "low", "extended": true, "reason": "no home yet"})),
        ("second_stage_ended", json!({"because": "settled"})),
        ("arrived", json!({"unit": "A"})),
        ("departed", json!({"because": "stopped_needing"})),
        ("departed", json!({"because": "died"})),
        ("erased", json!({"ordered": true})),
        ("turned_away", json!({"reason": "capacity"})),
        ("placed_elsewhere", json!({"where": "family"})),
        ("withdrawn", json!({})),
        ("duplicate", json!({"of": "R2"})),
    ]
}

fn fitted(measure: &str) -> Value {
    json!({"measure": measure, "materials_pence": 100, "labour_pence": 100, "instructions": true})
}

fn whole(event: &str, referral: &str, keys: &Value) -> Value {
    let mut whole = only(event, referral);
    whole.as_object_mut().unwrap().extend(keys.as_object().unwrap().clone());
    whole
}

/// The events that end a clock, and what they need: if none of them can be recorded it is due for ever.
fn ending(clock: &Clock) -> Vec<(&'static str, Value)> {
    match clock.name {
        ClockName::RiskAssessment => vec![
            ("risk_assessment_began", json!({})),
            ("sanctuary_determined", json!({"accepted": false})),
        ],
        ClockName::SupportPlan => vec![("support_plan_made", json!({}))],
        ClockName::Fitting => {
            vec![("measure_fitted", fitted(clock.measure.as_deref().unwrap()))]
        }
        ClockName::SecondStage => vec![("second_stage_ended", json!({"because": "settled"}))],
    }
}

/// A clock of a household: which, since when.
type Named = (String, &'static str, Option<String>, Timestamp);

fn named(of: &Household, clock: &Clock) -> Named {
    let measure = clock.measure.as_deref().map(str::to_owned);
    (of.reference.clone(), clock.name.word(), measure, clock.since)
}

/// Every clock at a moment that is in one of these ways.
fn that(told: &Told, at: Timestamp, is_so: impl Fn(&Clock) -> bool) -> Vec<(Named, Clock)> {
    let night = Night::of(&told.log, at);
    let clocks = night.households.iter().flat_map(|of| {
        let clocks = of.pathways.clocks().into_iter();
        clocks.map(|clock| (named(of, &clock), clock)).collect::<Vec<_>>()
    });
    clocks.filter(|(_, clock)| is_so(clock)).collect()
}

fn is_late(clock: &Clock, at: Timestamp) -> bool {
    matches!(clock.standing(at), ClockStanding::Late | ClockStanding::KeptLate)
}

/// Whether something that can be recorded on the next day ends a clock.
fn can_be_ended(told: &Told, (of, clock): &(Named, Clock), at: Timestamp) -> bool {
    let next = at + SignedDuration::from_hours(24);
    ending(clock).into_iter().any(|(event, keys)| {
        let mut told = Told { log: told.log.clone(), recorded: told.recorded };
        let is_recorded = told.tell(&next.to_string(), &whole(event, &of.0, &keys)).is_ok();
        is_recorded && !that(&told, next, Clock::is_open).iter().any(|(open, _)| open == of)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn whatever_ends_a_pathway_leaves_nothing_due_and_what_was_late_stays(
        picked in prop::collection::vec((0..acts().len(), 0_usize..4, 0_i64..5), 1..60),
    ) {
        let (acts, mut told) = (acts(), Told::new().with(2));
        let mut now = at("20 12:00");
        let mut were_late: BTreeSet<Named> = BTreeSet::new();
        for (act, who, days) in picked {
            now += SignedDuration::from_hours(24 * days);
            let when = now.to_string();
            // Most is told of one household, so that it comes far.
            let referral = if who == 0 { "R2" } else { "R1" };
            let (event, keys) = &acts[act];
            if *event == "risk_assessment_done" {
                for part in ["practitioner", "police", "fire", "housing"] {
                    let part = json!({"part": part});
                    let _may_be_too_soon = told.tell(&when, &whole("risk_assessment_part", referral, &part));
                }
            }
            if told.tell(&when, &whole(event, referral, keys)).is_err() {
                continue;
            }
            for open in that(&told, now, Clock::is_open) {
                prop_assert!(can_be_ended(&told, &open, now), "{:?} is due for ever after {event}", open.0);
            }
            let late: BTreeSet<Named> =
                that(&told, now, |clock| is_late(clock, now)).into_iter().map(|(of, _)| of).collect();
            let forgotten: Vec<_> = were_late.difference(&late).collect();
            prop_assert!(forgotten.is_empty(), "{forgotten:?} were late and are not after {event}");
            were_late = late;
        }
    }
}

/// What runs for a household on any of its referrals: support, a home made safer, money to spend, clocks.
fn running(told: &Told, at: Timestamp, reference: &str) -> Vec<String> {
    let night = Night::of(&told.log, at);
    let own = night.household(reference).unwrap().first_reference().to_owned();
    let mut found = Vec::new();
    for of in night.households.iter().filter(|of| of.first_reference() == own) {
        let pathways = &of.pathways;
        let budget = &pathways.budget;
        for (what, runs) in [
            ("second stage", pathways.second_stage.running().is_some()),
            ("floating support", pathways.floating.running().is_some()),
            ("counselling", pathways.counselling.people().any(|(_, course)| course.is_running())),
            ("budget", budget.allocated_pence > 0 && !budget.is_over),
            ("sanctuary", !["none", "ended"].contains(&pathways.sanctuary.stage().word())),
            ("clock", pathways.clocks().iter().any(Clock::is_open)),
        ] {
            found.extend(runs.then(|| format!("{what} of {}", of.reference)));
        }
    }
    found
}

/// The same, and support that a household has beside.
fn supported() -> Vec<(&'static str, Value)> {
    let mut acts = acts();
    acts.extend([
        ("floating_began", json!({})),
        ("counselling_referred", json!({"person": "1", "kind": "talking"})),
        ("budget_allocated", json!({"pence": 500})),
        ("second_stage_began", json!({})),
    ]);
    acts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_ends_a_household_ends_what_runs_for_it_and_its_end_can_still_be_told(
        picked in prop::collection::vec((0..supported().len(), 0_usize..3), 1..40),
        ends_by_a_death in any::<bool>(),
    ) {
        let (acts, mut told) = (supported(), Told::new().with(1));
        let mut again = received("R2");
        again["form"]["repeat_of"] = "R1".into();
        let mut now = at("20 12:00");
        for (act, who) in picked {
            now += SignedDuration::from_hours(1);
            let (event, keys) = &acts[act];
            let referral = if who == 0 { "R2" } else { "R1" };
            let _may_be_refused = told.tell(&now.to_string(), &whole(event, referral, keys));
            let _is_open_already = told.tell(&now.to_string(), &again);
        }
        let second = second_stages_not_ended(&told, now);
        now += SignedDuration::from_hours(1);
        let when = now.to_string();
        let dies = json!({"because": "died"});
        let has_died = ends_by_a_death && ["R1", "R2"].iter().any(|of| told.tell(&when, &whole("departed", of, &dies)).is_ok());
        if !has_died {
            told.tell(&when, &whole("erased", "R1", &json!({"ordered": true}))).unwrap();
        }
        prop_assert!(running(&told, now, "R1").is_empty(), "{:?}", running(&told, now, "R1"));
        // What ended it may be found out later: the end of what is counted on can be told, and counts.
        for referral in second {
            let may = told.tell(&when, &whole("second_stage_ended", &referral, &json!({"because": "other"})));
            prop_assert!(may.is_ok(), "{referral}: {may:?}");
        }
        prop_assert!(running(&told, now, "R1").is_empty());
    }
}

/// Referrals that may have support, with a second stage whose end was not told.
fn second_stages_not_ended(told: &Told, at: Timestamp) -> Vec<String> {
    let is_so = |of: &&Household| {
        let may = !matches!(
            of.standing.word(),
            "turned_away" | "placed_elsewhere" | "withdrawn" | "duplicate"
        );
        may && of.pathways.second_stage.not_ended().is_some()
    };
    let night = Night::of(&told.log, at);
    night.households.iter().filter(is_so).map(|of| of.reference.clone()).collect()
}

/// Second stage and what waits for Housing Solutions, in each of the ways in which a referral is closed.
#[test]
fn a_referral_that_is_closed_leaves_no_clock_due() {
    for (event, keys) in [
        ("turned_away", json!({"reason": "capacity"})),
        ("placed_elsewhere", json!({"where": "family"})),
        ("withdrawn", json!({})),
        ("duplicate", json!({"of": "R2"})),
        ("arrived", json!({"unit": "A"})),
    ] {
        let mut told = Told::new().with(2);
        let asked = json!({"source": "self", "tenure": "owned"});
        told.ok("19 13:00", &whole("sanctuary_referred", "R1", &asked));
        if event != "arrived" {
            told.ok("19 13:00", &only("second_stage_began", "R1"));
        }
        // Monday the 23rd is the second working day.
        told.ok("24 09:00", &whole(event, "R1", &keys));
        let open = that(&told, at("24 09:00"), Clock::is_open);
        assert!(open.is_empty(), "{event}");
        let late = that(&told, at("30 09:00"), |clock| is_late(clock, at("30 09:00")));
        assert_eq!(late.len(), 1, "{event}");
        assert_eq!(late[0].0.1, "risk_assessment", "{event}");
        let night = Night::of(&told.log, at("24 09:00"));
        let of = night.household("R1").unwrap();
        assert_eq!(of.pathways.sanctuary.stage().word(), "none", "{event}");
        assert!(of.pathways.second_stage.running().is_none(), "{event}");
    }
}

#[test]
fn a_household_with_two_referrals_is_one_of_the_caseload() {
    let mut told = Told::new().with(2);
    told.ok("20 09:00", &of("arrived", "R1", "A"));
    told.ok("20 09:00", &only("second_stage_began", "R1"));
    told.ok("20 10:00", &departed("R1"));
    let mut again = received("R3");
    again["form"]["repeat_of"] = "R1".into();
    told.ok("21 09:00", &again);
    told.ok("21 09:00", &only("second_stage_began", "R3"));
    let caseload = |told: &Told| {
        crate::service::register::in_second_stage(&Night::of(&told.log, at("25 09:00")).households)
    };
    assert_eq!(caseload(&told), 1);
    told.ok("21 10:00", &only("second_stage_began", "R2"));
    assert_eq!(caseload(&told), 2);
    // Found to be of the first household only later.
    told.ok("22 09:00", &only("withdrawn", "R3"));
    assert_eq!(caseload(&told), 2, "on the first referral it runs on");
    let mut joined = json!({"event": "referral_amended", "referral": "R2", "form": form("R2")});
    joined["form"]["repeat_of"] = "R1".into();
    told.ok("22 10:00", &joined);
    assert_eq!(caseload(&told), 1);
}
