//! Where asking led to: a longer unit, a short stay and nothing after it, or no place. Three things, never added up to one.

use super::{a_year, by_reading, reading, rounded, years};
use crate::planning::forecast::{Forecast, Measure, NoFigure, Statistic, some_leave_otherwise};
use crate::presentation::document::Table;

const LED_TO: [(Measure, &str); 3] = [
    (Measure::PlacedLonger, "Placed in a longer unit"),
    (Measure::PlacedShortOnly, "Placed for a short stay only"),
    (Measure::NotPlaced, "Not placed"),
];

/// Whether anybody has a short stay and nothing after it.
fn some_have_a_short_stay(forecasts: &[&Forecast]) -> Result<bool, NoFigure> {
    let mut some = false;
    for forecast in forecasts {
        some |= a_year(forecast, Measure::PlacedShortOnly)? > 0.0;
    }
    Ok(some)
}

/// What the headline does not count: those placed for a short stay and for nothing longer.
pub(super) fn in_words(forecasts: &[&Forecast]) -> Result<Option<String>, NoFigure> {
    if !some_have_a_short_stay(forecasts)? {
        return Ok(None);
    }
    let means = |measure: Measure| -> Result<String, NoFigure> {
        let each = forecasts.iter().map(|forecast| a_year(forecast, measure));
        let each = each.collect::<Result<Vec<f64>, _>>()?;
        Ok(by_reading(each.into_iter().map(rounded)))
    };
    Ok(Some(format!(
        "Not in these figures: {} a year have a short stay only, of whom {} ask for a longer unit and find none; {} are placed in a longer unit.",
        means(Measure::PlacedShortOnly)?,
        means(Measure::OnwardUnmet)?,
        means(Measure::PlacedLonger)?,
    )))
}

/// Reading by reading, each with its range; none where there are no short stays.
pub(super) fn table(forecasts: &[&Forecast]) -> Result<Option<Table>, NoFigure> {
    if !some_have_a_short_stay(forecasts)? {
        return Ok(None);
    }
    let mut head = vec!["A year".to_owned()];
    head.extend(forecasts.iter().map(|forecast| reading(forecast)));
    let mut rows = Vec::new();
    for (measure, title) in LED_TO {
        let mut row = vec![title.to_owned()];
        for forecast in forecasts {
            let (total, years) = (forecast.total(measure)?, years(forecast));
            let [mean, low, high] = [Statistic::Mean, Statistic::P2_5, Statistic::P97_5]
                .map(|statistic| rounded(statistic.of(&total) / years));
            row.push(format!("{mean} ({low} to {high})"));
        }
        rows.push(row);
    }
    if some_leave_otherwise(forecasts)? {
        let mut row = vec!["Of these, turned away".to_owned()];
        for forecast in forecasts {
            row.push(rounded(a_year(forecast, Measure::UnmetNeed)?));
        }
        rows.push(row);
    }
    let title = "Where asking led to, a year: mean and 95 in 100 histories (simulated)";
    Ok(Some(Table::filed("placed-for-how-long-by-reading", title, head, rows)))
}
