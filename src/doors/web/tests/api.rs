//! The same answers for other software.

use super::Opened;
use serde_json::Value;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn other_software_is_told_what_the_commands_print() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    desk.refer(&cookie);
    let tonight = json(&desk.get("/api/tonight", &cookie).body);
    assert_eq!(tonight["waiting"][0]["reference"], "R-0001");
    let state = json(&desk.get("/api/state", &cookie).body);
    assert_eq!(state["referrals"][0]["state"], "open");
    let described = json(&desk.get("/api/openapi.json", &cookie).body);
    let paths: Vec<&String> = described["paths"].as_object().unwrap().keys().collect();
    let routes = super::super::router::routes();
    let served = routes
        .iter()
        .map(|route| route.path)
        .filter(|path| path.starts_with("/api/") && !path.contains("openapi"));
    assert_eq!(paths, served.collect::<Vec<_>>());
}

#[test]
fn a_workers_answer_has_no_findings_for_units_that_cannot_be_offered() {
    let desk = Opened::new();
    let (duty, manager) = (desk.sign_in("duty-1"), desk.sign_in("manager-1"));
    let page = desk.refer(&duty);
    let of = |cookie: &str| json(&desk.get(&format!("/api{page}/recommendation"), cookie).body);
    let (workers, managers) = (of(&duty), of(&manager));
    let named = |answer: &Value, list: &str| answer[list].as_array().unwrap().len();
    let may = named(&workers, "options") + named(&workers, "decisions");
    assert_eq!(named(&workers, "units"), may);
    assert!(named(&managers, "units") > may);
    assert_eq!(workers["options"], managers["options"]);
}
