//! The same answers for other software.

use super::Opened;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn other_software_is_told_what_the_commands_print() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    desk.refer(&cookie);
    let tonight = read(&desk.get("/api/tonight", &cookie).body);
    assert_eq!(tonight["waiting"][0]["reference"], "R-0001");
    let state = read(&desk.get("/api/state", &cookie).body);
    assert_eq!(state["referrals"][0]["state"], "open");
    let described = read(&desk.get("/api/openapi.json", &cookie).body);
    let paths: BTreeSet<&str> =
        described["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    let routes = super::super::router::routes();
    let served = routes
        .iter()
        .map(|route| route.path)
        .filter(|path| path.starts_with("/api/") && !path.contains("openapi"));
    assert_eq!(paths, served.collect());
    let head = read(&desk.get("/api/head", &cookie).body);
    assert_eq!(head["events"], json!(desk.events().len()), "{head}");
}

#[test]
fn other_software_finds_its_way_from_what_is_named_to_what_was_recorded() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let page = desk.refer(&cookie);
    let pages = read(&desk.get("/api/pages", &cookie).body);
    assert_eq!(pages["households"]["R-0001"], page.as_str());
    let history = read(&desk.get(&format!("/api{page}/history"), &cookie).body);
    assert_eq!(history[0]["event"], "referral_received");
    let unit = pages["units"]["Larch-1"].as_str().unwrap();
    let of_unit = |cookie: &str| read(&desk.get(&format!("/api{unit}/history"), cookie).body);
    assert_eq!(of_unit(&cookie), json!([]));
    desk.tap(unit, &cookie, "note", &[("text", "the boiler hums")]);
    assert_eq!(of_unit(&cookie)[0]["text"], "the boiler hums");
    assert_eq!(desk.get("/api/unit/Larch-1/history", &cookie).status, 404);
}

#[test]
fn who_may_have_what_is_told_to_software_as_the_page_proposes_it() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let nobody = read(&desk.get("/api/allocation", &cookie).body);
    assert_eq!((&nobody["placed"], &nobody["unplaced"]), (&json!([]), &json!([])));
    for _ in 0..2 {
        desk.refer(&cookie);
    }
    let said = read(&desk.get("/api/allocation", &cookie).body);
    let placed = said["placed"].as_array().unwrap();
    let pairs = placed.iter().map(|one| {
        format!("{} {}", one["reference"].as_str().unwrap(), one["unit"].as_str().unwrap())
    });
    let page = desk.get("/allocation", &cookie);
    let proposed: Vec<&str> = page
        .body
        .split("name=\"pair\" value=\"")
        .skip(1)
        .map(|of| of.split('"').next().unwrap())
        .collect();
    assert_eq!(pairs.collect::<Vec<_>>(), proposed);
    assert_eq!(proposed.len(), 2);
    for key in ["objective", "optimal", "bound", "shortages", "not_checked", "stale"] {
        assert!(said.get(key).is_some(), "{key}");
    }
}

/// Whoever lives in a unit, or has claimed it, is between the answer and whoever would learn of the unit.
#[test]
fn an_allocation_names_no_unit_that_cannot_be_offered() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let first = desk.refer(&cookie);
    let unit = desk.get(&first, &cookie).after("name=\"unit\" value=\"").to_owned();
    let shown = desk.get(&first, &cookie);
    let held = desk.send_form(&shown, &format!("{first}/hold"), &cookie, &[("unit", &unit)]);
    assert_eq!(held.status, 303, "{}", held.body);
    desk.refer(&cookie);
    let said = desk.get("/api/allocation", &cookie).body;
    let state = read(&desk.get("/api/state", &cookie).body);
    let quoted = |unit: &Value| said.contains(&format!("{}", unit["unit"]));
    let units = state["units"].as_array().unwrap();
    let (vacant, others): (Vec<&Value>, Vec<&Value>) =
        units.iter().partition(|unit| unit["state"] == "vacant");
    assert!(vacant.into_iter().any(quoted));
    assert!(!others.is_empty() && !others.into_iter().any(quoted), "{said}");
}

#[test]
fn a_workers_answer_has_no_findings_for_units_that_cannot_be_offered() {
    let desk = Opened::new();
    let (duty, manager) = (desk.sign_in("duty-1"), desk.sign_in("manager-1"));
    let page = desk.refer(&duty);
    let of = |cookie: &str| read(&desk.get(&format!("/api{page}/recommendation"), cookie).body);
    let (workers, managers) = (of(&duty), of(&manager));
    let named = |answer: &Value, list: &str| answer[list].as_array().unwrap().len();
    let may = named(&workers, "options") + named(&workers, "decisions");
    assert_eq!(named(&workers, "units"), may);
    assert!(named(&managers, "units") > may);
    assert_eq!(workers["options"], managers["options"]);
}
