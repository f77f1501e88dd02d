//! Tables that cannot be taken: each message names the cell, what stands there, what may, and what to do; and nothing is taken.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::registered::Registered;
use serde_json::Value;
use std::fs;
use std::sync::LazyLock;

const NOW: &str = "2026-11-20T12:00:00Z";
const MAP: &str = "data/maps/one-row-a-referral.toml";
const HEADS: &str = "Case reference,Referral date,Referral source,Age,Sex,Ethnicity,Disability,Children,Immediate danger,Homeless before,Unit,Move-in date,Move-out date,Reason for leaving,Planned move,Outcome,Outcome date,Reason not accommodated";

static DESK: LazyLock<Registered> = LazyLock::new(|| Registered::begun(NOW));

/// What is wrong with a table, by a map: place, value, what may stand there, and what to do.
fn issues_by(name: &str, table: &[u8], map: &str) -> Vec<[String; 4]> {
    let file = DESK.path(&format!("{name}.csv"));
    fs::write(&file, table).unwrap();
    let args = ["import", file.to_str().unwrap(), "--map", map, "--dry-run", "--format", "json"];
    let output = DESK.run(NOW, &args);
    assert_eq!(output.status.code(), Some(3), "{name}: {output:?}");
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    let word = |issue: &Value, key: &str| issue[key].as_str().unwrap().to_owned();
    let issues = said["issues"].as_array().unwrap().iter();
    issues
        .map(|issue| ["place", "value", "allowed", "action"].map(|key| word(issue, key)))
        .collect()
}

fn issues(name: &str, rows: &str) -> Vec<[String; 4]> {
    issues_by(name, format!("{HEADS}\n{rows}").as_bytes(), MAP)
}

/// A row of a case list: what is said of it, column by column.
fn row(cells: &[(&str, &str)]) -> String {
    let known = [("Case reference", "C-1"), ("Referral date", "01/05/2026")];
    let more = [("Referral source", "Police"), ("Age", "30"), ("Sex", "F")];
    let of = |head: &str| {
        let all = cells.iter().chain(&known).chain(&more);
        all.clone().find(|(name, _)| *name == head).map_or("", |(_, cell)| *cell)
    };
    HEADS.split(',').map(of).collect::<Vec<_>>().join(",") + "\n"
}

/// Cells of a row that is right otherwise | the column that is named | what stands there | what may | what to do.
const WRONG: &str = "\
Referral date=31/02/2026 | Referral date | 31/02/2026 | there is no such day | correct it
Referral date=03/13/2026 | Referral date | 03/13/2026 | the day comes first | [dates] order
Referral date=46346.5 | Referral date | 46346.5 | a spreadsheet's number | format the column as a date
Referral date=01/05/26 | Referral date | 01/05/26 | four digits | write the whole year
Referral date=01/05/2026 23:30 | Referral date | 01/05/2026 23:30 | without a time | as a date
Referral date=early May | Referral date | early May | 2026-11-20 | one of these ways
Referral date= | Referral date |  | is needed | fill the cell
Referral date=01/12/2026 | Referral date | 01/12/2026 | future | until it has come
Referral source=Neighbour | Referral source | Neighbour | self, agency | [words.source]
Sex= | Sex |  | female or male | fill the cell
Age=thirty | Age | thirty | a whole number | in digits
Age=340 | Age | 340 | whole number | age
Children=two | Children | two | by age and f or m | 3f; 7m
Immediate danger=maybe | Immediate danger | maybe | yes or no | [words.immediate_danger]
Case reference=1.00E+12 | Case reference | 1.00E+12 | a spreadsheet made a number | as text
Case reference=Mary Jones | Case reference | Mary Jones | without a space | never a name
Case reference= | Case reference |  | whose it is | fill the cell
Unit=Larch-1 | Unit | Larch-1 | no day on which she moved in | fill the other
Unit=Lrch-1; Move-in date=02/05/2026 | Unit | Lrch-1 | unknown_unit | Larch-1?
Unit=Larch-1; Move-in date=30/04/2026 | Move-in date | 30/04/2026 | before the day of the referral, 2026-05-01 | correct one
Unit=Larch-1; Move-in date=02/05/2026; Move-out date=01/05/2026; Reason for leaving=Other | Move-out date | 01/05/2026 | before the day on which she moved in | correct one
Move-out date=01/06/2026; Reason for leaving=Other | Move-out date | 01/06/2026 | none on which she moved in | fill the other
Outcome=Lost | Outcome | Lost | turned_away | [words.outcome]
Outcome=Declined by service; Outcome date=02/05/2026; Reason not accommodated=Full | Reason not accommodated | Full | capacity | [words.reason]
Outcome=Accommodated; Outcome date=02/05/2026 | Outcome date | 02/05/2026 | no outcome | empty this one
Outcome=Withdrawn; Outcome date=30/04/2026 | Outcome date | 30/04/2026 | before the day of the referral | correct one
Outcome=Withdrawn; Outcome date=03/05/2026; Unit=Larch-1; Move-in date=02/05/2026 | Outcome | Withdrawn | she moved in | empty this cell";

