//! The evidence pack of clause 4.11: the report with the register's own counts, and a forecast against what came.

use super::hindcast::{self, Asked as OfCame};
use super::report::{Page, Refused, page_with};
use super::{Tonight, Watch};
use crate::base::domain::calendar::london_day;
use crate::doors::failure::Failure;
use crate::doors::files::DataFolder;
use crate::doors::tasks::Door;
use crate::doors::tasks::returns::{self, Published, Source, Which};
use crate::presentation::report::Again;
use crate::presentation::wording::evidence::{Evidence, sections};
use crate::service::returns::Period;
use crate::service::vault::Mark;
use jiff::Timestamp;
use jiff::civil::Date;

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub(in crate::doors) struct Asked<'a> {
    pub(in crate::doors) again: &'a Again,
    /// A year from April, or a quarter.
    pub(in crate::doors) period: Period,
    pub(in crate::doors) known_at: Timestamp,
    /// What others were shown before.
    pub(in crate::doors) published: &'a [Published],
    pub(in crate::doors) threads: usize,
}

/// The page, and the head of the register that it was made from.
pub(in crate::doors) fn work(
    door: &mut Door,
    mut data: DataFolder,
    asked: Asked<'_>,
    watch: &dyn Watch,
) -> Result<(Page, Mark), Refused> {
    let Asked { again, period, known_at, published, threads } = asked;
    let tonight = Tonight::of(door, known_at, known_at)?.told_by_returns();
    tonight.join(&mut data)?;
    let head = tonight.head;
    let source = Source::of(&mut door.register, &data.path, (Which::Mhclg, period, known_at))?;
    let public = |door: &Door, period: Period| {
        let counts = returns::Asked {
            which: Which::Mhclg,
            period,
            known_at,
            is_public: true,
            published: published.to_vec(),
            provider: door.estate.provider.name.clone(),
        };
        let made = returns::made(&counts, &source)?;
        Ok::<_, Failure>(made.parts.into_iter().flat_map(|(_, rows)| rows).collect::<Vec<_>>())
    };
    let rows = public(door, period)?;
    let draws = if again.quick { 1_000 } else { 4_000 };
    let of_came = OfCame { scenario: &again.scenario, period, known_at, draws, threads };
    let came = match hindcast::work(door, &data, of_came, watch) {
        Ok(came) => Ok(came),
        Err(Failure::Usage(why)) => Err(why),
        Err(other) => return Err(other.into()),
    };
    // What came is told where the public return of those months tells it.
    let quarter = came.as_ref().ok().and_then(|came| quarter_of(came.held_back));
    let of_came = quarter.map(|quarter| public(door, quarter)).transpose()?.unwrap_or_default();
    let came = came.as_ref().map_err(Clone::clone);
    let is_over = period.last < london_day(known_at);
    let evidence = Evidence { period, is_over, rows: &rows, came, of_came: &of_came, head: &head };
    let own = sections(&evidence);
    let page = page_with(&data, (again, &own), threads, watch)?;
    Ok((page, head))
}

/// The quarter of the calendar that some months are; none: they are none.
fn quarter_of((first, last): (Date, Date)) -> Option<Period> {
    let quarter = Period::of_days(first, last);
    let quarters = quarter.year().quarters();
    quarters.into_iter().find(|of| (of.first, of.last) == (first, last))
}
