//! One form or one row that cannot be read silences nobody else: it is named first, and the rest is answered.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::bad_input::patch::Change::{Cell, Swap};
use crate::bad_input::patch::{Copied, File, Said};
use crate::typed::{deserved, flowing};
use std::fs;

const NOW: [&str; 2] = ["--now", "2026-11-20T21:45:00Z"];

fn at(copied: &Copied, args: &[&str]) -> Said {
    copied.run(&[args, &NOW].concat())
}

/// The sample night with one form that says nothing.
fn night() -> Copied {
    let copied = Copied::new();
    copied.write("data/sample-night/R-0502.toml", "reference = \"R-0502\"\n");
    copied
}

#[test]
fn a_form_that_cannot_be_read_is_named_first_and_the_others_are_answered() {
    let copied = night();
    let said = at(&copied, &["allocate", "data/sample-night"]);
    assert_eq!(said.code, 3, "{said:?}");
    let text = flowing(&said.stdout);
    assert!(text.starts_with("NOT IN THIS ANSWER: data/sample-night/R-0502.toml"), "{text}");
    assert!(text.contains("OFFER, AND SAY") && text.contains("R-0501"), "{text}");
    assert!(text.contains("To do: "), "{text}");
    copied.issues(&["allocate", "data/sample-night"]);
    copied.issues(&["check", "data/sample-night"]);
    let explain = [
        "explain",
        "data/sample-night/R-0501.toml",
        "--unit",
        "Sanderling",
        "--batch",
        "data/sample-night",
    ];
    let said = at(&copied, &explain);
    assert_eq!(said.code, 3, "{said:?}");
    assert!(
        said.stdout.starts_with("NOT IN THIS ANSWER")
            && said.stdout.contains("Sanderling FOR R-0501")
    );
    copied.issues(&explain);
}

#[test]
fn a_batch_of_several_london_days_stays_an_issue() {
    let copied = Copied::new();
    let path = copied.path("data/sample-night/R-0502.toml");
    let text = fs::read_to_string(&path).unwrap().replace("2026-11-20", "2026-11-21");
    fs::write(path, text).unwrap();
    copied.complaint(&["allocate", "data/sample-night"]);
}

#[test]
fn a_broken_form_among_those_who_wait_is_said_and_the_outlook_goes_on() {
    let copied = night();
    fs::create_dir(copied.path("waiting")).unwrap();
    fs::copy(copied.path("data/sample-night/R-0502.toml"), copied.path("waiting/a.toml")).unwrap();
    let outlook = ["outlook", "referral.toml", "--waiting", "waiting"];
    let said = at(&copied, &outlook);
    assert_eq!(said.code, 3, "{said:?}");
    let text = flowing(&said.stdout);
    assert!(text.starts_with("NOT COUNTED AMONG THOSE WHO WAIT: waiting/a.toml"), "{text}");
    assert!(text.contains("IN DANGER NOW?"), "{text}");
    copied.issues(&outlook);
    // An estate's own list of those who wait is looked at with the estate.
    fs::rename(copied.path("waiting"), copied.path("data/stoke-on-trent/waiting")).unwrap();
    let issues = copied.issues(&["check", "data/stoke-on-trent"]);
    assert!(issues.iter().any(|issue| issue.file.ends_with("waiting/a.toml")), "{issues:?}");
}

#[test]
fn a_list_that_breaks_off_is_said_first_and_its_last_unit_is_lived_in() {
    let copied = Copied::new();
    let path = copied.path(File::Occupancy.path());
    let whole = fs::read_to_string(&path).unwrap();
    let rows: Vec<&str> = whole.lines().collect();
    let cut =
        format!("{}\n{}", rows[..20].join("\n"), rows[20].chars().take(8).collect::<String>());
    fs::write(&path, cut).unwrap();
    let said = at(&copied, &["recommend", "referral.toml"]);
    assert_eq!(said.code, deserved(&said.stdout), "{said:?}");
    let text = flowing(&said.stdout);
    assert!(
        text.starts_with(
            "PART OF THE LIST OF WHO LIVES WHERE CANNOT BE READ: it has 20 of 30 rows"
        ),
        "{text}"
    );
    assert!(at(&copied, &["units"]).stdout.starts_with("PART OF THE LIST"));
    copied.issues(&["recommend", "referral.toml"]);
    copied.issues(&["check", "data/stoke-on-trent"]);
}

