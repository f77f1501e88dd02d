//! Whether tables that were read could have come of histories: nobody is lost between what was asked and what became of it.
//!
//! Sums of counts add up over outcomes, classes, kinds of unit and quarters, as they do in every history. Not here: each
//! figure by itself, whose histogram and sums fit each other (`shard`).

use super::count::{Count, KINDS};
use super::history::WaitEnded;
use super::measure::{Group, Measure};
use super::outline::Outline;
use super::table::Tables;

/// Sums of a count over histories: the whole span, its years, its quarters.
type Sums = Vec<i128>;

/// Tables with what the outline says of their length.
struct Books<'a> {
    tables: &'a Tables,
    years: usize,
}

/// Whether everything adds up.
///
/// # Errors
/// What does not, in words.
pub(super) fn conserved(tables: &Tables, outline: &Outline) -> Result<(), String> {
    if tables.replications == 0 {
        let nothing = tables.series.values().flat_map(|series| &series.0).all(|cell| cell.sum == 0);
        return if nothing { Ok(()) } else { Err("it counts what no history had".to_owned()) };
    }
    let books = Books { tables, years: usize::from(outline.run.years) };
    let classes = || (0..outline.classes.len()).map(Group::Class);
    for group in std::iter::once(Group::All).chain(classes()) {
        books.outcomes(group)?;
        for count in Count::all() {
            books.periods(count, group)?;
        }
    }
    for count in Count::all() {
        let name = Measure::from(count).name();
        if !tables.series.contains_key(&(count.into(), Group::All)) {
            return Err(format!("there is no {name}"));
        }
        let of_classes = books.added(classes().map(|class| (count.into(), class)));
        holds(&books.of(count.into(), Group::All), &of_classes, || {
            format!("{name} is not that of all classes together")
        })?;
    }
    books.placed()
}

fn holds(one: &Sums, other: &Sums, why: impl FnOnce() -> String) -> Result<(), String> {
    if one == other { Ok(()) } else { Err(why()) }
}

impl Books<'_> {
    fn of(&self, measure: Measure, group: Group) -> Sums {
        let cells = self.tables.series.get(&(measure, group)).map(|series| &series.0);
        let length = 1 + 5 * self.years;
        (0..length)
            .map(|at| cells.and_then(|cells| cells.get(at)).map_or(0, |cell| cell.sum))
            .collect()
    }

    fn added(&self, parts: impl Iterator<Item = (Measure, Group)>) -> Sums {
        let none = vec![0; 1 + 5 * self.years];
        parts.fold(none, |sums, (measure, group)| {
            sums.iter().zip(self.of(measure, group)).map(|(sum, part)| sum + part).collect()
        })
    }

    /// Whoever asked is told once and no more, and whatever is made of parts is made of these.
    fn outcomes(&self, group: Group) -> Result<(), String> {
        for (whole, parts) in Count::wholes() {
            let added = self.added(parts.iter().map(|part| (Measure::from(*part), group)));
            holds(&self.of(whole.into(), group), &added, || {
                let names: Vec<String> =
                    parts.iter().map(|part| Measure::from(*part).name()).collect();
                format!("{} is not {} together", Measure::from(whole).name(), names.join(", "))
            })?;
        }
        Ok(())
    }

    /// The whole span is its years, and each year its quarters.
    fn periods(&self, count: Count, group: Group) -> Result<(), String> {
        let sums = self.of(count.into(), group);
        let (by_year, by_quarter) = sums[1..].split_at(self.years);
        let years: Sums = by_quarter.chunks(4).map(|quarters| quarters.iter().sum()).collect();
        let is_whole = sums[0] == by_year.iter().sum::<i128>() && by_year == years;
        let name = || Measure::from(count).name();
        if is_whole { Ok(()) } else { Err(format!("{} is not that of all quarters", name())) }
    }

    /// Whoever was placed waited, perhaps for no time, and lives in a unit of some kind.
    fn placed(&self) -> Result<(), String> {
        let placed = self.of(Measure::Placed, Group::All);
        let kinds = (0..KINDS).map(|kind| (Measure::Placed, Group::Kind(kind)));
        let waits: i128 =
            self.tables.waits(WaitEnded::Placed).iter().map(|waits| i128::from(*waits)).sum();
        if placed[0] != waits {
            return Err("not everybody who was placed has a wait".to_owned());
        }
        holds(&placed, &self.added(kinds), || "placed is not that of all kinds together".to_owned())
    }
}
