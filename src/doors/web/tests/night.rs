//! A night in a browser without scripts.

use super::super::fields::Fields;
use super::super::heard::{Heard, hear};
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
    first.says("They say yes</span>: the household had no claim");
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
    let mut door = desk.house.door();
    let asked =
        crate::doors::tasks::Asked { at: None, by: "x", request: None, now: desk.house.now() };
    let at = crate::doors::tasks::Desk::open(&mut door, asked).unwrap();
    let advice = at.advise_household("R-0001", crate::doors::tasks::Eyes::Worker).unwrap();
    let pages = super::super::links::Pages::of(&at.door.register, &at.night);
    shown.says(&html::render(&advice.document, &pages));
    assert_eq!(offered(&shown), advice.options);
}

#[test]
fn an_answer_stands_beside_the_form_after_three_questions() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let got = desk.post("/referral", &cookie, &mother("r", "see"));
    got.says("IN DANGER NOW?");
    got.says("READ BACK");
    // What was typed is still there, and nothing is recorded.
    got.says(">ST3 1AB</textarea>");
    got.says("value=\"31\"");
    assert!(desk.events_called("referral_received").is_empty());
    let fragment = desk.post("/referral/answer", &cookie, &mother("r", "see"));
    assert!(!fragment.body.contains("<html"));
    fragment.says("IN DANGER NOW?");
}

#[test]
fn what_is_not_clear_is_asked_again_and_nothing_is_lost() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let fields = [
        ("request", "r"),
        ("who", "woman"),
        ("age", "thirtyish?"),
        ("places", "Meir"),
        ("do", "record"),
    ];
    let got = desk.post("/referral", &cookie, &fields);
    assert_eq!(got.status, 422);
    got.says("was not clear");
    got.says("value=\"thirtyish?\"");
    got.says(">Meir</textarea>");
    assert!(desk.events_called("referral_received").is_empty());
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
    shown.says("<option value=\"needs_other\" selected>");
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
    let told = desk.house.decisions_asked();
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
fn who_comes_later_and_babies_are_asked_among_the_people() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let body = desk.get("/referral", &cookie).body;
    let (people, rest) = body.split_once("3. Where may").unwrap();
    for name in ["arrives", "needs.unborn", "pregnancy_due"] {
        let field = format!("name=\"{name}\"");
        assert!(people.contains(&field) && !rest.contains(&field), "{name}");
    }
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
fn an_amended_form_keeps_what_the_page_does_not_show() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let form = json!({
        "reference": "R-0700", "received": "2026-11-20T21:00:00Z", "source": "agency", "immediate_danger": false, "homeless_before": false,
        "person": [{"role": "adult", "age": 30, "sex": "female", "id": "a", "ethnicity": "white"}],
        "unsafe": [{"place": "ST3 1AB", "radius_m": 3000, "why": "work"}],
    });
    let text = crate::doors::files::Text::of("form.json".to_owned(), form.to_string());
    let mut door = desk.house.door();
    let asked =
        crate::doors::tasks::Asked { at: None, by: "x", request: None, now: desk.house.now() };
    drop(crate::doors::tasks::Desk::open(&mut door, asked).unwrap().refer(text).unwrap());
    let page = format!("/household/{}", door.register.opaque("household", "R-0700"));
    drop(door);
    let shown = desk.get(&format!("{page}/form"), &cookie);
    shown.says(">ST3 1AB</textarea>");
    let fields = [
        ("request", shown.request()),
        ("danger", "no"),
        ("who", "woman"),
        ("age", "31"),
        ("places", "ST3 1AB\nHanley"),
        ("source", "agency"),
        ("homeless_before", "no"),
        ("do", "record"),
    ];
    assert_eq!(desk.post(&format!("{page}/form"), &cookie, &fields).status, 303);
    let amended = &desk.events_called("referral_amended")[0]["form"];
    assert_eq!(
        amended["unsafe"],
        json!([{"place": "ST3 1AB", "radius_m": 3000, "why": "work"}, {"place": "Hanley"}])
    );
    assert_eq!(amended["person"][0]["age"], 31);
    assert_eq!(
        (&amended["person"][0]["id"], &amended["person"][0]["ethnicity"]),
        (&json!("a"), &json!("white"))
    );
    assert_eq!(amended["received"], "2026-11-20T21:00:00Z");
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
}

