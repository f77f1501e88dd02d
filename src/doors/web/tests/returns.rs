//! Returns in the browser: for managers, and for commissioners without a small count, a household or a unit.

use super::super::decision_watch;
use super::{Got, Opened};

const QUARTER: &str = "/returns/2026-Q4";

impl Opened {
    /// Days go by.
    fn days(&self, days: i64) {
        self.wait(days * 24 * 60);
    }

    /// So many households ask on one day and are turned away for this.
    fn turned_away(&self, cookie: &str, times: usize, reason: &str) {
        for _ in 0..times {
            let page = self.refer(cookie);
            let got = self.tap(&page, cookie, "turn-away", &[("why", reason), ("sure", "yes")]);
            assert_eq!(got.status, 303, "{}", got.body);
        }
    }

    /// A quarter with nine refusals for capacity and one for drugs, which is over.
    fn quarter(&self) -> (String, String) {
        let duty = self.sign_in("duty-1");
        self.turned_away(&duty, 9, "capacity");
        self.turned_away(&duty, 1, "drugs");
        self.days(60);
        (self.sign_in("manager-1"), self.sign_in("commissioner-1"))
    }
}

/// The lines of a page that say this.
fn lines<'a>(got: &'a Got, words: &str) -> Vec<&'a str> {
    got.body.lines().filter(|line| line.contains(words)).collect()
}

#[test]
fn a_return_is_chosen_and_leads_to_who_made_its_figures() {
    let desk = Opened::new();
    let (manager, _) = desk.quarter();
    let choose = desk.get("/returns", &manager);
    choose.says("<option value=\"2026-Q4\" selected>October to December 2026</option>");
    choose.says("(not over yet)");
    let chosen = [("which", "mhclg"), ("period", "2026-Q4")];
    let page = desk.post("/returns", &manager, &chosen).header("location").unwrap().to_owned();
    assert_eq!(page, format!("{QUARTER}/mhclg/"));
    let shown = desk.get(&page, &manager);
    shown.says("Households that could not be supported, by reason: 10");
    shown.says("The referrals balance: 10 were open at the start or received");
    let explained = desk.get(&format!("{page}line/viii"), &manager);
    explained.says("All; Needs: drugs: 1 (instances)");
    let households = explained.body.matches("href=\"/household/").count();
    assert!(households >= 40, "each figure names its households: {households}");
    let household = explained.after("href=\"/household/");
    assert_eq!(desk.get(&format!("/household/{household}"), &manager).status, 200);
    desk.get("/looks", &manager).says("asked who made a figure mhclg 2026-Q4");
    assert_eq!(desk.get(&format!("{page}line/xiv"), &manager).status, 404);
    for wrong in ["/returns/2026-Q5/mhclg/", "/returns/2026-Q4/nothing/"] {
        assert_eq!(desk.get(wrong, &manager).status, 404, "{wrong}");
    }
    let days = [("which", "kpi"), ("from", "2026-11-20"), ("to", "2026-11-01")];
    desk.post("/returns", &manager, &days).says("Give the first and the last day");
}

#[test]
fn case_files_are_drawn_without_names_and_the_same_each_time() {
    let desk = Opened::new();
    let duty = desk.sign_in("duty-1");
    let household = desk.refer(&duty);
    let unit = desk.get("/", &duty).after("<li><a href=\"/unit/").to_owned();
    let unit = desk.get(&format!("/unit/{unit}"), &duty).after("<h1>").to_owned();
    let unit = unit.split('<').next().unwrap_or_default().to_owned();
    let arrived = desk.tap(&household, &duty, "arrive", &[("unit", &unit)]);
    assert_eq!(arrived.status, 303, "{}", arrived.body);
    desk.tap(&household, &duty, "note", &[("text", "her sister rang")]);
    let manager = desk.sign_in("manager-1");
    desk.get(&format!("{QUARTER}/mhclg/"), &manager).says("Case files for a review (10.4)");
    let page = format!("{QUARTER}/case-files/");
    desk.get(&page, &manager).says("Drawn by which number");
    let drawn = desk.post(&page, &manager, &[("seed", "7"), ("count", "3")]);
    let drawn = drawn.header("location").unwrap().to_owned();
    assert_eq!(drawn, format!("{page}7/3/"));
    let shown = desk.get(&drawn, &manager);
    shown.says("1 drawn by 7");
    shown.says("read before it is passed on");
    shown.says("text: her sister rang");
    shown.says("person 1: adult, female, 31; person 2: child, male, 9");
    for name in ["R-0001", unit.as_str(), "duty-1"] {
        let document = shown.body.split("class=\"document\"").nth(1).unwrap();
        let document = document.split("</section>").next().unwrap();
        assert!(!document.contains(name), "{name}: {document}");
    }
    let table = desk.get(&format!("{drawn}case-files.csv"), &manager).body;
    assert_eq!(table, desk.get(&format!("{drawn}case-files.csv"), &manager).body);
    assert_eq!(desk.get_bytes(&format!("{drawn}case-files.xlsx"), &manager), 200);
    assert!(table.starts_with("case,day,what,key,said,review\n1,0,"), "{table}");
    assert!(!table.contains("R-0001") && !table.contains(&unit), "{table}");
    assert!(!table.contains("Longton") && !table.contains("ST3"), "{table}");
    desk.get("/looks", &manager).says("took case files 2026-Q4, 3 by 7");
    desk.post(&page, &manager, &[("seed", "7"), ("count", "0")]).says("Give how many");
    for wrong in ["7/0/", "x/3/", "7/3/other.csv"] {
        assert_eq!(desk.get(&format!("{page}{wrong}"), &manager).status, 404, "{wrong}");
    }
}

