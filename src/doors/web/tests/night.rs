//! A night in a browser without scripts.

use super::{Got, Opened, mother};
use crate::presentation::render::html;
use serde_json::json;

/// The units that the answer offers to hold, in its order.
fn offered(page: &Got) -> Vec<String> {
    let buttons = page.body.split("<button>Hold ").skip(1);
    buttons.map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

#[test]
fn she_is_referred_held_offered_says_yes_and_arrives() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let page = desk.refer(&cookie);
    let units = offered(&desk.get(&page, &cookie));
    assert!(units.len() > 1, "{units:?}");
    let unit = ("unit", &*units[0]);
    for (act, more) in [
        ("hold", &[unit][..]),
        ("offer", &[]),
        ("accept", &[("expected", "23:30")]),
        ("arrive", &[]),
    ] {
        let got = desk.tap(&page, &cookie, act, more);
        assert_eq!(
            (got.status, got.header("location")),
            (303, Some(&*page)),
            "{act}: {}",
            got.body
        );
    }
    desk.get(&page, &cookie).says(&format!("Lives in {}.", units[0]));
    let events: Vec<_> = desk.events().iter().map(|event| event["event"].clone()).collect();
    let night =
        ["estate_recorded", "referral_received", "held", "offered", "offer_accepted", "arrived"];
    assert_eq!(events, night);
    assert!(desk.events_called("held")[0]["by"] == "duty-1");
}

#[test]
fn what_was_done_is_said_once_and_what_cannot_be_says_why() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let page = desk.refer(&cookie);
    let first = desk.get(&page, &cookie);
    first.says("role=\"status\"");
    first.says("What cannot be recorded now, and why");
    first.says("They say yes</span>: they have no claim on a unit");
    assert!(!desk.get(&page, &cookie).body.contains("role=\"status\""));
}

#[test]
fn two_taps_are_one_event() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let request = desk.get("/referral", &cookie).request().to_owned();
    let one = desk.post("/referral", &cookie, &mother(&request, "record"));
    desk.wait(1);
    let two = desk.post("/referral", &cookie, &mother(&request, "record"));
    assert_eq!(one.header("location"), two.header("location"));
    assert_eq!(desk.events_called("referral_received").len(), 1);
    let page = one.header("location").unwrap();
    let shown = desk.get(page, &cookie);
    let (request, units) = (shown.request().to_owned(), offered(&shown));
    let hold = |unit: &str| {
        desk.post(&format!("{page}/hold"), &cookie, &[("request", &request), ("unit", unit)])
    };
    assert_eq!(hold(&units[0]).status, 303);
    desk.wait(1);
    assert_eq!(hold(&units[0]).status, 303);
    assert_eq!(desk.events_called("held").len(), 1);
    // Another button of the same page is another request, and one claim is enough.
    let other = hold(&units[1]);
    assert_eq!(other.status, 409);
    other.says("Not recorded");
}

#[test]
fn of_two_phones_one_has_the_unit_and_the_other_is_told_since_when() {
    let desk = Opened::new();
    let (one, two) = (desk.sign_in("duty-1"), desk.sign_in("manager-1"));
    let (first, second) = (desk.refer(&one), desk.refer(&two));
    let unit = offered(&desk.get(&first, &one)).remove(0);
    let requests =
        [desk.get(&first, &one).request().to_owned(), desk.get(&second, &two).request().to_owned()];
    let hold = |page: &str, cookie: &str, request: &str| {
        desk.post(&format!("{page}/hold"), cookie, &[("request", request), ("unit", &unit)])
    };
    assert_eq!(hold(&first, &one, &requests[0]).status, 303);
    let late = hold(&second, &two, &requests[1]);
    assert_eq!(late.status, 409);
    late.says("since");
    let (_, refusal) = late.body.split_once("<div class=\"wrong\"").unwrap();
    let refusal = refusal.split("</div>").next().unwrap();
    assert!(!refusal.contains("R-0001"), "{refusal}");
    assert_eq!(desk.events_called("held").len(), 1);
}

