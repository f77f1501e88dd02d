//! Tables: columns beside each other, or one below the other where they make sense alone and are too wide.

use super::INDENT;
use super::lay::{Page, columns};
use crate::presentation::document::{Row, Table, Text};

impl Page<'_> {
    /// The caption, and the rows a little further in.
    pub(super) fn table(self, indent: &str, table: &Table) -> String {
        let caption = self.paragraph(indent, &table.caption);
        let indent =
            if caption.is_empty() { indent.to_owned() } else { format!("{indent}{INDENT}") };
        caption + &self.rows(&indent, table)
    }

    fn rows(self, indent: &str, table: &Table) -> String {
        let (cells, groups) = self.cells(indent, table);
        let beside = columns(&cells);
        let fits = beside.lines().all(|line| line.chars().count() <= self.width);
        if fits || !table.columns_stand_alone {
            return under_their_groups(&beside, groups);
        }
        let count = cells.iter().map(Vec::len).max().unwrap_or(0);
        let alone = |column: usize| {
            let of = |row: &Vec<String>| {
                [row.first(), row.get(column)].into_iter().flatten().cloned().collect()
            };
            columns(&cells.iter().map(of).collect::<Vec<_>>())
        };
        (1..count).map(alone).collect()
    }

    /// The lines of a table in cells, and before which of them each group's title stands.
    fn cells(self, indent: &str, table: &Table) -> (Vec<Vec<String>>, Vec<(usize, String)>) {
        let (mut cells, mut groups) = (Vec::new(), Vec::new());
        let within = if table.rows_within { INDENT } else { "" };
        let mut line = |row: &[Text]| {
            let mut line: Vec<String> = row.iter().map(|text| self.words(text)).collect();
            if let Some(first) = line.first_mut() {
                first.insert_str(0, &[indent, within].concat());
            }
            cells.push(line);
            cells.len()
        };
        let mut lines = if table.head.is_empty() { 0 } else { line(&table.head) };
        for row in &table.rows {
            match row {
                Row::Group(title) => groups.push((lines, self.wrapped(indent, title))),
                Row::Cells(row) => lines = line(row),
            }
        }
        (cells, groups)
    }
}

fn under_their_groups(lines: &str, groups: Vec<(usize, String)>) -> String {
    let mut groups = groups.into_iter().peekable();
    let mut shown = String::new();
    for (k, line) in lines.lines().enumerate() {
        while let Some((_, title)) = groups.next_if(|(before, _)| *before == k) {
            shown += &title;
        }
        shown = shown + line + "\n";
    }
    shown
}
