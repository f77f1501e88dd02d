//! The commissioner's page through the program: what stands on it, that its figures are those of the forecast, that
//! it fetches nothing, and that nobody can tell from it that fewer than five real households were counted.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use assert_cmd::cargo::cargo_bin_cmd;
use good_lp::solvers::highs::highs;
use good_lp::{
    Expression, ProblemVariables, Solution, SolverModel, Variable, constraint, variable,
};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::LazyLock;
use tempfile::TempDir;

/// The project's data with the same providers but less that could be bought, so that fewer plans are looked at.
static DATA: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir("data").unwrap() {
        let from = entry.unwrap().path().canonicalize().unwrap();
        let to = folder.path().join(from.file_name().unwrap());
        if from.join("budgets.csv").is_file() {
            with_less_to_buy(&from, &to);
        } else {
            symlink(&from, &to).unwrap();
        }
    }
    folder
});

/// Of the provider's candidates and budgets those left out that make plans by the thousand, and of what the worth of
/// knowing is weighed with two ways of adding units.
fn with_less_to_buy(from: &Path, to: &Path) {
    const LEFT_OUT: [&str; 7] = [
        "home-4-bed,",
        "home-adapted,",
        "safe-place,",
        "nrpf-place,",
        "adapt-unit,",
        "large,",
        "core,",
    ];
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let from = entry.unwrap().path();
        let to = to.join(from.file_name().unwrap());
        if ["candidates.csv", "budgets.csv"].iter().any(|name| from.ends_with(name)) {
            let text = fs::read_to_string(&from).unwrap();
            let kept = text.lines().filter(|row| !LEFT_OUT.iter().any(|one| row.starts_with(one)));
            fs::write(to, kept.flat_map(|row| [row, "\n"]).collect::<String>()).unwrap();
        } else if from.ends_with("calibration.toml") {
            let text = fs::read_to_string(&from).unwrap();
            let parts = text.split("\n[[");
            let left_out = ["two large", "two homes", "four refuge"];
            let is_kept = |part: &&str| {
                !left_out.iter().any(|name| part.contains(&format!("\nname = \"{name}")))
            };
            fs::write(to, parts.filter(is_kept).collect::<Vec<_>>().join("\n[[")).unwrap();
        } else {
            symlink(&from, &to).unwrap();
        }
    }
}

/// A page of so many histories.
fn page(args: &[&str]) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("report");
    let mut all = vec!["--data", DATA.path().to_str().unwrap(), "report"];
    all.extend(args);
    all.extend(["--quick", "--replications", "60", "--out", out.to_str().unwrap()]);
    let output = cargo_bin_cmd!("lintel").args(all).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let html = fs::read_to_string(out.join("report.html")).unwrap();
    (folder, html)
}

/// Each takes some seconds, with what to add and what to measure.
static STOKE: LazyLock<(TempDir, String)> =
    LazyLock::new(|| page(&["stoke-37", "--waiting", "stoke-37-course"]));
static PLYMOUTH: LazyLock<(TempDir, String)> = LazyLock::new(|| page(&["plymouth"]));

