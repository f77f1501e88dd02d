//! A forecast in a few sentences, with intervals and with what it rests on.

use super::frame::Forecast;
use super::manifest::{NOT_SIMULATED, Run};
use super::outline::Outline;
use super::precision::Reached;
use crate::domain::{ReturnReason, RuleName};
use crate::evidence::Standing;

/// A simulated figure as it may be said: whole numbers, one decimal below 10.
pub fn rounded(value: f64) -> String {
    const LEAST_SAID: f64 = 0.05;
    const ONE_DECIMAL_BELOW: f64 = 9.95;
    if value <= 0.0 {
        "0".to_owned()
    } else if value < LEAST_SAID {
        "under 0.1".to_owned()
    } else if value < ONE_DECIMAL_BELOW {
        format!("{value:.1}")
    } else {
        format!("{value:.0}")
    }
}

/// A share in whole percent; "under 1%" where that would say 0.
fn percent(share: f64) -> String {
    const HALF: f64 = 0.005;
    if share > 0.0 && share < HALF {
        "under 1%".to_owned()
    } else {
        format!("{:.0}%", 100.0 * share)
    }
}

/// The summary of one scenario in one reading.
pub fn summary(outline: &Outline, forecast: &Forecast) -> Vec<String> {
    let run = &outline.run;
    #[expect(clippy::cast_precision_loss, reason = "a handful of years")]
    let years = forecast.years() as f64;
    let total = |measure: &str, statistic: &str| {
        forecast.value("total", measure, "all", statistic).unwrap_or(0.0) / years
    };
    let a_year = |measure: &str| rounded(total(measure, "mean"));
    let between = |measure: &str| {
        format!("{} to {}", rounded(total(measure, "p2_5")), rounded(total(measure, "p97_5")))
    };
    let need = total("need_unmet", "mean");
    let share = percent(need / total("referrals", "mean").max(f64::MIN_POSITIVE));
    let occupancy = 100.0 * forecast.value("total", "occupancy", "all", "mean").unwrap_or(0.0);
    let said = vec![
        format!(
            "Simulated: {} of {} from {}.",
            histories(run.replications),
            if run.years == 1 { "1 year".to_owned() } else { format!("{} years", run.years) },
            outline.first_day(),
        ),
        format!(
            "Each year {} households need one of these units (95% of histories: {}); {} are placed.",
            a_year("referrals"),
            between("referrals"),
            a_year("placed"),
        ),
        format!(
            "Unmet need: {} households a year (95% of histories: {}), {share} of those who ask, with {} children.",
            rounded(need),
            between("need_unmet"),
            a_year("children_turned_away"),
        ),
        run.precision.as_ref().map_or_else(String::new, precision),
        reasons(forecast, need * years),
        waiting(outline, forecast),
        format!("Units are lived in {occupancy:.0}% of the nights they are open."),
        rests_on(run),
        format!("Not simulated yet, so always 0 in the table: {}.", NOT_SIMULATED.join(", ")),
    ];
    said.into_iter().filter(|sentence| !sentence.is_empty()).collect()
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
fn precision(reached: &Reached) -> String {
    let asked = [
        reached.absolute.map(|absolute| format!("{absolute} a year")),
        reached.relative.map(|relative| format!("{}% of the mean", figures(100.0 * relative))),
    ];
    let asked: Vec<String> = asked.into_iter().flatten().collect();
    let ended = if reached.reached {
        "Reached."
    } else {
        "Not reached with the most histories allowed; --replications allows more."
    };
    format!(
        "With {} histories the mean unmet need is known to within {} households a year (95 in 100 such runs). Asked for: {}. {ended}",
        reached.histories,
        figures(reached.half_width),
        asked.join(" or "),
    )
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

fn waiting(outline: &Outline, forecast: &Forecast) -> String {
    let wait = forecast.value("total", "wait_days", "all", "mean").filter(|_| outline.waits);
    wait.map_or_else(String::new, |days| {
        format!("Those who are placed have waited {} days on average.", rounded(days))
    })
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
        found.extend(groups.filter_map(|(group, mean)| Some((mean, barrier_title(&group)?))));
    }
    found.push((
        mean("withdrew", "all"),
        "gave up waiting for something that suited but was full".to_owned(),
    ));
    found.retain(|(mean, _)| mean / need.max(f64::MIN_POSITIVE) >= LEAST_SAID);
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    if found.is_empty() {
        return "Nobody was turned away.".to_owned();
    }
    let said: Vec<String> =
        found.iter().map(|(mean, title)| format!("{title} {}", percent(mean / need))).collect();
    format!("Why: {}.", said.join(", "))
}

/// The rules of a barrier in words; none for a group that is no barrier.
fn barrier_title(group: &str) -> Option<String> {
    let rule = |name: &str| RuleName::ALL.into_iter().find(|rule| rule.name() == name);
    let titles: Option<Vec<&str>> =
        group.split('+').map(|name| rule(name).map(RuleName::title)).collect();
    titles.map(|titles| titles.join(" and "))
}

fn rests_on(run: &Run) -> String {
    let count = |standing| run.assumptions.iter().filter(|a| a.standing == standing).count();
    format!(
        "It rests on {} numbers that are assumed, {} derived and {} published: manifest.json lists each with its source.",
        count(Standing::Assumed),
        count(Standing::Derived),
        count(Standing::Published),
    )
}
