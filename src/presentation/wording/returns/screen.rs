//! A return at a terminal: its headline figures, whether it balances, what is looked at before it is sent, and where its files
//! lie. All its lines are in its files, and on its page (`page`).

use super::balance as balanced;
use super::extent::Extent;
use super::figures::figure;
use super::labels::{label, line_title, type_name, unit_name};
use super::page::{moment, period_name};
use super::sheets::{Part, distinct, hidden};
use crate::base::domain::calendar::london_day;
use crate::presentation::document::{Block, Counted, Document, Item, Section, Text};
use crate::presentation::wording::count;
use crate::service::returns::{Balance, CountedIn, Figure, Line, OfType, Period, Row, Standing};
use jiff::Timestamp;
use jiff::civil::Date;

/// What was counted, and what became of it.
#[derive(Debug)]
pub struct Screen<'a> {
    /// The provider.
    pub provider: &'a str,
    /// Which return.
    pub which: &'a str,
    /// The period.
    pub period: Period,
    /// The day of the register's first event; none: nothing is recorded.
    pub begins: Option<Date>,
    /// As it was known then.
    pub known_at: Timestamp,
    /// Its parts.
    pub parts: &'a [Part<'a>],
    /// Whether referrals balance, where that is asked.
    pub balance: Option<Balance>,
    /// How many things are missing or odd.
    pub odd: usize,
    /// Whether it is for others to see, and none of what they saw before was named.
    pub is_first_copy: bool,
    /// The period of which this return stood there before, where it is another.
    pub replaced: Option<&'a str>,
    /// The folder and the files in it; none: nothing was written.
    pub written: Option<(&'a str, &'a [&'a str])>,
}

/// What a person reads of a return.
pub fn screen(of: &Screen<'_>) -> Document {
    let plain = |id, said: Option<String>| Section::paragraphs(id, "", said.map(Text::from));
    let first = of.is_first_copy.then(|| NOTHING_BEFORE.to_owned());
    let replaced = of.replaced.map_or_else(String::new, |period| {
        format!(" They stand where those of {period} stood: name a folder of its own for each period to keep both.")
    });
    let files =
        |(folder, files): (&str, &[&str])| format!("In {folder}: {}.{replaced}", files.join(", "));
    Document::of([
        Section::plain("figures", headlines(of)),
        plain("not-shown", why_not_shown(of)),
        plain("balance", of.balance.map(balanced)),
        plain("to-look-at", look_first(of)),
        plain("nothing-before", first),
        plain("files", of.written.map(files)),
    ])
}

/// Why figures are not shown, where some of those that are printed are not.
fn why_not_shown(of: &Screen<'_>) -> Option<String> {
    let is_hidden = |figure: &Figure<'_>| figure.standing == Standing::NotShown;
    let hides = of.parts.iter().any(|part| headline_figures(part).any(is_hidden));
    hidden(hides).pop()
}

/// What somebody must know who makes a public copy that takes no earlier one into account.
const NOTHING_BEFORE: &str = "No earlier public copy was taken into account. If one of this year or its quarters was ever given out, name its folder with --published: what it showed, with what this shows, could give a hidden count away.";

fn headlines(of: &Screen<'_>) -> Vec<Block> {
    let Screen { provider, period, .. } = of;
    let mut said = vec![Block::paragraph(format!(
        "{provider}, {period} ({}), as known at {}",
        period_name(*period),
        moment(of.known_at)
    ))];
    let (days, known) = ((period.first, period.last), london_day(of.known_at));
    let extent = Extent { days, begins: of.begins, known };
    said.extend(extent.said().into_iter().map(Block::note));
    said.extend(of.parts.iter().flat_map(headlines_of));
    said
}

fn headlines_of(part: &Part<'_>) -> Vec<Block> {
    let told: Vec<&Figure<'_>> = headline_figures(part).collect();
    told.chunk_by(|one, next| one.line == next.line)
        .flat_map(|line| line_in_units(part.which, line))
        .collect()
}

fn headline_figures<'p>(part: &'p Part<'_>) -> impl Iterator<Item = &'p Figure<'p>> {
    let is_told = |of: &&Figure<'_>| of.kind == OfType::All && is_headline(part.which, of.line);
    part.figures.iter().filter(is_told)
}