fn csv(folder: &TempDir, name: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_path(folder.path().join("report").join(name))
        .unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The sections of a page, in order.
fn sections(html: &str) -> Vec<&str> {
    let ids = html.split("<section id=\"").skip(1);
    ids.filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn what_a_commissioner_reads_comes_first_and_in_this_order() {
    for page in [&STOKE.1, &PLYMOUTH.1] {
        let first = ["headline", "occupancy", "who", "one-more", "budgets", "measure", "methods"];
        let ids = sections(page);
        assert_eq!(ids.iter().take(first.len()).copied().collect::<Vec<_>>(), first);
        assert_eq!(ids.last(), Some(&"reproduce"));
    }
    super::own_words::has_nothing_of_stoke("the page of Plymouth", &PLYMOUTH.1, false);
}

#[test]
fn the_rule_that_keeps_units_empty_is_named_and_short_stays_stand_apart() {
    let occupancy = section(&STOKE.1, "occupancy");
    assert!(
        occupancy.contains("What keeps them so: kept for women who were homeless"),
        "{occupancy}"
    );
    let headline = section(&STOKE.1, "headline");
    assert!(headline.contains("a year have a short stay only, of whom "), "{headline}");
    let rows = csv(&STOKE.0, "placed-for-how-long-by-reading.csv");
    let titles: Vec<&str> = rows.iter().skip(1).map(|row| &*row[0]).collect();
    let led_to = ["Placed in a longer unit", "Placed for a short stay only", "Not placed"];
    assert_eq!(titles, led_to);
}

#[test]
fn who_must_agree_to_a_lever_and_on_whom_it_falls_stands_beside_it() {
    let one_more = section(&STOKE.1, "one-more");
    for said in [
        "Safe Places for any woman",
        "the commissioner (specification 4.6 ii",
        "Women who sleep rough",
    ] {
        let is_there = one_more.to_lowercase().contains(&said.to_lowercase());
        assert!(is_there, "{said}: {one_more}");
    }
    let levers = csv(&STOKE.0, "who-must-agree.csv");
    assert!(levers.iter().any(|row| row[0].contains("ocal priority")), "{levers:?}");
}

#[test]
fn what_to_do_first_stands_below_the_headline_and_a_count_is_part_of_it() {
    for page in [&STOKE.1, &PLYMOUTH.1] {
        let headline = section(page, "headline");
        let (_, first) = headline.split_once("What to do first").unwrap();
        let (first, _) = first.split_once("<figure").unwrap();
        assert!(first.contains("First, ") || first.contains("buy nothing yet"), "{first}");
        assert!(first.contains("keep a refusal log"), "{first}");
    }
}

#[test]
fn what_counts_is_said_where_it_changes_and_a_what_if_decides_nothing() {
    let one_more = section(&STOKE.1, "one-more");
    assert!(one_more.contains("who leave a short stay without a longer unit"), "{one_more}");
    for (id, words) in [("one-more", "What one more of each averts"), ("budgets", "averts at best")]
    {
        let section = section(&STOKE.1, id);
        let heading = section.split_once("</h2>").unwrap().0.rsplit_once("<h2").unwrap().1;
        assert!(heading.contains(words), "{heading}");
        // Three readings were counted, so no more than three figures stand there.
        assert!(
            heading.matches(" or ").count() <= 1 && heading.matches(", ").count() <= 2,
            "{heading}"
        );
    }
}

/// A section by its name.
fn section<'a>(html: &'a str, id: &str) -> &'a str {
    let (_, rest) = html.split_once(&format!("<section id=\"{id}\"")).unwrap();
    rest.split_once("</section>").unwrap().0
}

#[test]
fn the_headline_is_one_sentence_and_a_what_if_stands_last() {
    let (folder, html) = &*STOKE;
    let headline = section(html, "headline");
    let sentence = headline.split_once("<h2").unwrap().1.split_once("</h2>").unwrap().0;
    assert!(sentence.contains("37 units: about "), "{sentence}");
    assert!(sentence.contains("a year find no place if the 27 of 296 is right; "), "{sentence}");
    assert!(sentence.ends_with("if the Staffordshire 77% is. Nobody has counted."), "{sentence}");
    let rows = csv(folder, "readings.csv");
    let names: Vec<&str> = rows[1..].iter().map(|row| row[1].as_str()).collect();
    assert_eq!(
        names,
        [
            "27 by these units",
            "27 by all services",
            "77% over Staffordshire",
            "77% as the city's own"
        ]
    );
    assert!(
        headline.contains("What if \u{201c}77% as the city&#39;s own\u{201d}")
            || headline.contains("What if \u{201c}77% as the city's own\u{201d}")
    );
}

/// The words that a reader meets before the methods: pictures, what is folded and copies for a phone apart.
fn words_before_methods(html: &str) -> usize {
    let head = html.split("<section id=\"methods\"").next().unwrap();
    let body = head.split_once("<body>").unwrap().1.to_owned();
    let without = |text: String, open: &str, close: &str| -> String {
        let mut parts = text.split(open);
        let first = parts.next().unwrap().to_owned();
        parts.fold(first, |kept, part| kept + part.split_once(close).map_or("", |(_, after)| after))
    };
    let mut text = body;
    for (open, close) in
        [("<figure", "</figure>"), ("<details", "</details>"), ("<svg", "</svg>"), ("<", ">")]
    {
        text = without(text, open, close) + " ";
    }
    text.split_whitespace().count()
}

#[test]
fn what_stands_before_the_methods_is_read_in_ten_minutes() {
    for (name, page) in [("stoke", &STOKE.1), ("plymouth", &PLYMOUTH.1)] {
        let words = words_before_methods(page);
        assert!((200..1_500).contains(&words), "{name}: {words}");
    }
}