#[test]
fn more_rows_than_there_should_be_and_a_date_still_to_come_are_said() {
    let more = Copied::with(File::Provider, Swap("households = 30", "households = 29"));
    let issues = more.issues(&["check", "data/stoke-on-trent"]);
    assert!(issues[0].allowed.contains("more than that"), "{issues:?}");
    let said = at(&more, &["recommend", "referral.toml"]);
    assert!(flowing(&said.stdout).starts_with("THE LIST OF WHO LIVES WHERE HAS MORE ROWS"));
    let date = Swap("as_of = \"2026-11-20T17:00:00Z\"", "as_of = \"2027-11-20T17:00:00Z\"");
    let later = at(&Copied::with(File::Provider, date), &["check", "data/stoke-on-trent"]);
    assert!(
        flowing(&later.stdout).contains("occupancy.as_of is")
            && flowing(&later.stdout).contains("still to come"),
        "{later:?}"
    );
    let old = Copied::new().run(&["check", "data/stoke-on-trent", "--now", "2027-11-20T21:45:00Z"]);
    assert!(flowing(&old.stdout).contains("365 days ago"), "{old:?}");
}

#[test]
fn a_row_that_is_wrong_or_there_twice_silences_no_command() {
    let twice = Copied::new();
    let path = twice.path("data/stoke-on-trent/occupancy.csv");
    let list = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{list}Larch-3,R-0999,2026-11-12,false,false,,false\n")).unwrap();
    let wrong = Copied::with(File::Occupancy, Cell(2, "moved_in", "12/11/2026"));
    for copied in [twice, wrong] {
        for command in [
            &["recommend", "referral.toml"][..],
            &["explain", "referral.toml", "--unit", "Siskin"],
            &["outlook", "referral.toml"],
            &["allocate", "data/sample-night"],
            &["units"],
        ] {
            let said = at(&copied, command);
            assert_eq!(said.code, 0, "{command:?} {said:?}");
            assert!(said.stderr.is_empty(), "{command:?} {said:?}");
        }
    }
}

#[test]
fn two_lengths_of_a_turnaround_are_said() {
    const OF_THE_REGISTER: &str = "turnaround_nights = 2                # assumption, the same";
    let said = |copied: Copied| flowing(&copied.run(&["check", "data/stoke-on-trent"]).stdout);
    let none = Swap(OF_THE_REGISTER, "hold_minutes = 30 # the same");
    let none = said(Copied::with(File::Provider, none));
    assert!(none.contains("for 2 nights by the list"), "{none}");
    assert!(none.contains("for 0 nights by the register"), "{none}");
    let same = said(Copied::new());
    assert!(!same.contains("turnaround"), "{same}");
}