#[test]
fn what_is_missing_leads_to_where_it_is_put_right() {
    let desk = Opened::new();
    let duty = desk.sign_in("duty-1");
    desk.refer(&duty);
    desk.days(60);
    let manager = desk.sign_in("manager-1");
    let shown = desk.get(&format!("{QUARTER}/mhclg/"), &manager);
    shown.says("1: open for more than 30 days");
    shown.says("no staff recorded: line vii is not known");
    let household = shown.after("href=\"/household/");
    desk.get(&format!("/household/{household}"), &manager).says("<h1>R-0001</h1>");
    let staff = [("fte", "12.5"), ("on", "2026-12-01")];
    assert_eq!(desk.tap("/service", &manager, "staff_recorded", &staff).status, 303);
    assert_eq!(desk.events_called("staff_recorded")[0]["fte"], 1250);
    let shown = desk.get(&format!("{QUARTER}/mhclg/"), &manager);
    shown.says("Specialist staff, full-time equivalent: 12.50");
    assert!(!shown.body.contains("no staff recorded"));
    let survey = [("question", "felt safe"), ("score", "often")];
    let refused = desk.tap("/service", &manager, "survey_answered", &survey);
    assert_eq!(refused.status, 409);
    refused.says("give the answer as a whole number");
}

#[test]
fn what_was_submitted_stays_and_what_is_corrected_since_is_a_difference() {
    let desk = Opened::new();
    let (manager, _) = desk.quarter();
    let page = format!("{QUARTER}/mhclg/");
    let taken = desk.get(&format!("{page}mhclg.csv"), &manager).body;
    for _ in 0..2 {
        assert_eq!(desk.post(&format!("{page}freeze"), &manager, &[]).status, 303);
    }
    desk.get(&page, &manager).says("Nothing differs from what was submitted.");
    let household = desk.get(&format!("{page}line/viii"), &manager);
    let household = format!("/household/{}", household.after("href=\"/household/"));
    let turned_away = desk.events_called("turned_away")[0]["seq"].to_string();
    let annul = [("seq", &*turned_away), ("reason", "it was another")];
    assert_eq!(desk.tap(&household, &manager, "annul", &annul).status, 303);
    let shown = desk.get(&page, &manager);
    shown.says("figures differ");
    assert_eq!(desk.post(&format!("{page}freeze"), &manager, &[]).status, 303);
    assert_eq!(desk.get(&format!("{page}mhclg.submitted.csv"), &manager).body, taken);
    assert_ne!(desk.get(&format!("{page}mhclg.csv"), &manager).body, taken);
    desk.get("/returns", &manager).says(&format!("<a href=\"{page}\">"));
    // On the disk nobody reads it.
    let sealed = desk.folder.path().join("submitted-returns").join("mhclg.2026-Q4.sealed");
    let bytes = std::fs::read(sealed).unwrap();
    assert!(!bytes.windows(8).any(|eight| eight == b"capacity"));
}

