//! A forecast in a few sentences, with intervals and with what it rests on.

use super::frame::Forecast;
use super::manifest::NOT_SIMULATED;
use crate::domain::ReturnReason;
use crate::evidence::Standing;
use crate::scenario::Scenario;

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
pub fn summary(scenario: &Scenario, forecast: &Forecast) -> Vec<String> {
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
    vec![
        format!(
            "Simulated: {} histories of {} from {}.",
            scenario.replications,
            if scenario.years == 1 {
                "1 year".to_owned()
            } else {
                format!("{} years", scenario.years)
            },
            scenario.start.strftime("%-d %B %Y"),
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
        reasons(forecast, need * years),
        format!("Units are lived in {occupancy:.0}% of the nights they are open."),
        rests_on(scenario),
        format!("Not simulated yet, so always 0 in the table: {}.", NOT_SIMULATED.join(", ")),
    ]
}

fn reasons(forecast: &Forecast, need: f64) -> String {
    const LEAST_SAID: f64 = 0.005;
    let unmet = ReturnReason::ALL.into_iter().filter(|reason| reason.is_unmet_need());
    let named = unmet.map(|reason| (format!("unmet_{reason}"), reason.title()));
    let gave_up = ("withdrew".to_owned(), "gave up waiting for something that suited but was full");
    let mut shares: Vec<(f64, &str)> = named
        .chain([gave_up])
        .map(|(measure, title)| {
            let mean = forecast.value("total", &measure, "all", "mean").unwrap_or(0.0);
            (mean / need.max(f64::MIN_POSITIVE), title)
        })
        .filter(|(share, _)| *share >= LEAST_SAID)
        .collect();
    shares.sort_by(|a, b| b.0.total_cmp(&a.0));
    if shares.is_empty() {
        return "Nobody was turned away.".to_owned();
    }
    let said: Vec<String> =
        shares.iter().map(|(share, title)| format!("{title} {}", percent(*share))).collect();
    format!("Why: {}.", said.join(", "))
}

fn rests_on(scenario: &Scenario) -> String {
    let count = |standing| scenario.assumptions.iter().filter(|a| a.standing == standing).count();
    format!(
        "It rests on {} numbers that are assumed, {} derived and {} published: manifest.json lists each with its source.",
        count(Standing::Assumed),
        count(Standing::Derived),
        count(Standing::Published),
    )
}
