//! A return for others than the council: what else counts the same households is protected with it.

use super::published::refused;
use super::{Asked, Source, Which, rows, rows_with};
use crate::doors::failure::Failure;
use crate::service::returns::{Before, Counting, Period, Row, Table, public};

/// Returns that count the same households.
const LINKED: [Which; 5] =
    [Which::Mhclg, Which::Sanctuary, Which::Kpi, Which::Outcomes, Which::Review];

/// The parts as others may see them: a year and its quarters, and every return of each, are protected together, whichever
/// of them is shown.
pub(super) fn for_others(
    asked: &Asked,
    source: &Source,
) -> Result<Vec<(Which, Vec<Row>)>, Failure> {
    let year = asked.period.year();
    let periods: Vec<Period> = std::iter::once(year).chain(year.quarters()).collect();
    let own = periods.iter().position(|period| *period == asked.period).ok_or_else(|| {
        Failure::Usage("a public copy is of a year from April or of a quarter".to_owned())
    })?;
    is_about_these(asked, &periods, source)?;
    let mut tables = Vec::new();
    for (period, of) in periods.iter().enumerate() {
        let counting = Counting::new(&source.record, *of, &source.lists);
        for which in LINKED {
            let is_asked = period == own && asked.which.parts().contains(&which);
            // Nights of units are of nobody: those that are not shown need not be counted.
            let rows = if is_asked {
                rows(source, &counting, which)
            } else {
                rows_with(&counting, which, &[])
            };
            tables.push(Table { of: which.word(), period, rows });
        }
    }
    let shown = public(&tables, &before(asked, &periods), &source.lists)
        .map_err(|why| anyhow::anyhow!(why))?;
    let place = |which: &Which| LINKED.iter().position(|of| of == which);
    let mut shown: Vec<Option<Vec<Row>>> = shown.into_iter().map(Some).collect();
    let part = |which: &Which| {
        let number = own * LINKED.len() + place(which)?;
        Some((*which, shown.get_mut(number)?.take()?))
    };
    Ok(asked.which.parts().iter().filter_map(part).collect())
}

/// Each folder that somebody named has a copy of these periods, made from this register.
fn is_about_these(asked: &Asked, periods: &[Period], source: &Source) -> Result<(), Failure> {
    let names: Vec<String> = periods.iter().map(ToString::to_string).collect();
    for of in &asked.published {
        let Some(folder) = &of.named else { continue };
        if of.origin != source.mark.origin {
            return Err(refused(folder, "its copy was made from another register"));
        }
        let mut same = asked.published.iter().filter(|other| other.named == of.named);
        if !same.any(|other| names.contains(&other.period)) {
            let why = format!("it has no copy of {} or its quarters", asked.period.year());
            return Err(refused(folder, &why));
        }
    }
    Ok(())
}

/// What of these periods was published before.
fn before(asked: &Asked, periods: &[Period]) -> Vec<Before> {
    let of = |earlier: &super::Published| {
        let period = periods.iter().position(|of| of.to_string() == earlier.period)?;
        Some(Before { of: earlier.of.clone(), period, shown: earlier.shown.clone() })
    };
    asked.published.iter().filter_map(of).collect()
}
