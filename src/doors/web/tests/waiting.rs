//! Who waits: what each waits for, all of them at once, places that nobody knows, and what may come free.

use super::super::access_log::Seen;
use super::{HOST, Opened, mother};

impl Opened {
    /// Every unit that is free is under repair.
    fn nothing_is_free(&self, cookie: &str) {
        let tonight = self.get("/", cookie);
        let free = tonight.body.split("<li><a href=\"/unit/").skip(1);
        let pages: Vec<&str> = free.map(|rest| rest.split('"').next().unwrap()).collect();
        assert!(pages.len() > 10);
        for page in pages {
            let got = self.tap(&format!("/unit/{page}"), cookie, "void", &[("reason", "repair")]);
            assert_eq!(got.status, 303, "{}", got.body);
        }
    }
}

#[test]
fn tonight_says_what_each_waits_for() {
    let desk = Opened::new();
    let duty = desk.sign_in("duty-1");
    let page = desk.refer(&duty);
    desk.get("/", &duty).says("to be held: ");
    let suits = |desk: &Opened| {
        let sheet = desk.get("/api/tonight", &duty).body;
        let sheet: serde_json::Value = serde_json::from_str(&sheet).unwrap();
        sheet["waiting"][0]["suits"].as_array().unwrap().len()
    };
    assert!(suits(&desk) > 0);
    desk.nothing_is_free(&duty);
    assert_eq!(suits(&desk), 0);
    desk.get("/", &duty).says("waits for a unit to come free");
    // And whether one may come free is worked out for whoever asks.
    let waits = desk.get(&page, &duty);
    let later = waits.after("data-later=\"");
    assert_eq!(later, format!("{page}/outlook"));
    desk.get(later, &duty).says("id=\"outlook\"");
}

#[test]
fn all_who_wait_are_held_at_once_or_none() {
    let desk = Opened::new();
    let duty = desk.sign_in("duty-1");
    desk.get("/allocation", &duty).says("Nobody waits without a unit.");
    let pages = [desk.refer(&duty), desk.refer(&duty)];
    let got = desk.get("/allocation", &duty);
    got.says("2 can be held at once");
    let pair = |k: usize| {
        let rest = got.body.split("name=\"pair\" value=\"").nth(k).unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let pairs = [pair(1), pair(2)];
    // Somebody else holds one of them meanwhile: what was shown is no longer what is proposed.
    let unit = pairs[0].split_once(' ').unwrap().1;
    desk.tap(&pages[1], &duty, "hold", &[("unit", unit)]);
    let fields = [("pair", &*pairs[0]), ("pair", &*pairs[1])];
    let late = desk.post("/allocation", &duty, &fields);
    assert_eq!(late.status, 409, "{}", late.body);
    late.says("nothing was held");
    assert_eq!(desk.events_called("held").len(), 1);
    desk.tap(&pages[1], &duty, "release", &[("reason", "a mistake")]);
    for _ in 0..2 {
        let held = desk.post("/allocation", &duty, &fields);
        assert_eq!(held.status, 303, "{}", held.body);
    }
    assert_eq!(desk.events_called("held").len(), 3);
}

#[test]
fn a_place_that_nobody_knows_is_asked_about_and_one_tap_puts_it_right() {
    let desk = Opened::new();
    let duty = desk.sign_in("duty-1");
    let typed = |places: &'static str| {
        let mut fields = mother("r", "see").to_vec();
        fields[6].1 = places;
        fields
    };
    let got = desk.post("/referral", &duty, &typed("ST3 1AB\nLongtn"));
    got.says("“Longtn” is not known. Is it one of these?");
    got.says("value=\"Longtn → Longton\"");
    let mut tapped = typed("ST3 1AB\nLongtn");
    tapped[7] = ("instead", "Longtn → Longton");
    let after = desk.post("/referral", &duty, &tapped);
    after.says("ST3 1AB\nLongton</textarea>");
    assert!(!after.body.contains("is not known. Is it"), "{}", after.body);
    let typing = desk.post("/referral/places", &duty, &typed("Longt"));
    assert_eq!(typing.status, 200);
    typing.says(">Longton</button>");
}

#[test]
fn who_looked_at_what_is_kept_across_restarts() {
    let desk = Opened::new();
    let duty = desk.sign_in("duty-1");
    let page = desk.refer(&duty);
    desk.get(&page, &duty);
    let again = Seen::open(desk.folder.path(), &desk.state.door().register);
    let looks: Vec<(&str, &str)> = again.looks().map(|look| (&*look.by, &*look.of)).collect();
    assert_eq!(looks, [("duty-1", "R-0001")]);
    let bytes = std::fs::read(desk.folder.path().join("looks.sealed")).unwrap();
    assert!(!bytes.windows(6).any(|six| six == b"R-0001"), "{HOST}");
}

#[test]
fn who_tries_too_many_places_stands_in_the_probing_report() {
    let desk = Opened::new();
    let (duty, manager) = (desk.sign_in("duty-1"), desk.sign_in("manager-1"));
    for sector in 1..15 {
        let place = format!("ST{sector} 1");
        let mut fields = mother("r", "see").to_vec();
        fields[6].1 = &place;
        desk.post("/referral/answer", &duty, &fields);
    }
    let report = desk.get("/looks", &manager);
    report.says("duty-1: 13 within the hour");
    let (_, noted) = report.body.split_once("Who tried more").unwrap();
    assert!(!noted.contains("14 within the hour"), "one line is enough");
}
