//! What keeps somebody safe stands on every screen that names a household, in one wording, whatever was typed.
//!
//! `tests/desk/` holds forms that were once answered wrongly; all of them are synthetic.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::typed::{flowing, lintel_at, out};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// The night on which the forms are read.
pub(crate) const NOW: &str = "2026-11-20T21:42:00Z";

/// What a command shows, with every line end and run of spaces one space.
pub(crate) fn said(args: &[&str]) -> String {
    flowing(&out(&lintel_at(NOW, args)))
}

pub(crate) fn case(name: &str) -> String {
    format!("tests/desk/{name}")
}

/// A synthetic form of a woman alone, with more lines at its top.
pub(crate) fn form(lines: &str) -> NamedTempFile {
    form_and(lines, "")
}

/// The same with more at its end as well.
pub(crate) fn form_and(lines: &str, end: &str) -> NamedTempFile {
    let text = format!(
        "reference = \"T-1\"\nreceived = \"2026-11-20T21:40:00Z\"\nsource = \"self\"\nimmediate_danger = true\nhomeless_before = false\n{lines}\n[[person]]\nrole = \"adult\"\nage = 34\nsex = \"female\"\n[[unsafe]]\nplace = \"ST3 4BD\"\n{end}"
    );
    let file = tempfile::Builder::new().suffix(".toml").tempfile().unwrap();
    fs::write(file.path(), text).unwrap();
    file
}

/// Every screen that names the household of a form, by the command that shows it.
fn screens(path: &str) -> Vec<(&'static str, String)> {
    let commands: [(&str, &[&str]); 7] = [
        ("recommend", &["recommend", path]),
        ("recommend --explain", &["recommend", path, "--explain"]),
        ("outlook", &["outlook", path]),
        ("allocate", &["allocate", path]),
        ("explain", &["explain", path, "--unit", "Siskin"]),
        ("explain a unit that is lived in", &["explain", path, "--unit", "Alder-1"]),
        ("check", &["check", path]),
    ];
    commands.map(|(name, args)| (name, out(&lintel_at(NOW, args)))).to_vec()
}

pub(crate) fn on_every_screen(path: &str, words: &str) {
    for (command, screen) in screens(path) {
        assert!(flowing(&screen).contains(words), "{command} does not say {words:?}:\n{screen}");
    }
}

pub(crate) fn on_no_screen(path: &str, words: &str) {
    for (command, screen) in screens(path) {
        let found = flowing(&screen).to_lowercase().contains(&words.to_lowercase());
        assert!(!found, "{command} says {words:?}:\n{screen}");
    }
}

/// Forms of the casebook and of this folder.
fn forms() -> Vec<PathBuf> {
    let in_folder = |folder: &str| {
        let listed = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut forms: Vec<PathBuf> =
            listed.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).collect();
        forms.sort();
        forms
    };
    ["tests/casebook", "tests/desk", "tests/desk/01-allocate-silent"].map(in_folder).concat()
}

/// The lines of a first screen that keep somebody safe, each in one piece.
fn safety_lines(screen: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for section in screen.split("\n\n") {
        let (title, body) = section.split_once('\n').unwrap_or((section, ""));
        let is_list = ["BEFORE YOU RING", "NOT CHECKED", "READ BACK"]
            .iter()
            .any(|first| title.starts_with(first));
        let is_one = ["IN DANGER", "IF DANGER", "CHILDREN'S SERVICES"]
            .iter()
            .any(|first| title.starts_with(first));
        if is_list {
            lines.extend(body.split("  - ").map(flowing).filter(|line| !line.is_empty()));
        } else if is_one {
            lines.push(flowing(body));
        }
    }
    lines
}

#[test]
fn every_line_that_keeps_somebody_safe_stands_on_every_screen() {
    for path in forms() {
        let path = path.display().to_string();
        let shown = screens(&path);
        let lines = safety_lines(&shown[0].1);
        let answered = shown[0].1.contains("BEFORE YOU RING");
        assert!(!answered || lines.len() >= 4, "{path}: {lines:?}");
        for (command, screen) in &shown {
            let screen = flowing(screen);
            // A form that `check` finds wrong is shown by those who answer it all the same.
            if command.starts_with("check") && screen.is_empty() {
                continue;
            }
            for line in &lines {
                assert!(
                    screen.contains(line),
                    "{path}: {command} does not say {line:?}:\n{screen}"
                );
            }
        }
    }
}

