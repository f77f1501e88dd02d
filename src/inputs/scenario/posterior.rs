//! What a calibration left of a reading: draws of what is not known, one for each history in turn.
//!
//! `data/posteriors/NAME/posterior.csv`, as `lintel calibrate --keep` writes it: the reading, the number of the draw, and a column
//! for each number that is drawn. Every row counts alike. Not here: how draws are found (`calibration`).

use super::sets::{Column, Sets};
use crate::base::parse::{At, Code, Issues, Sink, Source, notation};
use crate::base::statistics::float;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use strum::VariantNames;

/// Which posterior a reading takes its numbers from.
#[derive(Debug, Clone, PartialEq)]
pub struct Posterior {
    /// The name of its folder.
    pub name: String,
    /// Keys that a scenario built upon it says itself: no draw changes these.
    pub held: BTreeSet<String>,
    /// The draws; none: nobody has looked them up yet.
    pub draws: Option<Arc<Draws>>,
}

/// Draws of what is not known, in the order in which histories take them.
#[derive(Debug, Clone, PartialEq)]
pub struct Draws {
    columns: Vec<Column>,
    rows: Vec<Vec<f64>>,
    /// Of each row the load, and what part of a stay is the wait for a home, less the mean over all.
    load_and_wait: Vec<[f64; 2]>,
}

