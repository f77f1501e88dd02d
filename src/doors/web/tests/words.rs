//! Words of a worker on every page of a night: no key, no code and no word of the program or of a terminal.

use super::support::{Step, UP_TO_APPROVAL};
use super::{Got, Opened};
use crate::base::domain::EventName;

/// What a page says to whoever reads it or hears it: its text, and the names of what has no text.
fn said(page: &str) -> String {
    const HEARD: [&str; 4] = ["aria-label=\"", "placeholder=\"", "title=\"", "alt=\""];
    let mut said = String::new();
    for part in page.split('<') {
        let (tag, text) = part.split_once('>').unwrap_or(("", part));
        for name in HEARD {
            let heard = tag.split_once(name).and_then(|(_, rest)| rest.split('"').next());
            said.extend(heard.map(|heard| format!("{heard}\n")));
        }
        said = said + text + "\n";
    }
    said.replace("&#38;", "&").replace("&#34;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

/// Why a word is none of a worker's; none: it may be one.
fn is_the_programs(word: &str) -> Option<&'static str> {
    const WORDS: [&str; 16] = [
        "verdict",
        "breaches",
        "barred",
        "true",
        "false",
        "null",
        "id",
        "json",
        "toml",
        "bool",
        "unsuitable",
        "x",
        "seq",
        "nrpf",
        "arg",
        "stdin",
    ];
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let around = |sign: char| {
        word.split_once(sign).is_some_and(|(before, after)| {
            before.ends_with(|c: char| c.is_ascii_alphanumeric())
                && after.starts_with(|c: char| c.is_ascii_alphanumeric())
        })
    };
    let is_flag = word.strip_prefix("--").is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    let is_moment = bare.len() > 11 && bare.is_char_boundary(11) && {
        let (day, time) = bare.split_at(10);
        day.chars().all(|c| c.is_ascii_digit() || c == '-') && time.starts_with('T')
    };
    match () {
        () if around('_') || around('[') => Some("a key"),
        () if around('=') => Some("a key and its value"),
        () if is_flag => Some("a flag"),
        () if is_moment => Some("a moment as the program writes it"),
        () if bare.to_lowercase().contains(".toml") => Some("a file"),
        // The key of a keyboard that a terminal waits for.
        () if bare == "Enter" => Some("a key of a terminal"),
        () if WORDS.contains(&&*bare.to_lowercase()) => Some("a word of the program"),
        () => None,
    }
}

/// Every word of a page that is none of a worker's.
fn wrong(got: &Got) -> Vec<String> {
    let said = said(&got.body);
    // The register's own proof is at the terminal alone.
    let is_of_the_proof = |line: &&str| line.contains("lintel register verify --since");
    let lines = said.lines().filter(|line| !line.trim().is_empty() && !is_of_the_proof(line));
    let of_line = |line: &str| {
        let found = line.split_whitespace().find_map(|word| Some((word, is_the_programs(word)?)));
        found.map(|(word, why)| format!("{why}: \"{word}\" in \"{}\"", line.trim()))
    };
    lines.filter_map(of_line).collect()
}

/// From the first call to the day before she leaves.
const HERS: [Step; 14] = [
    ("contact", &[("how", "telephone")]),
    ("contact", &[("how", "text"), ("reached", "yes")]),
    ("hold", &[]),
    ("release", &[("reason", "they asked to wait")]),
    ("offer", &[]),
    ("decline", &[("reason", "no room to be alone")]),
    ("offer", &[]),
    ("accept", &[("expected", "23:30")]),
    ("not-arrived", &[]),
    ("arrive", &[]),
    ("join", &[("role", "child"), ("age", "6 weeks"), ("sex", "female")]),
    ("leave", &[("id", "3"), ("reason", "to her father"), ("sure", "yes")]),
    ("expect-departure", &[("on", "tomorrow")]),
    ("note", &[("text", "likes tea")]),
];

const SUPPORT: [Step; 17] = [
    ("support_given", &[("person", "1"), ("housing", "yes"), ("childrens", "yes")]),
    ("support_needs", &[("person", "1"), ("mental_health", "yes")]),
    ("need_identified", &[("person", "1"), ("area", "use_of_time")]),
    ("progress_reviewed", &[("person", "1"), ("area", "use_of_time"), ("positive", "no")]),
    ("second_stage_began", &[("relevant", "yes")]),
    ("second_stage_level", &[("level", "flex"), ("extended", "yes"), ("reason", "a trial")]),
    ("second_stage_ended", &[("because", "she is well")]),
    ("floating_began", &[]),
    ("floating_contact", &[]),
    ("floating_ended", &[]),
    ("counselling_referred", &[("person", "1"), ("kind", "one to one")]),
    ("counselling_session", &[("person", "1")]),
    ("counselling_ended", &[("person", "1")]),
    ("budget_allocated", &[("pounds", "84.50")]),
    ("budget_spent", &[("person", "1"), ("pounds", "20"), ("purpose", "a cot")]),
    ("incident_reported", &[("heading", "public_protection"), ("text", "a fire alarm")]),
    ("buddy_assigned", &[("account", "peer-1")]),
];

const FITTED: [Step; 4] = [
    ("needs_assessed", &[]),
    ("support_plan_made", &[]),
    ("measure_fitted", &[("measure", "cctv"), ("materials", "40"), ("labour", "30")]),
    ("sanctuary_ended", &[("reason", "she moved")]),
];

const OF_A_HOME: [Step; 5] = [
    ("void", &[("reason", "a leak"), ("expected", "2026-12-01")]),
    ("void-end", &[]),
    ("note", &[("text", "the boiler hums")]),
    ("close", &[]),
    ("open", &[]),
];

const CLOSED: [Step; 3] = [
    ("elsewhere", &[("where", "registered_provider")]),
    ("withdraw", &[("reason", "found a friend")]),
    ("duplicate", &[("of", "R-0001")]),
];

const OF_THE_SERVICE: [Step; 3] = [
    ("staff_recorded", &[("fte", "12.5"), ("on", "today")]),
    ("complaint_recorded", &[("about", "noise"), ("upheld", "yes")]),
    ("survey_answered", &[("question", "Do you feel safe?"), ("score", "4")]),
];

const LEFT: &[(&str, &str)] = &[
    ("because", "lives_with_perpetrator"),
    ("to", "another town"),
    ("planned", "no"),
    ("independent", "no"),
];

impl Opened {
    /// A household that asks calmly, with much said of it; the address of its page.
    fn calm_with_a_dog(&self, cookie: &str) -> String {
        let request = self.get("/referral", cookie).request().to_owned();
        let fields = [
            ("request", &*request),
            ("danger", "no"),
            ("who", "woman"),
            ("age", "31"),
            ("who", "boy"),
            ("age", "9"),
            ("needs.pets", "1"),
            ("needs.nrpf", "yes"),
            ("home.tenure", "owned"),
            ("keep_apart", "R-0404"),
            ("interpreter", "Farsi"),
            ("do", "record"),
        ];
        let got = self.post("/referral", cookie, &fields);
        assert_eq!(got.status, 303, "{}", got.body);
        got.header("location").unwrap().to_owned()
    }

    fn does(&self, page: &str, cookie: &str, act: &str, more: &[(&str, &str)]) {
        self.wait(1);
        let got = self.tap(page, cookie, act, more);
        let why = got.body.split("<div class=\"wrong\"").nth(1).unwrap_or_default();
        assert_eq!(got.status, 303, "{page} {act}: {}", why.split("</div>").next().unwrap());
    }

    fn does_each(&self, page: &str, cookie: &str, steps: &[Step]) {
        for (act, more) in steps {
            self.does(page, cookie, act, more);
        }
    }

    /// Everything that can be recorded at night; the pages on which it stands.
    fn a_whole_night(&self, duty: &str, manager: &str) -> Vec<String> {
        let (one, two, three) =
            (self.refer(duty), self.calm_with_a_dog(duty), self.calm_with_a_dog(duty));
        let four = self.refer(duty);
        let unit = self.get(&one, duty).after("name=\"unit\" value=\"").to_owned();
        let home = self.get("/", duty).after("<li><a href=\"/unit/").to_owned();
        let home = format!("/unit/{home}");
        for (act, more) in HERS {
            self.does(&one, duty, act, &[more, &[("unit", &unit)]].concat());
        }
        self.does_each(&format!("{one}/support"), duty, &SUPPORT);
        self.does(&one, duty, "depart", LEFT);
        self.does_each(&format!("{two}/support"), duty, &UP_TO_APPROVAL);
        self.does_each(&format!("{two}/support"), duty, &FITTED);
        self.asked_and_decided(&three, duty, manager);
        let refused = [("why", "needs_other"), ("sure", "yes"), ("would", "yes")];
        self.does(&four, duty, "turn-away", &refused);
        self.does_each(&home, duty, &OF_A_HOME);
        for step in CLOSED {
            self.does_each(&self.refer(duty), duty, &[step]);
        }
        let waits = self.refer(duty);
        self.does_each("/service", duty, &OF_THE_SERVICE);
        vec![one, two, three, four, waits, home]
    }

    /// Somebody asks about a unit, the manager says no, and they move in all the same, and on.
    fn asked_and_decided(&self, page: &str, duty: &str, manager: &str) {
        let asked = self.get(page, duty);
        let (_, form) = asked.body.split_once(&format!("action=\"{page}/ask-manager\"")).unwrap();
        let (_, unit) = form.split_once("name=\"unit\" value=\"").unwrap();
        let unit = ("unit", unit.split('"').next().unwrap());
        self.does(page, duty, "ask-manager", &[unit]);
        let no =
            [unit, ("granted", "no"), ("reason", "not tonight"), ("role", "the manager on call")];
        self.does(page, manager, "decision", &no);
        self.does(page, duty, "arrive", &[unit]);
        let shown = self.get(page, duty);
        let (_, ways) = shown.body.split_once("name=\"to\">").unwrap();
        let other = ways.split("<option value=\"").nth(2).unwrap().split('"').next().unwrap();
        let moves = [("to", other), ("sure", "yes"), ("reason", "nearer to school")];
        self.does(page, duty, "transfer", &moves);
    }
}

#[test]
fn every_page_of_a_night_is_in_a_workers_words() {
    let desk = Opened::new();
    let (duty, manager) = (desk.sign_in("duty-1"), desk.sign_in("manager-1"));
    let own = desk.a_whole_night(&duty, &manager);
    let mut pages: Vec<String> =
        ["/", "/tonight", "/allocation", "/referral", "/clocks", "/service", "/account"]
            .map(str::to_owned)
            .to_vec();
    pages.extend(["/decisions", "/accounts", "/looks", "/returns"].map(str::to_owned));
    for page in own.iter().filter(|page| page.starts_with("/household")) {
        pages.extend(["", "/form", "/support", "/outlook"].map(|more| format!("{page}{more}")));
        // Each event is put right on a page of its own.
        let shown = desk.get(page, &manager);
        let link = format!("<a href=\"{page}/event/");
        let events = shown.body.split(&link).skip(1);
        pages
            .extend(events.map(|rest| format!("{page}/event/{}", rest.split('"').next().unwrap())));
    }
    pages.extend(own.into_iter().filter(|page| page.starts_with("/unit")));
    assert!(pages.len() > 70, "{}", pages.len());
    let mut found = Vec::new();
    for page in &pages {
        for cookie in [&duty, &manager] {
            found.extend(wrong(&desk.get(page, cookie)));
        }
    }
    found.sort();
    found.dedup();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// What cannot be read, or is nobody, by the names under which anything is typed.
const SLIPS: &[(&str, &str)] = &[
    ("at", "half nine"),
    ("expected", "soon"),
    ("on", "next week"),
    ("age", "old"),
    ("to", "Nowhere-9"),
    ("of", "R-9999"),
    ("id", "9"),
    ("person", "9"),
    ("pounds", "ten"),
    ("fte", "many"),
    ("score", "good"),
    ("seq", "2"),
    ("when", "half nine"),
    ("role", "child"),
    ("sex", "female"),
    ("why", "because"),
    ("where", "moon"),
    ("because", "x1"),
    ("planned", "yes"),
    ("independent", "yes"),
    ("area", "moon"),
    ("level", "moon"),
    ("part", "moon"),
    ("tenure", "moon"),
    ("measure", "moon"),
    ("accepted", "yes"),
    ("positive", "yes"),
    ("granted", "yes"),
    ("reason", "words"),
    ("text", "words"),
    ("places", "Nowhereville"),
    ("do", "record"),
    ("who", "woman"),
    ("needs.mobility", "moon"),
    ("dash", "99"),
    ("arrives", "soon"),
    ("do", "end"),
    ("name", "nobody"),
];

/// Acts of a household or a unit.
const ACTS: &[&str] = &[
    "hold",
    "offer",
    "accept",
    "decline",
    "arrive",
    "not-arrived",
    "release",
    "ask-manager",
    "turn-away",
    "elsewhere",
    "duplicate",
    "expect-departure",
    "transfer",
    "join",
    "leave",
    "depart",
    "contact",
    "void",
    "made-ready",
    "open",
];

/// Every address of the night to which something is sent, of a household and a unit.
fn addresses(household: &str, unit: &str) -> Vec<String> {
    let routes = super::super::router::routes();
    let is_ours = |route: &&super::super::route::Route| {
        route.is_post
            && ["on duty", "managing"].contains(&route.role)
            && !route.path.starts_with("/returns")
    };
    let events = super::super::support_acts::EVENTS.map(EventName::word);
    let each = |path: &'static str| {
        let acts: &[&str] = match path {
            _ if path.contains("{act}") => ACTS,
            _ if path.contains("{event}") => &events,
            _ => &[""],
        };
        acts.iter().map(move |act| path.replace("{act}", act).replace("{event}", act))
    };
    let paths = routes.iter().filter(is_ours).flat_map(|route| each(route.path));
    let there =
        |path: String| path.replace("/household/{id}", household).replace("/unit/{id}", unit);
    paths.map(there).collect()
}

#[test]
fn what_cannot_be_recorded_is_told_in_a_workers_words() {
    let desk = Opened::new();
    let (duty, manager) = (desk.sign_in("duty-1"), desk.sign_in("manager-1"));
    let page = desk.refer(&duty);
    let lives = desk.refer(&duty);
    let home = desk.get(&lives, &duty).after("name=\"unit\" value=\"").to_owned();
    desk.does(&lives, &duty, "arrive", &[("unit", &home)]);
    let unit = desk.get("/", &duty).after("<li><a href=\"/unit/").to_owned();
    let unit = format!("/unit/{unit}");
    let (mut found, mut tried) = (Vec::new(), 0);
    for path in [&page, &lives].into_iter().flat_map(|household| addresses(household, &unit)) {
        for cookie in [&duty, &manager] {
            for slips in [SLIPS, &[]] {
                tried += 1;
                let request = format!("n{tried}");
                let fields = [slips, &[("request", &*request), ("unit", &home)]].concat();
                let got = desk.post(&path, cookie, &fields);
                got.marked_fields();
                found.extend(wrong(&got));
            }
        }
    }
    found.sort();
    found.dedup();
    assert!(tried > 200, "{tried}");
    assert!(found.is_empty(), "{}", found.join("\n"));
}
