//! Support in a browser without scripts: a page of its own, few taps, and why not.

use super::Opened;

/// An event, and what is typed for it.
pub(super) type Step = (&'static str, &'static [(&'static str, &'static str)]);

/// A sanctuary from the first word to the council's yes.
pub(super) const UP_TO_APPROVAL: [Step; 10] = [
    ("sanctuary_referred", &[("tenure", "owned")]),
    ("sanctuary_determined", &[("accepted", "yes")]),
    ("risk_assessment_began", &[]),
    ("risk_assessment_part", &[("part", "police")]),
    ("risk_assessment_part", &[("part", "fire")]),
    ("risk_assessment_part", &[("part", "housing")]),
    ("risk_assessment_part", &[("part", "practitioner")]),
    ("risk_assessment_done", &[("cctv", "yes"), ("door_chain", "yes"), ("pounds", "84.50")]),
    ("measures_agreed", &[("cctv", "yes"), ("reason", "hers is fine")]),
    ("approval_given", &[("granted", "yes")]),
];

/// A household that asks without danger; the address of its page.
fn calm(desk: &Opened, cookie: &str) -> String {
    let request = desk.get("/referral", cookie).request().to_owned();
    let fields = [
        ("request", &*request),
        ("danger", "no"),
        ("who", "woman"),
        ("age", "31"),
        ("who", "boy"),
        ("age", "9"),
        ("home.tenure", "owned"),
        ("do", "record"),
    ];
    let got = desk.post("/referral", cookie, &fields);
    got.header("location").unwrap().to_owned()
}

#[test]
fn a_home_is_made_safer_with_few_taps() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let household = calm(&desk, &cookie);
    desk.get(&household, &cookie).says("Support, sanctuary, budgets");
    let page = format!("{household}/support");
    let first = desk.get(&page, &cookie);
    first.says("The risk assessment began</span>: what comes before it is not recorded");
    let to_the_end: [Step; 2] = [
        ("measure_fitted", &[("measure", "cctv"), ("materials", "40"), ("labour", "30")]),
        ("sanctuary_ended", &[("unsafe", "yes")]),
    ];
    for (event, more) in UP_TO_APPROVAL.into_iter().chain(to_the_end) {
        let got = desk.tap(&page, &cookie, event, more);
        assert_eq!((got.status, got.header("location")), (303, Some(&*page)), "{event}");
    }
    let agreed = &desk.events_called("measures_agreed")[0];
    assert_eq!(agreed["agreed"], serde_json::json!(["cctv"]));
    assert_eq!(agreed["refused"][0]["measure"], "door_chain");
    let asks = desk.events_called("referral_received").pop().unwrap();
    assert_eq!(asks["form"]["repeat_of"], agreed["referral"]);
    desk.get(&page, &cookie).says("it has ended");
}

#[test]
fn who_is_in_danger_by_now_is_not_kept_at_home_by_a_tap() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let household = calm(&desk, &cookie);
    let page = format!("{household}/support");
    desk.tap(&page, &cookie, "sanctuary_referred", &[("tenure", "owned")]);
    let form = format!("{household}/form");
    let request = desk.get(&form, &cookie).request().to_owned();
    let fields = [
        ("request", &*request),
        ("danger", "yes"),
        ("who", "woman"),
        ("age", "31"),
        ("home.tenure", "owned"),
        ("do", "record"),
    ];
    assert_eq!(desk.post(&form, &cookie, &fields).status, 303);
    desk.get(&household, &cookie).says("They are referred for sanctuary too");
    let got = desk.tap(&page, &cookie, "sanctuary_determined", &[("accepted", "yes")]);
    assert_eq!(got.status, 409);
    got.says("never for an emergency");
    assert!(desk.events_called("sanctuary_determined").is_empty());
    let got = desk.tap(&page, &cookie, "sanctuary_determined", &[("accepted", "no")]);
    assert_eq!(got.status, 303);
}

#[test]
fn what_cannot_be_says_why_and_keeps_nothing() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let page = format!("{}/support", desk.refer(&cookie));
    let got = desk.tap(&page, &cookie, "sanctuary_referred", &[("tenure", "owned")]);
    assert_eq!(got.status, 409);
    got.says("never for an emergency");
    let got = desk.tap(&page, &cookie, "budget_spent", &[("person", "1"), ("pounds", "ten")]);
    got.says("is no sum");
    assert!(desk.events_called("budget_spent").is_empty());
    assert_eq!(desk.tap(&page, &cookie, "no_such_event", &[]).status, 404);
}

#[test]
fn clocks_and_caseload_have_a_page() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let page = format!("{}/support", desk.refer(&cookie));
    desk.tap(&page, &cookie, "second_stage_began", &[("relevant", "yes")]);
    let twice = [("person", "1"), ("advice", "yes"), ("housing", "yes")];
    desk.tap(&page, &cookie, "support_given", &twice);
    let types = desk.events_called("support_given")[0]["types"].clone();
    assert_eq!(types, serde_json::json!(["housing", "advice"]));
    let clocks = desk.get("/clocks", &cookie);
    clocks.says("1 household of a caseload of 15 at least");
    clocks.says("(4.15)");
}
