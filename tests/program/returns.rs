//! Returns and imports through the binary: the same bytes for ever, kept once, and nothing half taken.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::registered::Registered;
use std::fs;
use std::path::PathBuf;
use std::process::Output;

/// A register of the city's estate, as it is in the files.
struct Desk(Registered);

const NOW: &str = "2026-11-20T12:00:00Z";
const MAP: &str = "data/maps/one-row-a-referral.toml";

impl Desk {
    fn new() -> Self {
        Self(Registered::begun(NOW))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path(name)
    }

    /// What is said at a moment, with its exit code.
    fn says(&self, now: &str, args: &[&str], code: i32) -> String {
        let Output { status, stdout, stderr } = self.0.run(now, args);
        let said = String::from_utf8(stdout).unwrap() + &String::from_utf8(stderr).unwrap();
        assert_eq!(status.code(), Some(code), "{args:?}: {said}");
        said
    }

    /// A table as bytes, imported by the first of the maps.
    fn imports(&self, table: &[u8], more: &[&str], code: i32) -> String {
        let file = self.path("cases.csv");
        fs::write(&file, table).unwrap();
        let file = file.display().to_string();
        self.says(NOW, &[&["import", &file, "--map", MAP], more].concat(), code)
    }

    fn returns(&self, now: &str, which: &[&str], folder: &str) {
        let out = self.path(folder).display().to_string();
        let asked = [&["returns"], which, &["--period", "2026-27", "--out", &out]].concat();
        self.says(now, &asked, 0);
    }
}

const HEADS: &str = "Case reference;Referral date;Referral source;Age;Sex;Ethnicity;Disability;Children;Immediate danger;Homeless before;Unit;Move-in date;Move-out date;Reason for leaving;Planned move;Outcome;Outcome date;Reason not accommodated;;\r\n";
const ROWS: &str = "C-1;01/05/2026;Police;34.0;F;white;;3f, 7m;yes;;Larch-1;02/05/2026;20/06/2026;No longer needs support;yes;Accommodated;;;;\r\n\
                    C-2;'13/05/2026;Self;;F;;;;;;;;;;;Declined by service;14/05/2026;No space;;\r\n";

#[test]
fn a_table_as_a_spreadsheet_saves_it_becomes_what_happened() {
    let text = format!("{HEADS}{ROWS}");
    let utf16: Vec<u8> =
        format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for table in [text.into_bytes(), utf16] {
        let desk = Desk::new();
        let rehearsed = desk.imports(&table, &["--dry-run"], 0);
        assert!(rehearsed.contains("5 events would be recorded; nothing was"), "{rehearsed}");
        desk.imports(&table, &[], 0);
        desk.returns(NOW, &["mhclg"], "out");
        let counted = fs::read_to_string(desk.path("out/mhclg.csv")).unwrap();
        for row in [
            "i,all,all,referral,2,counted",
            "ii,refuge,all,individual,3,counted",
            "iii,all,child,individual,2,counted",
            "viii,all,capacity,instance,1,counted",
            "x,all,median_nights,stay,49,counted",
            "xii,all,planned,household,1,counted",
        ] {
            assert!(counted.lines().any(|line| line == row), "{row} is not in\n{counted}");
        }
    }
}

#[test]
fn where_a_cell_is_wrong_nothing_is_taken_and_every_cell_is_said() {
    let desk = Desk::new();
    let wrong =
        "C-3;31/02/2026;Neighbour;thirty;F;;;;;;;;;;;Declined by service;14/05/2026;Full;;\r\n";
    let said = desk.imports(format!("{HEADS}{ROWS}{wrong}").as_bytes(), &[], 3);
    for place in [
        "line 4, Referral date",
        "line 4, Referral source",
        "line 4, Age",
        "line 4, Reason not accommodated",
    ] {
        assert!(said.contains(place), "{place} is not in\n{said}");
    }
    // What the cells say is right, and the register says why it cannot have happened.
    let nobody = "C-4;01/05/2026;Police;30;F;;;;;;Larch-1;05/05/2026;;;;;;;;\r\n";
    let said = desk.imports(format!("{HEADS}{ROWS}{nobody}").as_bytes(), &[], 3);
    assert!(said.contains("line 4") && said.contains("unit_lived_in"), "{said}");
    assert_eq!(desk.says(NOW, &["register", "export"], 0), "");
}