#[test]
fn a_screen_of_the_desk_is_at_most_eighty_columns_wide_and_says_999() {
    for path in forms() {
        for (command, screen) in screens(&path.display().to_string()) {
            // How a file is called is not ours.
            let lines = screen.lines().filter(|line| !line.contains(".toml: "));
            let widest = lines.map(|line| line.chars().count()).max().unwrap_or(0);
            assert!(widest <= 80, "{}: {command} is {widest} wide", path.display());
            assert!(screen.is_empty() || screen.contains("999"), "{}: {command}", path.display());
        }
    }
}

#[test]
fn a_girl_of_fifteen_is_for_childrens_services_in_a_batch_too() {
    let screen = out(&lintel_at(NOW, &["allocate", &case("01-allocate-silent")]));
    let part = |title: &str| {
        let found = screen.split("\n\n").find(|section| section.starts_with(title));
        flowing(found.unwrap_or_default())
    };
    assert!(part("CHILDREN'S SERVICES NOW").contains("B-3 - This young person is under 16"));
    assert!(!screen.contains("RING ROUND"), "nobody but her is without a unit:\n{screen}");
    assert!(!part("WHERE ELSE").contains("homelessness"), "no adult route is hers:\n{screen}");
    let offers = part("OFFER");
    for words in
        ["This young person is under 18", "Interpreter: \u{201c}Urdu\u{201d}", "NO UNSAFE PLACE"]
    {
        assert!(offers.contains(words), "{words:?} is not among:\n{offers}");
    }
}

#[test]
fn a_staffed_unit_of_somebody_else_is_for_the_manager_to_free() {
    let screen = said(&["allocate", &case("01-allocate-silent")]);
    let words = "Siskin: nobody is on site at night. Ask the manager on call first. Larch-1, where staff are there day and night, is offered to B-1: the manager may turn that round;";
    assert!(screen.contains(words), "{screen}");
    assert!(!screen.contains("offer Larch-1 first"), "it is B-1's: {screen}");
    assert!(screen.contains("or, once B-1 has said no to it, Larch-1"), "{screen}");
}

#[test]
fn her_words_on_ringing_stand_beside_the_full_line() {
    let path = case("05-ring-until-he-gets-home.toml");
    let line = "Safe to ring: only UNTIL, as told, \u{201c}until he gets home\u{201d}, not after. Hide your number. Ask first \"Is it safe to talk?\"";
    on_every_screen(&path, line);
}

#[test]
fn a_time_to_ring_that_is_past_is_said_to_be() {
    for (until, words) in [
        ("2026-11-20T21:30:00Z", "was until Fri 20 Nov 21:30, already past when this was asked"),
        ("2026-11-20T21:41:00Z", "was until Fri 20 Nov 21:41, already past now"),
        ("2026-11-20T21:43:00Z", "until Fri 20 Nov 21:43, not after"),
    ] {
        let form = form(&format!("safe_to_call_until = \"{until}\""));
        let path = form.path().display().to_string();
        on_every_screen(&path, words);
        on_every_screen(&path, "Hide your number.");
    }
}

#[test]
fn a_risk_is_shown_as_it_was_told() {
    for risk in
        ["not safe with knives", "no knives near her", "none known", "nothing but noise", "no"]
    {
        let form = form(&format!("risk_to_others = \"{risk}\""));
        let path = form.path().display().to_string();
        on_every_screen(&path, &format!("Risk to others, as told: \u{201c}{risk}\u{201d}."));
    }
}

#[test]
fn free_text_cannot_drive_a_terminal_or_turn_its_letters() {
    let typed = r#"risk_to_others = "not \u202Esafe\u202C with \u200Bkni\u2060ves\nand \u001B[31mred\u001B[0m \u0007bells""#;
    let form = form(typed);
    let path = form.path().display().to_string();
    on_every_screen(&path, "\u{201c}not safe with knives and red bells\u{201d}");
    for (command, screen) in screens(&path) {
        let bad = screen.chars().find(|c| (c.is_control() && *c != '\n') || turns_or_hides(*c));
        assert_eq!(bad, None, "{command}");
    }
}

fn turns_or_hides(c: char) -> bool {
    let ranges = ['\u{200b}'..='\u{200f}', '\u{202a}'..='\u{202e}', '\u{2060}'..='\u{206f}'];
    ranges.iter().any(|range| range.contains(&c))
}

#[test]
fn a_very_long_text_is_shown_whole() {
    let long: Vec<String> = (0..400).map(|k| format!("word{k}")).collect();
    let form = form(&format!("arrival = \"{}\"", long.join(" ")));
    on_every_screen(
        &form.path().display().to_string(),
        &format!("Arriving, as told: \u{201c}{}\u{201d}.", long.join(" ")),
    );
}

