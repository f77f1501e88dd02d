//! A return as a page has it: what is to be looked at before it is sent, its lines, what differs since it was submitted, and
//! which referrals made a figure.

use super::figures::{figure, written};
use super::labels::{clause, label, line_title, type_name, unit_name};
use super::odd::odd as odd_words;
use super::sheets::{Part, by_line, hidden};
use crate::base::domain::calendar::in_london;
use crate::presentation::document::{
    Block, Folded, Row as Line, Section, Table, Text, household, text,
};
use crate::presentation::wording::count::{count, pounds};
use crate::presentation::wording::when::written_day;
use crate::presentation::workbook::{self, Cell};
use crate::service::returns::{Figure, Key, Line as ReturnLine, Odd, OfType, Period, Row};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// A line with its tables.
#[derive(Debug, Clone)]
pub struct OfLine {
    /// Its name in the return.
    pub line: String,
    /// What it is about, and its first figure.
    pub summary: String,
    /// A table for each unit in which it counts, and what is said of types that have no figure in it.
    pub tables: Vec<(Table, String)>,
}

/// A moment as returns print it: "Fri 20 Nov 2026, 12:00", in London.
pub fn moment(at: Timestamp) -> String {
    in_london(at).strftime("%a %-d %b %Y, %H:%M").to_string()
}

/// From when to when, in words.
pub fn period_name(of: Period) -> String {
    let month = |day: jiff::civil::Date| day.strftime("%B %Y").to_string();
    let is_whole = of.first.day() == 1 && of.last.tomorrow().is_ok_and(|next| next.day() == 1);
    match (is_whole, of.first.year() == of.last.year()) {
        (true, true) if of.first.month() == of.last.month() => month(of.last),
        (true, true) => format!("{} to {}", of.first.strftime("%B"), month(of.last)),
        (true, false) => format!("{} to {}", month(of.first), month(of.last)),
        (false, _) => format!("{} to {}", written_day(of.first), written_day(of.last)),
    }
}

/// Every line of a return.
pub fn lines(part: &Part<'_>) -> Vec<OfLine> {
    let of = |(line, tables): (ReturnLine, Vec<workbook::Table>)| OfLine {
        line: line.word().to_owned(),
        summary: summary(part, line),
        tables: tables.into_iter().map(|of| table((part.which, line), of)).collect(),
    };
    by_line(part).into_iter().map(of).collect()
}

/// What a line is about, and how much it is in all.
fn summary(part: &Part<'_>, line: ReturnLine) -> String {
    let title = line_title(part.which, line);
    let is_whole = |of: &&Figure<'_>| (of.line, of.kind, of.category) == (line, OfType::All, "all");
    match part.figures.iter().find(is_whole) {
        Some(of) => format!("{title}: {}", figure(of)),
        None => title,
    }
}

fn table((which, line): (&str, ReturnLine), of: workbook::Table) -> (Table, String) {
    let (of, said) = without_figures(of);
    let cell = |cell: &Cell| match cell {
        Cell::Text(words) | Cell::Figure(words) => Text::from(words.clone()),
        Cell::Number(number) => Text::from(number.to_string()),
        Cell::Pounds(pence) => Text::from(pounds(*pence)),
        Cell::Instead(words) => Text::from(*words),
        Cell::Nothing => Text::from("–"),
    };
    let first = std::iter::once(Text::from("What"));
    let heads = first.chain(of.heads.iter().skip(1).cloned().map(Text::from));
    let unit = of.unit.to_lowercase();
    let caption = if line.is_numbered() {
        format!("{} {}, {unit}", clause(which), line.word())
    } else {
        format!("{}, {unit}", of.title)
    };
    let rows = of.rows.iter().map(|row| Line::Cells(row.iter().map(cell).collect())).collect();
    (Table { caption: caption.into(), head: heads.collect(), rows, ..Table::default() }, said)
}

/// Leaves types out that have the same words in every row and no figure; and says so of each.
fn without_figures(mut of: workbook::Table) -> (workbook::Table, String) {
    const FIRST_TYPE: usize = 2;
    let instead = |column: usize| {
        let cells = of.rows.iter().filter_map(|row| row.get(column));
        let mut words = cells.filter(|cell| **cell != Cell::Nothing).map(|cell| match cell {
            Cell::Instead(words) => Some(*words),
            _ => None,
        });
        let first = words.next()??;
        words.all(|other| other == Some(first)).then_some(first)
    };
    let empty: Vec<Option<&str>> = (0..of.heads.len())
        .map(|column| if column < FIRST_TYPE { None } else { instead(column) })
        .collect();
    let said = of.heads.iter().zip(&empty);
    let said = said.filter_map(|(head, words)| Some(format!("{head}: {}", (*words)?)));
    let said: Vec<String> = said.collect();
    let mut is_left = empty.iter().map(Option::is_none);
    of.heads.retain(|_| is_left.next().unwrap_or(true));
    for row in &mut of.rows {
        let mut is_left = empty.iter().map(Option::is_none);
        row.retain(|_| is_left.next().unwrap_or(true));
    }
    let said = if said.is_empty() { String::new() } else { format!("{}.", said.join("; ")) };
    (of, said)
}

