//! One thing wrong with an input: where it stands, what was found, what is allowed, and what mends it.
//!
//! Issues are gathered, never thrown one at a time. Not here: how they are printed to a person (`doors/failure`).

use super::printable;
use super::shape::Field;
use schemars::JsonSchema;
use serde::Serialize;
use std::fmt;

/// The kind of a mistake. The number is stable; other software may rely on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub enum Code {
    /// The text is not valid TOML, JSON, CSV or UTF-8.
    #[serde(rename = "C01")]
    Syntax,
    /// A key that the contract does not know.
    #[serde(rename = "C02")]
    UnknownKey,
    /// A required key or column that is not there.
    #[serde(rename = "C03")]
    Missing,
    /// A value of the wrong type, such as text where a number belongs.
    #[serde(rename = "C04")]
    WrongType,
    /// A word that is none of the allowed words.
    #[serde(rename = "C05")]
    NotAllowed,
    /// Text that does not have the form asked for: a date, a sector, a reference.
    #[serde(rename = "C06")]
    Malformed,
    /// A number outside its range.
    #[serde(rename = "C07")]
    OutOfRange,
    /// Something that may stand once stands twice.
    #[serde(rename = "C08")]
    Repeated,
    /// A name that points at nothing.
    #[serde(rename = "C09")]
    NotFound,
    /// Two values that cannot both be true.
    #[serde(rename = "C10")]
    Contradiction,
    /// A place that the geography does not know although it covers the area.
    #[serde(rename = "C11")]
    UnknownPlace,
    /// A name that several places bear.
    #[serde(rename = "C12")]
    AmbiguousPlace,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "C{:02}", *self as u8 + 1)
    }
}

/// One thing wrong with one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Issue {
    /// The kind of mistake.
    pub code: Code,
    /// The file as it was named by the user.
    pub file: String,
    /// The key (`person[1].age`) or the line and column (`line 4, rooms`); empty for the whole file.
    pub place: String,
    /// The line in the file, counted from 1, where it is known.
    pub line: Option<usize>,
    /// What was found there.
    pub value: String,
    /// What may stand there.
    pub allowed: String,
    /// What to do about it.
    pub action: String,
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The file is named as the user named it, and a name can hold anything.
        write!(f, "{} {}", self.code, printable(&self.file))?;
        if !self.place.is_empty() {
            write!(f, ", {}", self.place)?;
        }
        if let (Some(line), false) = (self.line, self.place.starts_with("line ")) {
            write!(f, " (line {line})")?;
        }
        if self.value.is_empty() {
            write!(f, ": ")?;
        } else {
            write!(f, ": {}; ", self.value)?;
        }
        write!(f, "{}\n    action: {}", self.allowed, self.action)
    }
}

/// Everything wrong with the inputs of one run, in reading order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Issues {
    /// The issues, file by file and line by line.
    pub issues: Vec<Issue>,
    /// How many more there are than are kept.
    #[serde(default, skip_serializing_if = "is_none")]
    pub more: usize,
}

/// More than this nobody reads, and a large file of another kind would have one for every line.
const MOST: usize = 200;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_none(more: &usize) -> bool {
    *more == 0
}

impl Issues {
    /// True where nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.issues.is_empty()
    }

    /// Adds those of another file behind these.
    pub fn extend(&mut self, other: Self) {
        self.more += other.more;
        for issue in other.issues {
            self.push(issue);
        }
    }

    fn push(&mut self, issue: Issue) {
        if self.issues.len() < MOST {
            self.issues.push(issue);
        } else {
            self.more += 1;
        }
    }

    /// How many there are, kept or not.
    pub fn len(&self) -> usize {
        self.issues.len() + self.more
    }

    /// Adds those of another file that are not among these yet.
    pub fn extend_new(&mut self, other: Self) {
        self.more += other.more;
        for issue in other.issues {
            if !self.issues.contains(&issue) {
                self.push(issue);
            }
        }
    }

    /// The same by line, where those of one file were gathered in several passes.
    #[must_use]
    pub fn in_order(mut self) -> Self {
        self.issues.sort_by_key(|issue| issue.line.unwrap_or(0));
        self
    }

    /// The value where nothing is wrong, and the issues otherwise.
    ///
    /// # Errors
    /// Returns these issues if there is at least one, or if there is no value.
    pub fn or_value<T>(self, value: Option<T>) -> Result<T, Self> {
        match value {
            Some(value) if self.is_empty() => Ok(value),
            _ => Err(self),
        }
    }
}