#[test]
fn many_phones_at_once_never_give_a_unit_twice() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let pages: Vec<String> = (0..6).map(|_| desk.refer(&cookie)).collect();
    let unit = offered(&desk.get(&pages[0], &cookie)).remove(0);
    let got: Vec<u16> = std::thread::scope(|scope| {
        let hold = |page: &String| {
            let (page, desk, cookie, unit) = (page.clone(), &desk, &cookie, &unit);
            scope.spawn(move || desk.tap(&page, cookie, "hold", &[("unit", unit)]).status)
        };
        let threads: Vec<_> = pages.iter().map(hold).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(got.iter().filter(|status| **status == 303).count(), 1, "{got:?}");
    assert_eq!(desk.events_called("held").len(), 1);
}

#[test]
fn the_answer_is_the_very_document_of_the_register() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let page = desk.refer(&cookie);
    let shown = desk.get(&page, &cookie);
    let mut door = desk.state.door();
    let asked =
        crate::doors::tasks::Asked { at: None, by: "x", request: None, now: desk.state.now() };
    let at = crate::doors::tasks::Desk::open(&mut door, asked).unwrap();
    let advice = at.advise_household("R-0001", crate::doors::tasks::Audience::Worker).unwrap();
    let pages = super::super::links::Pages::of(&at.door.register, &at.night);
    shown.says(&html::render(&advice.document, &pages));
    assert_eq!(offered(&shown), advice.options);
}

/// The page of a household of thirteen, whom nothing fits.
fn of_thirteen(desk: &Opened, cookie: &str) -> String {
    let request = desk.get("/referral", cookie).request().to_owned();
    let many = [
        "woman", "girl", "girl", "girl", "boy", "boy", "boy", "boy", "boy", "boy", "boy", "boy",
        "boy",
    ];
    let mut fields = vec![("request", &*request), ("danger", "no"), ("do", "record")];
    for who in many {
        fields.extend([("who", who), ("age", if who == "woman" { "40" } else { "9" })]);
    }
    desk.post("/referral", cookie, &fields).header("location").unwrap().to_owned()
}

#[test]
fn nobody_fits_and_the_reason_is_proposed() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let page = of_thirteen(&desk, &cookie);
    let shown = desk.get(&page, &cookie);
    assert!(offered(&shown).is_empty());
    shown.says("Reason for the return (proposed: ");
    assert_eq!(desk.tap(&page, &cookie, "turn-away", &[("why", "needs_other")]).status, 303);
    let event = desk.events_called("turned_away").remove(0);
    assert_eq!(
        (&event["reason"], &event["barrier"]),
        (&json!("needs_other"), &json!(["sleeping_places"]))
    );
    desk.get(&page, &cookie).says("Closed: turned away.");
}

#[test]
fn who_says_no_is_turned_away_without_a_rule_in_the_way() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let page = of_thirteen(&desk, &cookie);
    assert_eq!(desk.tap(&page, &cookie, "turn-away", &[("why", "declined")]).status, 303);
    let event = desk.events_called("turned_away").remove(0);
    assert_eq!((&event["reason"], event.get("barrier")), (&json!("declined"), None));
    assert_eq!(event["x_barrier"], json!(["sleeping_places"]));
}

#[test]
fn a_manager_decides_what_a_worker_asks() {
    let desk = Opened::new();
    let (duty, manager) = (desk.sign_in("duty-1"), desk.sign_in("manager-1"));
    let request = desk.get("/referral", &duty).request().to_owned();
    let fields = [
        ("request", &*request),
        ("danger", "no"),
        ("who", "man"),
        ("age", "40"),
        ("perpetrator.linked_to_service", "yes"),
        ("do", "record"),
    ];
    let page = desk.post("/referral", &duty, &fields).header("location").unwrap().to_owned();
    let shown = desk.get(&page, &duty);
    let unit = shown.after("name=\"unit\" value=\"").to_owned();
    shown.says(&format!("Ask the manager on call about {unit}"));
    assert!(!shown.body.contains("Decide, as a manager"));
    assert_eq!(desk.tap(&page, &duty, "ask-manager", &[("unit", &unit)]).status, 303);
    desk.get("/", &manager).says("A decision is asked about");
    desk.get("/decisions", &manager).says("perpetrator might come in");
    let granted = [("unit", &*unit), ("granted", "yes"), ("reason", "somebody else is on call")];
    assert_eq!(desk.tap(&page, &manager, "decision", &granted).status, 303);
    assert!(offered(&desk.get(&page, &duty)).contains(&unit));
    assert_eq!(desk.events_called("decision_given")[0]["by"], "manager-1");
}

