//! Strategists and commissioners: scenarios as forms, one run at a time, results that are kept, and nobody's household.

use super::super::planning::routes;
use super::Opened;
use std::thread;

const STRATEGIST: &str = "strategist-1";
const COMMISSIONER: &str = "commissioner-1";

impl Opened {
    /// Waits until no run is going.
    pub(super) fn until_it_has_ended(&self) {
        loop {
            let newest = self.state.office.runs().newest().cloned();
            if newest.is_none_or(|run| run.progress.is_over()) {
                return;
            }
            thread::yield_now();
        }
    }

    /// Runs a small forecast to its end; the page of its result.
    pub(super) fn forecast(&self, cookie: &str, more: &[(&str, &str)]) -> String {
        let got = self.post("/scenarios/stoke-37", cookie, &[&small("run"), more].concat());
        assert_eq!(got.header("location"), Some("/run"), "{}", got.body);
        self.until_it_has_ended();
        let ended = self.get("/run", cookie);
        ended.header("location").unwrap_or_else(|| panic!("{}", ended.body)).to_owned()
    }
}

fn small(what: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("name", "fewer-referrals"),
        ("years", "1"),
        ("histories", "2"),
        ("do", what),
        ("arrivals.per_year", "200"),
    ]
}

#[test]
fn every_number_of_a_scenario_stands_with_its_source_and_standing() {
    let desk = Opened::new();
    let cookie = desk.sign_in(STRATEGIST);
    desk.get("/scenarios/stoke-37", &cookie).says("is derived: mean of 500 draws");
    let got = desk.get("/scenarios/stoke-37-erlang", &cookie);
    assert_eq!(got.status, 200);
    got.says("name=\"arrivals.per_year\" value=\"296\"");
    got.says("296 is published:");
    // Each reading has a share of its own.
    got.says("name=\"reading[0].arrivals.share_needing_unit\"");
    got.says("name=\"reading[1].arrivals.share_needing_unit\"");
    got.says("household[0].share");
    assert_eq!(
        got.body.matches("type=\"range\"").count(),
        got.body.matches("class=\"dial\"").count()
    );
}

#[test]
fn what_was_moved_is_a_scenario_that_can_be_taken_elsewhere() {
    let desk = Opened::new();
    let cookie = desk.sign_in(STRATEGIST);
    let moved =
        [&small("file")[..], &[("reading[1].arrivals.share_needing_unit", "0.25")]].concat();
    let got = desk.post("/scenarios/stoke-37-erlang", &cookie, &moved);
    assert_eq!(
        got.header("content-disposition"),
        Some("attachment; filename=\"fewer-referrals.toml\"")
    );
    got.says("base = \"stoke-37-erlang\"");
    got.says("arrivals.per_year = 200\n");
    got.says("\"share_needing_unit\" = 0.25");
    got.says("share_needing_unit_reading_9_percent");
    let wrong =
        desk.post("/scenarios/stoke-37", &cookie, &[("arrivals.per_year", "many"), ("do", "run")]);
    assert_eq!(wrong.status, 422);
    wrong.says("many is no number");
    let heavy =
        desk.post("/scenarios/stoke-37", &cookie, &[("histories", "100000"), ("do", "run")]);
    assert_eq!(heavy.status, 422);
    heavy.says("lintel forecast stoke-37-changed.toml --shard auto");
}

#[test]
fn a_forecast_is_run_kept_downloaded_and_shown_to_commissioners() {
    let desk = Opened::new();
    let (cookie, other) = (desk.sign_in(STRATEGIST), desk.sign_in(COMMISSIONER));
    let page = desk.forecast(&cookie, &[]);
    assert_eq!(page, "/results/1/");
    let got = desk.get(&page, &cookie);
    got.says("Unmet need:");
    got.says("<title id=\"unmet-need-by-year-title\">");
    got.says("<desc id=");
    assert!(!got.body.contains(" style="), "the policy allows no style within");
    let told = desk.get("/run/progress", &cookie);
    assert_eq!(told.header("content-type"), Some("text/event-stream"));
    told.says("\"is\":\"kept\",\"at\":1");
    for file in [
        "forecast.csv",
        "forecast.xlsx",
        "unmet-need-by-year.svg",
        "unmet-need-by-year.png",
        "fewer-referrals.toml",
        "manifest.json",
    ] {
        let path = format!("{page}{file}");
        assert_eq!(desk.get_bytes(&path, &cookie), 200, "{file}");
        assert_eq!(desk.get(&format!("/published/1/{file}"), &other).status, 404, "{file}");
    }
    for file in ["answer.html", "about.json", "..%2Faccounts.sealed", "nothing"] {
        assert_eq!(desk.get(&format!("{page}{file}"), &cookie).status, 404, "{file}");
    }
    assert_eq!(desk.get("/published/1/", &other).status, 404);
    desk.post(&format!("{page}show"), &cookie, &[("shows", "yes")]);
    desk.get("/published", &other).says("/published/1/");
    let shown = desk.get("/published/1/", &other);
    shown.says("Unmet need:");
    assert_eq!(desk.get("/published/1/unmet-need-by-year.csv", &other).status, 200);
    // The whole tables count every class of household, however few: strategists have them.
    for file in ["forecast.csv", "forecast.xlsx"] {
        assert!(got.body.contains(file) && !shown.body.contains(file), "{file}");
        assert_eq!(desk.get(&format!("/published/1/{file}"), &other).status, 404, "{file}");
    }
    desk.post(&format!("{page}show"), &cookie, &[("shows", "no")]);
    assert_eq!(desk.get("/published/1/", &other).status, 404);
}