#[test]
fn a_row_of_nobody_known_hides_no_other() {
    let copied = Copied::with(File::Occupancy, Cell(2, "complex_needs", "perhaps"));
    let said = at(&copied, &["units"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.stdout.starts_with("PART OF THE LIST"), "{said:?}");
}

/// A copy whose list of who lives where is changed.
fn with_list(change: impl Fn(&str) -> String) -> Copied {
    let copied = Copied::new();
    change_list(&copied, change);
    copied
}

fn change_list(copied: &Copied, change: impl Fn(&str) -> String) {
    let path = copied.path(File::Occupancy.path());
    let list = fs::read_to_string(&path).unwrap();
    fs::write(&path, change(&list)).unwrap();
}

#[test]
fn a_list_of_which_no_row_names_a_unit_offers_nobody_anything() {
    let changes: [fn(&str) -> String; 3] = [
        |list| list.replacen("unit,", "home,", 1),
        |list| list.split_once('\n').unwrap().1.to_owned(),
        |list| list.replacen('L', "\"L", 1),
    ];
    for change in changes {
        let said = at(&with_list(change), &["recommend", "referral.toml"]);
        assert_eq!(said.code, 4, "{said:?}");
        let text = flowing(&said.stdout);
        assert!(text.starts_with("THE LIST OF WHO LIVES WHERE CANNOT BE READ"), "{text}");
        assert!(!text.contains("OFFER -") && !text.contains("OFFER, once"), "{text}");
        let units = flowing(&at(&with_list(change), &["units"]).stdout);
        assert!(units.contains("Whinchat") && !units.contains("until"), "{units}");
    }
}

/// Semicolons between cells; a cell that holds one is quoted, as a spreadsheet does.
fn with_semicolons(list: &str) -> String {
    let quoted =
        |cell: &str| if cell.contains(';') { format!("\"{cell}\"") } else { cell.to_owned() };
    let line = |line: &str| line.split(',').map(quoted).collect::<Vec<_>>().join(";");
    list.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_list_is_read_however_a_spreadsheet_saved_it() {
    let right = at(&Copied::new(), &["recommend", "referral.toml", "--format", "json"]).stdout;
    let changes: [fn(&str) -> String; 5] = [
        with_semicolons,
        |list| list.replace(',', "\t"),
        |list| format!("sep=;\n{}", with_semicolons(list)),
        |list| format!("Who lives where,,,\n\n{list}"),
        |list| list.split_once('\n').map(|(a, b)| a.to_uppercase() + "\n" + b).unwrap(),
    ];
    for change in changes {
        let copied = with_list(change);
        let said = at(&copied, &["recommend", "referral.toml", "--format", "json"]);
        assert_eq!(said.stdout, right, "{said:?}");
        let screen = flowing(&at(&copied, &["recommend", "referral.toml"]).stdout);
        assert!(screen.contains("was read although it is saved"), "{screen}");
    }
}

#[test]
fn a_list_in_another_encoding_is_read() {
    let right = at(&Copied::new(), &["recommend", "referral.toml", "--format", "json"]).stdout;
    let copied = Copied::new();
    let path = copied.path(File::Occupancy.path());
    let list = fs::read_to_string(&path).unwrap();
    let wide = [0xff, 0xfe].into_iter().chain(list.encode_utf16().flat_map(u16::to_le_bytes));
    fs::write(&path, wide.collect::<Vec<u8>>()).unwrap();
    let said = at(&copied, &["recommend", "referral.toml", "--format", "json"]);
    assert_eq!(said.stdout, right, "{said:?}");
    let mut letters = list.into_bytes();
    letters.extend(b"\n,Ren\xe9,,,,,\n");
    fs::write(&path, letters).unwrap();
    let said = at(&copied, &["recommend", "referral.toml"]);
    assert_eq!(said.code, deserved(&said.stdout), "{said:?}");
}

#[test]
fn rows_that_a_quotation_swallows_count_as_lived_in() {
    let copied = with_list(|list| {
        let mut lines: Vec<String> = list.lines().map(ToOwned::to_owned).collect();
        lines[3] += ",\"x";
        lines[6] += ",y\"";
        lines.join("\n")
    });
    let units = |copied: &Copied| {
        let said = at(copied, &["units"]).stdout;
        said.lines()
            .filter(|line| line.contains("vacant"))
            .map(ToOwned::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(units(&copied), units(&Copied::new()));
}

#[test]
fn a_list_with_every_row_is_not_said_to_be_cut_off() {
    let copied = with_list(|list| list.replace(",2026-", ",01/02/2026 or 2026-"));
    let text = flowing(&at(&copied, &["recommend", "referral.toml"]).stdout);
    assert!(text.contains("30 of 30 rows, and some cells of them cannot be read"), "{text}");
    assert!(!text.contains("cut off"), "{text}");
}

#[test]
fn a_unit_of_the_list_is_meant_however_its_name_is_written() {
    let state = |name: &str| {
        let copied = with_list(|list| list.replace("\nLarch-3,", &format!("\n{name},")));
        let said = at(&copied, &["units"]);
        assert_eq!(said.code, 0, "{name}: {said:?}");
        let line = said.stdout.lines().find(|line| line.contains("Larch-3")).unwrap().to_owned();
        (line.contains("lived in"), flowing(&said.stdout))
    };
    for name in
        ["larch-3", "LARCH-3", "Larch 3", "Larch3", "Larch\u{2013}3", "Larch_3", "Larch-3 (back)"]
    {
        let (is_lived_in, said) = state(name);
        assert!(is_lived_in, "{name}: {said}");
    }
    for nowhere in ["", "Beech-9"] {
        let (is_lived_in, said) = state(nowhere);
        let warning = "1 row names no unit that there is: A UNIT THAT LOOKS FREE MAY BE LIVED IN";
        assert!(!is_lived_in && said.contains(warning), "{nowhere}: {said}");
    }
}

/// A woman alone, who is offered a room in Larch first.
const ALONE: &str = "reference = \"S-0001\"\nreceived = \"2026-11-20T21:40:00Z\"\nsource = \"self\"\nimmediate_danger = true\nhomeless_before = false\nkeep_apart = []\n[[person]]\nrole = \"adult\"\nage = 34\nsex = \"female\"\n[[unsafe]]\nplace = \"M1 1AE\"\n";

fn offers_larch(copied: &Copied) -> bool {
    flowing(&at(copied, &["recommend", "referral.toml"]).stdout).contains("1 Larch-")
}

#[test]
fn whoever_must_be_kept_apart_is_so_however_both_are_written() {
    let apart = |row: fn(&str) -> String, keep_apart: &str| {
        let copied = Copied::new();
        let told = format!("keep_apart = [\"{keep_apart}\"]");
        copied.write("referral.toml", &ALONE.replace("keep_apart = []", &told));
        change_list(&copied, row);
        !offers_larch(&copied)
    };
    let whole: fn(&str) -> String = ToOwned::to_owned;
    assert!(!apart(whole, "R-9999"));
    for typed in ["R-0407", "r-0407", "R\u{2013}0407", "R-0407.", "R0407", "R_0407"] {
        assert!(apart(whole, typed), "{typed}");
    }
    // A row that cannot be read in part still says who lives there.
    let slip: fn(&str) -> String = |list| list.replacen("R-0407,2026-", "R-0407,11/11/2026,x", 1);
    assert!(apart(slip, "R-0407"));
    for row in [
        |list: &str| list.replace("R-0407,", "R-0407 (in the attic),"),
        |list: &str| list.replace("R-0407,", "\"R-0407, attic\","),
        |list: &str| list.replace("R-0407,", "R - 0407,"),
    ] {
        assert!(apart(row, "R-0407"));
    }
}

#[test]
fn an_unreadable_cell_of_whom_to_keep_apart_from_asks() {
    let is_offered_first = |cell: &str| {
        let copied = with_list(|list| {
            let row = list.lines().find(|row| row.contains("R-0407")).unwrap();
            let mut cells: Vec<&str> = row.split(',').collect();
            cells[5] = cell;
            list.replace(row, &cells.join(","))
        });
        copied.write("referral.toml", ALONE);
        offers_larch(&copied)
    };
    for cell in ["", "none", "T-x", "\"T-x, T-y\""] {
        assert!(is_offered_first(cell), "{cell}");
    }
    let named = ["S-0001", "\"S-0001, T-x\"", "S-0001 and T-x", "S-0001 T-x", "s0001 + T-x"];
    for cell in named.into_iter().chain(["his sister"]) {
        assert!(!is_offered_first(cell), "{cell}");
    }
}

#[test]
fn whoever_asks_in_a_file_that_is_not_called_a_form_is_named_first() {
    let copied = Copied::new();
    let form = fs::read_to_string(copied.path("referral.toml")).unwrap();
    let other = form.replace("S-0001", "S-0009");
    for name in ["R-0509.toml.txt", "note", "agency/R-0510.toml"] {
        let copied = Copied::new();
        fs::create_dir_all(copied.path("data/sample-night/agency")).unwrap();
        copied.write(&format!("data/sample-night/{name}"), &other);
        copied.write("data/sample-night/README.txt", "of tonight");
        let said = at(&copied, &["allocate", "data/sample-night"]);
        let text = flowing(&said.stdout);
        assert_eq!(said.code, 3, "{name}: {text}");
        assert!(text.starts_with("NOT IN THIS ANSWER: data/sample-night/"), "{name}: {text}");
        assert!(
            text.contains("WHOEVER ASKS")
                && !text.contains("NOT IN THIS ANSWER: data/sample-night/README"),
            "{name}: {text}"
        );
    }
}

#[test]
fn the_form_of_somebody_who_could_be_moved_silences_nobody() {
    for change in [Swap("pets = 0", "pets = \"none at all\""), Swap("age = ", "aged = ")] {
        let copied = Copied::with(File::Resident, change);
        for command in
            [&["recommend", "referral.toml"][..], &["units"], &["outlook", "referral.toml"]]
        {
            let said = at(&copied, command);
            assert_eq!(said.code, deserved(&said.stdout), "{command:?}: {said:?}");
            let text = flowing(&said.stdout);
            assert!(text.contains("who could be moved cannot be read"), "{command:?}: {text}");
        }
        copied.issues(&["check", "data/stoke-on-trent"]);
    }
}
