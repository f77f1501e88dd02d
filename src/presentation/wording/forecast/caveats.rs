//! What a reader of a forecast has to be told of its limits: where figures begin too early or too low, and which need
//! they leave out.

use crate::engine::simulation::WarmUp;
use crate::planning::forecast::{
    Building, Forecast, Measure, NoFigure, Outline, Run, Still, Unsettled, a_year, drift, percent,
    rounded,
};
use crate::presentation::wording::when::written_day;
use crate::presentation::wording::{count, in_a_row};

/// "1 year", "5 years".
pub(super) fn years(years: u16) -> String {
    count(usize::from(years), "year", "years")
}

/// The first day that counts.
pub(super) fn first_day(outline: &Outline) -> String {
    outline.quarter_days.first().map_or_else(String::new, |day| written_day(*day))
}

/// Said where the residents it begins from were listed on another day than the first.
pub(super) fn listed(outline: &Outline) -> String {
    let (Some(listed), Some(&first)) = (&outline.residents, outline.quarter_days.first()) else {
        return String::new();
    };
    let days = (listed.on - first).get_days();
    if days == 0 {
        return String::new();
    }
    let apart = count(usize::try_from(days.abs()).unwrap_or(0), "day", "days");
    let (when, taken) = if days > 0 {
        ("after", "taken to live there from the first day on")
    } else {
        ("before", "taken to live there still")
    };
    let just_come = match listed.moved_in_later {
        0 => String::new(),
        n => format!(" {n} of the {} moved in after it and count as just come.", listed.residents),
    };
    format!(
        "It begins from the residents listed on {}, {apart} {when} the first day: they are {taken}.{just_come}",
        written_day(listed.on),
    )
}

/// Said where the list of residents leaves open what else went on that day.
pub(super) fn not_listed(outline: &Outline) -> String {
    if outline.residents.is_none() {
        return String::new();
    }
    let unknown = [
        (outline.second_stage_places.is_some(), "supported in second stage"),
        (outline.waits, "waiting"),
        (outline.asks_again, "about to ask again"),
    ];
    let unknown: Vec<&str> =
        unknown.into_iter().filter_map(|(is, what)| is.then_some(what)).collect();
    if unknown.is_empty() {
        return String::new();
    }
    let unknown = in_a_row(&unknown, "or");
    format!(
        "Who was {unknown} on the first day is not listed: nobody is taken to be, so the first months of these figures are told too low."
    )
}

/// Said loudly of places that cannot be placed, as the desk says it: everybody who names them is asked about.
pub(super) fn not_placed(outline: &Outline) -> String {
    if outline.not_placed.is_empty() {
        return String::new();
    }
    format!(
        "NOT CHECKED: nobody can place {}. Whoever names that is asked about at every unit, and here nobody clears it, so unmet need is told too high. Name another place in the scenario.",
        outline.not_placed.join(" or ")
    )
}

/// Said of units that wait for a day which nobody has named.
pub(super) fn never_open(outline: &Outline) -> String {
    match outline.never_open {
        0 => String::new(),
        1 => "1 unit has no day from which it can be lived in, so here it never opens.".to_owned(),
        n => format!(
            "{n} units have no day from which they can be lived in, so here they never open."
        ),
    }
}

/// Said only where the figures begin too early: they would be too low.
pub(super) fn warm_up(warm_up: &WarmUp) -> String {
    if !warm_up.is_too_short() {
        return String::new();
    }
    let remedy = match warm_up.enough_years {
        Some(enough) => {
            format!("Set warm_up_years to {enough} or more, or begin from the occupancy.")
        }
        None => "No warm-up of up to 50 years would do: begin from the occupancy.".to_owned(),
    };
    format!(
        "The warm-up of {} is too short: of the households that would live here in the long run {} may still be missing when counting begins, so unmet need is told too low. {remedy}",
        years(warm_up.years),
        percent(warm_up.missing),
    )
}

/// Said where something that builds up slowly has not done so when counting begins.
pub(super) fn unsettled(run: &Run, unsettled: &Unsettled) -> String {
    let of = |still: &Still| {
        let what = match still.measure {
            Building::Occupancy => {
                return format!(
                    "{} of open nights would be lived in and not {}",
                    percent(still.longer),
                    percent(still.own)
                );
            }
            Building::Referrals => "referrals would be made",
            Building::Waiting => "households would wait at any moment",
            Building::SecondStage => "households would be in second stage at any moment",
        };
        format!("{} {what} and not {}", rounded(still.longer), rounded(still.own))
    };
    let found: Vec<String> = unsettled.found.iter().map(of).collect();
    format!(
        "The warm-up of {} is too short: after one of {} {}, in the first quarter that counts. Set a longer warm_up_years; what grows without end settles after none.",
        years(run.warm_up_years),
        years(run.warm_up_years.saturating_add(unsettled.more_years)),
        found.join("; "),
    )
}

/// Said where unmet need still grows or falls over years that should be alike.
///
/// # Errors
/// If the forecast lacks a figure that every forecast has.
pub(super) fn drifting(outline: &Outline, forecast: &Forecast) -> Result<String, NoFigure> {
    let found = drift(outline, forecast)?.filter(|_| outline.unsettled.is_none());
    Ok(found.map_or_else(String::new, |[first, last]| {
        format!(
            "It has not settled: {} have unmet need in the first year that counts and {} in the last, though every year should be like another. Set a warm_up_years longer than {}.",
            rounded(first),
            rounded(last),
            outline.run.warm_up_years
        )
    }))
}

/// What the unmet need leaves out although it is need: who is not asked for, and who still waits in the end.
pub(super) fn not_counted(forecast: &Forecast) -> Result<String, NoFigure> {
    let not_asked = a_year(forecast, Measure::NotAsked)?.mean;
    let mut said = String::new();
    if not_asked > 0.0 {
        said = format!(
            " Besides, {} a year need one and are not asked for, because the service is known to be full: they count neither as referrals nor as unmet need.",
            rounded(not_asked)
        );
    }
    if forecast.beside.many_still_wait {
        said += " Many still wait when the years end and are not in it.";
    }
    Ok(said)
}

/// Said of a wait that grows.
pub(super) fn still_waiting(forecast: &Forecast) -> Result<Option<String>, NoFigure> {
    let (left, all) = (forecast.mean(Measure::StillWaiting)?, forecast.mean(Measure::Referrals)?);
    Ok(forecast.beside.many_still_wait.then(|| {
        format!(
            "When the years end {} still wait, {} of all who asked: they count neither as placed nor as turned away, so the figures depend on where the years end, and the wait may grow without end.",
            rounded(left),
            percent(left / all),
        )
    }))
}
