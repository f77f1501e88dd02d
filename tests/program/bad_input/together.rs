//! Several mistakes at once: all of them are said, in the order of the file, and none hides another.

use crate::bad_input::patch::Change::{Behind, Cell, Swap, Swaps};
use crate::bad_input::patch::{Change, Copied, File, Issue};

/// Makes the changes and expects these issues of the first command that reads the file, in any order.
fn all_are_said(file: File, changes: &[Change], expected: &[&str]) -> Vec<Issue> {
    let copied = Copied::new();
    for change in changes {
        copied.change(file, *change);
    }
    let [check, using] = file.commands();
    let issues = copied.issues(check);
    assert_eq!(issues, copied.issues(using));
    let mut found: Vec<String> =
        issues.iter().map(|issue| format!("{} {}", issue.code, issue.place)).collect();
    let mut expected = expected.to_vec();
    found.sort();
    expected.sort_unstable();
    assert_eq!(found, expected);
    issues
}

#[test]
fn every_mistake_in_a_referral_is_said_at_once_in_the_order_of_its_lines() {
    let changes = [Swaps(&[
        ("\nsex = \"female\"", "\nsex = \"woman\""),
        ("role = \"adult\"  ", "x_role = \"adult\"  "),
        ("age = 9", "age = 19"),
        ("pets = 1", "pet = 1"),
        ("radius_m = 2000", "radius_m = 60000"),
        ("sectors = [\"ST6 5\", \"ST6 6\"]", "sectors = [\"ST65\", 6]"),
    ])];
    let expected = [
        "C03 person[0].role",
        "C05 person[0].sex",
        "C10 person[1].age",
        "C02 needs.pet",
        "C07 unsafe[0].radius_m",
        "C06 preferences.sectors[0]",
        "C04 preferences.sectors[1]",
    ];
    let issues = all_are_said(File::Referral, &changes, &expected);
    let lines: Vec<usize> = issues.iter().map(|issue| issue.line.unwrap()).collect();
    assert!(lines.is_sorted(), "{lines:?}");
}

#[test]
fn an_issue_names_the_line_on_which_it_stands() {
    let copied = Copied::with(File::Referral, Swap("radius_m = 2000", "radius_m = 60000"));
    let text = std::fs::read_to_string(copied.path("referral.toml")).unwrap();
    let line = text.lines().position(|line| line.starts_with("radius_m = 60000")).unwrap() + 1;
    assert_eq!(copied.issues(&["check", "referral.toml"])[0].line, Some(line));
}

#[test]
fn issues_are_as_their_schema_says() {
    let copied = Copied::with(File::Units, Cell(2, "cots", "one"));
    copied.change(File::Provider, Swap("name = \"Stoke-on-Trent\"", ""));
    let schema = serde_json::from_str(&copied.run(&["schema", "issues"]).stdout).unwrap();
    let said = copied.run(&["units", "--format", "json"]).stdout;
    let said = serde_json::from_str(&said).unwrap();
    jsonschema::validate(&schema, &said).unwrap();
}

#[test]
fn things_to_correct_are_counted_at_the_end_of_the_complaint() {
    let copied =
        Copied::with(File::Referral, Swaps(&[("pets = 1", "pets = -1"), ("age = 9", "age = 19")]));
    assert!(copied.complaint(&["check", "referral.toml"]).contains("2 things need correcting"));
}

#[test]
fn a_wrong_number_hides_no_unknown_place() {
    let changes = [Swaps(&[
        ("source = \"self\"", "# nobody says who asked:"),
        ("pets = 1", "pets = -1"),
        ("\"ST3 4BD\"", "\"Hobbiton\""),
    ])];
    let expected = ["C03 source", "C07 needs.pets", "C11 unsafe[0].place"];
    all_are_said(File::Referral, &changes, &expected);
}

#[test]
fn a_wrong_number_hides_no_unknown_place_of_a_resident() {
    let changes = Swaps(&[("pets = 0", "pets = -1"), ("\"ST15 8\"", "\"Hobbiton\"")]);
    let copied = Copied::with(File::Resident, changes);
    let file = File::Resident.path();
    let found: Vec<String> =
        copied.issues(File::Resident.commands()[0]).iter().map(Issue::brief).collect();
    assert_eq!(found, [format!("C07 {file} needs.pets"), format!("C11 {file} unsafe[0].place")]);
}

#[test]
fn every_unknown_place_of_a_referral_is_said() {
    let changes = Swaps(&[
        ("\"ST3 4BD\"", "\"Hobbiton\""),
        ("\"ST1 5\"", "\"Bree\""),
        ("\"ST6 5NN\"", "\"Rivendell\""),
    ]);
    let copied = Copied::with(File::Referral, changes);
    let issues = copied.issues(File::Referral.commands()[0]);
    let found: Vec<&str> = issues.iter().map(|issue| issue.place.as_str()).collect();
    assert_eq!(found, ["unsafe[0].place", "unsafe[1].place", "preferences.near[0]"]);
}

#[test]
fn every_mistake_in_a_provider_is_said_at_once() {
    let changes = [Swaps(&[
        ("name = \"Stoke-on-Trent\"", ""),
        ("refuge = 11", "refuge = \"eleven\""),
        ("\"tuesday\"", "\"tue\""),
        ("to = \"17:00\"", "to = \"5 pm\""),
    ])];
    let expected =
        ["C03 name", "C04 minimum_units.refuge", "C05 office_hours.days[1]", "C06 office_hours.to"];
    all_are_said(File::Provider, &changes, &expected);
}