#[test]
fn a_scenario_beside_it_is_of_the_same_estate_and_has_waiting() {
    let refused = |scenario: &str, waiting: &str, why: &str| {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("report");
        let args = ["report", scenario, "--waiting", waiting, "--out", out.to_str().unwrap()];
        let output = cargo_bin_cmd!("lintel").args(args).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(why), "{said}");
        assert!(!out.exists());
    };
    refused("plymouth", "stoke-37-course", "another estate");
    refused("stoke-37", "stoke-37", "nobody waits");
}

#[test]
fn what_cannot_be_worked_out_is_said_in_its_place_and_at_the_terminal() {
    let today = page(&["today"]);
    let measure = section(&today.1, "measure");
    assert!(measure.contains("data/stoke-on-trent-today has no calibration.toml"));
    assert!(section(&today.1, "one-more").contains("has no candidates.csv"));
    let out = today.0.path().join("report");
    let args = ["report", "today", "--replications", "20", "--out", out.to_str().unwrap()];
    let output = cargo_bin_cmd!("lintel").args(args).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(said.matches("Left out: ").count(), 2, "{said}");
}

/// What the estate's calibration asks about and the scenario does not have leaves one section out and no page unmade.
#[test]
fn a_calibration_of_what_a_scenario_lacks_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("other.toml");
    let text = fs::read_to_string("scenarios/stoke-37.toml").unwrap();
    let (before, rest) = text.split_once("[onward]").unwrap();
    let (_, after) = rest.split_once("\n[unsafe_drawn]").unwrap();
    fs::write(&file, format!("{before}[unsafe_drawn]{after}")).unwrap();
    let (_, html) = page(&[file.to_str().unwrap()]);
    let measure = section(&html, "measure");
    assert!(measure.contains("what is listed as not known is not in this scenario"), "{measure}");
    assert!(measure.contains("asks_onward ([onward])"), "{measure}");
    assert!(section(&html, "one-more").contains("averts, at best"));
}

#[test]
fn nothing_of_an_earlier_page_survives_and_the_users_own_does() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("report");
    fs::create_dir(&out).unwrap();
    for file in fs::read_dir(PLYMOUTH.0.path().join("report")).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), out.join(file.file_name())).unwrap();
    }
    fs::write(out.join("notes.csv"), "my own").unwrap();
    fs::write(out.join("one-more.csv"), "changed by hand").unwrap();
    assert!(out.join("plan-for-each-budget.csv").is_file());
    let args = ["report", "today", "--replications", "20", "--out", out.to_str().unwrap()];
    assert!(cargo_bin_cmd!("lintel").args(args).output().unwrap().status.success());
    assert!(!out.join("plan-for-each-budget.csv").exists());
    assert!(out.join("notes.csv").is_file() && out.join("one-more.csv").is_file());
}

#[test]
fn every_file_of_a_page_is_looked_for_before_anything_is_worked_out() {
    let pages = [&PLYMOUTH.0, &STOKE.0].map(|folder| fs::read_dir(folder.path().join("report")));
    for file in pages.into_iter().flat_map(Result::unwrap) {
        let folder = tempfile::tempdir().unwrap();
        let name = file.unwrap().file_name().into_string().unwrap();
        fs::write(folder.path().join(&name), "somebody's own").unwrap();
        let args = ["report", "nobodys-scenario", "--out", folder.path().to_str().unwrap()];
        let said = cargo_bin_cmd!("lintel").args(args).output().unwrap().stderr;
        let said = String::from_utf8(said).unwrap();
        assert!(said.contains("in the way") && said.contains(&name), "{name}: {said}");
    }
}

#[test]
fn no_providers_page_speaks_of_anothers_papers() {
    let (plymouth, stoke) = (&PLYMOUTH.1, &STOKE.1);
    for borrowed in ["4.10", "4.11", "(2.5)"] {
        let head = plymouth.split("<section id=\"assumptions\"").next().unwrap();
        assert!(!head.contains(borrowed), "{borrowed}");
        assert!(stoke.contains(borrowed), "{borrowed}");
    }
    assert!(plymouth.contains("speaks of 28 units") && !stoke.contains("speaks of 28 units"));
}