#[test]
fn a_place_within_a_text_is_left_out_and_nothing_else_of_it() {
    let form = form("risk_to_others = \"he waits near st3 4bd, and at ST1 5AB, with a knife\"");
    let path = form.path().display().to_string();
    on_every_screen(&path, "near (a place, on the form)");
    on_every_screen(&path, "with a knife");
    on_no_screen(&path, "ST1 5AB");
}

#[test]
fn an_interpreter_told_in_a_sentence_that_begins_with_no_is_shown() {
    let form = form("interpreter = \"not Polish, Kurdish\"\ncarer = \"no one but her mother\"");
    let path = form.path().display().to_string();
    on_every_screen(
        &path,
        "Interpreter: \u{201c}not Polish, Kurdish\u{201d}. Never family, a child",
    );
    on_every_screen(&path, "Caring, as told: \u{201c}no one but her mother\u{201d}.");
}

#[test]
fn last_years_number_in_january_is_asked_about() {
    let path = case("07-january.toml");
    let now = "2027-01-05T02:10:00Z";
    let screen = flowing(&out(&lintel_at(now, &["recommend", &path])));
    for words in [
        "asked Mon 5 Jan 2026 02:00",
        "received 12 months ago (Mon 5 Jan 2026 02:00). Is the year right?",
        "THE LIST IS OLD: the list of who lives where was made Fri 20 Nov 2026 17:00, 45 days ago",
    ] {
        assert!(screen.contains(words), "{words:?} is not on:\n{screen}");
    }
    for args in [["outlook", &path], ["allocate", &path], ["check", &path]] {
        let screen = flowing(&out(&lintel_at(now, &args)));
        assert!(screen.contains("Is the year right?"), "{args:?}:\n{screen}");
    }
}

#[test]
fn a_form_from_the_future_is_asked_about() {
    let path = case("13-plain.toml");
    let screen = flowing(&out(&lintel_at("2026-11-20T20:40:00Z", &["recommend", &path])));
    assert!(screen.contains("will be received in 1 hour (Fri 20 Nov 21:40). Is the date right?"));
}

#[test]
fn the_clock_decides_nothing_of_what_is_offered() {
    let path = case("13-plain.toml");
    let at = |now: &str| out(&lintel_at(now, &["recommend", &path, "--format", "json"]));
    assert_eq!(at(NOW), at("2031-06-01T00:00:00Z"));
}

#[test]
fn times_on_a_batch_are_londons() {
    let screen = said(&["allocate", &case("14-one")]);
    assert!(screen.contains("made Fri 20 Nov 17:00"), "{screen}");
    assert!(!screen.contains("17:00:00Z"), "{screen}");
}

#[test]
fn no_screen_rings_staff_whatever_the_form_leaves_open() {
    let path = case("08-his-colleagues.toml");
    on_no_screen(&path, "ring the unit's staff");
    on_no_screen(&path, "ring the units' staff");
    on_every_screen(&path, "Could the perpetrator, family or friends work here");
    on_every_screen(
        &path,
        "the manager on call alone; if that is the one, or close, the manager above:",
    );
    on_every_screen(&path, "her husband works nights for this provider");
}

#[test]
fn where_the_perpetrator_works_here_only_the_manager_on_call_may_know() {
    let form =
        form_and("", "[perpetrator]\nlinked_to_service = true\nrelation = \"her brother\"\n");
    let path = form.path().display().to_string();
    on_no_screen(&path, "unit's staff");
    on_no_screen(&path, "the staff there");
    on_every_screen(&path, "Speak to the manager on call alone, and to nobody else here");
    on_every_screen(&path, "if that is the one, or close, the manager above:");
    on_every_screen(&path, "The perpetrator, as told: \u{201c}her brother\u{201d}.");
}

#[test]
fn where_nobody_of_the_perpetrators_works_here_the_unit_is_rung() {
    let form = form_and("", "[perpetrator]\nlinked_to_service = false\n");
    let screen = said(&["recommend", &form.path().display().to_string()]);
    assert!(screen.contains("Ring the unit's staff before you promise it"), "{screen}");
    assert!(!screen.contains("works here"), "{screen}");
}

