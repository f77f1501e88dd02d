//! A forecast in a few sentences, with intervals and with what it rests on.

use super::caveats::{
    drifting, first_day, listed, never_open, not_counted, not_listed, not_placed, still_waiting,
    unsettled, warm_up, years,
};
use super::{short_stays, standing_empty};
use crate::base::domain::past::LEAST_SHOWN;
use crate::base::domain::{Kind, ReturnReason};
use crate::base::statistics::float;
use crate::inputs::evidence::Provenance;
use crate::planning::forecast::{
    Figure, Forecast, GivenBack, Group, LEAST_PERCENT, LEAST_TO_A_TENTH, Measure, NoFigure,
    Outline, Period, Rate, Reached, Run, Statistic, a_year, figure, percent, rounded,
};
use crate::presentation::document::{Action, Text, Verb, text};
use crate::presentation::wording::calibration::CONFLICT;
use crate::presentation::wording::{barrier, in_a_row};
use std::collections::BTreeSet;

/// The summary of one scenario in one reading.
///
/// # Errors
/// If the forecast lacks a figure that every forecast has.
pub fn summary(outline: &Outline, forecast: &Forecast) -> Result<Vec<Text>, NoFigure> {
    let run = &outline.run;
    let between = |figure: Figure| format!("{} to {}", rounded(figure.p2_5), rounded(figure.p97_5));
    let (asked, need) =
        (a_year(forecast, Measure::Referrals)?, a_year(forecast, Measure::UnmetNeed)?);
    let share = percent(need.mean / asked.mean.max(f64::MIN_POSITIVE));
    let noun = forecast.noun()?;
    let said = [
        standing_empty::first_finding(outline, forecast)?,
        format!(
            "Simulated: {} of {} from {}.",
            histories(run.replications),
            years(run.years),
            first_day(outline),
        ),
        format!(
            "Each year {} {noun} {} one of these units (95% of histories: {}); {} are placed{}.",
            rounded(asked.mean),
            if a_year(forecast, Measure::NotAsked)?.mean > 0.0 { "ask for" } else { "need" },
            between(asked),
            rounded(a_year(forecast, Measure::Placed)?.mean),
            short_stays::for_how_long(forecast)?,
        ),
        format!(
            "Unmet need: {} {noun} a year (95% of histories: {}), {share} of those who ask, with {}.{}",
            rounded(need.mean),
            between(need),
            short_stays::children(forecast)?,
            not_counted(forecast)?,
        ),
        short_stays::what_follows(run, forecast)?,
        split(forecast),
        given_back(outline),
        listed(outline),
        not_listed(outline),
        not_placed(outline),
        never_open(outline),
        run.warm_up.as_ref().map_or_else(String::new, warm_up),
        outline.unsettled.as_ref().map_or_else(String::new, |found| unsettled(run, found)),
        drifting(outline, forecast)?,
    ]
    .map(Text::from);
    let precision = run.precision.as_ref().map(|reached| precision(reached, noun));
    let why = [
        asking(forecast)?,
        reasons(forecast)?,
        who(outline, forecast)?,
        leaving(forecast)?,
        waiting(outline, forecast)?,
        occupancy(forecast)?,
        second_stage(outline, forecast)?,
        rests_on(run),
        left_out(forecast)?,
    ]
    .map(Text::from);
    let said = said.into_iter().chain(precision).chain(why);
    Ok(said.filter(|sentence| !sentence.is_empty()).collect())
}

/// How much of what is open is chance, where numbers are drawn.
fn split(forecast: &Forecast) -> String {
    forecast.beside.split.map_or_else(String::new, |split| {
        format!(
            "Of what is open about that, {} is chance, which no measuring removes, and {} is what nobody has counted ({} draws of it, which leave its mean open by {} to either side).",
            percent(split.chance_share),
            percent(1.0 - split.chance_share),
            split.draws,
            rounded(split.draws_leave_open()),
        )
    })
}