/// The figures by which a return is known: the breakdowns stand in its table.
fn is_headline(which: &str, line: Line) -> bool {
    const BREAKDOWNS: [Line; 4] = [Line::Iii, Line::Iv, Line::V, Line::Reconciliation];
    which != "mhclg" || !BREAKDOWNS.contains(&line)
}

/// A line's figures, in one unit of counting after the other.
fn line_in_units(which: &str, line: &[&Figure<'_>]) -> Vec<Block> {
    let units = distinct(line.iter().map(|of| of.counts));
    let counted = |of: &&Figure<'_>| Counted {
        figure: figure(of).into(),
        text: label(of.line, of.category).into(),
    };
    let name = line.first().map(|of| line_title(which, of.line)).unwrap_or_default();
    let in_unit = |unit: CountedIn| {
        let of_unit = line.iter().filter(|of| of.counts == unit);
        let title = format!("{name} ({})", unit_name(unit));
        [Block::heading(title), Block::Counts(of_unit.map(counted).collect())]
    };
    units.into_iter().flat_map(in_unit).collect()
}

/// How many things are missing or odd, and where they stand.
fn look_first(of: &Screen<'_>) -> Option<String> {
    let things = count(of.odd, "thing is", "things are");
    let list = format!("{}.to-look-at.csv", of.which);
    let lie = match of.written {
        Some(_) => format!("they stand in {list}"),
        None => format!("--out writes them as {list}"),
    };
    let said =
        format!("Before this is sent: {things} missing or odd; {lie}, each with where to look.");
    (of.odd > 0).then_some(said)
}

/// Which referrals made the figures of a line: those that some made; where none did, all of them.
pub fn explained(which: &str, rows: &[&Row]) -> Document {
    let are_of_nobody = rows.iter().all(|row| row.made_of.is_empty());
    let told = rows.iter().filter(|row| are_of_nobody || !row.made_of.is_empty());
    let item = |row: &&Row| {
        let figure = figure(&row.figure());
        let said = format!(
            "{}; {}; {}: {figure} ({})",
            line_title(which, row.line),
            type_name(row.kind),
            label(row.line, &row.category),
            unit_name(row.counts)
        );
        let whose = row.made_of.join(", ");
        let whose = if whose.is_empty() { Text::from("of no referral") } else { whose.into() };
        Item { text: said.into(), below: vec![whose] }
    };
    Document::of([Section::plain("made-of", vec![Block::Lines(told.map(item).collect())])])
}

/// Pictures over the years, after what they show.
pub fn drawn(shows: &str, folder: &str, name: &str) -> Document {
    Document::saying("pictures", format!("{shows} In {folder}: {name}.svg, .png, .csv and .txt."))
}

/// Case files, drawn by a seed into a file.
pub fn case_files_drawn(cases: usize, seed: u64, file: &str) -> Document {
    let cases = count(cases, "household", "households");
    let drawn = super::DRAWN;
    Document::saying("case-files", format!("{cases} drawn by seed {seed}, in {file}. {drawn}"))
}

/// A return is kept as it was submitted.
pub fn frozen(which: &str, period: Period, file: &str, known_at: Timestamp) -> Document {
    let goes_on = if london_day(known_at) <= period.last {
        " The period is not over: what is kept is what was known by then, and it is kept only once. What comes after will be told as differences."
    } else {
        ""
    };
    let known_at = moment(known_at);
    let said =
        format!("{which} of {period} is kept in {file} as it was known at {known_at}.{goes_on}");
    Document::saying("kept", said)
}