#[test]
fn a_return_as_known_at_a_moment_is_the_same_bytes_for_ever() {
    let desk = Desk::new();
    desk.imports(format!("{HEADS}{ROWS}").as_bytes(), &[], 0);
    let known = ["mhclg", "--as-known-at", "2026-11-20T13:00:00Z"];
    desk.returns("2026-11-20T14:00:00Z", &known, "first");
    let out = desk.path("kept").display().to_string();
    let freeze = ["returns", "freeze", "mhclg", "--period", "2026-27", "--out", &out];
    desk.says("2026-11-20T14:00:00Z", &freeze, 0);
    desk.says("2026-11-21T09:00:00Z", &["annul", "5"], 0);
    desk.returns("2026-11-21T10:00:00Z", &known, "second");
    for file in [
        "mhclg.csv",
        "mhclg.xlsx",
        "mhclg.reconciliation.txt",
        "mhclg.to-look-at.csv",
        "mhclg.manifest.json",
    ] {
        let read = |folder: &str| fs::read(desk.path(folder).join(file)).unwrap();
        assert_eq!(read("first"), read("second"), "{file}");
    }
    // What was submitted stays, and the correction is a difference.
    desk.returns("2026-11-21T10:00:00Z", &["mhclg"], "kept");
    let differences = fs::read_to_string(desk.path("kept/mhclg.differences.csv")).unwrap();
    assert!(differences.contains("viii,all,capacity,instance,1,0"), "{differences}");
    desk.says("2026-11-21T10:00:00Z", &freeze, 1);
    let explained =
        desk.says("2026-11-21T10:00:00Z", &["returns", "explain", "i", "--period", "2026-27"], 0);
    assert!(explained.contains("C-1, C-2"), "{explained}");
}

#[test]
fn an_earlier_copy_that_cannot_be_trusted_stops_the_next() {
    let desk = Desk::new();
    desk.imports(format!("{HEADS}{ROWS}").as_bytes(), &[], 0);
    let public = |out: &str, published: &str, code: i32| {
        let [out, published] = [out, published].map(|name| desk.path(name).display().to_string());
        let asked = ["returns", "mhclg", "--public", "--period", "2026-27", "--out", &out];
        let before = ["--published", &published];
        let said = desk.says(NOW, &[&asked[..], &before[..]].concat(), code);
        (said, desk.path(&out).join("mhclg.csv").exists())
    };
    let first = desk.path("first").display().to_string();
    let alone = ["returns", "mhclg", "--public", "--period", "2026-27", "--out", &first];
    let said = desk.says(NOW, &alone, 0);
    assert!(said.contains("No earlier public copy"), "{said}");
    // Why a figure is not shown is said where one is not, and nowhere else.
    let why = "Counts under 5, and as many others as would give them away, are not shown.";
    let flowing = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("not shown  ") && flowing.contains(why), "{said}");
    let own = desk.says(NOW, &["returns", "mhclg", "--period", "2026-27"], 0);
    assert!(!own.contains("not shown"), "{own}");
    assert!(public("second", "first", 0).1);
    fs::create_dir_all(desk.path("empty")).unwrap();
    desk.returns(NOW, &["mhclg"], "secure");
    fs::create_dir_all(desk.path("bare")).unwrap();
    fs::copy(desk.path("first/mhclg.csv"), desk.path("bare/mhclg.csv")).unwrap();
    for wrong in ["nowhere", "empty", "secure", "bare"] {
        let (said, is_made) = public(&format!("after-{wrong}"), wrong, 3);
        assert!(said.contains("No copy was made") && !is_made, "{wrong}: {said}");
    }
    let table = desk.path("first/mhclg.csv");
    let changed = fs::read_to_string(&table).unwrap().replace("not_shown", "counted");
    fs::write(&table, changed).unwrap();
    let (said, is_made) = public("third", "first", 3);
    assert!(said.contains("not as it was written") && !is_made, "{said}");
}