#[test]
fn every_number_is_listed_with_standing_and_source_in_words() {
    let (folder, html) = &*STOKE;
    let manifest = fs::read_to_string(folder.path().join("report/report.manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let runs = manifest["runs"].as_array().unwrap();
    let keys = |scenario: &str| -> Vec<&str> {
        let run = runs.iter().find(|run| run["scenario"] == scenario).unwrap();
        let all = run["assumptions"].as_array().unwrap();
        all.iter().map(|one| one["key"].as_str().unwrap()).collect()
    };
    let column = |name: &str| -> Vec<Vec<String>> { csv(folder, name)[1..].to_vec() };
    let own = column("assumptions.csv");
    for key in keys("stoke-37") {
        assert!(own.iter().any(|row| row[0] == key), "{key}");
    }
    let both = [own, column("assumptions-waiting.csv")].concat();
    for key in keys("stoke-37-course") {
        assert!(both.iter().any(|row| row[0] == key), "{key}");
    }
    let rest = [column("assumptions-money.csv"), column("assumptions-calibration.csv")].concat();
    for named in [
        "refuge-room, once",
        "budget small",
        "parameter stay",
        "alternative two move-on workers and a home",
    ] {
        assert!(rest.iter().any(|row| row[0] == named), "{named}");
    }
    for row in both.iter().chain(&rest) {
        assert!(["assumed", "derived", "published"].contains(&row[3].as_str()), "{row:?}");
        assert!(!row[1].is_empty() && !row[4].is_empty(), "{row:?}");
    }
    assert!(!html.contains("household[10].share"));
}

#[test]
fn every_item_of_the_reporting_guideline_is_filled_in() {
    let (folder, _) = &*PLYMOUTH;
    let rows = csv(folder, "methods.csv");
    let numbers: Vec<&str> =
        rows[1..].iter().map(|row| row[0].split(' ').next().unwrap()).collect();
    let items = "1.1 1.2 1.3 2.1 2.2 2.3 2.4 2.5.1 2.5.2 2.5.3 2.5.4 2.5.5 3.1 3.2 3.3 3.4 4.1 4.2 4.3 5.1 5.2 5.3 5.4 6.1";
    assert_eq!(numbers.join(" "), items);
    assert!(rows[1..].iter().all(|row| row[1].len() > 20));
}

#[test]
fn each_picture_of_two_readings_has_its_panels_one_by_one_for_a_phone() {
    let html = &STOKE.1;
    let pictures = html.matches("<figure>").count();
    assert_eq!(html.matches("<div class=\"narrow\">").count(), pictures);
    for picture in html.split("<div class=\"narrow\">").skip(1) {
        let (picture, _) = picture.split_once("<figcaption>").unwrap();
        // Every reading on one line stands in one panel.
        let panels = if picture.contains("find no place") { 1 } else { 2 };
        assert!(picture.matches("<svg ").count() >= panels, "{picture}");
    }
}

#[test]
fn it_fetches_nothing_and_has_no_scripts() {
    let (folder, html) = &*STOKE;
    for fetched in ["<script", "src=", "url(", "@import", "<link", "http-equiv"] {
        assert!(!html.contains(fetched), "{fetched}");
    }
    // Names of SVG's own vocabulary are no addresses that anything is fetched from.
    let addresses = html.matches("http").count() - html.matches("http://www.w3.org/").count();
    assert_eq!(addresses, 0);
    // Every link leads into the page or to a file that lies beside it.
    for link in html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        let there = match link.strip_prefix('#') {
            Some(id) => html.contains(&format!("id=\"{id}\"")),
            None => folder.path().join("report").join(link).is_file(),
        };
        assert!(there, "{link}");
    }
    let mut ids: Vec<&str> =
        html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "two parts of the page have one name");
}

#[test]
fn the_same_command_makes_the_same_bytes_on_any_number_of_threads() {
    let bytes = |threads| page(&["today", "--threads", threads]).1;
    assert!(bytes("1") == bytes("3"));
}

#[test]
fn its_rates_have_the_denominators_they_name() {
    let (folder, _) = page(&["today"]);
    let table = csv(&folder, "forecast.csv");
    let figure = |measure: &str, group: &str, reading: &str| -> f64 {
        let row = table.iter().find(|row| {
            row[..4] == ["total", measure, group, "mean"].map(str::to_owned) && row[6] == reading
        });
        row.unwrap()[4].parse().unwrap()
    };
    let shown = csv(&folder, "turned-away-by-household.csv");
    let all = shown.last().unwrap();
    let readings = ["27 by these units", "27 by all services", "77% over Staffordshire"];
    for (which, reading) in readings.iter().enumerate() {
        let near = |shown: &str, exact: f64| {
            let number: f64 = shown.trim_start_matches("under ").replace(',', "").parse().unwrap();
            let is_near = match shown.strip_prefix("under ") {
                Some(_) => exact < number,
                None => (number - exact).abs() <= 0.5 + 0.05 * exact,
            };
            assert!(is_near, "{shown} of {exact}");
        };
        near(&all[1 + 3 * which], figure("need_unmet", "all", reading) / 5.0);
        near(&all[2 + 3 * which], figure("referrals", "all", reading) / 5.0);
        let rate = figure("need_unmet", "all", reading) / figure("referrals", "all", reading);
        near(all[3 + 3 * which].trim_end_matches('%'), 100.0 * rate);
    }
}

