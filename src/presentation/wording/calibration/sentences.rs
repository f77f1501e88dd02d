//! A calibration in sentences, for a person who has to answer for it.

use crate::planning::calibration::{Calibrated, Held, Knowing, LOAD_NAME, RATE_NAME, Unknown};
use crate::planning::forecast::{LEAST_TO_A_TENTH, in_threes};
use crate::presentation::wording::count::hundredths;
use crate::presentation::wording::in_a_row;

/// Below this chance a record and what was expected contradict each other.
pub const CONFLICT: f64 = 0.01;
/// Below this they are at odds.
const AT_ODDS: f64 = 0.1;
/// From this contraction on the records say most of what is known of an unknown.
const MOVED: f64 = 0.5;
/// Below this they say next to nothing.
const UNMOVED: f64 = 0.1;

/// The sentences of one reading.
pub fn summary(told: &Calibrated) -> Vec<String> {
    let mut said = vec![forecast(told)];
    said.extend(told.records.iter().flat_map(record));
    said.push(moved(told));
    said.push(split(told));
    said.extend(choice(told));
    said.extend(measure(told));
    said.push(diagnostics(told));
    said
}

fn forecast(told: &Calibrated) -> String {
    let away = told.forecast.away;
    let what = if told.what_if { "would be turned away" } else { "are turned away" };
    format!(
        "{} households a year {what}, {} to {} in 95 of 100 histories; {} are placed.",
        number(away.mean),
        number(away.low),
        number(away.high),
        number(told.forecast.placed.mean)
    )
}

fn record(held: &Held) -> Vec<String> {
    let Held { record, value, expected, .. } = held;
    let (value, low, high) = (number(*value), number(expected.low), number(expected.high));
    let mut said = Vec::new();
    if held.is_check {
        let back = held.reproduced;
        let (low, high) = (number(back.low), number(back.high));
        said.push(if held.at_most {
            format!("Given back: \u{201c}{record}\u{201d}, at most {value}: {low} to {high}; that it is no more has a chance of {}.", percent(held.chance))
        } else {
            let how = if held.chance < CONFLICT { "it is NOT given back" } else { "it is given back" };
            format!("Given back: \u{201c}{record}\u{201d}, {value}: {low} to {high} (as far out in {}): {how}.", percent(held.chance))
        });
        return said;
    }
    if held.at_most {
        let fits = if held.chance < CONFLICT { "contradict it" } else { "allow it" };
        said.push(format!(
            "Record \u{201c}{record}\u{201d}, an upper bound: the priors alone expect {low} to {high}, and {fits}."
        ));
        return said;
    }
    let how = match held.chance {
        chance if chance < CONFLICT => "prior and record contradict each other",
        chance if chance < AT_ODDS => "prior and record are at odds",
        _ => "no conflict",
    };
    let chance = percent(held.chance);
    said.push(format!(
        "Record \u{201c}{record}\u{201d}: {value}; the priors alone expect {low} to {high} (as far out in {chance} of their draws): {how}."
    ));
    let Some((light, chance)) = held.in_the_light.zip(held.chance_in_the_light) else {
        return said;
    };
    if chance < AT_ODDS {
        let how = if chance < CONFLICT { "contradicts" } else { "is at odds with" };
        said.push(format!(
            "It {how} the other records of this reading, in whose light {} to {} is expected ({}).",
            number(light.low),
            number(light.high),
            percent(chance)
        ));
    }
    said
}

/// What the records moved, and what they could not.
fn moved(told: &Calibrated) -> String {
    let of = |name: &str| told.unknowns.iter().find(|unknown| unknown.unknown == name);
    let contraction =
        |unknown: Option<&Unknown>| percent(unknown.map_or(0.0, |u| u.contraction).max(0.0));
    let stay = told.unknowns.iter().find(|unknown| unknown.unit.starts_with("days"));
    let names = |holds: &dyn Fn(f64) -> bool| {
        let plain =
            |unknown: &&Unknown| unknown.unknown != LOAD_NAME && unknown.unknown != RATE_NAME;
        let found = told.unknowns.iter().filter(plain).filter(|u| holds(u.contraction));
        found.map(|unknown| unknown.unknown.clone()).collect::<Vec<_>>()
    };
    let much = listed(&names(&|c| c >= MOVED));
    let little = listed(&names(&|c| c < UNMOVED));
    format!(
        "The records narrow the load (rate × stay) by {}, the rate by {}, the stay by {} of its variance. They tell most of: {}. They tell next to nothing of: {}.",
        contraction(of(LOAD_NAME)),
        contraction(of(RATE_NAME)),
        contraction(stay),
        much.unwrap_or_else(|| "nothing".to_owned()),
        little.unwrap_or_else(|| "nothing; each is narrowed somewhat".to_owned()),
    )
}

fn split(told: &Calibrated) -> String {
    let share = told.forecast.chance_share;
    format!(
        "Of what is open about the figure, {} is chance, which no measuring removes, and {} is the unknowns.",
        percent(share),
        percent(1.0 - share)
    )
}