#[test]
fn what_is_wished_is_a_place_that_is_asked_about_too() {
    let desk = Opened::new();
    let duty = desk.sign_in("duty-1");
    let ask = |name: &str, place: &str| {
        desk.post("/referral", &duty, &[("who", "woman"), (name, place), ("do", "see")])
    };
    let is_answered = |got: &Got| !got.body.contains("Many different places");
    for k in 1..=6 {
        assert!(is_answered(&ask("preferences.sectors", &format!("ST{k} 1"))));
        assert!(is_answered(&ask("preferences.near", &format!("ST{k} 1AB"))));
    }
    // The same in other letters is no other place.
    assert!(is_answered(&ask("preferences.sectors", "st1 1")));
    assert!(!is_answered(&ask("preferences.near", "ST9 9AA")));
}

#[test]
fn a_form_that_is_changed_over_and_over_asks_about_places_too() {
    let desk = Opened::new();
    let (duty, manager) = (desk.sign_in("duty-1"), desk.sign_in("manager-1"));
    let page = format!("{}/form", desk.refer(&duty));
    let amend = |cookie: &str, k: usize| {
        let place = format!("ST{k}");
        let request = desk.get(&page, cookie).request().to_owned();
        let mut fields = mother(&request, "record").to_vec();
        fields[6].1 = &place;
        desk.post(&page, cookie, &fields)
    };
    for k in 1..=12 {
        assert_eq!(amend(&duty, k).status, 303);
    }
    let refused = amend(&duty, 13);
    assert_eq!(refused.status, 429);
    refused.says("a manager sees that");
    assert_eq!(desk.events_called("referral_amended").len(), 12);
    assert_eq!(amend(&manager, 13).status, 303);
    desk.get("/looks", &manager).says("duty-1: 13");
}

#[test]
fn what_is_erased_is_remembered_by_no_page() {
    let desk = Opened::new();
    let cookie = desk.sign_in("manager-1");
    let page = desk.refer(&cookie);
    desk.get(&format!("{page}/form"), &cookie).says(">ST3 1AB</textarea>");
    let mut door = desk.house.door();
    let asked =
        crate::doors::tasks::Asked { at: None, by: "x", request: None, now: desk.house.now() };
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
    let door = desk.house.door();
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
    shown.says("It is under repair</span>: the unit was under repair already");
    assert_eq!(desk.tap(&unit, &cookie, "void-end", &[]).status, 303);
    assert_eq!(desk.tap(&unit, &cookie, "void-end", &[]).status, 409);
}

#[test]
fn what_was_written_in_a_form_becomes_no_markup() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let page = desk.refer(&cookie);
    let typed = "<script>alert(1)</script>\"'";
    assert_eq!(desk.tap(&page, &cookie, "note", &[("text", typed)]).status, 303);
    for path in ["/", &*page] {
        assert!(!desk.get(path, &cookie).body.contains("<script>alert"), "{path}");
    }
    let got = desk.post(
        "/referral",
        &cookie,
        &[("places", typed), ("age", typed), ("who", typed), ("do", "see")],
    );
    assert!(!got.body.contains("<script>alert"));
}

#[test]
fn the_common_case_takes_fewer_than_ten_fields() {
    let fields = mother("r", "see");
    let typed = fields.iter().filter(|(name, _)| !["request", "do"].contains(name));
    assert!(typed.count() < 10);
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let now = "2026-11-20T22:00:00Z".parse().unwrap();
    let Heard { form, wrong } = hear(&Fields::read(body.as_bytes()), "R-1", now);
    assert!(wrong.is_empty());
    let toml = form.toml();
    assert_eq!(toml.matches("[[person]]").count(), 2, "{toml}");
    for said in ["immediate_danger = true", "age = 31", "role = \"child\"", "place = \"ST3 1AB\""] {
        assert!(toml.contains(said), "{said}: {toml}");
    }
}

#[test]
fn what_may_be_said_in_words_is_typed_and_the_rest_is_chosen() {
    let desk = Opened::new();
    let got = desk.get("/referral", &desk.sign_in("duty-1"));
    for typed in ["contact.safe_until", "interpreter", "where_now", "repeat_of", "needs.support"] {
        got.says(&format!("<input type=\"text\" id=\"more-{typed}\""));
    }
    for chosen in ["needs.nrpf", "needs.mobility", "perpetrator.linked_to_service"] {
        got.says(&format!("<select id=\"more-{chosen}\""));
    }
}
