//! Who is placed for how long, what follows a short stay, and children counted once.

use crate::planning::forecast::{Forecast, Measure, NoFigure, Run, a_year, percent, rounded};

/// ", 120 of them in a longer unit and 48 for a short stay only"; nothing where there are no short stays.
pub(super) fn for_how_long(forecast: &Forecast) -> Result<String, NoFigure> {
    let mean = |measure: Measure| Ok(a_year(forecast, measure)?.mean);
    let (longer, short) = (mean(Measure::PlacedLonger)?, mean(Measure::PlacedShortOnly)?);
    if short <= 0.0 && mean(Measure::OnwardPlaced)? <= 0.0 {
        return Ok(String::new());
    }
    Ok(format!(
        ", {} of them in a longer unit and {} for a short stay only",
        rounded(longer),
        rounded(short)
    ))
}

/// What those do whose short stay is over, and how many leave without a place to stay in all.
pub(super) fn what_follows(run: &Run, forecast: &Forecast) -> Result<String, NoFigure> {
    let year = |measure: Measure| a_year(forecast, measure);
    let (asked, without) = (year(Measure::OnwardAsked)?, year(Measure::OnwardUnmet)?);
    if asked.mean <= 0.0 {
        let short = year(Measure::PlacedShortOnly)?.mean > 0.0;
        let said = match standing(run).as_str() {
            "" => "What follows a short stay is not part of this scenario.".to_owned(),
            standing => format!("After a short stay nobody asks for a longer unit{standing}."),
        };
        return Ok(if short { said } else { String::new() });
    }
    let all = year(Measure::LeftWithout)?;
    Ok(format!(
        "After a short stay {} ask for a longer unit{}: {} move to one, {} leave without. With them {} a year leave without a place to stay (95% of histories: {} to {}).",
        rounded(asked.mean),
        standing(run),
        rounded(year(Measure::OnwardPlaced)?.mean),
        rounded(without.mean),
        rounded(all.mean),
        rounded(all.p2_5),
        rounded(all.p97_5),
    ))
}

/// " (assumed: 70% do)", or as published or derived.
fn standing(run: &Run) -> String {
    let chance = run.assumptions.iter().find(|assumption| assumption.key == "onward.chance");
    chance.map_or_else(String::new, |chance| {
        format!(" ({}: {} do)", chance.standing.name(), percent(chance.value))
    })
}

/// "45 children", and how often they were counted where their households ask again.
pub(super) fn children(forecast: &Forecast) -> Result<String, NoFigure> {
    let once = a_year(forecast, Measure::ChildrenTurnedAwayOnce)?.mean;
    let instances = a_year(forecast, Measure::ChildrenTurnedAway)?.mean;
    if instances - once < 1e-9 {
        return Ok(format!("{} children", rounded(once)));
    }
    Ok(format!(
        "{} children, each once ({} counted again at every refusal)",
        rounded(once),
        rounded(instances)
    ))
}
