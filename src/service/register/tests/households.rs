//! Referrals, those that repeat them, and who belongs to them.

use super::*;

fn repeat(reference: &str, of: &str) -> Value {
    let mut event = received(reference);
    event["form"]["repeat_of"] = of.into();
    event
}

#[test]
fn a_reference_is_taken_once() {
    let mut told = Told::new().with(1);
    assert_eq!(told.no("20 09:00", &received("R1")), Why::ReferenceTaken);
    assert_eq!(told.breaks("18 09:00", &received("R1")), 1);
}

#[test]
fn a_form_is_a_referral_and_the_referrals_own() {
    let mut told = Told::new();
    let mut spoilt = received("R1");
    spoilt["form"]["person"] = json!([]);
    assert_eq!(told.no("20 09:00", &spoilt), Why::BadForm);
    let mut other = received("R1");
    other["form"]["reference"] = "R2".into();
    assert_eq!(told.no("20 09:00", &other), Why::BadForm);
    let mut unread = received("R1");
    unread["form"]["unsafe"] = json!([{"place": "ST4 2QH", "radius": "a stone's throw"}]);
    told.ok("20 09:00", &unread);
}

#[test]
fn a_household_asks_once_at_a_time() {
    let mut told = Told::new().with(1);
    assert_eq!(told.no("20 09:00", &repeat("R2", "R7")), Why::RepeatOfUnknown);
    assert_eq!(told.no("20 09:00", &repeat("R2", "R1")), Why::HouseholdIsOpen);
    told.ok("20 09:00", &of("arrived", "R1", "A"));
    assert_eq!(told.no("20 10:00", &repeat("R2", "R1")), Why::HouseholdIsOpen);
    told.ok("20 11:00", &departed("R1"));
    told.ok("20 12:00", &repeat("R2", "R1"));
    // Joined through another.
    assert_eq!(told.no("20 13:00", &repeat("R3", "R1")), Why::HouseholdIsOpen);
    told.ok("20 14:00", &repeat("R4", "unknown"));
}

#[test]
fn a_form_joins_no_household_that_is_open_or_lives_here() {
    let mut told = Told::new().with(2);
    let joined = || json!({"event": "referral_amended", "referral": "R2", "form": repeat("R2", "R1")["form"]});
    assert_eq!(told.no("20 09:00", &joined()), Why::HouseholdIsOpen);
    told.ok("20 09:10", &of("arrived", "R1", "A"));
    assert_eq!(told.no("20 09:20", &joined()), Why::HouseholdIsOpen);
    told.ok("20 11:00", &departed("R1"));
    told.ok("20 12:00", &joined());
    // One household now: it may go on amending its form.
    told.ok("20 13:00", &joined());
    told.ok("20 14:00", &of("arrived", "R2", "B"));
}

#[test]
fn events_need_a_referral_that_is_known_then() {
    let mut told = Told::new().with(1);
    for event in [
        held("R9", "A", "20 09:10"),
        departed("R9"),
        only("withdrawn", "R9"),
        json!({"event": "noted", "referral": "R9", "text": "rang"}),
        json!({"event": "duplicate", "referral": "R1", "of": "R9"}),
    ] {
        assert_eq!(told.no("20 09:00", &event), Why::UnknownReferral, "{event}");
    }
    assert_eq!(told.no("19 11:00", &held("R1", "A", "19 11:10")), Why::UnknownReferral);
}

#[test]
fn persons_join_and_leave_whoever_lives_here() {
    let mut told = Told::new().with(1);
    let joined = |id: Option<&str>| {
        let mut person = json!({"role": "child", "age": 0, "sex": "female"});
        if let Some(id) = id {
            person["id"] = id.into();
        }
        json!({"event": "person_joined", "referral": "R1", "person": person})
    };
    let left = |id: &str| json!({"event": "person_left", "referral": "R1", "id": id});
    assert_eq!(told.no("20 09:00", &joined(None)), Why::NotLivingHere);
    told.ok("20 09:00", &of("arrived", "R1", "A"));
    assert_eq!(told.no("20 10:00", &joined(Some("2"))), Why::PersonTaken);
    // The next whole number.
    told.ok("20 10:00", &joined(None));
    assert_eq!(told.no("20 11:00", &joined(Some("3"))), Why::PersonTaken);
    told.ok("20 11:00", &left("3"));
    assert_eq!(told.no("20 12:00", &left("3")), Why::UnknownPerson);
    told.ok("20 12:00", &joined(Some("3")));
    told.ok("20 13:00", &left("3"));
    told.ok("20 13:00", &joined(None));
    told.ok("20 14:00", &left("4"));
}

#[test]
fn whoever_somebody_was_must_have_been_there() {
    let mut told = Told::new().with(1);
    let mut grown = received("R2");
    grown["form"]["person"][0]["was"] = "R1/3".into();
    assert_eq!(told.no("20 09:00", &grown), Why::UnknownPerson);
    grown["form"]["person"][0]["was"] = "R1/2".into();
    told.ok("20 09:00", &grown);
}

#[test]
fn who_is_open_or_lives_here_is_erased_by_order_only() {
    let mut told = Told::new().with(2);
    let erased = |ordered| json!({"event": "erased", "referral": "R1", "ordered": ordered});
    assert_eq!(told.no("20 09:00", &erased(false)), Why::TooEarly);
    told.ok("20 10:00", &only("withdrawn", "R1"));
    assert_eq!(told.no("20 11:00", &erased(false)), Why::TooEarly);
    let years_later = moment("2033-11-20T00:00:00Z").unwrap();
    let day_before = moment("2033-11-19T23:59:59Z").unwrap();
    let early = json!({"event": "erased", "referral": "R1", "at": "2033-11-19T12:00:00Z"});
    let late = json!({"event": "erased", "referral": "R1", "at": "2033-11-20T00:00:00Z"});
    assert_eq!(told.tell_at("", day_before, &early).unwrap_err().why, Why::TooEarly);
    told.tell_at("", years_later, &late).unwrap();
    told.tell_at("", years_later, &json!({"event": "erased", "referral": "R2", "ordered": true, "at": "2033-11-20T00:00:00Z"})).unwrap();
}