#[test]
fn every_kind_of_wrong_cell_is_named_with_what_to_do() {
    let mut wrong = Vec::new();
    for line in WRONG.lines() {
        let [cells, column, value, allowed, action] = &line.split(" | ").collect::<Vec<_>>()[..]
        else {
            panic!("{line}");
        };
        let cells: Vec<(&str, &str)> =
            cells.split("; ").map(|cell| cell.split_once('=').unwrap()).collect();
        let found = issues("cells", &row(&cells));
        // Of one wrong cell no other is blamed.
        let is_said = |one: &[String; 4]| {
            one[0] == format!("line 2, {column}")
                && one[1] == value.trim()
                && one[2].contains(allowed)
                && one[3].contains(action)
        };
        if found.len() != 1 || !is_said(&found[0]) {
            wrong.push(format!("{line}: {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_reference_that_stands_twice_names_the_line_that_has_it() {
    let found = issues("twice", &format!("{}{}", row(&[]), row(&[("Age", "31")])));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0][..2], ["line 3, Case reference", "C-1"].map(str::to_owned));
    assert!(found[0][2].contains("line 2 has") && found[0][3].contains("repeat_of"), "{found:?}");
}

#[test]
fn of_a_table_that_is_none_one_thing_is_said() {
    let of = |name: &str, table: &[u8]| {
        let found = issues_by(name, table, MAP);
        assert_eq!(found.len(), 1, "{name}: {found:#?}");
        found[0].join("; ")
    };
    let piped = format!("{HEADS}\n{}", row(&[])).replace(',', "|");
    assert!(of("piped", piped.as_bytes()).contains("neither commas, nor semicolons, nor tabs"));
    assert!(of("workbook", b"PK\x03\x04\x14\0\x06\0").contains("a workbook"));
    assert!(of("old", b"\xd0\xcf\x11\xe0\xa1\xb1").contains("older spreadsheet"));
    assert!(of("nothing", b"").contains("the table is empty"));
    let mixed = [format!("{HEADS}\n").as_bytes(), b"Caf\xc3\xa9,,,,\nCaf\xe9,,,,\n"].concat();
    assert!(of("mixed", &mixed).contains("UTF-8"));
    let more = format!("{HEADS}\n{}", row(&[]).replace('\n', ",beyond\n"));
    let said = of("more", more.as_bytes());
    assert!(
        said.contains("line 2") && said.contains("beyond") && said.contains("18 columns"),
        "{said}"
    );
    let other = format!("{HEADS}\n{}", row(&[])).replace("Case reference", "Case no");
    let said = of("head", other.as_bytes());
    assert!(said.contains("Case reference") && said.contains("Case no,"), "{said}");
}

#[test]
fn a_wrong_word_of_the_map_is_said_of_the_map_and_not_of_every_row() {
    let map = fs::read_to_string(MAP).unwrap().replace("\"capacity\"", "\"capcity\"");
    let path = DESK.path("map.toml");
    fs::write(&path, map).unwrap();
    let said = "C-1,01/05/2026,Police,30,F,,,,,,,,,,,Declined by service,02/05/2026,No space\n";
    let found = issues_by("map", format!("{HEADS}\n{said}").as_bytes(), path.to_str().unwrap());
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0][..2], ["words.reason.No space", "\"capcity\""].map(str::to_owned));
    assert!(found[0][2].contains("capacity, not_contacted"), "{found:?}");
}

