//! A copy of the project's files in which one thing is changed, and what the program then says.

use crate::typed::deserved;
use assert_cmd::cargo::cargo_bin_cmd;
use serde::Deserialize;
use serde_json::Value as Json;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A file of the contracts, in the copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum File {
    Referral,
    ReferralJson,
    Provider,
    Settings,
    Units,
    Occupancy,
    History,
    Candidates,
    Budgets,
    Resident,
    Evidence,
    Scenario,
    Calibration,
}

impl File {
    pub(crate) const ALL: [Self; 13] = [
        Self::Referral,
        Self::ReferralJson,
        Self::Provider,
        Self::Settings,
        Self::Units,
        Self::Occupancy,
        Self::History,
        Self::Candidates,
        Self::Budgets,
        Self::Resident,
        Self::Evidence,
        Self::Scenario,
        Self::Calibration,
    ];

    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Referral => "referral.toml",
            Self::ReferralJson => "referral.json",
            Self::Provider => "data/stoke-on-trent/provider.toml",
            Self::Settings => "data/stoke-on-trent/settings.csv",
            Self::Units => "data/stoke-on-trent/units.csv",
            Self::Occupancy => "data/stoke-on-trent/occupancy.csv",
            Self::History => "data/stoke-on-trent/history.csv",
            Self::Candidates => "data/stoke-on-trent/candidates.csv",
            Self::Budgets => "data/stoke-on-trent/budgets.csv",
            Self::Resident => "data/stoke-on-trent/residents/R-0301.toml",
            Self::Evidence => "data/evidence/evidence.csv",
            Self::Scenario => "scenarios/stoke-37.toml",
            Self::Calibration => "data/stoke-on-trent/calibration.toml",
        }
    }

    /// The command that checks it, and one that uses it.
    pub(crate) fn commands(self) -> [&'static [&'static str]; 2] {
        match self {
            Self::Referral => [&["check", "referral.toml"], &["recommend", "referral.toml"]],
            Self::ReferralJson => [&["check", "referral.json"], &["recommend", "referral.json"]],
            Self::Provider | Self::Settings | Self::Units => {
                [&["check", "data/stoke-on-trent"], &["units"]]
            }
            // The desk goes on with what can be read of these; whoever checks them hears of every mistake.
            Self::Occupancy | Self::Resident => [&["check", "data/stoke-on-trent"]; 2],
            Self::History => [
                &["check", "data/stoke-on-trent"],
                &["forecast", "stoke-37", "--replications", "2", "--out", "out"],
            ],
            Self::Candidates | Self::Budgets => [
                &["check", "data/stoke-on-trent"],
                &[
                    "expand",
                    "short",
                    "--replications",
                    "50",
                    "--search",
                    "20",
                    "--most",
                    "50",
                    "--check",
                    "0",
                    "--out",
                    "out",
                ],
            ],
            Self::Calibration => [
                &["check", "data/stoke-on-trent"],
                &["calibrate", "stoke-37", "--draws", "500", "--only", "27 by these units"],
            ],
            Self::Evidence | Self::Scenario => [
                &["check", "scenarios/stoke-37.toml"],
                &["forecast", "stoke-37", "--replications", "2", "--out", "out"],
            ],
        }
    }

    /// Files whose rows name rows of this one: a row that cannot be read is missed there.
    pub(crate) fn is_missed_in(self, issue: &Issue) -> bool {
        let dependents: &[Self] = match self {
            Self::Settings => &[Self::Units, Self::Occupancy],
            Self::Units => &[Self::Occupancy],
            _ => &[],
        };
        let names_a_row = ["C06", "C09"].contains(&issue.code.as_str());
        names_a_row && dependents.iter().any(|dependent| dependent.path() == issue.file)
    }
}

