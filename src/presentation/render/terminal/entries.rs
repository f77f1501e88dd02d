//! Units and households, each with its lines below it.

use super::lay::Page;
use crate::presentation::document::{Entry, Line, Offers, Text, text};

/// Spaces before the lines of an entry.
const INDENT: &str = "     ";

/// Where the second line of what is said to a unit on offer begins.
const HANG: usize = 8;

/// Where the second line of a household's own text begins at most.
const FARTHEST: usize = 40;

impl Page<'_> {
    /// "  1  Siskin: self-contained home, …", its lines, and what is said after all of them.
    pub(super) fn offers(self, offers: &Offers) -> String {
        let offer = |entry: &Entry| {
            let number = entry.number.map_or_else(String::new, |number| format!("{number}  "));
            let names = Text::joined(entry.names.iter().cloned(), " ");
            let said = text![names, ": ", entry.text.clone()];
            let first = self.hanging(&format!("  {number}"), &said, INDENT.len());
            first + &self.below(&entry.lines)
        };
        offers.entries.iter().map(offer).collect::<String>() + &self.below(&offers.then)
    }

    fn below(self, lines: &[Line]) -> String {
        let line = |line: &Line| match line {
            Line::Labelled(label, said) => {
                self.hanging(INDENT, &text![format!("{label}: "), said.clone()], HANG)
            }
            other => self.line(other),
        };
        lines.iter().map(line).collect()
    }

    /// "  Siskin (dispersed home): vacant, suits", and what is found of it.
    pub(super) fn units(self, entries: &[Entry]) -> String {
        let unit = |entry: &Entry| {
            let names = Text::joined(entry.names.iter().cloned(), " ");
            let first = self.hanging("  ", &text![names, " ", entry.text.clone()], 4);
            first + &entry.lines.iter().map(|line| self.line(line)).collect::<String>()
        };
        entries.iter().map(unit).collect()
    }

    /// "  R-0417  Siskin  in danger now; …", names below each other, and what is told of each.
    pub(super) fn households(self, entries: &[Entry]) -> String {
        let household = |entry: &Entry| {
            let (names, hang) = self.names(entry, entries);
            let first = if entry.text.is_empty() {
                format!("{}\n", names.trim_end())
            } else {
                self.hanging(&names, &entry.text, hang)
            };
            first + &entry.lines.iter().map(|line| self.line(line)).collect::<String>()
        };
        entries.iter().map(household).collect()
    }

    /// The names of a household, and where its second line begins; where it has several they stand in columns.
    fn names(self, entry: &Entry, all: &[Entry]) -> (String, usize) {
        let width = |column: usize| {
            let names = all.iter().filter_map(|other| other.names.get(column));
            names.map(|name| self.words(name).chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..entry.names.len()).map(width).collect();
        let several = widths.len() > 1;
        let padded = entry.names.iter().zip(&widths).map(|(name, width)| {
            let (name, width) = (self.words(name), if several { *width } else { 0 });
            format!("{name:<width$}  ")
        });
        let hang = if several {
            (widths.iter().sum::<usize>() + 2 * (widths.len() + 1)).min(FARTHEST)
        } else {
            2 * (widths.len() + 1)
        };
        (format!("  {}", padded.collect::<String>()), hang)
    }

    fn line(self, line: &Line) -> String {
        let lead = match line {
            Line::Plain(_) => INDENT.to_owned(),
            Line::Point(_) => format!("{INDENT}- "),
            Line::Open(_) => format!("{INDENT}? "),
            Line::Ask(_) => format!("{INDENT}-> "),
            Line::Labelled(label, _) => format!("{INDENT}{label}: "),
            Line::Scored(points, _) => format!("{INDENT}{points:>3}  "),
        };
        self.wrapped(&lead, line.text())
    }
}