/// What the table of residents leaves possible, for somebody who knows how many units there are of each kind.
#[test]
fn no_count_of_real_households_under_five_can_be_worked_out() {
    let today = page(&["today"]);
    for (scenario, estate, (folder, _)) in [
        ("stoke-37", "stoke-on-trent", &*STOKE),
        ("today", "stoke-on-trent-today", &today),
        ("plymouth", "plymouth", &*PLYMOUTH),
    ] {
        let rows = csv(folder, "residents-by-kind.csv");
        let cells: Vec<&[String]> = rows[1..].iter().map(|row| &row[1..]).collect();
        let units = units_by_kind(estate);
        let most: Vec<f64> = rows[1..]
            .iter()
            .map(|row| units.get(&row[0]).copied().unwrap_or_else(|| units.values().sum()))
            .collect();
        let columns = cells[0].len();
        let mut hidden = 0;
        for row in 0..cells.len() {
            for column in 0..columns {
                let shown: Option<f64> = cells[row][column].parse().ok();
                if let Some(value) = shown {
                    assert!(value >= 5.0, "{scenario}: {value} is shown");
                    continue;
                }
                hidden += 1;
                let (low, high) = attack(&cells, &most, (row, column));
                assert!(
                    high - low >= most[row].min(5.0) - 1e-6,
                    "{scenario}: row {row}, column {column} lies between {low} and {high}"
                );
            }
        }
        assert!(hidden > 0, "{scenario} hides nothing: the attack has nothing to do");
    }
}

fn units_by_kind(estate: &str) -> BTreeMap<String, f64> {
    let file = |name: &str| csv::Reader::from_path(format!("data/{estate}/{name}.csv")).unwrap();
    let titles =
        [("refuge", "refuge"), ("safe_place", "Safe Place"), ("dispersed", "dispersed home")];
    let title = |kind: &str| titles.iter().find(|(name, _)| *name == kind).unwrap().1.to_owned();
    let column = |reader: &mut csv::Reader<fs::File>, name: &str| {
        reader.headers().unwrap().iter().position(|title| title == name).unwrap()
    };
    let mut settings = file("settings");
    let (setting, kind) = (column(&mut settings, "setting"), column(&mut settings, "kind"));
    let kinds: BTreeMap<String, String> = settings
        .records()
        .map(|row| row.unwrap())
        .map(|row| (row[setting].to_owned(), title(&row[kind])))
        .collect();
    let mut units = file("units");
    let (of, state) = (column(&mut units, "setting"), column(&mut units, "state"));
    let mut counted = BTreeMap::new();
    for row in units.records().map(|row| row.unwrap()).filter(|row| &row[state] != "planned") {
        *counted.entry(kinds[&row[of]].clone()).or_default() += 1.0;
    }
    counted
}

/// Rows are kinds and, last, all; columns are all, and then pairs of a need and its absence.
fn attack(cells: &[&[String]], most: &[f64], wanted: (usize, usize)) -> (f64, f64) {
    let ends = [1.0, -1.0].map(|sign| {
        let mut variables = ProblemVariables::new();
        let all: Vec<Vec<Variable>> = cells
            .iter()
            .zip(most)
            .map(|(row, most)| {
                let one = |cell: &String| {
                    let (lower, upper) = cell.parse().map_or((0.0, *most), |known| (known, known));
                    variables.add(variable().min(lower).max(upper))
                };
                row.iter().map(one).collect()
            })
            .collect();
        let mut model = variables.maximise(sign * all[wanted.0][wanted.1]).using(highs);
        for row in &all {
            for pair in row[1..].chunks(2) {
                model = model.with(constraint!(pair[0] + pair[1] == row[0]));
            }
        }
        let (total, kinds) = all.split_last().unwrap();
        for (column, total) in total.iter().enumerate() {
            let sum: Expression = kinds.iter().map(|row| row[column]).sum();
            model = model.with(constraint!(sum == *total));
        }
        model.solve().unwrap().value(all[wanted.0][wanted.1])
    });
    (ends[1], ends[0])
}