#[test]
fn a_decision_asked_by_name_is_seen_at_once_whatever_else_fits() {
    let desk = Opened::new();
    let (duty, manager) = (desk.sign_in("duty-1"), desk.sign_in("manager-1"));
    let page = desk.refer(&duty);
    let shown = desk.get(&page, &duty);
    assert!(!offered(&shown).is_empty());
    let (_, rest) = shown.body.split_once("/ask-manager\"").unwrap();
    let unit = rest.split_once("name=\"unit\" value=\"").unwrap().1.split('"').next().unwrap();
    desk.get("/decisions", &manager).says("Nothing is asked.");
    let told = desk.state.decisions_asked();
    let ask = || desk.tap(&page, &duty, "ask-manager", &[("unit", unit)]).status;
    assert_eq!(ask(), 303);
    assert!(told.has_changed().unwrap());
    let seen = desk.get("/decisions", &manager);
    seen.says(&format!("<strong>{unit}</strong>"));
    let refuse = [("unit", unit), ("granted", "no"), ("reason", "not tonight")];
    assert_eq!(desk.tap(&page, &manager, "decision", &refuse).status, 303);
    desk.get("/decisions", &manager).says("Nothing is asked.");
    assert_eq!(ask(), 303);
    desk.get("/decisions", &manager).says(&format!("<strong>{unit}</strong>"));
    let grant = [("unit", unit), ("granted", "yes"), ("reason", "they agreed")];
    assert_eq!(desk.tap(&page, &manager, "decision", &grant).status, 303);
    desk.get("/decisions", &manager).says("Nothing is asked.");
    assert!(offered(&desk.get(&page, &duty)).contains(&unit.to_owned()));
}

#[test]
fn a_hold_has_a_clock() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let page = desk.refer(&cookie);
    let unit = offered(&desk.get(&page, &cookie)).remove(0);
    desk.tap(&page, &cookie, "hold", &[("unit", &unit)]);
    desk.get(&page, &cookie).says("data-left=\"1800\">30 minutes left</span>");
    desk.wait(29);
    desk.get(&page, &cookie).says("data-left=\"60\">1 minute left</span>");
    desk.wait(1);
    assert!(!desk.get(&page, &cookie).body.contains("data-left"));
}

#[test]
fn why_and_why_not_stand_behind_a_line() {
    let desk = Opened::new();
    let (duty, manager) = (desk.sign_in("duty-1"), desk.sign_in("manager-1"));
    let page = desk.refer(&duty);
    let units = |cookie: &str| {
        let shown = desk.get(&page, cookie);
        let (_, folded) = shown.body.split_once("unit by unit</summary>").unwrap();
        folded.split("</details>").next().unwrap().to_owned()
    };
    let (workers, managers) = (units(&duty), units(&manager));
    // A worker's has neither units that cannot be offered nor points, of which some are for where a unit is.
    assert!(!workers.contains("does not fit") && !workers.contains("point"), "{workers}");
    assert!(managers.contains("does not fit") && managers.contains("point"), "{managers}");
}

#[test]
fn a_correction_says_what_it_would_break() {
    let desk = Opened::new();
    let manager = desk.sign_in("manager-1");
    let page = desk.refer(&manager);
    let unit = offered(&desk.get(&page, &manager)).remove(0);
    assert_eq!(desk.tap(&page, &manager, "offer", &[("unit", &unit)]).status, 303);
    assert_eq!(desk.tap(&page, &manager, "accept", &[]).status, 303);
    let offer = desk.events_called("offered")[0]["seq"].to_string();
    let got = desk.tap(&page, &manager, "annul", &[("seq", &offer)]);
    assert_eq!(got.status, 409);
    got.says("Not recorded");
    let accepted = desk.events_called("offer_accepted")[0]["seq"].to_string();
    assert_eq!(desk.tap(&page, &manager, "annul", &[("seq", &accepted)]).status, 303);
    // Another household's event is not this page's to take away.
    assert_eq!(desk.tap(&page, &manager, "annul", &[("seq", "0")]).status, 404);
}

#[test]
fn who_tries_many_places_is_shown_and_gets_no_more_answers() {
    let desk = Opened::new();
    let (duty, manager) = (desk.sign_in("duty-1"), desk.sign_in("manager-1"));
    let ask = |place: &str| {
        desk.post("/referral", &duty, &[("who", "woman"), ("places", place), ("do", "see")])
    };
    for k in 1..=12 {
        ask(&format!("ST{k}")).says("READ BACK");
    }
    let got = ask("ST13");
    got.says("Many different places");
    assert!(!got.body.contains("READ BACK"));
    desk.get("/looks", &manager).says("duty-1: 13");
    desk.refer(&duty);
    ask("ST14").says("READ BACK");
    // Who names no place is answered whatever was asked before.
    for k in 15..=40 {
        ask(&format!("ST{k}"));
    }
    ask("ST41").says("Many different places");
    let without = [("who", "woman"), ("age", "31"), ("places", ""), ("do", "see")];
    desk.post("/referral", &duty, &without).says("BEFORE YOU RING");
}

