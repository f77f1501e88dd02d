//! The evidence pack of clause 4.11: the report with the register's own counts, and a forecast against what came.

use super::came::{self, Asked as OfCame};
use super::report::{Page, Refused, page_with};
use super::{Tonight, Watch};
use crate::doors::failure::Failure;
use crate::doors::files::DataFolder;
use crate::doors::tasks::Door;
use crate::doors::tasks::returns::{self, Source, Which};
use crate::presentation::report::Again;
use crate::presentation::wording::evidence::{Evidence, sections};
use crate::service::returns::Period;
use crate::service::vault::Mark;
use jiff::Timestamp;

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub(in crate::doors) struct Asked<'a> {
    pub(in crate::doors) again: &'a Again,
    /// A year from April, or a quarter.
    pub(in crate::doors) period: Period,
    pub(in crate::doors) known_at: Timestamp,
    pub(in crate::doors) threads: usize,
}

/// The page, and the head of the register that it was made from.
pub(in crate::doors) fn work(
    door: &mut Door,
    mut data: DataFolder,
    asked: Asked<'_>,
    watch: &dyn Watch,
) -> Result<(Page, Mark), Refused> {
    let Asked { again, period, known_at, threads } = asked;
    let tonight = Tonight::of(door, known_at, known_at)?;
    tonight.join(&mut data)?;
    let head = tonight.head;
    let of = (Which::Mhclg, period, known_at);
    let source = Source::of(&mut door.register, &data.path, of)?;
    let counts = returns::Asked {
        which: Which::Mhclg,
        period,
        known_at,
        is_public: true,
        published: Vec::new(),
        provider: door.estate.provider.name.clone(),
    };
    let made = returns::made(&counts, &source)?;
    let rows = made.parts.into_iter().flat_map(|(_, rows)| rows).collect::<Vec<_>>();
    let draws = if again.quick { 1_000 } else { 4_000 };
    let of_came = OfCame { scenario: &again.scenario, period, known_at, draws, threads };
    let came = match came::work(door, &data, of_came, watch) {
        Ok(came) => Ok(came),
        Err(Failure::Usage(why)) => Err(why),
        Err(other) => return Err(other.into()),
    };
    let evidence =
        Evidence { period, rows: &rows, came: came.as_ref().map_err(Clone::clone), head: &head };
    let own = sections(&evidence).map_err(|why| Failure::from(anyhow::anyhow!(why)))?;
    let page = page_with(&data, (again, &own), threads, watch)?;
    Ok((page, head))
}
