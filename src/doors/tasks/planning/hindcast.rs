//! A forecast held against what came: calibrated on the first nine months of a year of the register, of its last three.

use super::{Told, Unit, Watch, calibrate, mark_said, pool};
use crate::base::domain::calendar::{london_day, london_moment};
use crate::base::geography::Geography;
use crate::base::statistics::float;
use crate::doors::failure::Failure;
use crate::doors::files::{DataFolder, Text};
use crate::doors::tasks::Door;
use crate::doors::tasks::returns::{KeptRecords, READING, Source};
use crate::engine::demand;
use crate::engine::simulation::Model;
use crate::inputs::estate::OccupiedEstate;
use crate::inputs::scenario::{Scenario, StartState};
use crate::planning::calibration::{
    self, Came, Compared, Figure, Posterior, Simulator, SimulatorParts,
};
use crate::planning::forecast::{self, Forecast, Measure, Outline, Statistic, Tables};
use crate::service::returns::{
    Counting, HouseholdFigure, NightFigure, NotCounted, Period, Row, records,
};
use anyhow::{Context, anyhow};
use jiff::civil::{Date, Time};
use jiff::{Span, Timestamp};
use std::sync::Arc;

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub(in crate::doors) struct Asked<'a> {
    /// The scenario whose unknowns are calibrated.
    pub(in crate::doors) scenario: &'a str,
    /// The year ends with the last day of this, or the last that is over.
    pub(in crate::doors) period: Period,
    pub(in crate::doors) known_at: Timestamp,
    pub(in crate::doors) draws: u32,
    pub(in crate::doors) threads: usize,
}

/// Histories of the forecast, each from a draw of its own.
const HISTORIES: u32 = 400;

/// Months of the year that are held back.
const HELD_BACK: i32 = 3;

/// The whole of it.
pub(in crate::doors) fn work(
    door: &mut Door,
    data: &DataFolder,
    asked: Asked<'_>,
    watch: &dyn Watch,
) -> Result<Came, Failure> {
    let (learned, held_back) = parts(asked)?;
    let begins = london_moment(held_back.first, Time::midnight()).context("no such day")?;
    let text = kept(door, data, (learned, begins))?;
    let told = Told::open_with(data, (asked.scenario, Some(text)), &[READING.to_owned()])?;
    let told = told.alone(READING).context("there is no reading of the register")?;
    let posterior = allowed(&told, (asked.draws, asked.threads), watch)?;
    let scenarios = calibration::drawn(told.place(), &posterior, HISTORIES);
    let night = door.night(begins, asked.known_at)?;
    let homes = night.estate(door.estate.clone(), None);
    let bar = watch.begin(Unit::Histories, Some(u64::from(HISTORIES)));
    let place = (&homes, &data.geography, held_back.first);
    let run = || forecast_of(&scenarios, place, &|| bar.step());
    let forecast = pool(asked.threads)?.install(run)?;
    let rows = counted(door, data, (held_back, asked.known_at))?;
    let figures = [
        (Figure::LookedFor, Measure::Referrals),
        (Figure::Placed, Measure::Placed),
        (Figure::NeedUnmet, Measure::UnmetNeed),
        (Figure::OccupancyPercent, Measure::Occupancy),
    ];
    let compare = |(figure, measure)| compared(&forecast, (figure, measure), &rows);
    let figures = figures.into_iter().map(compare).collect::<Result<_, Failure>>()?;
    Ok(Came {
        scenario: asked.scenario.to_owned(),
        learned: (learned.first, learned.last),
        held_back: (held_back.first, held_back.last),
        draws: posterior.draws.len(),
        effective: posterior.weights.effective(),
        histories: scenarios.len(),
        figures,
    })
}

/// What the records of the first months allow.
fn allowed(
    told: &Told<'_>,
    (draws, threads): (u32, usize),
    watch: &dyn Watch,
) -> Result<Posterior, Failure> {
    let bar = watch.begin(Unit::Draws, Some(u64::from(draws)));
    let tick = || bar.step();
    let place = told.place();
    let reading = place.calibration.readings.first().context("there is no reading")?;
    let parts = SimulatorParts::new(place).map_err(calibrate::failure)?;
    let work = || {
        let simulator = Simulator::new(&parts);
        let from_prior = simulator.draws(0..draws, |draw| simulator.normals(draw), tick);
        calibration::posterior(&simulator, &Arc::new(from_prior), (0, reading), &tick)
    };
    pool(threads)?.install(work).map_err(calibrate::failure)
}