#[test]
fn what_begins_from_tonight_is_for_strategists_alone() {
    let desk = Opened::new();
    let cookie = desk.sign_in(STRATEGIST);
    let page = desk.forecast(&cookie, &[("begins", "tonight")]);
    desk.get(&page, &cookie).says("from who lived here that night");
    let refused = desk.post(&format!("{page}show"), &cookie, &[("shows", "yes")]);
    assert_eq!(refused.status, 422);
    assert_eq!(
        desk.get(&page.replace("results", "published"), &desk.sign_in(COMMISSIONER)).status,
        404
    );
}

#[test]
fn one_run_at_a_time_and_a_stopped_one_leaves_nothing() {
    let desk = Opened::new();
    let cookie = desk.sign_in(STRATEGIST);
    let long = [("name", "long"), ("years", "50"), ("histories", "2500"), ("do", "run")];
    let begun = desk.post("/scenarios/stoke-37", &cookie, &long);
    assert_eq!(begun.header("location"), Some("/run"), "{}", begun.body);
    desk.get("/run", &cookie).says("Stop it");
    let second = desk.post("/scenarios/stoke-37", &cookie, &small("run"));
    assert_eq!(second.status, 422);
    second.says("one at a time");
    desk.post("/run/stop", &cookie, &[]);
    desk.until_it_has_ended();
    desk.get("/run", &cookie).says("It was stopped");
    desk.get("/results", &cookie).says("None is kept yet");
}

#[test]
fn scenarios_are_held_against_each_other_on_the_same_histories() {
    let desk = Opened::new();
    let cookie = desk.sign_in(STRATEGIST);
    desk.forecast(&cookie, &[("years", "5")]);
    let fields =
        [("scenario", "stoke-37"), ("scenario", "today"), ("scenario", ""), ("histories", "4")];
    let got = desk.post("/questions/comparison", &cookie, &fields);
    assert_eq!(got.status, 303, "{}", got.body);
    desk.until_it_has_ended();
    let page = desk.get("/run", &cookie).header("location").unwrap().to_owned();
    desk.get(&page, &cookie).says("today against stoke-37");
    let few =
        desk.post("/questions/comparison", &cookie, &[("scenario", "today"), ("histories", "4")]);
    assert_eq!(few.status, 422);
    desk.get("/questions", &cookie).says("fewer-referrals (result 1)");
}

#[test]
fn no_page_of_the_next_years_names_a_household_or_a_unit() {
    let desk = Opened::new();
    let duty = desk.sign_in("duty-1");
    desk.refer(&duty);
    let (cookie, other) = (desk.sign_in(STRATEGIST), desk.sign_in(COMMISSIONER));
    let page = desk.forecast(&cookie, &[]);
    desk.post(&format!("{page}show"), &cookie, &[("shows", "yes")]);
    desk.post("/returns/2026-Q3/mhclg/publish", &desk.sign_in("manager-1"), &[]);
    let units: Vec<String> =
        desk.state.door().estate.units.iter().map(|unit| unit.name.clone()).collect();
    for route in routes().iter().filter(|route| !route.is_post) {
        let cookie = if route.role == "strategic" { &cookie } else { &other };
        let path = route.path.replace("{name}", "stoke-37").replace("{number}", "1");
        let path = path.replace("{copy}", "1").replace("{table}", "mhclg.csv");
        let got = desk.get(&path.replace("{file}", "who-is-turned-away.csv"), cookie);
        assert!([200, 303].contains(&got.status), "{path}: {}", got.status);
        let named = units.iter().find(|unit| got.body.contains(&***unit));
        assert_eq!(named, None, "{path}");
        assert!(!got.body.contains("R-0001") && !got.body.contains("/household/"), "{path}");
    }
    // What made it is told without the files of residents who may move, which are called after them.
    for (path, cookie) in [
        (format!("{page}manifest.json"), &cookie),
        ("/published/1/manifest.json".to_owned(), &other),
    ] {
        let manifest = desk.get(&path, cookie);
        manifest.says("units.csv");
        assert!(!manifest.body.contains("residents/"), "{path}: {}", manifest.body);
    }
}