/// Whether the reading gives back what was counted.
fn given_back(outline: &Outline) -> String {
    let records = &outline.given_back;
    let tables = outline.not_held_as.iter().map(|key| key.split('.').next().unwrap_or(key));
    let tables: Vec<String> =
        tables.collect::<BTreeSet<_>>().into_iter().map(str::to_owned).collect();
    if !tables.is_empty() {
        return format!(
            "NOT held against what was counted: this scenario has its own {}, so its reading need not give back what was.",
            in_a_row(&tables, "and")
        );
    }
    if records.is_empty() {
        return String::new();
    }
    let amount = |record: &GivenBack, value: f64| {
        if record.is_share { percent(value) } else { rounded(value) }
    };
    let one = |record: &GivenBack| {
        let [value, mean, low, high] =
            [record.value, record.mean, record.low, record.high].map(|of| amount(record, of));
        let at_most = if record.at_most { "at most " } else { "" };
        let verdict = if record.chance < CONFLICT { "NOT given back" } else { "given back" };
        let name = &record.record;
        format!(
            "\u{201c}{name}\u{201d}, {at_most}{value}: simulated {mean} ({low} to {high}), {verdict}"
        )
    };
    let all: Vec<String> = records.iter().map(one).collect();
    format!(
        "Held against what was counted, in the calibration's own histories: {}.",
        all.join("; ")
    )
}

/// With few histories an interval says little, and with one nothing.
fn histories(replications: u32) -> String {
    const ENOUGH: u32 = 100;
    match replications {
        1 => "1 history, which says nothing about chance,".to_owned(),
        n if n < ENOUGH => format!("{n} histories, too few to trust the intervals,"),
        n => format!("{n} histories"),
    }
}

/// How well the headline is known, where the run stopped by itself.
fn precision(reached: &Reached, noun: &str) -> Text {
    let asked = [
        reached.absolute.map(|absolute| format!("{absolute} a year")),
        reached.relative.map(|relative| format!("{}% of the mean", figures(100.0 * relative))),
    ];
    let asked: Vec<String> = asked.into_iter().flatten().collect();
    let ended = if reached.reached {
        Text::from("Reached.")
    } else {
        let more = Action::new(Verb::AllowMoreHistories);
        text!["Not reached with the most histories allowed; ", more, "."]
    };
    let rare = reached.few_differ.map_or_else(String::new, |differ| {
        let differ = match differ {
            0 => "No history differs".to_owned(),
            1 => "Only 1 history differs".to_owned(),
            n => format!("Only {n} histories differ"),
        };
        format!(" {differ} from the commonest outcome, so the width allows for others, not seen yet, in which everybody who asks is turned away.")
    });
    let by = match reached.few_differ {
        None => " with the help of arrivals and stays whose means are known (control variates)",
        Some(_) => "",
    };
    let given = match reached.draws {
        0 => String::new(),
        draws => format!(", given these {draws} draws of what nobody has counted"),
    };
    let known = format!(
        "With {} histories the mean unmet need, {:.2}{by}, is known to within {} {noun} a year{given} (95 in 100 such runs).{rare} Asked for: {}. ",
        reached.histories,
        reached.mean,
        figures(reached.half_width),
        asked.join(" or "),
    );
    text![known, ended]
}

/// Three figures, the last rounded up: a half-width is never said narrower than it is.
fn figures(value: f64) -> String {
    const MOST_DECIMALS: f64 = 9.0;
    if value <= 0.0 {
        return "0".to_owned();
    }
    let decimals = (2.0 - libm::floor(libm::log10(value))).clamp(0.0, MOST_DECIMALS);
    let power = libm::pow(10.0, decimals);
    // What is already round must not be lifted by the last bit of a product.
    let up = libm::ceil(value * power - 1e-6) / power;
    format!("{up}")
}

/// Requests are more than households where households ask again, or where some are not for this service.
fn asking(forecast: &Forecast) -> Result<String, NoFigure> {
    let mean = |measure: Measure| Ok(a_year(forecast, measure)?.mean);
    let (requests, referrals) = (mean(Measure::Requests)?, mean(Measure::Referrals)?);
    let (households, others) = (mean(Measure::Households)?, mean(Measure::NotEligible)?);
    // Of plain scenarios these agree to the last history.
    let agrees = |a: f64, b: f64| (a - b).abs() < 1e-9;
    if households <= 0.0 || (agrees(requests, referrals) && agrees(referrals, households)) {
        return Ok(String::new());
    }
    let for_others = if others > 0.0 {
        format!(", {} of them by households that this service is not for", rounded(others))
    } else {
        String::new()
    };
    let of_whom = if agrees(referrals, households) {
        format!("{} referrals come from as many households", rounded(referrals))
    } else {
        format!(
            "of {} referrals {} are a household's first, the others come from households that have asked before",
            rounded(referrals),
            rounded(households)
        )
    };
    Ok(format!(
        "Requests are not households: each year {} requests are made{for_others}; {of_whom}.{}",
        rounded(requests),
        never_placed(a_year(forecast, Measure::HouseholdsNeverPlaced)?, households),
    ))
}