#[test]
fn a_public_copy_has_no_small_count_no_household_and_no_unit() {
    let desk = Opened::new();
    let (manager, commissioner) = desk.quarter();
    for which in ["mhclg", "workbook"] {
        let publish = format!("{QUARTER}/{which}/publish");
        assert_eq!(desk.post(&publish, &manager, &[]).status, 303);
        assert_eq!(desk.post(&publish, &manager, &[]).status, 303, "twice is once");
    }
    let first = desk.get("/", &commissioner);
    assert_eq!(first.header("location"), Some("/published"));
    let first = desk.get("/published", &commissioner);
    assert_eq!(lines(&first, "href=\"/published/returns/").len(), 2, "{}", first.body);
    let page = desk.get("/published/returns/1/", &commissioner);
    page.says("Households that could not be supported, by reason");
    page.says("not shown");
    let units: Vec<String> =
        desk.state.door().estate.units.iter().map(|unit| unit.name.clone()).collect();
    let table = desk.get("/published/returns/1/mhclg.csv", &commissioner).body;
    for copy in ["/published/returns/1/", "/published/returns/2/"] {
        let got = desk.get(copy, &commissioner);
        assert!(!got.body.contains("R-00") && !got.body.contains("/household/"), "{}", got.body);
        assert!(!units.iter().any(|unit| got.body.contains(&**unit)));
        let small = ["1", "2", "3", "4"].map(|n| format!("<td data-title=\"Figure\">{n}</td>"));
        assert!(!small.iter().any(|cell| got.body.contains(cell)), "{}", got.body);
    }
    let mut rows = 0;
    for record in csv::Reader::from_reader(table.as_bytes()).records() {
        let record = record.unwrap();
        let value: Option<u32> = record[4].parse().ok();
        assert!(value.is_none_or(|value| value >= 5), "{record:?}");
        rows += 1;
    }
    assert!(rows > 100, "every row of the lists stands: {rows}");
    assert_eq!(desk.post("/returns/public/1/show", &manager, &[("shows", "no")]).status, 303);
    assert_eq!(desk.get("/published/returns/1/", &commissioner).status, 404);
    assert_eq!(desk.get("/published/returns/1/mhclg.csv", &commissioner).status, 404);
}

#[test]
fn a_copy_that_somebody_changed_on_the_disk_is_shown_to_nobody() {
    let desk = Opened::new();
    let (manager, commissioner) = desk.quarter();
    assert_eq!(desk.post(&format!("{QUARTER}/mhclg/publish"), &manager, &[]).status, 303);
    assert_eq!(desk.get("/published/returns/1/", &commissioner).status, 200);
    let table = desk.folder.path().join("public-returns").join("1").join("mhclg.csv");
    let text = std::fs::read_to_string(&table).unwrap();
    std::fs::write(&table, text + "viii,all,R-0001,instance,9,counted\n").unwrap();
    assert_eq!(desk.get("/published/returns/1/", &commissioner).status, 404);
}

#[test]
fn what_goes_on_is_not_published() {
    let desk = Opened::new();
    let manager = desk.sign_in("manager-1");
    for of in ["2026-Q4", "2026-11-01..2026-11-02"] {
        let got = desk.post(&format!("/returns/{of}/mhclg/publish"), &manager, &[]);
        assert_eq!(got.status, 422, "{of}");
    }
    let frozen = desk.post(&format!("{QUARTER}/mhclg/freeze"), &manager, &[]);
    assert_eq!(frozen.status, 422);
    let page = desk.get(&format!("{QUARTER}/mhclg/"), &manager).body;
    assert!(!page.contains("/publish\"") && !page.contains("/freeze\""));
}

#[test]
fn years_are_drawn_and_read_aloud() {
    let desk = Opened::new();
    let (manager, _) = desk.quarter();
    desk.days(40);
    let manager_later = desk.sign_in("manager-1");
    let page = desk.get("/returns/years/month/", &manager_later);
    page.says("<title id=");
    page.says("role=\"img\"");
    assert_eq!(desk.get_bytes("/returns/years/month/returns-over-years.png", &manager_later), 200);
    assert_eq!(desk.get("/returns/years/week/", &manager_later).status, 404);
    assert_ne!(manager, manager_later);
}

#[test]
fn a_decision_asked_elsewhere_reaches_a_page_that_is_open() {
    let desk = Opened::new();
    let (duty, manager) = (desk.sign_in("duty-1"), desk.sign_in("manager-1"));
    let page = desk.refer(&duty);
    decision_watch::look(&desk.state).unwrap();
    let told = desk.state.decisions_asked();
    let shown = desk.get(&page, &duty);
    let (_, rest) = shown.body.split_once("/ask-manager\"").unwrap();
    let unit = rest.split_once("name=\"unit\" value=\"").unwrap().1.split('"').next().unwrap();
    decision_watch::look(&desk.state).unwrap();
    assert!(!told.has_changed().unwrap(), "nothing is asked yet");
    // As a terminal does: at the register, and not at this desk.
    let text = serde_json::json!({
        "event": "noted", "referral": "R-0001", "text": "asked", "x_asks_about": unit,
        "at": "2026-11-20T22:00:00Z", "by": "duty-2",
    });
    desk.elsewhere(&text);
    decision_watch::look(&desk.state).unwrap();
    assert!(told.has_changed().unwrap());
    desk.get("/decisions", &manager).says(&format!("<strong>{unit}</strong>"));
    desk.get("/decisions/waiting", &manager).says(&format!("<strong>{unit}</strong>"));
}