#[test]
fn no_return_tells_what_is_not_yet_known_or_a_kept_one_that_changed() {
    let desk = Desk::new();
    desk.imports(format!("{HEADS}{ROWS}").as_bytes(), &[], 0);
    let out = desk.path("kept").display().to_string();
    let asked = ["returns", "mhclg", "--period", "2026-27", "--out", &out];
    let later = ["--as-known-at", "2026-12-20T12:00:00Z"];
    let said = desk.says(NOW, &[&asked[..], &later[..]].concat(), 2);
    assert!(said.contains("has not come yet"), "{said}");
    let said = desk.says(NOW, &asked, 0);
    assert!(said.contains("The period goes on"), "{said}");
    desk.says(NOW, &["returns", "freeze", "mhclg", "--period", "2026-27", "--out", &out], 0);
    let kept = desk.path("kept/mhclg.2026-27.frozen.csv");
    let changed = fs::read_to_string(&kept).unwrap().replace("referral,2,", "referral,3,");
    fs::write(&kept, changed).unwrap();
    let said = desk.says(NOW, &asked, 3);
    assert!(said.contains("is not as it was kept"), "{said}");
}

#[test]
fn a_filled_cell_is_never_passed_over() {
    let desk = Desk::new();
    for (row, place) in [
        ("C-3;01/05/2026;Police;30;F;;;;;;Larch-1;;;;;;;;;\r\n", "line 2, Unit"),
        ("C-3;01/05/2026;Police;30;F;;;;;;;;;Other;;;;;;\r\n", "line 2, Reason for leaving"),
        ("C-3;01/05/2026;Police;30;F;;;;;;;;;;;;02/05/2026;;;\r\n", "line 2, Outcome date"),
        (
            "C-3;01/05/2026;Police;30;F;;;;;;Larch-1;02/05/2026;;;;Accommodated;;No space;;\r\n",
            "line 2, Reason not accommodated",
        ),
        ("C-3;01/05/2026 23:30;Police;30;F;;;;;;;;;;;;;;;\r\n", "line 2, Referral date"),
        ("1.00E+12;01/05/2026;Police;30;F;;;;;;;;;;;;;;;\r\n", "line 2, Case reference"),
    ] {
        let said = desk.imports(format!("{HEADS}{row}").as_bytes(), &[], 3);
        assert!(said.contains(place), "{place} is not in\n{said}");
    }
    assert_eq!(desk.says(NOW, &["register", "export"], 0), "");
}

#[test]
fn how_much_of_a_period_is_told_is_said_and_what_it_replaces() {
    let desk = Desk::new();
    desk.imports(format!("{HEADS}{ROWS}").as_bytes(), &[], 0);
    let out = desk.path("out").display().to_string();
    let says = |period: &str| {
        let said = desk.says(NOW, &["returns", "mhclg", "--period", period, "--out", &out], 0);
        said.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let year = says("2026-27");
    assert!(year.contains("The register begins on 1 May 2026: what happened"), "{year}");
    assert!(year.contains("The period goes on"), "{year}");
    assert!(!year.contains("where those of"), "{year}");
    let quarter = says("2026-Q3");
    assert!(!quarter.contains("The register begins"), "{quarter}");
    assert!(quarter.contains("They stand where those of 2026-27 stood"), "{quarter}");
    let before = says("2019-20");
    assert!(before.contains("nothing of it is on record"), "{before}");
    let ahead = says("2029-30");
    assert!(ahead.contains("The period has not begun"), "{ahead}");
    let records = desk.path("records").display().to_string();
    let of =
        |period| ["register", "records", "--period", period, "--out", &records].map(str::to_owned);
    let cut = desk.says(NOW, &of("2026-27").each_ref().map(|word| &**word), 0);
    let cut = cut.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(cut.contains("Of that period 2026-05-01 to 2026-11-20 is on record"), "{cut}");
    let kept = fs::read_to_string(desk.path("records/records.toml")).unwrap();
    assert!(kept.contains("from = \"2026-05-01\"\nto = \"2026-11-20\"\npart_of_a_year = true"));
    desk.says(NOW, &of("2019-20").each_ref().map(|word| &**word), 2);
}