/// What stands below the lines of a return.
pub fn notes(which: &str, is_public: bool) -> Vec<String> {
    let own = super::sheets::footnotes(which).iter().map(|note| (*note).to_owned());
    own.chain(hidden(is_public)).collect()
}

/// What is missing or odd, each with a way to where it is put right.
pub fn to_look_at(odd: &[(Odd, String)]) -> Section {
    let mut of: BTreeMap<Odd, Vec<&str>> = BTreeMap::new();
    for (what, whose) in odd {
        of.entry(*what).or_default().push(whose);
    }
    let first = if odd.is_empty() {
        "Nothing is missing or odd.".to_owned()
    } else {
        let things = count(odd.len(), "thing is", "things are");
        format!("{things} missing or odd. Each leads to where it is put right.")
    };
    let blocks = of.into_iter().map(|(what, whose)| looked_at(what, &whose));
    let blocks = std::iter::once(Block::paragraph(first)).chain(blocks);
    Section::new("to-look-at", "Before it is sent", blocks.collect())
}

fn looked_at(what: Odd, whose: &[&str]) -> Block {
    let words = odd_words(what);
    match whose {
        [""] => Block::note(words),
        _ => Block::folded_items(
            format!("{}: {words}", whose.len()),
            whose.iter().map(|name| named(name)),
        ),
    }
}

/// A referral, a person of its household, or an event of nobody's.
fn named(name: &str) -> Text {
    match name.split_once('/') {
        Some((of, person)) => text!(household(of), format!(", person {person}")),
        None if name.starts_with("event ") => Text::from(name.to_owned()),
        None => household(name),
    }
}

/// Which referrals made the figures of a line.
pub fn made_of(which: &str, rows: &[&Row]) -> Section {
    let told = rows.iter().filter(|row| !row.made_of.is_empty()).map(|row| {
        let (kind, category) = (type_name(row.kind), label(row.line, &row.category));
        let figure = figure(&row.figure());
        let summary = format!("{kind}; {category}: {figure} ({})", unit_name(row.counts));
        let items = row.made_of.iter().map(|name| named(name)).collect();
        let (summary, tables) = (summary.into(), Vec::new());
        Block::Folded(Folded { summary, items, tables, is_printed: true })
    });
    let mut blocks: Vec<Block> = told.collect();
    if blocks.is_empty() {
        blocks.push(Block::paragraph("No referral made a figure of this line."));
    }
    let title = rows.first().map(|row| line_title(which, row.line)).unwrap_or_default();
    Section::new("made-of", title, blocks)
}

/// What differs since a return was submitted: what names each figure, as it was, and as it is now.
pub fn differences<'a>(
    which: &str,
    found: impl IntoIterator<Item = (&'a Key, [&'a str; 2])>,
) -> Block {
    let row = |(key, figures): (&Key, [&str; 2])| {
        let Key { line, kind, category, counts } = key;
        let what = format!(
            "{}; {}; {} ({})",
            line_title(which, *line),
            type_name(*kind),
            label(*line, category),
            unit_name(*counts)
        );
        let figure = |of: &str| if of.is_empty() { "–".to_owned() } else { written(*counts, of) };
        let cells = [what, figure(figures[0]), figure(figures[1])];
        Line::Cells(cells.map(Text::from).to_vec())
    };
    let rows: Vec<Line> = found.into_iter().map(row).collect();
    if rows.is_empty() {
        return Block::paragraph("Nothing differs from what was submitted.");
    }
    let head = ["What", "Submitted", "Now"].map(Text::from).to_vec();
    let caption = count(rows.len(), "figure differs", "figures differ").into();
    Block::Table(Table { caption, head, rows, ..Table::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_without_a_figure_stands_below_the_table_and_not_in_it() {
        let figure = |n: &str| Cell::Figure(n.to_owned());
        let (none, hidden) = (Cell::Instead("not collected"), Cell::Instead("not shown"));
        let of = workbook::Table {
            heads: ["", "All", "Refuge", "Specialist", "Other"].map(str::to_owned).to_vec(),
            rows: vec![
                vec![figure("Adult"), figure("9"), hidden.clone(), none.clone(), hidden.clone()],
                vec![figure("Child"), hidden.clone(), figure("7"), none, hidden],
                vec![figure("Not known"), figure("8"), figure("9"), Cell::Nothing, Cell::Nothing],
            ],
            ..workbook::Table::default()
        };
        let (left, said) = without_figures(of);
        assert_eq!(left.heads, ["", "All", "Refuge"]);
        assert!(left.rows.iter().all(|row| row.len() == 3));
        assert_eq!(said, "Specialist: not collected; Other: not shown.");
    }

    #[test]
    fn a_period_is_named_by_its_months_or_its_days() {
        let of = |text: &str| period_name(Period::read(text).unwrap());
        assert_eq!(of("2026-Q4"), "October to December 2026");
        assert_eq!(of("2026-27"), "April 2026 to March 2027");
        assert_eq!(of("2026-02-01..2026-02-28"), "February 2026");
        assert_eq!(of("2026-02-02..2026-02-28"), "2 February 2026 to 28 February 2026");
    }
}