/// The nine months that are learned from, and the three that are held back.
fn parts(asked: Asked<'_>) -> Result<(Period, Period), Failure> {
    let yesterday = london_day(asked.known_at).yesterday().map_err(anyhow::Error::from)?;
    let end = asked.period.last.min(yesterday).tomorrow().map_err(anyhow::Error::from)?;
    let back = |months: i32| end.checked_sub(Span::new().months(months)).context("no such day");
    let (first, split) = (back(12)?, back(HELD_BACK)?);
    let before = |day: Date| day.yesterday().map_err(anyhow::Error::from);
    Ok((Period::of_days(first, before(split)?), Period::of_days(split, before(end)?)))
}

/// What was known of the first months when they were over, as records.
fn kept(
    door: &mut Door,
    data: &DataFolder,
    (period, known_at): (Period, Timestamp),
) -> Result<Text, Failure> {
    const FEW_DAYS: i32 = 7;
    let source = Source::read(&mut door.register, &data.path, known_at)?;
    let begins = source.record.first_day().ok_or_else(|| anyhow!("nothing is recorded yet"))?;
    if (begins - period.first).get_days() > FEW_DAYS {
        return Err(Failure::Usage(format!(
            "nine months from {} on are needed to learn from, and the register begins on {begins}: name a later --period",
            period.first
        )));
    }
    let counting = Counting::new(&source.record, period, &source.lists);
    let nights = door.register.log().unit_nights(known_at, (period.first, period.last));
    let rows = records(&counting, &nights);
    let estate = door.folder.display().to_string();
    let from = mark_said(&source.mark);
    let kept = KeptRecords { rows: &rows, period, estate: &estate, from };
    let records = kept.records().map_err(anyhow::Error::from)?;
    Ok(Text::of("the register's records".to_owned(), records))
}

/// What came, as it is known now.
fn counted(
    door: &mut Door,
    data: &DataFolder,
    (period, known_at): (Period, Timestamp),
) -> Result<Vec<Row>, Failure> {
    let source = Source::read(&mut door.register, &data.path, known_at)?;
    let counting = Counting::new(&source.record, period, &source.lists);
    let nights = door.register.log().unit_nights(known_at, (period.first, period.last));
    Ok(records(&counting, &nights))
}

/// A history of each scenario, from who lived there when the months held back began.
fn forecast_of(
    scenarios: &[Scenario],
    (homes, geography, start): (&OccupiedEstate, &Geography, Date),
    tick: &(dyn Fn() + Sync),
) -> Result<Forecast, Failure> {
    let (mut all, mut outline) = (Tables::default(), None);
    for (history, drawn) in (0..).zip(scenarios) {
        let scenario = Scenario {
            start,
            start_state: StartState::Occupancy,
            years: 1,
            warm_up_years: 0,
            ..drawn.clone()
        };
        let file = "the scenario";
        let demand = demand::build(file, &scenario, &homes.estate, geography)?;
        let model = Model::new(&scenario, homes.both(), geography, &demand);
        let one = forecast::run(&model, history..history + 1, tick).map_err(anyhow::Error::from)?;
        all = all.merge(one);
        outline.get_or_insert_with(|| Outline::of(&scenario, &model));
    }
    let outline = outline.context("no scenario was drawn")?;
    Ok(Forecast::of(&outline, &all).map_err(anyhow::Error::from)?)
}

/// A figure of the first quarter, beside what came.
fn compared(
    forecast: &Forecast,
    (figure, measure): (Figure, Measure),
    rows: &[Row],
) -> Result<Compared, Failure> {
    let scale = if figure == Figure::OccupancyPercent { 100.0 } else { 1.0 };
    let mut ends = [0.0; 3];
    for (end, statistic) in ends.iter_mut().zip([Statistic::P2_5, Statistic::P50, Statistic::P97_5])
    {
        let quarters = forecast.quarters(measure, statistic).map_err(anyhow::Error::from)?;
        *end = scale * quarters.first().copied().context("the forecast has no quarter")?;
    }
    let came = came(figure, rows).map_err(anyhow::Error::from)?;
    Ok(Compared::new(figure, ends, Some(came)))
}

fn came(figure: Figure, rows: &[Row]) -> Result<f64, NotCounted> {
    let of = |figure: HouseholdFigure| figure.of(rows).map(f64::from);
    let nights = |figure: NightFigure| figure.of(rows).map(float);
    match figure {
        Figure::LookedFor => of(HouseholdFigure::LookedFor),
        Figure::Placed => of(HouseholdFigure::Arrived),
        Figure::NeedUnmet => of(HouseholdFigure::NeedUnmet),
        Figure::OccupancyPercent => {
            Ok(100.0 * nights(NightFigure::LivedIn)? / nights(NightFigure::Open)?.max(1.0))
        }
    }
}