/// What is done to a file.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Change {
    /// The first place where a text stands gets another.
    Swap(&'static str, &'static str),
    /// Several such.
    Swaps(&'static [(&'static str, &'static str)]),
    /// Every place where a text stands gets another.
    All(&'static str, &'static str),
    /// The line that begins so is left out.
    Without(&'static str),
    /// The cell in a line (the header is line 1) and a column gets another text.
    Cell(usize, &'static str, &'static str),
    /// A line stands twice.
    Twice(usize),
    /// A text is put at the end.
    Behind(&'static str),
    /// A text is put at the end of a line.
    BehindLine(usize, &'static str),
    /// A text is put before everything.
    Before(&'static str),
    /// The whole file is this.
    Whole(&'static str),
    /// A byte that no UTF-8 text has is put at the end.
    NotUtf8,
    /// Lines end as Windows ends them.
    CrLf,
}

impl Change {
    pub(crate) fn apply(self, text: &str) -> Vec<u8> {
        let swap = |text: &str, from: &str, to: &str| {
            assert!(text.contains(from), "the file no longer says {from:?}");
            text.replacen(from, to, 1)
        };
        let lines = || text.lines().map(ToOwned::to_owned).collect::<Vec<String>>();
        let changed = match self {
            Self::Swap(from, to) => swap(text, from, to),
            Self::Swaps(all) => {
                all.iter().fold(text.to_owned(), |text, (from, to)| swap(&text, from, to))
            }
            Self::All(from, to) => text.replace(from, to),
            Self::Without(start) => {
                let at = text.lines().position(|line| line.starts_with(start));
                let mut lines = lines();
                lines.remove(at.unwrap_or_else(|| panic!("no line begins with {start:?}")));
                joined(&lines)
            }
            Self::Cell(line, column, cell) => {
                let mut lines = lines();
                lines[line - 1] = with_cell(&lines, line, column, cell);
                joined(&lines)
            }
            Self::Twice(line) => {
                let mut lines = lines();
                lines.insert(line, lines[line - 1].clone());
                joined(&lines)
            }
            Self::Behind(more) => format!("{text}{more}"),
            Self::BehindLine(line, more) => {
                let mut lines = lines();
                lines[line - 1].push_str(more);
                joined(&lines)
            }
            Self::Before(more) => format!("{more}{text}"),
            Self::Whole(text) => text.to_owned(),
            Self::NotUtf8 => text.to_owned(),
            Self::CrLf => text.replace('\n', "\r\n"),
        };
        let mut bytes = changed.into_bytes();
        if matches!(self, Self::NotUtf8) {
            bytes.push(0xff);
        }
        assert!(bytes != text.as_bytes(), "{self:?} changes nothing");
        bytes
    }
}

fn joined(lines: &[String]) -> String {
    lines.join("\n") + "\n"
}

/// A line with one cell changed; only cells without a quotation mark are told apart.
fn with_cell(lines: &[String], line: usize, column: &str, cell: &str) -> String {
    let at = lines[0].split(',').position(|name| name == column).expect("the column is there");
    let mut cells: Vec<&str> = lines[line - 1].split(',').collect();
    assert!(!cells[..=at].concat().contains('"'), "{column} stands behind a quoted cell");
    cells[at] = cell;
    cells.join(",")
}

/// One issue, as `--format json` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Issue {
    pub(crate) code: String,
    pub(crate) file: String,
    pub(crate) place: String,
    pub(crate) line: Option<usize>,
    pub(crate) value: String,
    pub(crate) allowed: String,
    pub(crate) action: String,
}

impl Issue {
    /// Code and place in one, for comparing lists.
    pub(crate) fn brief(&self) -> String {
        format!("{} {} {}", self.code, self.file, self.place)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Issues {
    issues: Vec<Issue>,
}

/// How a run ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Said {
    /// The issues on standard output.
    pub(crate) fn issues(&self) -> Vec<Issue> {
        let issues: Issues = serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("these are not issues: {error}: {self:?}"));
        issues.issues
    }
}

/// A copy of the real files: one estate, its geography, the evidence, the scenarios, two referrals.
#[derive(Debug)]
pub(crate) struct Copied(TempDir);

impl Copied {
    pub(crate) fn new() -> Self {
        let copied = Self(tempfile::tempdir().unwrap());
        for folder in [
            "data/stoke-on-trent",
            "data/stoke-on-trent-today",
            "data/evidence",
            "data/sample-night",
            "data/posteriors/plymouth",
            "data/posteriors/stoke-37",
            "scenarios",
        ] {
            copy_folder(Path::new(folder), &copied.path(folder));
        }
        let files = [
            ("data/defaults.toml", "data/defaults.toml"),
            ("data/sample-referral.toml", "referral.toml"),
            ("tests/program/bad_input/referral.json", "referral.json"),
        ];
        for (from, to) in files {
            fs::copy(from, copied.path(to)).unwrap();
        }
        // The map round the two cities, and one sheet far from both.
        fs::create_dir_all(copied.path("data/geography")).unwrap();
        for file in ["index.csv", "names.csv", "towns.csv"] {
            copied.copy_map(file);
        }
        for area in ["st", "cw", "sk", "de", "ws", "tf", "wv", "pl", "ex", "tq", "tr", "ls"] {
            copied.copy_map(&format!("{area}.map"));
        }
        // A year in which few ask, so that a whole study takes a second.
        let short = "base = \"stoke-37\"\nname = \"short\"\nyears = 1\nwarm_up_years = 0\n[arrivals]\nper_year = 80\n";
        copied.write("scenarios/short.toml", short);
        copied
    }

    fn copy_map(&self, file: &str) {
        let path = format!("data/geography/{file}");
        fs::copy(&path, self.path(&path)).unwrap();
    }

    /// Leaves out all lines of a file that begin so.
    pub(crate) fn leave_out(&self, file: File, start: &str) {
        let path = self.path(file.path());
        let text = fs::read_to_string(&path).unwrap();
        let kept: String =
            text.split_inclusive('\n').filter(|line| !line.starts_with(start)).collect();
        fs::write(path, kept).unwrap();
    }

    /// A copy with one change in one file.
    pub(crate) fn with(file: File, change: Change) -> Self {
        let copied = Self::new();
        copied.change(file, change);
        copied
    }

    pub(crate) fn path(&self, inside: &str) -> PathBuf {
        self.0.path().join(inside)
    }

    pub(crate) fn change(&self, file: File, change: Change) {
        let path = self.path(file.path());
        let changed = change.apply(&fs::read_to_string(&path).unwrap());
        fs::write(path, changed).unwrap();
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
    }

    /// Runs the program in the copy.
    pub(crate) fn run(&self, args: &[&str]) -> Said {
        let output =
            cargo_bin_cmd!("lintel").current_dir(self.0.path()).args(args).output().unwrap();
        Said {
            code: output.status.code().expect("the program was not killed"),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs a command that must find issues, and returns them.
    pub(crate) fn issues(&self, args: &[&str]) -> Vec<Issue> {
        let said = self.run(&[args, &["--format", "json"]].concat());
        assert_eq!(said.code, 3, "{args:?}: {said:?}");
        assert_eq!(said.stderr, "", "{args:?}: issues in JSON are all that is said");
        assert!(!self.path("out").exists(), "{args:?} wrote although the input has issues");
        let issues = said.issues();
        for issue in &issues {
            assert!(!issue.allowed.is_empty(), "it does not say what is allowed: {issue:?}");
            assert!(!issue.action.is_empty(), "it does not say what to do: {issue:?}");
        }
        issues
    }

    /// Runs a command that must find issues, for a person: nothing on standard output.
    pub(crate) fn complaint(&self, args: &[&str]) -> String {
        let said = self.run(args);
        assert_eq!((said.code, said.stdout.as_str()), (3, ""), "{args:?}: {}", said.stderr);
        said.stderr
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy_folder(&from, &to);
        } else {
            fs::copy(from, to).unwrap();
        }
    }
}

/// Makes one change in one file: whoever checks it and whoever uses it must find one issue, this one.
pub(crate) fn refused(file: File, change: Change, code: &str, place: &str) -> Issue {
    let copied = Copied::with(file, change);
    let [check, using] = file.commands();
    let issues = copied.issues(check);
    let (missed, own): (Vec<Issue>, Vec<Issue>) =
        issues.into_iter().partition(|issue| file.is_missed_in(issue));
    let found: Vec<String> = own.iter().map(Issue::brief).collect();
    assert_eq!(found, [format!("{code} {} {place}", file.path())], "beside {} more", missed.len());
    let (issue, complaint) = (&own[0], copied.complaint(using));
    for told in [&issue.code, &issue.file, &issue.place, &issue.allowed, &issue.action] {
        assert!(complaint.contains(told), "{told:?} is not in {complaint}");
    }
    own[0].clone()
}

/// Makes one slip in one referral: whoever checks it finds one issue, this one, and the desk answers; it lists the
/// field among what was not checked, unless it could be understood all the same.
pub(crate) fn answered(file: File, change: Change, code: &str, place: &str) -> Issue {
    let copied = Copied::with(file, change);
    let [check, using] = file.commands();
    let issues = copied.issues(check);
    let found: Vec<String> = issues.iter().map(Issue::brief).collect();
    assert_eq!(found, [format!("{code} {} {place}", file.path())]);
    let plain = answer(&Copied::new(), using);
    let answer = answer(&copied, using);
    let listed = |answer: &Json| -> Vec<Json> {
        answer["not_checked"].as_array().expect("there is a list").clone()
    };
    let understood = answer == plain;
    let fields: Vec<Json> = listed(&answer).iter().map(|not| not["field"].clone()).collect();
    assert!(understood || fields.contains(&Json::from(place)), "{place} is not in {fields:?}");
    issues[0].clone()
}

/// What the desk answers.
fn answer(copied: &Copied, using: &[&str]) -> Json {
    let said = copied.run(&[using, &["--format", "json"]].concat());
    assert_eq!(said.code, deserved(&said.stdout), "{said:?}");
    serde_json::from_str(&said.stdout).expect("the answer is JSON")
}

/// One slip a line, as in [`mistakes`].
macro_rules! slips {
    (in $file:ident; $($name:ident: $change:expr => $code:literal $place:literal $($word:literal)*;)+) => {
        $(
            #[test]
            fn $name() {
                let issue = crate::bad_input::patch::answered(crate::bad_input::patch::File::$file, $change, $code, $place);
                let words: &[&str] = &[$($word),*];
                for word in words {
                    let told = format!("{} {}", issue.allowed, issue.action);
                    assert!(told.contains(word), "{word:?} is not in {told:?}");
                }
            }
        )+

        #[test]
        fn no_slip_hides_another_or_is_said_twice() {
            let slips = [$(($change, $code, $place)),+];
            crate::bad_input::pairs::said_in_pairs(crate::bad_input::patch::File::$file, &slips);
        }
    };
}
pub(crate) use slips;

/// One mistake a line: the name of the test, the change, the code and the place of the one issue; and,
/// where it matters, a word of what is allowed or to be done.
macro_rules! mistakes {
    (in $file:ident; $($name:ident: $change:expr => $code:literal $place:literal $($word:literal)*;)+) => {
        $(
            #[test]
            fn $name() {
                let issue = crate::bad_input::patch::refused(crate::bad_input::patch::File::$file, $change, $code, $place);
                let words: &[&str] = &[$($word),*];
                for word in words {
                    let told = format!("{} {}", issue.allowed, issue.action);
                    assert!(told.contains(word), "{word:?} is not in {told:?}");
                }
            }
        )+

        #[test]
        fn no_mistake_hides_another_or_is_said_twice() {
            let mistakes = [$(($change, $code, $place)),+];
            crate::bad_input::pairs::said_in_pairs(crate::bad_input::patch::File::$file, &mistakes);
        }
    };
}
pub(crate) use mistakes;
