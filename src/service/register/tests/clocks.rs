//! Midnight, the nights on which the clock changes, leap days: by London's time, worked out by hand.

use super::*;

/// A history from the first of January 2024, with so many nights between two households.
fn from_2024(nights: u16) -> Told {
    let mut told = Told { log: Log::default(), recorded: moment("2024-01-01T00:00:00Z").unwrap() };
    let mut first = estate(&[unit("A", "open", None), unit("B", "open", None)], nights);
    first["at"] = "2024-01-01T00:00:00Z".into();
    told.ok("", &first);
    told
}

/// Tells an event that happened when it was recorded.
fn then(told: &mut Told, when: &str, mut event: Value) -> Result<Recorded, Refusal> {
    event["at"] = when.into();
    let recorded = moment(when).unwrap_or(told.recorded).max(told.recorded);
    told.tell_at("", recorded, &event)
}

fn done(told: &mut Told, when: &str, event: Value) {
    then(told, when, event).unwrap();
}

fn state(told: &Told, unit: &str, when: &str) -> (String, Option<String>, Option<String>) {
    let view = told.log.view(moment(when).unwrap(), None);
    let unit = view.units.into_iter().find(|of| of.unit == unit).unwrap();
    (unit.state.word().to_owned(), unit.since, unit.until)
}

fn is(state: &str, since: &str, until: &str) -> (String, Option<String>, Option<String>) {
    let told = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    (state.to_owned(), told(since), told(until))
}

#[test]
fn the_night_of_a_longer_day_is_one_night() {
    // 27 October 2024 has 25 hours: it ends at midnight of winter time.
    let mut told = from_2024(1);
    done(&mut told, "2024-10-26T12:00:00Z", received("R1"));
    done(&mut told, "2024-10-26T12:00:00Z", of("arrived", "R1", "A"));
    done(&mut told, "2024-10-27T00:30:00Z", departed("R1"));
    let ready = "2024-10-28T00:00:00Z";
    let made = is("being_made_ready", "2024-10-27T00:30:00Z", ready);
    assert_eq!(state(&told, "A", "2024-10-27T23:59:59Z"), made);
    assert_eq!(state(&told, "A", ready), is("vacant", ready, ""));
}

#[test]
fn the_night_of_a_shorter_day_is_one_night() {
    // 31 March 2024 has 23 hours: it ends at midnight of summer time.
    let mut told = from_2024(1);
    done(&mut told, "2024-03-30T12:00:00Z", received("R1"));
    done(&mut told, "2024-03-30T12:00:00Z", of("arrived", "R1", "A"));
    done(&mut told, "2024-03-31T00:30:00Z", departed("R1"));
    assert_eq!(state(&told, "A", "2024-03-31T22:59:59Z").0, "being_made_ready");
    assert_eq!(state(&told, "A", "2024-03-31T23:00:00Z").0, "vacant");
}

#[test]
fn two_moments_of_one_clock_time_are_two() {
    // Half past one twice: in summer time and, an hour later, in winter time.
    let mut told = from_2024(0);
    done(&mut told, "2024-10-26T12:00:00Z", received("R1"));
    let hold = json!({"event": "held", "referral": "R1", "unit": "A", "until": "2024-10-27T01:45:00+01:00"});
    done(&mut told, "2024-10-27T01:30:00+01:00", hold.clone());
    assert_eq!(state(&told, "A", "2024-10-27T00:44:59Z").0, "held");
    assert_eq!(state(&told, "A", "2024-10-27T00:45:00Z").0, "vacant");
    // The same clock times of winter would be an hour and a quarter: too long for a hold.
    let mut long = hold;
    long["until"] = "2024-10-27T01:45:00+00:00".into();
    let early = then(&mut told, "2024-10-27T01:40:00+01:00", long.clone()).unwrap_err();
    assert_eq!(early.why, Why::HoldTooLong);
    done(&mut told, "2024-10-27T01:30:00+00:00", long);
}

#[test]
fn a_leap_day_is_a_day() {
    let mut told = from_2024(1);
    done(&mut told, "2024-02-28T12:00:00Z", received("R1"));
    done(&mut told, "2024-02-28T12:00:00Z", of("arrived", "R1", "A"));
    done(&mut told, "2024-02-28T23:59:59Z", departed("R1"));
    let ready = "2024-02-29T00:00:00Z";
    assert_eq!(state(&told, "A", ready), is("vacant", ready, ""));
    done(&mut told, "2024-03-05T12:00:00Z", json!({"event": "noted", "unit": "A"}));
    let noted =
        |day: &str| Draft::read(&json!({"at": day, "event": "noted", "unit": "A"}).to_string());
    noted("2024-02-29").unwrap();
    for none in ["2023-02-29", "2100-02-29", "2024-02-30", "2024-2-29"] {
        assert_eq!(noted(none).map(|_| ()).unwrap_err().why, Why::BadTime, "{none}");
    }
}

#[test]
fn a_day_ends_at_its_last_second_in_london() {
    let mut told = from_2024(1);
    done(&mut told, "2024-06-30T12:00:00Z", received("R1"));
    done(&mut told, "2024-07-02T12:00:00Z", json!({"event": "noted", "unit": "B"}));
    done(&mut told, "2024-06-30", of("arrived", "R1", "A"));
    assert_eq!(state(&told, "A", "2024-06-30T22:59:58Z").0, "vacant");
    let lived_in = is("lived_in", "2024-06-30T22:59:59Z", "");
    assert_eq!(state(&told, "A", "2024-06-30T22:59:59Z"), lived_in);
    // Half past eleven in the evening by UTC is the next day in London, and that is the day of recording.
    done(&mut told, "2024-07-02T23:30:00Z", json!({"event": "noted", "unit": "B"}));
    let tomorrow = json!({"event": "noted", "unit": "B"});
    done(&mut told, "2024-07-03", tomorrow.clone());
    let last = told.log.entries().last().unwrap();
    assert_eq!(last.at, moment("2024-07-02T23:30:00Z").unwrap());
    assert_eq!(then(&mut told, "2024-07-04", tomorrow).unwrap_err().why, Why::Future);
}

#[test]
fn a_state_is_asked_at_any_moment_as_known_at_any_other() {
    let mut told = Told::new().with(1);
    told.tell_at("20 09:00", at("20 10:00"), &of("arrived", "R1", "A")).unwrap();
    told.tell_at("20 08:00", at("20 12:00"), &correcting(2, of("arrived", "R1", "B"))).unwrap();
    let seen = |when: &str, known: &str| {
        let view = told.log.view(at(when), Some(at(known)));
        view.units.iter().map(|unit| unit.state.word()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(seen("20 09:30", "20 09:59"), "vacant vacant vacant");
    assert_eq!(seen("20 09:30", "20 10:00"), "lived_in vacant vacant");
    assert_eq!(seen("20 09:30", "20 11:59"), "lived_in vacant vacant");
    assert_eq!(seen("20 09:30", "20 12:00"), "vacant lived_in vacant");
    assert_eq!(seen("20 08:30", "20 12:00"), "vacant lived_in vacant");
    assert_eq!(seen("20 08:30", "20 11:59"), "vacant vacant vacant");
    assert_eq!(seen("30 00:00", "20 11:59"), "lived_in vacant vacant");
}