#[test]
fn a_missing_name_hides_no_weight_of_one_band() {
    let changes =
        [Behind("\n[weights]\nsoft_unsafe = [8]\n"), Swap("name = \"Stoke-on-Trent\"", "")];
    all_are_said(File::Provider, &changes, &["C03 name", "C07 weights.soft_unsafe"]);
}

#[test]
fn every_wrong_cell_of_a_row_is_said_once_and_not_of_what_names_the_row() {
    let changes =
        [Cell(2, "kind", "hostel"), Cell(2, "shared", "yes"), Cell(2, "oldest_boy", "18")];
    let expected = ["C05 line 2, kind", "C04 line 2, shared", "C07 line 2, oldest_boy"];
    all_are_said(File::Settings, &changes, &expected);
}

#[test]
fn a_wrong_cell_hides_no_contradiction_in_its_row() {
    let changes = [Cell(32, "cots", "one"), Cell(32, "wheelchair", "true")];
    all_are_said(File::Units, &changes, &["C04 line 32, cots", "C10 line 32, step_free"]);
}

#[test]
fn a_wrong_cell_hides_no_name_that_stands_twice() {
    let changes = [Cell(3, "reference", "R-0367"), Cell(3, "nrpf", "no")];
    let expected = ["C08 line 3, reference", "C04 line 3, nrpf"];
    all_are_said(File::Occupancy, &changes, &expected);
}

#[test]
fn wrong_rows_of_all_the_files_of_an_estate_are_said_at_once() {
    let copied = Copied::new();
    copied.change(File::Provider, Swap("to = \"17:00\"", "to = \"5 pm\""));
    copied.change(File::Settings, Cell(2, "residents", "any"));
    copied.change(File::Units, Cell(3, "from", "soon"));
    copied.change(File::Occupancy, Cell(2, "nrpf", "no"));
    let found: Vec<String> = copied.issues(&["units"]).iter().map(Issue::brief).collect();
    let expected = [
        "C06 data/stoke-on-trent/provider.toml office_hours.to",
        "C10 data/stoke-on-trent/settings.csv line 2, residents",
        "C06 data/stoke-on-trent/units.csv line 3, from",
        "C04 data/stoke-on-trent/occupancy.csv line 2, nrpf",
    ];
    assert_eq!(found, expected);
}

#[test]
fn every_wrong_row_of_the_evidence_is_said_at_once() {
    let changes = [Cell(2, "value", "many"), Cell(3, "standing", "sure"), Cell(4, "low", "1")];
    let expected = ["C04 line 2, value", "C05 line 3, standing", "C10 line 4, value"];
    all_are_said(File::Evidence, &changes, &expected);
}

#[test]
fn every_mistake_in_a_scenario_is_said_at_once() {
    let changes = [Swaps(&[
        ("years = 5", "years = \"5\""),
        ("voids = \"open\"", "voids = \"shut\""),
        ("\"support_days_mean\"", "\"support_days_means\""),
        ("age = 32", "age = 132"),
    ])];
    let expected = [
        "C04 years",
        "C05 voids",
        "C09 stay.default.mean_days",
        "C07 household[0].referral.person[0].age",
    ];
    all_are_said(File::Scenario, &changes, &expected);
}

#[test]
fn a_wrong_number_hides_no_sum_of_shares() {
    let changes = [Swaps(&[
        ("years = 5", "years = 0"),
        ("share = { evidence = \"mix_woman_alone\" }", "share = 0.9"),
    ])];
    all_are_said(File::Scenario, &changes, &["C07 years", "C10 household"]);
}

#[test]
fn a_wrong_number_hides_no_unknown_place_of_a_scenario() {
    let from = ("from = \"E06000021\"", "from = \"Hobbiton\"");
    let changes = [Swap("years = 5", "years = 0"), Swap(from.0, from.1)];
    all_are_said(File::Scenario, &changes, &["C07 years", "C11 unsafe_drawn.from"]);
}

#[test]
fn files_checked_together_are_complained_of_together() {
    let copied = Copied::with(File::Referral, Swap("pets = 1", "pets = -1"));
    copied.change(File::ReferralJson, Swap("\"age\": 34", "\"age\": 121"));
    copied.change(File::Scenario, Swap("years = 5", "years = 0"));
    let args = ["check", "referral.toml", "scenarios/stoke-37.toml", "referral.json"];
    let found: Vec<String> = copied.issues(&args).iter().map(Issue::brief).collect();
    let expected = [
        "C07 referral.toml needs.pets",
        "C07 scenarios/stoke-37.toml years",
        "C07 referral.json person[0].age",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_wrong_estate_hides_no_mistake_of_a_file_checked_before_it() {
    let copied = Copied::with(File::Scenario, Swap("years = 5", "years = 0"));
    copied.change(File::Units, Cell(3, "from", "soon"));
    let found: Vec<String> = copied
        .issues(&["check", "scenarios/stoke-37.toml", "referral.toml"])
        .iter()
        .map(Issue::brief)
        .collect();
    let expected =
        ["C07 scenarios/stoke-37.toml years", "C06 data/stoke-on-trent/units.csv line 3, from"];
    assert_eq!(found, expected);
}