fn choice(told: &Calibrated) -> Option<String> {
    let quoted = |name: &str| format!("\u{201c}{name}\u{201d}");
    let lowest = told.alternatives.iter().find(|other| other.more_than_lowest.is_none())?;
    let others = || told.alternatives.iter().filter_map(|o| Some((o, o.more_than_lowest?)));
    let alike = others().filter(|(_, more)| more.low <= 0.0);
    let alike = listed(&alike.map(|(other, _)| quoted(&other.alternative)).collect::<Vec<_>>());
    let worse = others()
        .filter(|(_, more)| more.low > 0.0)
        .map(|(other, more)| format!("{} {} more", quoted(&other.alternative), number(more.mean)));
    let worse = listed(&worse.collect::<Vec<_>>());
    let likeliest = told.alternatives.iter().max_by(|a, b| a.best_in.total_cmp(&b.best_in))?;
    let held = match (worse, alike) {
        (Some(worse), None) => format!(", the fewest; {worse}."),
        (Some(worse), Some(alike)) => format!(" and cannot be told from {alike}; {worse}."),
        (None, Some(alike)) => format!(" and cannot be told from {alike}."),
        (None, None) => ".".to_owned(),
    };
    let costs = || told.alternatives.iter().map(|other| other.a_year);
    let [least, most] = [costs().fold(f64::INFINITY, f64::min), costs().fold(0.0, f64::max)];
    let [least, most] = [least, most].map(thousands);
    let sum = if least == most { format!("the same {most}") } else { format!("{least} to {most}") };
    let said = format!(
        "For {sum} pounds a year {} turns away {} a year{held}",
        quoted(&lowest.alternative),
        number(lowest.away.mean),
    );
    Some(format!(
        "{said} Best in the most draws is {}: in {} of them.",
        quoted(&likeliest.alternative),
        percent(likeliest.best_in)
    ))
}

/// What should be gone and measured.
fn measure(told: &Calibrated) -> Option<String> {
    let log = told.refusal_log;
    let plain = told.swings.iter().filter(|swing| swing.is_own());
    let most = plain
        .filter_map(|swing| Some((swing, swing.worth?)))
        .max_by(|a, b| a.1.gain.total_cmp(&b.1.gain))?;
    let (swing, worth) = most;
    let logged = log.zip(told.refusal_log_narrows).map(|(log, narrows)| {
        let worth = if log.low > 0.0 && log.gain >= LEAST_TO_A_TENTH {
            format!("is worth {} to this choice", gain(&log))
        } else {
            "would not change this choice".to_owned()
        };
        format!(
            " One year of a well-kept refusal log {worth}; but how many are turned away, and so how many units are needed, it would tell: of what is open by the unknowns it takes away {}.",
            percent(narrows)
        )
    });
    let logged = logged.unwrap_or_default();
    Some(if worth.low > 0.0 && worth.gain >= LEAST_TO_A_TENTH {
        format!(
            "What to measure first: {}; to know it before choosing is worth {}.{logged}",
            swing.unknown,
            gain(&worth)
        )
    } else {
        format!(
            "No single unknown is worth measuring for this choice: knowing any one of them gains less than can be told from nothing (the most, {}: {}).{logged}",
            swing.unknown,
            gain(&worth)
        )
    })
}

fn gain(worth: &Knowing) -> String {
    format!(
        "{} households a year ({} to {}; judged on the draws that chose {})",
        hundredths(worth.gain),
        hundredths(worth.low),
        hundredths(worth.high),
        hundredths(worth.at_most)
    )
}

fn diagnostics(told: &Calibrated) -> String {
    let found = &told.diagnostics;
    let rounds = match found.rounds {
        0 => "from the prior alone".to_owned(),
        1 => "and one further round, for too few counted at first".to_owned(),
        more => format!("and {more} further rounds, for too few counted at first"),
    };
    let enough = if found.enough {
        String::new()
    } else {
        " That is too few to trust the ends of the intervals.".to_owned()
    };
    format!(
        "{} draws {rounds}; they count as {:.0} alike (at first {:.0}), the greatest for {} of the whole.{enough}",
        thousands_of(found.draws),
        found.effective,
        found.effective_at_first,
        percent(found.greatest_weight)
    )
}

/// "a", "a and b", "a, b and c"; none of none.
fn listed(names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| in_a_row(names, "and"))
}

/// As many digits as a reader can use.
pub(super) fn number(value: f64) -> String {
    const HUNDREDTHS_BELOW: f64 = 2.0;
    const TENTHS_BELOW: f64 = 20.0;
    match value.abs() {
        size if size < HUNDREDTHS_BELOW => format!("{value:.2}"),
        size if size < TENTHS_BELOW => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}

fn percent(share: f64) -> String {
    const NEARLY_ALL: f64 = 0.995;
    const TENTHS_BELOW: f64 = 0.0095;
    const LEAST: f64 = 0.0005;
    match share {
        share if (NEARLY_ALL..1.0).contains(&share) => "over 99%".to_owned(),
        share if share >= TENTHS_BELOW => format!("{:.0}%", 100.0 * share),
        share if share >= LEAST => format!("{:.1}%", 100.0 * share),
        _ => "under 0.1%".to_owned(),
    }
}

fn thousands(value: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pounds")]
    let whole = value.max(0.0) as usize;
    thousands_of(whole)
}

fn thousands_of(whole: usize) -> String {
    in_threes(&whole.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_far_as_they_help() {
        assert_eq!([0.123, 3.12, 57.6].map(number), ["0.12", "3.1", "58"]);
        assert_eq!(thousands_of(1_234_567), "1,234,567");
        assert_eq!(hundredths(-0.001), "0.00");
        assert_eq!([0.0, 0.004, 0.34].map(percent), ["under 0.1%", "0.4%", "34%"]);
    }
}
