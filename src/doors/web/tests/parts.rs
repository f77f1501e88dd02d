//! Every route in every part: whoever may not is told that there is nothing.

use super::super::route::Route;
use super::super::router::routes;
use super::{NAMES, Opened};
use crate::doors::web::account::Part;

/// A route's address with a household and a unit that are there.
fn address(route: &Route, household: &str, unit: &str) -> String {
    let path = route.path.replace("/household/{id}", household).replace("/unit/{id}", unit);
    let path = path.replace("{name}", "stoke-37").replace("{number}", "1");
    let path =
        path.replace("{period}", "2026-Q3").replace("{which}", "mhclg").replace("{by}", "month");
    let path =
        path.replace("{table}", "mhclg.csv").replace("{line}", "viii").replace("{copy}", "1");
    let path =
        path.replace("{seq}", event_of(route)).replace("{seed}", "1").replace("{count}", "3");
    let path = path.replace("/3/mhclg.csv", "/3/case-files.csv");
    let path = path.replace("{picture}", "returns-over-years.csv");
    let event = if path.starts_with("/service") { "staff_recorded" } else { "floating_began" };
    path.replace("{act}", "note")
        .replace("{file}", "unmet-need-by-year.csv")
        .replace("{event}", event)
}

/// The number of an event of what a route is about.
fn event_of(route: &Route) -> &'static str {
    if route.path.starts_with("/unit") { "3" } else { "2" }
}

fn admits(route: &Route, part: Part) -> bool {
    match route.role {
        "anyone" | "signed in" => true,
        "on duty" => matches!(part, Part::Duty | Part::Manager),
        "managing" => part == Part::Manager,
        "strategic" => part == Part::Strategist,
        "commissioning" => part == Part::Commissioner,
        other => panic!("no such role: {other}"),
    }
}

/// A flag or a command that a page names; those that only a terminal has are none.
fn typed_at_a_terminal(page: &str) -> Option<&str> {
    // The register is begun, filled, verified and put back at the terminal alone.
    const NO_OTHER_WAY: [&str; 2] = ["lintel register verify --since", "lintel register import"];
    let mut texts = page.split(NO_OTHER_WAY[0]).flat_map(|text| text.split(NO_OTHER_WAY[1]));
    texts.find_map(|text| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let begins = |word: &str| word.starts_with(|c: char| c.is_ascii_lowercase());
        let is_flag = |word: &&str| word.strip_prefix("--").is_some_and(begins);
        let command = words.windows(2).find(|pair| pair[0] == "lintel" && begins(pair[1]));
        words.iter().copied().find(is_flag).or_else(|| command.map(|pair| pair[1]))
    })
}

#[test]
fn every_route_answers_those_who_may_and_nobody_else() {
    let desk = Opened::new();
    let duty = desk.sign_in("duty-1");
    let household = desk.refer(&duty);
    let unit = desk.get("/", &duty).after("<li><a href=\"/unit/").to_owned();
    let unit = format!("/unit/{unit}");
    // Events that can be taken away, and put right no more.
    desk.tap(&household, &duty, "note", &[("text", "a note")]);
    desk.tap(&unit, &duty, "note", &[("text", "a note")]);
    // A result that a commissioner may see.
    let result = desk.forecast(&desk.sign_in("strategist-1"), &[]);
    let shows = format!("{result}show");
    desk.post(&shows, &desk.sign_in("strategist-1"), &[("shows", "yes")]);
    // A return that is public.
    desk.post("/returns/2026-Q3/mhclg/publish", &desk.sign_in("manager-1"), &[]);
    let mut tried = 0;
    // Streams end at once.
    desk.state.close();
    for route in routes() {
        let at = address(&route, &household, &unit);
        let fields = [
            ("request", "r"),
            ("text", "a note"),
            ("do", "see"),
            ("seq", event_of(&route)),
            ("shows", "yes"),
            ("histories", "none"),
        ];
        let ask = |cookie: &str| {
            if route.is_post { desk.post(&at, cookie, &fields) } else { desk.get(&at, cookie) }
        };
        let nobody = ask("");
        if route.role == "anyone" {
            assert_ne!(nobody.status, 404, "{route:?}");
        } else {
            assert_eq!(nobody.status, 401, "{route:?}");
            assert!(!nobody.body.contains("R-0001"), "{route:?}");
        }
        for (name, part) in NAMES {
            let cookie = desk.sign_in(name);
            let got = ask(&cookie);
            tried += 1;
            let is_a_page =
                got.header("content-type").is_some_and(|of| of.starts_with("text/html"));
            // A strategist is told what is typed on a cluster.
            let is_held = is_a_page && route.role != "strategic";
            let typed = typed_at_a_terminal(&got.body).filter(|_| is_held);
            assert_eq!(typed, None, "{route:?} for {name}");
            if admits(&route, part) {
                assert!(
                    !got.body.contains("<h1>There is nothing here"),
                    "{route:?} for {name}: {}",
                    got.body
                );
                assert!(
                    [200, 303, 401, 409, 422, 429].contains(&got.status),
                    "{route:?} for {name}: {}",
                    got.status
                );
            } else {
                assert_eq!(got.status, 404, "{route:?} for {name}");
                assert!(got.body.contains("<h1>There is nothing here"), "{route:?} for {name}");
            }
        }
    }
    assert_eq!(tried, 4 * routes().len());
}

#[test]
fn a_guessed_address_is_nothing_to_anybody() {
    let desk = Opened::new();
    let manager = desk.sign_in("manager-1");
    desk.refer(&manager);
    for path in [
        "/household/R-0001",
        "/household/000000000000000000000000",
        "/unit/Larch-1",
        "/nowhere",
        "/household/../accounts",
    ] {
        assert_eq!(desk.get(path, &manager).status, 404, "{path}");
    }
    let got = desk.post(
        "/household/000000000000000000000000/note",
        &manager,
        &[("request", "r"), ("text", "x")],
    );
    assert_eq!(got.status, 404);
    assert!(desk.events_called("noted").is_empty());
}

#[test]
fn who_sees_no_household_finds_none_on_any_page() {
    let desk = Opened::new();
    let household = desk.refer(&desk.sign_in("duty-1"));
    for name in ["strategist-1", "commissioner-1"] {
        let cookie = desk.sign_in(name);
        for path in ["/", "/account", "/tonight", "/decisions", "/looks", &household] {
            let got = desk.get(path, &cookie);
            assert!(
                !got.body.contains("R-0001") && !got.body.contains("/unit/"),
                "{path} for {name}"
            );
        }
    }
}
