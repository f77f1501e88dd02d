//! What the estate's files say, and what becomes of it when they change.

use super::*;

#[test]
fn void_and_planned_last_until_their_day_begins_in_london() {
    let mut told = Told::of(&estate(
        &[
            unit("A", "void", Some("2026-11-20")),
            unit("B", "planned", Some("2026-11-20")),
            unit("C", "void", None),
        ],
        1,
    ))
    .with(1);
    assert_eq!(told.is("A", "19 23:59"), "void - 20 00:00");
    assert_eq!(told.is("B", "19 23:59"), "closed - 20 00:00");
    assert_eq!(told.is("C", "25 00:00"), "void - -");
    assert_eq!(told.is("A", "20 00:00"), "vacant 20 00:00 -");
    assert_eq!(told.is("B", "20 00:00"), "vacant 20 00:00 -");
    assert_eq!(told.no("19 13:00", &held("R1", "B", "19 13:10")), Why::UnitClosed);
    told.ok("19 14:00", &on_unit("unit_opened", "B"));
    told.ok("19 14:00", &on_unit("void_ended", "C"));
    assert_eq!(told.is("B", "19 14:00"), "vacant 19 14:00 -");
}

#[test]
fn the_first_estate_is_in_force_from_before_everything() {
    let mut told = Told::new();
    let early = json!({"event": "noted", "unit": "A", "at": "2020-01-01T00:00:00Z"});
    told.ok("01 00:00", &early);
    assert_eq!(told.no("01 00:00", &json!({"event": "noted", "unit": "Z"})), Why::UnknownUnit);
}

#[test]
fn what_differs_acts_as_the_event_of_that_name() {
    let mut told = Told::new().with(1);
    told.ok("20 09:00", &of("arrived", "R1", "A"));
    let later = estate(
        &[
            unit("A", "void", None),
            unit("B", "void", Some("2026-11-25")),
            unit("C", "planned", None),
        ],
        1,
    );
    told.ok("20 10:00", &later);
    // Over a stay it counts from its end.
    assert_eq!(told.is("A", "20 10:00"), "lived_in R1 20 09:00 -");
    assert_eq!(told.unit("A", "20 10:00").void_since, None);
    assert_eq!(told.is("B", "20 10:00"), "void 20 10:00 25 00:00");
    assert_eq!(told.is("C", "20 10:00"), "closed 20 10:00 -");
    told.ok("21 09:00", &departed("R1"));
    assert_eq!(told.is("A", "21 09:00"), "void 21 09:00 -");
    let open = |name| unit(name, "open", None);
    told.ok("22 09:00", &estate(&[open("A"), open("B"), open("C")], 1));
    assert_eq!(told.is("A", "22 09:00"), "vacant 22 09:00 -");
    assert_eq!(told.is("C", "22 09:00"), "vacant 22 09:00 -");
}

#[test]
fn over_a_claim_it_counts_from_its_end() {
    let mut told = Told::new().with(1);
    told.ok("20 09:00", &held("R1", "A", "20 09:30"));
    let later =
        estate(&[unit("A", "void", None), unit("B", "open", None), unit("C", "open", None)], 1);
    told.ok("20 09:10", &later);
    assert_eq!(told.is("A", "20 09:29"), "held R1 20 09:00 20 09:30");
    assert_eq!(told.is("A", "20 09:30"), "void 20 09:30 -");
}

#[test]
fn a_unit_that_an_event_names_is_never_taken_out() {
    let mut told = Told::new();
    told.ok("20 09:00", &on_unit("unit_closed", "B"));
    told.ok("20 10:00", &estate(&[unit("D", "open", None), unit("A", "open", None)], 1));
    let units: Vec<String> =
        told.log.view(at("20 10:00"), None).units.into_iter().map(|unit| unit.unit).collect();
    assert_eq!(units, ["D", "A", "B"]);
    assert_eq!(told.no("20 11:00", &on_unit("unit_closed", "C")), Why::UnknownUnit);
    assert_eq!(told.no("20 09:30", &on_unit("unit_closed", "D")), Why::UnknownUnit);
    told.ok("20 09:30", &on_unit("unit_opened", "B"));
}

#[test]
fn the_estate_in_force_judges_holds_and_nights() {
    let mut told = Told::new().with(2);
    told.ok("20 09:00", &of("arrived", "R1", "A"));
    let mut later = estate(&[unit("A", "open", None), unit("B", "open", None)], 3);
    later["hold_minutes"] = 60.into();
    told.ok("20 12:00", &later);
    told.ok("20 12:00", &held("R2", "B", "20 13:00"));
    assert_eq!(told.no("20 11:00", &held("R2", "B", "20 12:00")), Why::HoldTooLong);
    told.ok("20 13:00", &departed("R1"));
    assert_eq!(told.is("A", "20 13:00"), "being_made_ready 20 13:00 23 00:00");
}
