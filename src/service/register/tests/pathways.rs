//! Support and pathways of contracts section 11: on which referrals, of whom, and what follows for the referral.

use super::*;

fn also(event: &str, referral: &str, keys: &Value) -> Value {
    let mut whole = only(event, referral);
    whole.as_object_mut().unwrap().extend(keys.as_object().unwrap().clone());
    whole
}

fn referred(referral: &str) -> Value {
    also("sanctuary_referred", referral, &json!({"source": "self", "tenure": "owned"}))
}

fn determined(referral: &str, accepted: bool) -> Value {
    also("sanctuary_determined", referral, &json!({"accepted": accepted}))
}

fn in_danger(reference: &str, danger: Value) -> Value {
    let mut event = received(reference);
    event["form"]["immediate_danger"] = danger;
    event
}

#[test]
fn an_accepted_sanctuary_closes_the_referral_and_ends_its_claim() {
    let mut told = Told::new().with(2);
    told.ok("20 09:00", &held("R1", "A", "20 09:30"));
    told.ok("20 09:00", &referred("R1"));
    told.ok("20 09:05", &determined("R1", false));
    assert_eq!(told.referral("R1", "20 09:05"), "open A");
    told.ok("20 09:10", &referred("R1"));
    told.ok("20 09:15", &determined("R1", true));
    assert_eq!(told.referral("R1", "20 09:15"), "sanctuary -");
    assert_eq!(told.is("A", "20 09:15"), "vacant 20 09:15 -");
    assert_eq!(told.no("20 09:20", &held("R1", "A", "20 09:30")), Why::ReferralNotOpen);
    assert_eq!(told.no("20 09:20", &referred("R1")), Why::ReferralNotOpen);
    told.ok("20 09:30", &only("risk_assessment_began", "R1"));
}

#[test]
fn a_sanctuary_is_never_for_an_emergency() {
    let mut told = Told::new();
    told.ok("19 12:00", &in_danger("R1", json!(true)));
    told.ok("19 12:00", &in_danger("R2", json!("unknown")));
    assert_eq!(told.no("20 09:00", &referred("R1")), Why::LifeInDanger);
    assert_eq!(told.no("20 09:00", &referred("R2")), Why::LifeInDanger);
    told.ok(
        "20 10:00",
        &json!({"event": "referral_amended", "referral": "R1", "form": form("R1")}),
    );
    let seq = told.ok("20 11:00", &referred("R1"));
    // A form that comes in between would have refused it.
    let mut amended = in_danger("R1", json!(true));
    amended["event"] = "referral_amended".into();
    assert_eq!(told.breaks("20 10:30", &amended), seq);
}

#[test]
fn what_follows_a_decision_waits_for_it() {
    let mut told = Told::new().with(2);
    assert_eq!(told.no("20 09:00", &only("risk_assessment_began", "R1")), Why::NotYet);
    told.ok("20 09:00", &of("arrived", "R1", "A"));
    assert_eq!(told.no("20 09:00", &only("risk_assessment_began", "R1")), Why::ReferralNotOpen);
    assert_eq!(told.no("20 09:00", &referred("R1")), Why::ReferralNotOpen);
    let one = told.ok("20 09:00", &referred("R2"));
    let two = told.ok("20 09:10", &determined("R2", true));
    assert_eq!(told.breaks("20 09:20", &annulled(one)), two);
    told.ok("20 09:20", &annulled(two));
    assert_eq!(told.referral("R2", "20 09:20"), "open -");
}

#[test]
fn an_unsafe_home_makes_a_new_referral_of_the_same_household() {
    let mut told = Told::new().with(1);
    told.ok("20 09:00", &referred("R1"));
    told.ok("20 09:10", &determined("R1", true));
    let ended = also("sanctuary_ended", "R1", &json!({"into_accommodation": true}));
    told.ok("20 10:00", &ended);
    assert_eq!(told.no("20 10:10", &ended), Why::NotRunning);
    let mut again = received("R2");
    again["form"]["repeat_of"] = "R1".into();
    told.ok("20 10:05", &again);
    assert_eq!(told.referral("R1", "20 10:05"), "sanctuary -");
    assert_eq!(told.referral("R2", "20 10:05"), "open -");
}