#[test]
fn a_referral_that_is_taken_back_opens_no_more_answers() {
    let desk = Opened::new();
    let (duty, manager) = (desk.sign_in("duty-1"), desk.sign_in("manager-1"));
    let ask = |place: String| {
        let typed = [("who", "woman"), ("places", &*place), ("do", "see")];
        !desk.post("/referral", &duty, &typed).body.contains("Many different places")
    };
    // Eleven, a referral, which is taken back: again and again.
    let mut answered = 0;
    for night in 0..4 {
        answered += (0..11).filter(|k| ask(format!("ST{night} {k}"))).count();
        let page = desk.refer(&duty);
        assert_eq!(desk.tap(&page, &duty, "withdraw", &[("reason", "rang off")]).status, 303);
    }
    assert_eq!(answered, 12);
    // A manager sees the whole of the night.
    let report = desk.get("/looks", &manager);
    report.says("duty-1: 44 within the hour, 44 tonight, 0 referrals recorded");
    report.says("duty-1: 37 within the hour, 37 tonight");
}

#[test]
fn an_answer_never_says_how_many_suit_in_which_somebody_lives() {
    let desk = Opened::new();
    let duty = desk.sign_in("duty-1");
    let page = desk.refer(&duty);
    let json = |page: &str| {
        let said = desk.get(&format!("/api{page}/recommendation"), &duty).body;
        serde_json::from_str::<serde_json::Value>(&said).unwrap()
    };
    let before = json(&page);
    let options = before["options"].as_array().unwrap().len();
    assert!(options > 1);
    assert_eq!(before["suitable_units"], options);
    // Two more households live in what suits: nothing tells that it would.
    for _ in 0..2 {
        let other = desk.refer(&duty);
        let unit = offered(&desk.get(&other, &duty)).remove(0);
        assert_eq!(desk.tap(&other, &duty, "arrive", &[("unit", &unit)]).status, 303);
    }
    let after = json(&page);
    assert_eq!(after["suitable_units"], after["options"].as_array().unwrap().len());
    assert_eq!(after["suitable_units"], options - 2);
}

#[test]
fn what_is_erased_is_remembered_by_no_page() {
    let desk = Opened::new();
    let cookie = desk.sign_in("manager-1");
    let page = desk.refer(&cookie);
    desk.get(&format!("{page}/form"), &cookie).says(">ST3 1AB</textarea>");
    let mut door = desk.state.door();
    let asked =
        crate::doors::tasks::Asked { at: None, by: "x", request: None, now: desk.state.now() };
    let at = crate::doors::tasks::Desk::open(&mut door, asked).unwrap();
    drop(at.erase("R-0001", true, Some("asked for")).unwrap());
    drop(door);
    let after = desk.get(&format!("{page}/form"), &cookie);
    assert!(!after.body.contains("ST3 1AB"), "{}", after.body);
}

#[test]
fn a_worker_is_told_nothing_of_a_unit_that_cannot_be_offered() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let request = desk.get("/referral", &cookie).request().to_owned();
    let fields = [
        ("request", &*request),
        ("who", "woman"),
        ("age", "31"),
        ("places", "Leeds"),
        ("do", "record"),
    ];
    let page = desk.post("/referral", &cookie, &fields).header("location").unwrap().to_owned();
    let door = desk.state.door();
    let sectors: Vec<String> = door.estate.units.iter().map(|unit| unit.sector.clone()).collect();
    let name = door.estate.units[0].name.clone();
    let unit = format!("/unit/{}", door.register.opaque("unit", &name));
    drop(door);
    for path in ["/", "/tonight", &page, &unit] {
        let got = desk.get(path, &cookie);
        assert_eq!(got.status, 200, "{path}");
        for sector in &sectors {
            assert!(!got.body.contains(&**sector), "{sector} on {path}");
        }
    }
}

#[test]
fn no_address_and_no_title_names_a_household() {
    let desk = Opened::new();
    let cookie = desk.sign_in("manager-1");
    let page = desk.refer(&cookie);
    for path in ["/", "/referral", "/decisions", "/looks", &page] {
        let got = desk.get(path, &cookie);
        got.says("<title>Desk</title>");
        for part in got.body.split("href=\"").chain(got.body.split("action=\"")).skip(1) {
            let address = part.split('"').next().unwrap();
            assert!(!address.contains("R-0001"), "{address} on {path}");
        }
    }
}

