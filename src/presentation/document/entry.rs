//! Units and households told one by one, each with lines of its own.

use super::text::Text;

/// Units to offer, in order, and what is said after them all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offers {
    /// One for each unit.
    pub entries: Vec<Entry>,
    /// After the last.
    pub then: Vec<Line>,
}

/// A unit or a household, and what is said of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the order; none: the order says nothing.
    pub number: Option<usize>,
    /// What it is called; of a household that is offered a unit both.
    pub names: Vec<Text>,
    /// In short.
    pub text: Text,
    /// More, line by line.
    pub lines: Vec<Line>,
}

/// A line of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// Words.
    Plain(Text),
    /// One thing of several.
    Point(Text),
    /// One that somebody could decide on.
    Open(Text),
    /// What to ask whom.
    Ask(Text),
    /// Words after what they are about.
    Labelled(&'static str, Text),
    /// Points of a score, and for what.
    Scored(i64, Text),
}

impl Line {
    /// What is said, without the label or the points.
    pub fn text(&self) -> &Text {
        match self {
            Self::Plain(text)
            | Self::Point(text)
            | Self::Open(text)
            | Self::Ask(text)
            | Self::Labelled(_, text)
            | Self::Scored(_, text) => text,
        }
    }
}