impl fmt::Display for Issues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (k, issue) in self.issues.iter().enumerate() {
            if k > 0 {
                writeln!(f)?;
            }
            write!(f, "{issue}")?;
        }
        match self.more {
            0 => Ok(()),
            more => write!(f, "\n... and {more} more like these"),
        }
    }
}

impl std::error::Error for Issues {}

/// Gathers the issues of one file while it is read.
#[derive(Debug)]
pub struct Sink {
    file: String,
    found: Vec<Issue>,
    /// How many more there are.
    more: usize,
    /// The keys of the whole document, while it is held against its shape.
    root: Option<&'static [Field]>,
    /// What to do about a key that nobody knows, where the file has an answer of its own.
    advice: Option<Advice>,
}

/// What to do about a key that nobody knows: from the keys known there, the key, and where one of its name belongs.
pub type Advice = fn(&[&str], &str, Option<&str>) -> String;

/// Where in a file something stands.
#[derive(Debug, Clone, Copy)]
pub struct At<'a> {
    /// The key or column.
    pub place: &'a str,
    /// The line, where known.
    pub line: Option<usize>,
}

impl<'a> At<'a> {
    /// A place whose line is known or not.
    pub fn new(place: &'a str, line: Option<usize>) -> Self {
        Self { place, line }
    }
}

impl Sink {
    /// For the file of this name.
    pub fn new(file: impl Into<String>) -> Self {
        Self { file: file.into(), found: Vec::new(), more: 0, root: None, advice: None }
    }

    /// With advice of its own about keys that nobody knows.
    #[must_use]
    pub fn advising(self, advice: Advice) -> Self {
        Self { advice: Some(advice), ..self }
    }

    /// That advice.
    pub(super) fn advice(&self) -> Option<Advice> {
        self.advice
    }

    /// Notes one issue.
    pub fn add(
        &mut self,
        code: Code,
        at: At<'_>,
        value: impl Into<String>,
        allowed: impl Into<String>,
        action: impl Into<String>,
    ) {
        if self.found.len() >= MOST {
            self.more += 1;
            return;
        }
        let issue = Issue {
            code,
            file: self.file.clone(),
            place: marked(at.place).collect(),
            line: at.line,
            value: shorten(&value.into()),
            // Parsers quote what they found, and these sentences quote parsers.
            allowed: marked(&allowed.into()).collect(),
            action: marked(&action.into()).collect(),
        };
        // Fourteen classes that share a place share its mistake: it is said once.
        if self.found.last() != Some(&issue) {
            self.found.push(issue);
        }
    }

    /// Enters a table of a document; true for the outermost, which is to be left again.
    pub(super) fn enter(&mut self, fields: &'static [Field]) -> bool {
        let outermost = self.root.is_none();
        self.root.get_or_insert(fields);
        outermost
    }

    /// Leaves the outermost table.
    pub(super) fn leave(&mut self) {
        self.root = None;
    }

    /// The keys of the whole document.
    pub(super) fn root(&self) -> Option<&'static [Field]> {
        self.root
    }

    /// The file whose issues these are.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Takes up what another sink of the same file found and this one does not have yet.
    pub fn take_new(&mut self, other: Self) {
        self.more += other.more;
        for issue in other.found {
            let same = |known: &Issue| {
                (known.code, &known.place, known.line) == (issue.code, &issue.place, issue.line)
                    && known.value == issue.value
            };
            if !self.found.iter().any(same) {
                self.found.push(issue);
            }
        }
    }

    /// Counts one more, if so many are kept that nothing need be said of it.
    pub(super) fn is_counted_only(&mut self) -> bool {
        let is_full = self.found.len() >= MOST;
        self.more += usize::from(is_full);
        is_full
    }

    /// How many have been noted.
    pub fn len(&self) -> usize {
        self.found.len() + self.more
    }

    /// True while nothing has been noted.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The issues, by line.
    pub fn into_issues(mut self) -> Issues {
        self.found.sort_by_key(|issue| issue.line.unwrap_or(0));
        Issues { issues: self.found, more: self.more }
    }
}

/// Long values would bury the message.
fn shorten(value: &str) -> String {
    const LONGEST: usize = 60;
    let mut clean: String = marked(value).take(LONGEST).collect();
    if value.chars().count() > LONGEST {
        clean.push('…');
    }
    clean
}

/// Control characters could drive the terminal, and what cannot be seen is what has to be found here: each
/// leaves a mark.
fn marked(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(|c| {
        if c != ' ' && printable(c.encode_utf8(&mut [0; 4])) != c.to_string() {
            '\u{fffd}'
        } else {
            c
        }
    })
}