impl Draws {
    /// In an order in which every run of neighbours is spread over the load: by load, in strides of the golden section.
    pub fn new(columns: Vec<Column>, mut rows: Vec<Vec<f64>>) -> Self {
        const OF_LOAD: [Sets; 3] = [Sets::ReferralsPerYear, Sets::ShareNeedingUnit, Sets::StayDays];
        let load = |row: &Vec<f64>| -> f64 {
            let of = columns.iter().zip(row).filter(|(column, _)| OF_LOAD.contains(&column.sets));
            of.map(|(_, value)| value).product()
        };
        rows.sort_by(|a, b| load(a).total_cmp(&load(b)));
        let stride = stride(rows.len());
        let at = |turn: usize| (turn * stride).checked_rem(rows.len()).unwrap_or(0);
        let rows: Vec<Vec<f64>> = (0..rows.len()).map(|turn| rows[at(turn)].clone()).collect();
        let wait = columns.iter().position(|column| column.sets == Sets::HomeWaitShare);
        let wait = |row: &Vec<f64>| wait.map_or(0.0, |at| row[at]);
        let mean = |of: &dyn Fn(&Vec<f64>) -> f64| {
            rows.iter().map(of).sum::<f64>() / float(rows.len().max(1))
        };
        let means = [mean(&load), mean(&wait)];
        let beside = |row| [load(row) / means[0] - 1.0, wait(row) - means[1]];
        let load_and_wait = rows.iter().map(beside).collect();
        Self { columns, rows, load_and_wait }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What is drawn, in the order of the values.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The rows, in the order in which histories take them.
    pub fn rows(&self) -> &[Vec<f64>] {
        &self.rows
    }

    /// Which of them a history takes.
    pub fn turn(&self, replication: u32) -> usize {
        usize::try_from(replication).unwrap_or(0).checked_rem(self.rows.len()).unwrap_or(0)
    }

    /// The load of a history's draw beside the mean of all, as a share of that, and by how much more of a stay is the wait for
    /// a home; on average over all draws both are 0.
    pub fn load_and_wait(&self, replication: u32) -> [f64; 2] {
        self.load_and_wait.get(self.turn(replication)).copied().unwrap_or_default()
    }

    /// The least value of the column that is meant; none: nothing of the kind is drawn.
    pub fn least(&self, is_meant: impl Fn(&Column) -> bool) -> Option<f64> {
        let at = self.columns.iter().position(is_meant)?;
        self.rows.iter().map(|row| row[at]).reduce(f64::min)
    }

    /// The mean of each value.
    pub(super) fn means(&self) -> Vec<f64> {
        let many = float(self.rows.len().max(1));
        let mean = |at: usize| self.rows.iter().map(|row| row[at]).sum::<f64>() / many;
        (0..self.columns.len()).map(mean).collect()
    }
}

/// About 0.618 of so many, without a factor in common.
fn stride(many: usize) -> usize {
    let from = (many * 618).div_euclid(1_000).max(1);
    (from..=2 * from + 1).find(|stride| greatest_common(*stride, many.max(1)) == 1).unwrap_or(1)
}

fn greatest_common(a: usize, b: usize) -> usize {
    if b == 0 { a } else { greatest_common(b, a % b) }
}

/// Draws by reading.
pub type DrawsByReading = BTreeMap<String, Arc<Draws>>;

/// Reads the draws of every reading.
///
/// # Errors
/// Columns that nobody knows, and cells that are no number.
pub fn read_posteriors(source: Source<'_>) -> Result<DrawsByReading, Issues> {
    let mut sink = Sink::new(source.file);
    let Some((header, rows)) = notation::csv(source.text, &mut sink) else {
        return sink.into_issues().or_value(None);
    };
    let columns = columns(&header, &mut sink);
    let mut found: BTreeMap<String, Vec<Vec<f64>>> = BTreeMap::new();
    for row in &rows {
        let mut values = Vec::new();
        for (at, column) in columns.iter().enumerate() {
            let cell = row.cells.get(at + AHEAD.len()).map_or("", |cell| &**cell);
            values.push(number(cell, column, row.line, &mut sink));
        }
        let reading = row.cells.first().cloned().unwrap_or_default();
        found.entry(reading).or_default().push(values);
    }
    let draws =
        found.into_iter().map(|(reading, rows)| (reading, Draws::new(columns.clone(), rows)));
    let draws = draws.map(|(reading, draws)| (reading, Arc::new(draws))).collect();
    sink.into_issues().or_value(Some(draws))
}

/// The columns before those of the numbers.
pub const AHEAD: [&str; 2] = ["reading", "draw"];

fn columns(header: &[String], sink: &mut Sink) -> Vec<Column> {
    let ahead = header.iter().map(String::as_str).take(AHEAD.len());
    if !ahead.eq(AHEAD) {
        let allowed = "a posterior begins with the columns reading and draw";
        let said = header.join(",");
        sink.add(Code::Missing, At::new("line 1", Some(1)), said, allowed, MAKE_AGAIN);
    }
    let mut found = Vec::new();
    for label in header.iter().skip(AHEAD.len()) {
        match Column::of_label(label) {
            Some(column) => found.push(column),
            None => sink.add(
                Code::NotAllowed,
                At::new("line 1", Some(1)),
                label.clone(),
                format!("a column is one of: {}", Sets::VARIANTS.join(", ")),
                MAKE_AGAIN,
            ),
        }
    }
    found
}

const MAKE_AGAIN: &str = "make the file again: lintel calibrate SCENARIO --keep";

fn number(cell: &str, column: &Column, line: usize, sink: &mut Sink) -> f64 {
    let (least, greatest) = column.sets.bounds();
    let value = cell.parse::<f64>().ok().filter(|value| (least..=greatest).contains(value));
    value.unwrap_or_else(|| {
        let label = column.label();
        let place = format!("line {line}, {label}");
        let allowed = format!("a number from {least} to {greatest}");
        sink.add(Code::OutOfRange, At::new(&place, Some(line)), cell, allowed, MAKE_AGAIN);
        least
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::domain::RuleName;

    const TEXT: &str = "reading,draw,referrals_per_year,stay_days,mix_share: a; b\n\
                        one,1,10,20,0.5\none,2,30,20,0.25\none,3,20,20,0.3\ntwo,1,5,6,0.1\n";

    fn read(text: &str) -> Result<DrawsByReading, Issues> {
        read_posteriors(Source { file: "posterior.csv", text })
    }

    #[test]
    fn draws_are_taken_in_turn_and_stand_by_reading() {
        let draws = read(TEXT).unwrap();
        assert_eq!((draws["one"].len(), draws["two"].len()), (3, 1));
        let one = &draws["one"];
        let rates: Vec<f64> = (0..6).map(|turn| one.rows()[one.turn(turn)][0]).collect();
        assert_eq!(rates, [10.0, 20.0, 30.0, 10.0, 20.0, 30.0]);
        let labels: Vec<String> = draws["two"].columns().iter().map(Column::label).collect();
        assert_eq!(labels, ["referrals_per_year", "stay_days", "mix_share: a; b"]);
    }

    #[test]
    fn a_chance_of_a_grant_stands_by_its_rule() {
        let text = "reading,draw,granted: pets,granted: single_sex,asks_onward\none,1,0.5,0.25,1\n";
        let one = read(text).unwrap().remove("one").unwrap();
        let labels: Vec<String> = one.columns().iter().map(Column::label).collect();
        assert_eq!(labels, ["granted: pets", "granted: single_sex", "asks_onward"]);
        let keys: Vec<String> = one.columns().iter().flat_map(Column::keys).collect();
        assert_eq!(keys, ["decisions.pets", "decisions.single_sex", "onward.chance"]);
        assert_eq!(one.least(|column| column.rule == Some(RuleName::SingleSex)), Some(0.25));
        for no_rule in ["granted", "granted: colour", "pets: granted"] {
            assert!(read(&format!("reading,draw,{no_rule}\none,1,0.5\n")).is_err(), "{no_rule}");
        }
    }

    #[test]
    fn every_run_of_neighbours_is_spread_over_the_load() {
        let column = Column { sets: Sets::ReferralsPerYear, households: Vec::new(), rule: None };
        let draws = Draws::new(vec![column], (0..500).map(|k| vec![f64::from(k)]).collect());
        for first in [0, 77, 499, 1 << 30] {
            let some = (first..first + 20).map(|turn| draws.rows()[draws.turn(turn)][0]);
            let mean = some.sum::<f64>() / 20.0;
            assert!((mean - 249.5).abs() < 30.0, "{first}: {mean}");
        }
    }

    #[test]
    fn what_is_no_posterior_is_an_issue() {
        for text in [
            "",
            "reading,draw,colour\none,1,2\n",
            "draw,reading,stay_days\n",
            "reading,draw,stay_days\none,1,long\n",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