#[test]
fn a_unit_is_put_under_repair_and_made_ready() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let unit = format!("/unit/{}", desk.get("/", &cookie).after("<li><a href=\"/unit/"));
    assert_eq!(desk.tap(&unit, &cookie, "void", &[("reason", "a window")]).status, 303);
    let shown = desk.get(&unit, &cookie);
    shown.says("It is under repair</span>: the unit is under repair already");
    assert_eq!(desk.tap(&unit, &cookie, "void-end", &[]).status, 303);
    assert_eq!(desk.tap(&unit, &cookie, "void-end", &[]).status, 409);
}

#[test]
fn a_manager_puts_right_what_was_recorded_wrong_by_answering_questions() {
    let desk = Opened::new();
    let (duty, manager) = (desk.sign_in("duty-1"), desk.sign_in("manager-1"));
    let page = desk.refer(&duty);
    let units = offered(&desk.get(&page, &duty));
    for (act, more) in
        [("arrive", &[("unit", &*units[0])][..]), ("note", &[("text", "a boiler that hums")])]
    {
        desk.wait(5);
        assert_eq!(desk.tap(&page, &duty, act, more).status, 303, "{act}");
    }
    let event = |name: &str| desk.events_called(name).pop().unwrap();
    let shown = desk.get(&page, &manager);
    let link = format!("{page}/event/{}", event("arrived")["seq"]);
    shown.says(&format!("<a href=\"{link}\">"));
    assert!(!desk.get(&page, &duty).body.contains("/event/"));
    // Nothing is otherwise; then the unit and the time are.
    let correct = format!("{page}/correct");
    let form = desk.get(&link, &manager);
    form.says("Put right the arrival");
    let send = |typed: &[(&str, &str)]| desk.send_form(&form, &correct, &manager, typed);
    send(&[("unit", &units[0])]).says("Say first: what was otherwise, or when it was");
    let not = send(&[("unit", "Nowhere-9"), ("when", "22:01")]);
    assert_eq!(not.status, 409);
    not.says("value=\"Nowhere-9\"");
    not.says("value=\"22:01\"");
    let put = send(&[("unit", &units[1]), ("when", "22:03")]);
    assert_eq!((put.status, put.header("location")), (303, Some(&*page)), "{}", put.body);
    let arrived = event("arrived");
    assert_eq!(
        (&arrived["unit"], &arrived["at"]),
        (&json!(units[1]), &json!("2026-11-20T22:03:00Z"))
    );
    // Twice is once; and what was put right is put right no more.
    assert_eq!(send(&[("unit", &units[1]), ("when", "22:03")]).status, 303);
    assert_eq!(desk.events_called("arrived").len(), 2);
    let past = desk.get(&link, &manager);
    past.says("no longer counts: see event");
    assert!(!past.body.contains("/correct"));
    // A page that was opened before says why, and shows what stands there now.
    let late = desk.send_form(&form, &correct, &manager, &[("unit", &units[0]), ("when", "22:01")]);
    assert_eq!(late.status, 409);
    late.says("no longer counts: see event");
    desk.get(&page, &manager).says("in the place of event");
    // What did not happen is taken away.
    let note = desk.get(&format!("{page}/event/{}", event("noted")["seq"]), &manager);
    note.says("value=\"a boiler that hums\"");
    let away = format!("{page}/annul");
    let gone = desk.send_form(&note, &away, &manager, &[("reason-away", "another house")]);
    assert_eq!(gone.status, 303, "{}", gone.body);
    assert_eq!(event("annulled")["reason"], "another house");
}

#[test]
fn rules_and_words_of_an_event_are_chosen_and_kept() {
    let desk = Opened::new();
    let (duty, manager) = (desk.sign_in("duty-1"), desk.sign_in("manager-1"));
    let page = desk.refer(&duty);
    desk.tap(&page, &duty, "turn-away", &[("why", "drugs"), ("sure", "yes")]);
    let refused = desk.events_called("turned_away").pop().unwrap();
    let form = desk.get(&format!("{page}/event/{}", refused["seq"]), &manager);
    form.says("too close to somewhere unsafe");
    let typed = [("reason", "nrpf"), ("barrier:nrpf", "yes"), ("would_take_if_free", "yes")];
    let put = desk.send_form(&form, &format!("{page}/correct"), &manager, &typed);
    assert_eq!(put.status, 303, "{}", put.body);
    let now = desk.events_called("turned_away").pop().unwrap();
    assert_eq!(now["reason"], "nrpf");
    assert_eq!(now["barrier"], json!(["nrpf"]));
    assert_eq!(now["would_take_if_free"], true);
}