#[test]
fn a_message_is_left_only_where_somebody_has_said_that_it_may_be() {
    for (message, words) in [
        ("\"unknown\"", "Leave no message;"),
        ("false", "Leave no message, as told;"),
        ("true", "A message may be left, as told, but nothing that says who you are;"),
        (
            "\"with her sister\"",
            "Leave no message, unless these words allow it: \u{201c}with her sister\u{201d}, and then nothing that says who you are;",
        ),
        ("\"no\"", "Leave no message, as told;"),
        ("\"never\"", "Leave no message, as told;"),
    ] {
        let form = form_and("", &format!("[contact]\nmessage = {message}\n"));
        let path = form.path().display().to_string();
        on_every_screen(&path, &format!("{words} tell nobody else who you are."));
        on_every_screen(&path, "Hide your number. Ask first");
    }
}

#[test]
fn it_is_said_from_when_it_is_safe_to_ring() {
    let contact =
        "[contact]\nsafe_from = \"2026-11-20T22:30:00Z\"\nsafe_until = \"before he is back\"\n";
    let form = form_and("", contact);
    let words = "Safe to ring: NOT BEFORE Fri 20 Nov 22:30; only UNTIL, as told, \u{201c}before he is back\u{201d}, not after.";
    on_every_screen(&form.path().display().to_string(), words);
}

#[test]
fn who_comes_later_and_babies_due_are_on_every_screen() {
    let later = "[[person]]\nrole = \"child\"\nage = 9\nsex = \"male\"\narrives = \"2026-11-27\"\n[needs]\nunborn = 2\n";
    let form = form_and("pregnancy_due = \"2027-01-04\"", later);
    let path = form.path().display().to_string();
    on_every_screen(&path, "Person 2, a child, comes later, on Fri 27 Nov:");
    on_every_screen(&path, "2 babies due Mon 4 Jan 2027: plan for cots and a midwife.");
}

#[test]
fn a_list_that_is_not_whole_is_said_first_of_all() {
    let folder = tempfile::tempdir().unwrap();
    let estate = folder.path().join("half");
    fs::create_dir(&estate).unwrap();
    for entry in fs::read_dir("data/stoke-on-trent").unwrap().map(Result::unwrap) {
        if entry.path().is_file() {
            fs::copy(entry.path(), estate.join(entry.file_name())).unwrap();
        }
    }
    let rows = fs::read_to_string(estate.join("occupancy.csv")).unwrap();
    let stays = |row: &str| match row.strip_suffix(",true") {
        Some(row) => format!("{row},false\n"),
        None => format!("{row}\n"),
    };
    let half: String = rows.lines().take(12).map(stays).collect();
    fs::write(estate.join("occupancy.csv"), half).unwrap();
    let form = case("13-plain.toml");
    let name = estate.display().to_string();
    let is_first = |words: &str| {
        for args in [
            &["recommend", &form, "--estate", &name][..],
            &["outlook", &form, "--estate", &name],
            &["allocate", &form, "--estate", &name],
            &["explain", &form, "--unit", "Siskin", "--estate", &name],
            &["units", "--estate", &name],
        ] {
            let output = lintel_at(NOW, args);
            let screen = flowing(&out(&output));
            let told = String::from_utf8_lossy(&output.stderr);
            assert!(screen.starts_with(words), "{args:?}: {screen}{told}");
        }
    };
    is_first("THE LIST OF WHO LIVES WHERE IS NOT WHOLE: it has 11 rows and should have 30.");
    let provider = fs::read_to_string(estate.join("provider.toml")).unwrap();
    let unsaid: Vec<&str> =
        provider.lines().filter(|line| !line.starts_with("households = ")).collect();
    fs::write(estate.join("provider.toml"), unsaid.join("\n")).unwrap();
    is_first("THE LIST OF WHO LIVES WHERE MAY NOT BE WHOLE: it has 11 rows, and nobody has said");
}

#[test]
fn a_towns_name_is_answered_and_read_back() {
    let path = case("02-hanley.toml");
    on_every_screen(&path, "Unsafe place 2 (\u{201c}Hanley\u{201d}): taken as ");
    on_every_screen(&path, "Unsafe place 3 (\u{201c}Manchester\u{201d}): taken as ");
    on_every_screen(&path, "Ring 999");
}

#[test]
fn a_place_that_nobody_knows_is_not_checked_and_stops_nobody() {
    let form = form_and("", "[[unsafe]]\nplace = \"Hanlye\"\n");
    let path = form.path().display().to_string();
    for command in ["recommend", "outlook", "allocate"] {
        let screen = said(&[command, &path]);
        assert!(
            screen.contains("Unsafe place 2 (\u{201c}Hanlye\u{201d}): nothing known"),
            "{screen}"
        );
        assert!(screen.contains("Is it Hanley?") || screen.contains("Hanley,"), "{screen}");
    }
}

