//! Whether what builds up slowly has done so when counting begins: the queue for homes to move on to, those who
//! come back, those who wait, and second stage.
//!
//! There is no formula for these together, so a few histories are simulated apart, with the scenario's own warm-up
//! and with a much longer one, and the first quarters that count are held against each other. How long stays in
//! units last has a formula (`simulation/warm_up`).

use super::figure_table::{NoFigure, Period};
use super::frame::Forecast;
use super::measure::{Group, Measure};
use super::outline::Outline;
use super::table::{Statistic, Statistics, Tables};
use super::unsettled::Building;
use super::unsettled::Still;
use super::unsettled::Unsettled;
use crate::engine::simulation::Model;
use crate::inputs::scenario::{Scenario, StartState};

/// Years by which the other warm-up is longer.
const MORE_YEARS: u16 = 10;

/// Histories: a tenth of the scenario's own, in these bounds.
const HISTORIES: (u32, u32) = (16, 64);

/// A difference by so much less of the longer one's figure is let be.
const LET_BE: f64 = 0.03;

/// A difference by chance alone as large as so many of its standard errors: 1 in 15,000.
const SURE: f64 = 4.0;

/// Looks whether a scenario's warm-up is long enough; none: it is, as far as a few histories tell, or nothing in it
/// builds up but stays. `play` simulates so many histories of another scenario on the model's estate.
///
/// # Errors
/// Those of `play`.
pub fn unsettled<E>(
    scenario: &Scenario,
    model: &Model<'_>,
    play: impl Fn(&Scenario, u32) -> Result<Tables, E>,
) -> Result<Option<Unsettled>, E> {
    let course = &model.demand.course;
    let builds_up = course.homes.is_some()
        || course.waiting.is_some()
        || course.second_stage.is_some()
        || course.anybody_asks_again();
    if scenario.start_state != StartState::Empty || !builds_up {
        return Ok(None);
    }
    let histories = scenario.replications.div_euclid(10).clamp(HISTORIES.0, HISTORIES.1);
    let first_quarter = |warm_up_years: u16| {
        let census_days = Vec::new();
        play(&Scenario { years: 1, warm_up_years, census_days, ..scenario.clone() }, histories)
    };
    let own = first_quarter(scenario.warm_up_years)?;
    let longer = first_quarter(scenario.warm_up_years.saturating_add(MORE_YEARS))?;
    let found = differing(&own, &longer);
    Ok((!found.is_empty()).then_some(Unsettled { more_years: MORE_YEARS, found }))
}

/// Households with unmet need in the first year that counts and in the last, where these should be alike and are not; none: they
/// are, as far as these histories tell.
///
/// # Errors
/// If the forecast lacks a figure that every forecast has.
pub fn drift(outline: &Outline, forecast: &Forecast) -> Result<Option<[f64; 2]>, NoFigure> {
    let last = forecast.years();
    if !outline.years_alike || last < 2 {
        return Ok(None);
    }
    let of = |year| forecast.table.figure(Period::Year(year), Measure::UnmetNeed, Group::All);
    let (first, last) = (of(1)?, of(last)?);
    let means = [first, last].map(|of| Statistic::Mean.of(&of));
    Ok(differs(first, last).then_some(means))
}

fn differing(own: &Tables, longer: &Tables) -> Vec<Still> {
    const FIRST_QUARTER: usize = 2;
    let looked_at = [
        (Building::Occupancy, Measure::Occupancy),
        (Building::Referrals, Measure::Referrals),
        (Building::Waiting, Measure::Waiting),
        (Building::SecondStage, Measure::SecondStage),
    ];
    let statistics =
        |tables: &Tables, measure| tables.statistics((measure, Group::All), FIRST_QUARTER);
    let found = looked_at.into_iter().filter_map(|(building, measure)| {
        let (own, longer) = (statistics(own, measure)?, statistics(longer, measure)?);
        let still = Still { measure: building, own: own[0], longer: longer[0] };
        differs(own, longer).then_some(still)
    });
    found.collect()
}

/// Whether two means differ by more than chance, and by so much that it counts.
fn differs([own, own_error, ..]: Statistics, [longer, longer_error, ..]: Statistics) -> bool {
    let apart = (own - longer).abs();
    apart > SURE * libm::hypot(own_error, longer_error) && apart > LET_BE * longer.max(own)
}