#[test]
fn support_goes_on_for_whoever_waits_lives_here_or_has_left() {
    let mut told = Told::new().with(2);
    let support = |referral: &str, person: &str| {
        also("support_given", referral, &json!({"person": person, "types": ["advice"]}))
    };
    told.ok("20 09:00", &support("R1", "2"));
    told.ok("20 09:00", &of("arrived", "R1", "A"));
    told.ok("20 09:10", &support("R1", "1"));
    told.ok("20 09:20", &departed("R1"));
    told.ok("20 09:30", &support("R1", "1"));
    assert_eq!(told.no("20 09:30", &support("R1", "3")), Why::UnknownPerson);
    told.ok("20 09:30", &only("withdrawn", "R2"));
    assert_eq!(told.no("20 09:40", &support("R2", "1")), Why::ReferralNotOpen);
    assert_eq!(told.no("20 09:40", &only("floating_began", "R2")), Why::ReferralNotOpen);
    assert_eq!(told.no("20 09:40", &only("floating_began", "R9")), Why::UnknownReferral);
}

#[test]
fn a_need_is_the_persons_in_whichever_referral() {
    let mut told = Told::new().with(1);
    let keys = |event: &str, referral: &str| {
        also(event, referral, &json!({"person": "1", "area": "use_of_time"}))
    };
    told.ok("20 09:00", &keys("need_identified", "R1"));
    told.ok("20 09:10", &only("withdrawn", "R1"));
    let mut again = received("R2");
    again["form"]["repeat_of"] = "R1".into();
    told.ok("20 09:20", &again);
    told.ok("20 09:30", &keys("progress_reviewed", "R2"));
    told.ok("20 09:40", &received("R3"));
    assert_eq!(told.no("20 09:50", &keys("progress_reviewed", "R3")), Why::NotYet);
}

#[test]
fn a_correction_is_judged_with_everything_behind_it() {
    let mut told = Told::new().with(1);
    let allocated = |pence: u64| also("budget_allocated", "R1", &json!({"pence": pence}));
    let one = told.ok("20 09:00", &allocated(5_000));
    let spent = also("budget_spent", "R1", &json!({"pence": 4_000, "person": "1"}));
    let two = told.ok("20 09:10", &spent);
    assert_eq!(told.breaks("20 09:00", &correcting(one, allocated(3_999))), two);
    told.ok("20 09:00", &correcting(one, allocated(4_000)));
    assert_eq!(told.no("20 09:20", &spent), Why::OverBudget);
}

#[test]
fn whoever_may_not_correct_is_told_so_before_what_else_stands_against_it() {
    let mut told = Told::new().with(1);
    let one = told.ok("20 09:00", &only("floating_began", "R1"));
    let mut record = |event: Value| {
        let mut object = correcting(one, event).as_object().unwrap().clone();
        object.insert("at".to_owned(), written("20 09:00").into());
        let terms = Terms { now: at("20 10:00"), keep_years: None, may_correct: false };
        told.log.record(Draft::of(object).unwrap(), &terms).unwrap_err().why
    };
    assert_eq!(record(only("floating_ended", "R1")), Why::NotAllowed);
    assert_eq!(record(only("floating_began", "R9")), Why::UnknownReferral);
}

#[test]
fn what_is_written_of_no_household_needs_none() {
    let mut told = Told::new().with(1);
    told.ok("20 09:00", &json!({"event": "staff_recorded", "fte": 1250, "on": "2026-11-20"}));
    told.ok("20 09:00", &json!({"event": "complaint_recorded", "upheld": true}));
    let incident = json!({"event": "incident_reported", "heading": "safeguarding", "text": "door"});
    told.ok("20 09:00", &incident);
    assert_eq!(
        told.no("20 09:00", &json!({"event": "incident_reported", "heading": "other"})),
        Why::BadValue
    );
    assert_eq!(told.no("20 09:00", &json!({"event": "buddy_assigned"})), Why::MissingKey);
}

#[test]
fn beyond_twelve_months_only_with_a_reason() {
    let mut told = Told::new().with(1);
    told.ok("20 09:00", &only("second_stage_began", "R1"));
    let keys = json!({"level": "low", "extended": true});
    assert_eq!(told.no("20 09:10", &also("second_stage_level", "R1", &keys)), Why::MissingKey);
    let keys = json!({"level": "low", "extended": true, "reason": "no home yet"});
    told.ok("20 09:10", &also("second_stage_level", "R1", &keys));
}