fn never_placed(never: Figure, households: f64) -> String {
    if never.mean <= 0.0 {
        return String::new();
    }
    format!(
        " {} households a year (95% of histories: {} to {}), {} of all, have unmet need and are never housed or made safe at home.",
        rounded(never.mean),
        rounded(never.p2_5),
        rounded(never.p97_5),
        percent(never.mean / households),
    )
}

/// Who leaves without a place although nothing here was lacking.
fn leaving(forecast: &Forecast) -> Result<String, NoFigure> {
    let hows = ["cannot be reached", "decline every offer", "are made safe at home instead"];
    let mut said = Vec::new();
    for (measure, how) in FUNNEL.into_iter().zip(hows) {
        let mean = a_year(forecast, measure)?.mean;
        said.extend((mean > 0.0).then(|| format!("{} {how}", rounded(mean))));
    }
    Ok(if said.is_empty() {
        String::new()
    } else {
        format!("Besides, each year {}.", said.join(", "))
    })
}

fn waiting(outline: &Outline, forecast: &Forecast) -> Result<String, NoFigure> {
    let days = forecast.table.share(Period::Total, Measure::WaitDays, Group::All)?;
    let Some(days) = days.filter(|_| outline.waits) else { return Ok(String::new()) };
    let days = figure(forecast, &days, 1.0);
    let at_once = forecast.beside.waits.first().and_then(|length| length.placed);
    let at_once =
        at_once.map(|share| format!("Of them {} are placed within a day.", percent(share.share)));
    let waiting = rounded(forecast.mean(Measure::Waiting)?);
    let waiting = Some(format!("At any moment {waiting} households wait."));
    let mean = format!(
        "Those who are placed have waited {} days on average (95% of histories: {} to {}).",
        rounded(days.mean),
        rounded(days.p2_5),
        rounded(days.p97_5),
    );
    let all = [Some(mean), at_once, waiting, still_waiting(forecast)?];
    Ok(all.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// All units, and each kind.
fn occupancy(forecast: &Forecast) -> Result<String, NoFigure> {
    let of = |group: Group| {
        let share = forecast.table.share(Period::Total, Measure::Occupancy, group)?;
        Ok(share.map(|share| 100.0 * Statistic::Mean.of(&share)))
    };
    let mut kinds = Vec::new();
    for kind in Kind::ALL {
        kinds.extend(of(kind.into())?.map(|share| format!("{} {share:.0}%", kind.title())));
    }
    let kinds = if kinds.len() > 1 { format!(": {}", kinds.join(", ")) } else { String::new() };
    // Where no unit ever opens nobody lives in one.
    let all = of(Group::All)?.unwrap_or_default();
    Ok(format!("Units are lived in {all:.0}% of the nights they are open{kinds}."))
}

fn second_stage(outline: &Outline, forecast: &Forecast) -> Result<String, NoFigure> {
    let Some(places) = outline.second_stage_places else { return Ok(String::new()) };
    let caseload = figure(forecast, &forecast.total(Measure::SecondStage)?, 1.0);
    let over = forecast.mean(Measure::SecondStageOver)?;
    Ok(format!(
        "Second stage supports {} households at once on average (95% of histories: {} to {}); it is above its {places} places {} of the time.",
        rounded(caseload.mean),
        rounded(caseload.p2_5),
        rounded(caseload.p97_5),
        percent(over),
    ))
}

/// Lines of the contract's table that are 0 unless a scenario has a funnel.
const FUNNEL: [Measure; 3] = [
    Measure::Unmet(ReturnReason::NotContacted),
    Measure::Unmet(ReturnReason::Declined),
    Measure::Sanctuary,
];

/// Lines of the contract's table that this scenario leaves at 0.
fn left_out(forecast: &Forecast) -> Result<String, NoFigure> {
    let mut zero = Vec::new();
    for measure in FUNNEL {
        zero.extend((forecast.mean(measure)? <= 0.0).then(|| measure.name()));
    }
    if zero.is_empty() {
        return Ok(String::new());
    }
    Ok(format!("Not part of this scenario, so 0 in the table: {}.", zero.join(", ")))
}

/// Why, with the barrier beside each need: "other needs" alone would hide large families and older boys.
fn reasons(forecast: &Forecast) -> Result<String, NoFigure> {
    let need = forecast.mean(Measure::UnmetNeed)?;
    let mut found: Vec<(f64, String)> = Vec::new();
    for reason in ReturnReason::ALL.into_iter().filter(|reason| reason.is_unmet_need()) {
        if reason != ReturnReason::NeedsOther {
            found.push((forecast.mean(Measure::Unmet(reason))?, reason.title().to_owned()));
            continue;
        }
        let groups = forecast.table.groups(Measure::Unmet(reason));
        found.extend(groups.filter_map(|(group, statistics)| {
            Some((Statistic::Mean.of(&statistics), barrier::titles(group.barrier()?)))
        }));
    }
    found.push((
        forecast.mean(Measure::Withdrew)?,
        "gave up waiting for something that suited but was full".to_owned(),
    ));
    found.retain(|(mean, _)| mean / need.max(f64::MIN_POSITIVE) >= LEAST_PERCENT);
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    if found.is_empty() {
        let still = if forecast.beside.many_still_wait { "; many still wait" } else { "" };
        return Ok(format!("Nobody was turned away for want of a unit that suits{still}."));
    }
    let said: Vec<String> =
        found.iter().map(|(mean, title)| format!("{title} {}", percent(mean / need))).collect();
    Ok(format!("Why: {}.", said.join(", ")))
}

/// Which class of household most of them are, and which is met worst, of those of which enough ask.
fn who(outline: &Outline, forecast: &Forecast) -> Result<String, NoFigure> {
    let years = float(forecast.years().max(1));
    let mut all: Vec<(String, f64, f64)> = Vec::new();
    for (group, statistics) in forecast.table.groups(Measure::UnmetNeed) {
        let mean = Statistic::Mean.of(&statistics) / years;
        let class = group.class().filter(|_| mean >= LEAST_TO_A_TENTH);
        let Some(name) = class.and_then(|class| outline.classes.get(class)) else { continue };
        if !forecast.is_common(name)? {
            continue;
        }
        let share = forecast.table.figure(Period::Total, Measure::Rate(Rate::NeedUnmet), group)?;
        all.push((name.replace('_', " "), mean, Statistic::Mean.of(&share)));
    }
    let most = all.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    let worst = all.iter().max_by(|a, b| a.2.total_cmp(&b.2));
    let (Some(most), Some(worst)) = (most, worst) else { return Ok(String::new()) };
    if all.len() < 2 {
        return Ok(String::new());
    }
    let one = |(class, mean, share): &(String, f64, f64)| {
        format!("\u{201c}{class}\u{201d} ({} a year, {} of them)", rounded(*mean), percent(*share))
    };
    if most.0 == worst.0 {
        return Ok(format!(
            "Of kinds of which {LEAST_SHOWN} a year ask, turned away most, in number and in share: {}.",
            one(most)
        ));
    }
    Ok(format!(
        "Of kinds of which {LEAST_SHOWN} a year ask, turned away most: {}; the largest share: {}.",
        one(most),
        one(worst)
    ))
}

fn rests_on(run: &Run) -> String {
    let count = |standing| run.assumptions.iter().filter(|a| a.standing == standing).count();
    let elsewhere = run.assumptions.iter().filter(|a| a.is_from_elsewhere()).count();
    let replace = match elsewhere {
        0 => String::new(),
        1 => " NOT COUNTED HERE: one of them comes from elsewhere. Replace it before anybody plans by this.".to_owned(),
        some => format!(
            " NOT COUNTED HERE: {some} of them come from elsewhere. Replace them before anybody plans by this."
        ),
    };
    format!(
        "It rests on {} numbers that are assumed, {} derived and {} published: manifest.json lists each with its source.{replace}",
        count(Provenance::Assumed),
        count(Provenance::Derived),
        count(Provenance::Published),
    )
}
