//! The mistakes of one file made two at a time: neither may hide the other, nor be said twice for it.

use crate::bad_input::patch::{Change, Copied, File, Issue};
use std::fs;

/// A change with the code and the place of the one issue that it makes.
pub(crate) type Mistake = (Change, &'static str, &'static str);

/// Makes mistakes of one file two at a time: both are said, neither twice, and nothing else.
///
/// Only pairs that change different things are made: what is not TOML, JSON or CSV is read no further, and
/// a contradiction may need what the other takes away.
pub(crate) fn said_in_pairs(file: File, mistakes: &[Mistake]) {
    const STEPS: [usize; 3] = [1, 4, 11];
    let copied = Copied::new();
    let text = fs::read_to_string(copied.path(file.path())).unwrap();
    let (mut tried, mut wrong) = (0, Vec::new());
    for (k, first) in mistakes.iter().enumerate() {
        for second in STEPS.iter().filter_map(|step| mistakes.get(k + step)) {
            let Some(both) = together(&text, first, second) else { continue };
            fs::write(copied.path(file.path()), both).unwrap();
            let issues = copied.issues(file.commands()[0]);
            let own = issues.iter().filter(|issue| !file.is_missed_in(issue));
            let mut found: Vec<String> = own.map(Issue::brief).collect();
            let brief = |(_, code, place): &Mistake| format!("{code} {} {place}", file.path());
            let mut expected = vec![brief(first), brief(second)];
            found.sort();
            expected.sort();
            if found != expected {
                wrong.push(format!("{first:?} and {second:?}: {found:?}"));
            }
            tried += 1;
        }
    }
    assert!(wrong.is_empty(), "{} of {tried} pairs:\n{}", wrong.len(), wrong.join("\n"));
    assert!(tried >= 5 || mistakes.len() < 30, "only {tried} pairs");
}

/// The text with both mistakes in it, if neither stands in the way of the other.
fn together(text: &str, first: &Mistake, second: &Mistake) -> Option<String> {
    let parent = |place: &'static str| place.rsplit_once(['.', ',']).map_or(place, |(at, _)| at);
    let unread = |(_, code, place): &Mistake| *code == "C01" || place.starts_with("line 1,");
    let joins = |(_, code, _): &Mistake| ["C08", "C10"].contains(code);
    let last = |place: &'static str| place.rsplit_once(['.', ' ']).map_or(place, |(_, last)| last);
    let alike = parent(first.2) == parent(second.2) || last(first.2) == last(second.2);
    let beside = alike && (joins(first) || joins(second));
    if unread(first) || unread(second) {
        return None;
    }
    if first.2 == second.2 || beside || !first.0.is_local() || !second.0.is_local() {
        return None;
    }
    let one_way = second.0.within(&first.0.within(text)?)?;
    let other_way = first.0.within(&second.0.within(text)?)?;
    (one_way == other_way).then_some(one_way)
}

impl Change {
    /// Whether it changes one value or one cell, and takes nothing away that another might change.
    fn is_local(self) -> bool {
        match self {
            Self::Swap(from, to) => !from.contains(['[', '{']) && !to.contains(['[', '{']),
            Self::Cell(line, ..) => line > 1,
            Self::BehindLine(..) => true,
            _ => false,
        }
    }

    /// The text with the change, where it can be made.
    fn within(self, text: &str) -> Option<String> {
        let can = match self {
            Self::Swap(from, _) => text.contains(from),
            Self::Cell(line, column, _) => {
                let header = text.lines().next().unwrap_or_default();
                let at = header.split(',').position(|name| name == column);
                let before = |line: &str| {
                    line.split(',').take(at.map_or(0, |at| at + 1)).collect::<String>()
                };
                at.is_some()
                    && text.lines().nth(line - 1).is_some_and(|line| !before(line).contains('"'))
            }
            _ => true,
        };
        can.then(|| String::from_utf8(self.apply(text)).unwrap())
    }
}