#[test]
fn telling_where_he_lives_far_away_costs_no_offer() {
    let options = |name: &str| {
        let answer = out(&lintel_at(NOW, &["recommend", &case(name), "--format", "json"]));
        let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
        answer["options"].clone()
    };
    assert_eq!(options("03-belfast.toml"), options("03-belfast-left-out.toml"));
    assert!(!options("03-belfast.toml").as_array().unwrap().is_empty());
}

#[test]
fn who_is_kept_apart_is_answered_in_the_same_words_whoever_lives_here() {
    let lines = |name: &str| safety_lines(&out(&lintel_at(NOW, &["recommend", &case(name)])));
    let (here, nowhere) =
        (lines("11-is-she-here-R-0388.toml"), lines("11-is-she-here-R-9388.toml"));
    assert_eq!(here, nowhere);
    assert!(here.iter().any(|line| line.contains("to be kept apart: ask who is meant")));
}

#[test]
fn with_one_household_nobody_else_goes_without() {
    let granted = case("14-granted.csv");
    let screen = said(&["allocate", &case("14-one"), "--granted", &granted]);
    assert!(!screen.contains("somebody else going without"), "{screen}");
    assert!(screen.contains("granted: somebody who knows the address has agreed"), "{screen}");
}

#[test]
fn an_explanation_says_who_decides() {
    let path = case("14-one/sample-referral.toml");
    let screen = said(&["explain", &path, "--unit", "Siskin"]);
    assert!(screen.contains("for somebody who knows the address to decide"), "{screen}");
    let every = said(&["recommend", &path, "--explain"]);
    assert!(every.contains("For the manager on call to decide."), "{every}");
}

#[test]
fn where_no_answer_can_be_given_help_is_named() {
    let wrong = form("source = \"nobody\"");
    let path = wrong.path().display().to_string();
    for args in [
        &["recommend", &path][..],
        &["outlook", &path],
        &["allocate", &path],
        &["explain", &path, "--unit", "Siskin"],
        &["recommend", "nowhere.toml"],
        &["recommend", &path, "--estate", "gotham"],
    ] {
        let output = lintel_at(NOW, args);
        assert!(!output.status.success(), "{args:?}");
        let told = flowing(&String::from_utf8(output.stderr).unwrap());
        assert!(told.contains("Ring 999") && told.contains("0808 2000 247"), "{args:?}: {told}");
        assert!(told.contains("press 55 when asked"), "{args:?}: {told}");
    }
}

/// Nothing on a screen says where a unit or the perpetrator is, who else lives there, or turns anybody down. What was
/// typed as a place may be read back, in a line of its own.
#[test]
fn no_screen_of_any_command_says_what_must_not_be_said() {
    let column = |file: &str, number: usize| -> Vec<String> {
        let text = fs::read_to_string(Path::new("data/stoke-on-trent").join(file)).unwrap();
        let cells = text.lines().skip(1).map(|row| row.split(',').nth(number).unwrap().to_owned());
        cells.collect()
    };
    let (sectors, residents) = (column("units.csv", 6), column("occupancy.csv", 1));
    for path in forms() {
        let form: toml::Table = fs::read_to_string(&path).unwrap().parse().unwrap();
        let places =
            form.get("unsafe").and_then(toml::Value::as_array).cloned().unwrap_or_default();
        let places: Vec<&str> =
            places.iter().map(|place| place["place"].as_str().unwrap()).collect();
        for (command, screen) in screens(&path.display().to_string()) {
            let screen = without_what_was_read_back(&screen);
            let never = sectors.iter().chain(&residents).map(String::as_str);
            for word in never.chain(places.iter().copied()) {
                assert!(!screen.contains(word), "{}: {command} says {word}", path.display());
            }
            for word in ["rejected", "ineligible", "metre", " km", " m "] {
                let said = screen.to_lowercase().contains(word);
                assert!(!said, "{}: {command} says {word}", path.display());
            }
        }
    }
}

/// A screen without the lines that read a place back to whoever typed it, and without the name of its file.
fn without_what_was_read_back(screen: &str) -> String {
    const READ_BACK: [&str; 3] = ["- Unsafe place ", "- Place to be near ", "- Part of the area "];
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut skipping = None;
    let mut kept = Vec::new();
    for line in screen.lines() {
        if READ_BACK.iter().any(|item| line.trim_start().starts_with(item)) {
            skipping = Some(indent(line));
        } else if skipping.is_none_or(|item| indent(line) <= item) {
            skipping = None;
            kept.extend(line.split_whitespace().filter(|word| !word.contains(".toml")));
        }
    }
    kept.join(" ")
}
