//! A forecast in a few sentences, with intervals and with what it rests on.

use super::caveats::{
    first_day, listed, never_open, not_counted, not_listed, not_placed, still_waiting, unsettled,
    warm_up, years,
};
use crate::base::domain::{Kind, ReturnReason};
use crate::inputs::evidence::Provenance;
use crate::planning::forecast::{
    Forecast, Outline, Reached, Run, a_year, figure, many_still_wait, percent, rounded,
};
use crate::presentation::document::{Action, Text, Verb, text};
use crate::presentation::wording::barrier;

/// The summary of one scenario in one reading.
pub fn summary(outline: &Outline, forecast: &Forecast) -> Vec<Text> {
    let run = &outline.run;
    #[expect(clippy::cast_precision_loss, reason = "a handful of years")]
    let count = forecast.years() as f64;
    let total = |measure: &str, statistic: &str| {
        forecast.value("total", measure, "all", statistic).unwrap_or(0.0) / count
    };
    let a_year = |measure: &str| rounded(total(measure, "mean"));
    let between = |measure: &str| {
        format!("{} to {}", rounded(total(measure, "p2_5")), rounded(total(measure, "p97_5")))
    };
    let need = total("need_unmet", "mean");
    let share = percent(need / total("referrals", "mean").max(f64::MIN_POSITIVE));
    let noun = forecast.noun();
    let said = [
        format!(
            "Simulated: {} of {} from {}.",
            histories(run.replications),
            years(run.years),
            first_day(outline),
        ),
        format!(
            "Each year {} {noun} {} one of these units (95% of histories: {}); {} are placed.",
            a_year("referrals"),
            if total("not_asked", "mean") > 0.0 { "ask for" } else { "need" },
            between("referrals"),
            a_year("placed"),
        ),
        format!(
            "Unmet need: {} {noun} a year (95% of histories: {}), {share} of those who ask, with {} children.{}",
            rounded(need),
            between("need_unmet"),
            a_year("children_turned_away"),
            not_counted(forecast),
        ),
        listed(outline),
        not_listed(outline),
        not_placed(outline),
        never_open(outline),
        run.warm_up.as_ref().map_or_else(String::new, warm_up),
        outline.unsettled.as_ref().map_or_else(String::new, |found| unsettled(run, found)),
    ]
    .map(Text::from);
    let precision = run.precision.as_ref().map(|reached| precision(reached, noun));
    let why = [
        asking(forecast),
        reasons(forecast, need * count),
        who(outline, forecast),
        leaving(forecast),
        waiting(outline, forecast),
        occupancy(forecast),
        second_stage(outline, forecast),
        rests_on(run),
        left_out(forecast),
    ]
    .map(Text::from);
    let said = said.into_iter().chain(precision).chain(why);
    said.filter(|sentence| !sentence.is_empty()).collect()
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
    let known = format!(
        "With {} histories the mean unmet need is known to within {} {noun} a year (95 in 100 such runs).{rare} Asked for: {}. ",
        reached.histories,
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
fn asking(forecast: &Forecast) -> String {
    let mean = |measure: &str| a_year(forecast, measure).map_or(0.0, |figure| figure.mean);
    let (requests, referrals) = (mean("requests"), mean("referrals"));
    let (households, others) = (mean("households"), mean("not_eligible"));
    // Of plain scenarios these agree to the last history.
    let agrees = |a: f64, b: f64| (a - b).abs() < 1e-9;
    let often = if agrees(referrals, households) { "" } else { ", as some ask more than once" };
    if households <= 0.0 || (agrees(requests, referrals) && agrees(referrals, households)) {
        return String::new();
    }
    let for_others = if others > 0.0 {
        format!(", {} of them by households that this service is not for", rounded(others))
    } else {
        String::new()
    };
    format!(
        "Requests are not households: each year {} requests are made{for_others}; {} referrals come from {} households{often}.{}",
        rounded(requests),
        rounded(referrals),
        rounded(households),
        never_placed(forecast, households),
    )
}

fn never_placed(forecast: &Forecast, households: f64) -> String {
    let never = a_year(forecast, "households_never_placed").filter(|never| never.mean > 0.0);
    never.map_or_else(String::new, |never| {
        format!(
            " {} households a year (95% of histories: {} to {}), {} of all, have unmet need and are never housed or made safe at home.",
            rounded(never.mean),
            rounded(never.p2_5),
            rounded(never.p97_5),
            percent(never.mean / households),
        )
    })
}

/// Who leaves without a place although nothing here was lacking.
fn leaving(forecast: &Forecast) -> String {
    let exits = [
        ("unmet_not_contacted", "cannot be reached"),
        ("unmet_declined", "decline every offer"),
        ("sanctuary", "are made safe at home instead"),
    ];
    let said: Vec<String> = exits
        .into_iter()
        .filter_map(|(measure, how)| {
            let mean = a_year(forecast, measure)?.mean;
            (mean > 0.0).then(|| format!("{} {how}", rounded(mean)))
        })
        .collect();
    if said.is_empty() {
        return String::new();
    }
    format!("Besides, each year {}.", said.join(", "))
}

fn waiting(outline: &Outline, forecast: &Forecast) -> String {
    let days = figure(forecast, ("wait_days", "all"), 1.0).filter(|_| outline.waits);
    let Some(days) = days else { return String::new() };
    let at_once = forecast.beside.waits.first().and_then(|length| length.placed);
    let at_once =
        at_once.map(|share| format!("Of them {} are placed within a day.", percent(share.share)));
    let waiting = figure(forecast, ("waiting", "all"), 1.0);
    let waiting =
        waiting.map(|waiting| format!("At any moment {} households wait.", rounded(waiting.mean)));
    let mean = format!(
        "Those who are placed have waited {} days on average (95% of histories: {} to {}).",
        rounded(days.mean),
        rounded(days.p2_5),
        rounded(days.p97_5),
    );
    let all = [Some(mean), at_once, waiting, still_waiting(forecast)];
    all.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// All units, and each kind.
fn occupancy(forecast: &Forecast) -> String {
    let of = |group: &str| forecast.value("total", "occupancy", group, "mean");
    let all = 100.0 * of("all").unwrap_or(0.0);
    let kinds: Vec<String> = Kind::ALL
        .into_iter()
        .filter_map(|kind| Some(format!("{} {:.0}%", kind.title(), 100.0 * of(kind.name())?)))
        .collect();
    let kinds = if kinds.len() > 1 { format!(": {}", kinds.join(", ")) } else { String::new() };
    format!("Units are lived in {all:.0}% of the nights they are open{kinds}.")
}

fn second_stage(outline: &Outline, forecast: &Forecast) -> String {
    let (Some(places), Some(caseload)) =
        (outline.second_stage_places, figure(forecast, ("second_stage", "all"), 1.0))
    else {
        return String::new();
    };
    let over = forecast.value("total", "second_stage_over", "all", "mean").unwrap_or(0.0);
    format!(
        "Second stage supports {} households at once on average (95% of histories: {} to {}); it is above its {places} places {} of the time.",
        rounded(caseload.mean),
        rounded(caseload.p2_5),
        rounded(caseload.p97_5),
        percent(over),
    )
}

/// Lines of the contract's table that are 0 unless a scenario has a funnel.
const FUNNEL: [&str; 3] = ["unmet_not_contacted", "unmet_declined", "sanctuary"];

/// Lines of the contract's table that this scenario leaves at 0.
fn left_out(forecast: &Forecast) -> String {
    let is_zero =
        |measure: &&str| a_year(forecast, measure).is_none_or(|figure| figure.mean <= 0.0);
    let zero: Vec<&str> = FUNNEL.into_iter().filter(is_zero).collect();
    if zero.is_empty() {
        return String::new();
    }
    format!("Not part of this scenario, so 0 in the table: {}.", zero.join(", "))
}

/// Why, with the barrier beside each need: "other needs" alone would hide large families and older boys.
fn reasons(forecast: &Forecast, need: f64) -> String {
    const LEAST_SAID: f64 = 0.005;
    let mean =
        |measure: &str, group: &str| forecast.value("total", measure, group, "mean").unwrap_or(0.0);
    let mut found: Vec<(f64, String)> = Vec::new();
    for reason in ReturnReason::ALL.into_iter().filter(|reason| reason.is_unmet_need()) {
        let measure = format!("unmet_{reason}");
        if reason != ReturnReason::NeedsOther {
            found.push((mean(&measure, "all"), reason.title().to_owned()));
            continue;
        }
        let groups = forecast.groups(&measure).into_iter();
        found.extend(groups.filter_map(|(group, mean)| Some((mean, barrier::title(&group)?))));
    }
    found.push((
        mean("withdrew", "all"),
        "gave up waiting for something that suited but was full".to_owned(),
    ));
    found.retain(|(mean, _)| mean / need.max(f64::MIN_POSITIVE) >= LEAST_SAID);
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    if found.is_empty() {
        let still = if many_still_wait(forecast) { "; many still wait" } else { "" };
        return format!("Nobody was turned away for want of a unit that suits{still}.");
    }
    let said: Vec<String> =
        found.iter().map(|(mean, title)| format!("{title} {}", percent(mean / need))).collect();
    format!("Why: {}.", said.join(", "))
}

/// Which class of household most of them are, and which is met worst.
fn who(outline: &Outline, forecast: &Forecast) -> String {
    const LEAST: f64 = 0.05;
    #[expect(clippy::cast_precision_loss, reason = "a handful of years")]
    let years = forecast.years().max(1) as f64;
    let is_class = |group: &String| outline.classes.contains(group);
    let classes = forecast.groups("need_unmet").into_iter().filter(|(group, _)| is_class(group));
    let rate = |group: &str| forecast.value("total", "rate_need_unmet", group, "mean");
    let all: Vec<(String, f64, f64)> = classes
        .filter(|(_, mean)| mean / years >= LEAST)
        .filter_map(|(group, mean)| {
            let share = rate(&group)?;
            Some((group.replace('_', " "), mean / years, share))
        })
        .collect();
    let most = all.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    let worst = all.iter().max_by(|a, b| a.2.total_cmp(&b.2));
    let (Some(most), Some(worst)) = (most, worst) else { return String::new() };
    if all.len() < 2 {
        return String::new();
    }
    let one = |(class, mean, share): &(String, f64, f64)| {
        format!("\u{201c}{class}\u{201d} ({} a year, {} of them)", rounded(*mean), percent(*share))
    };
    if most.0 == worst.0 {
        return format!("Turned away most, in number and in share: {}.", one(most));
    }
    format!("Turned away most: {}; the largest share: {}.", one(most), one(worst))
}

fn rests_on(run: &Run) -> String {
    let count = |standing| run.assumptions.iter().filter(|a| a.standing == standing).count();
    let elsewhere = run.assumptions.iter().filter(|a| a.is_from_elsewhere()).count();
    let replace = match elsewhere {
        0 => String::new(),
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