#[test]
fn semicolons_marks_and_every_encoding_are_taken_with_the_same_events() {
    let table = format!("{HEADS}\n{}", row(&[("Age", "'30.0"), ("Ethnicity", "café")]));
    let semicolons = table.replace(',', ";").replace('\n', ";;\r\n");
    let utf16 = |to: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("\u{feff}{semicolons}").encode_utf16().flat_map(to).collect()
    };
    let windows: Vec<u8> =
        table.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    for (name, bytes) in [
        ("commas", table.clone().into_bytes()),
        ("semicolons", semicolons.clone().into_bytes()),
        ("tabs", table.replace(',', "\t").into_bytes()),
        ("sep", format!("sep=;\r\n{semicolons}").into_bytes()),
        ("mark", format!("\u{feff}{table}").into_bytes()),
        ("little", utf16(u16::to_le_bytes)),
        ("big", utf16(u16::to_be_bytes)),
        ("windows", windows),
    ] {
        let file = DESK.path(&format!("{name}.csv"));
        fs::write(&file, bytes).unwrap();
        let args = ["import", file.to_str().unwrap(), "--map", MAP, "--dry-run"];
        let output = DESK.run(NOW, &args);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{name}: {output:?}");
        assert!(said.contains("1 event would be recorded; nothing was"), "{name}: {said}");
    }
}

#[test]
fn a_unit_that_was_ready_sooner_than_usual_was_made_ready() {
    let stay = |reference: &str, [from, to]: [&str; 2]| {
        row(&[
            ("Case reference", reference),
            ("Referral date", from),
            ("Unit", "Finch"),
            ("Move-in date", from),
            ("Move-out date", to),
            ("Reason for leaving", "Other"),
        ])
    };
    let rows = [
        stay("C-1", ["01/02/2025", "05/03/2025"]),
        stay("C-2", ["05/03/2025", "06/03/2025"]),
        stay("C-3", ["07/03/2025", "01/04/2025"]),
        stay("C-4", ["01/06/2025", "01/07/2025"]),
    ];
    let file = DESK.path("sooner.csv");
    fs::write(&file, format!("{HEADS}\n{}", rows.concat())).unwrap();
    let args = ["import", file.to_str().unwrap(), "--map", MAP, "--dry-run", "--format", "json"];
    let output = DESK.run(NOW, &args);
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert_eq!(said["events"]["made_ready"], 2, "{said}");
    assert_eq!(said["events"]["arrived"], 4, "{said}");
    // Two at once in one home are two at once.
    let both =
        [stay("C-1", ["01/02/2025", "05/03/2025"]), stay("C-2", ["04/03/2025", "06/03/2025"])];
    let wrong = issues("both", &both.concat());
    assert!(wrong.iter().any(|[place, ..]| place == "line 3, Unit"), "{wrong:?}");
}

#[test]
fn one_number_written_in_two_ways_is_asked_about() {
    let rows = [row(&[("Case reference", "001")]), row(&[("Case reference", "1.0")])];
    let wrong = issues("numbers", &rows.concat());
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    assert_eq!(wrong[0][..2], ["line 3, Case reference", "1.0"], "{wrong:?}");
    assert!(wrong[0][2].starts_with("line 2 has 001"), "{wrong:?}");
}
