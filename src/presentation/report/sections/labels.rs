//! Keys of a scenario in words that a commissioner reads. A number of which many are alike has one label, so that they can
//! stand in one row.

use crate::base::domain::RuleName;

/// What a key of a scenario is about, given the names of its classes of household.
pub(super) fn label(key: &str, classes: &[String]) -> String {
    if let Some((class, rest)) = of_class(key, classes) {
        return match rest {
            "share" => format!("share of households: {class}"),
            // Variants are the same of every class.
            rest if rest.starts_with("variants") => variant(rest),
            rest => format!("{class}: {}", label(rest, classes)),
        };
    }
    let (stem, _) = key.split_once('[').unwrap_or((key, ""));
    if let Some((_, said)) = SAID.iter().find(|(known, _)| *known == stem) {
        return (*said).to_owned();
    }
    if let Some(name) = key.strip_prefix("decisions.") {
        let rule = RuleName::named(name);
        let what = rule.map_or_else(|| plain(name), |rule| rule.title().to_owned());
        return format!("chance that a person agrees in spite of: {what}");
    }
    let timed = key.strip_prefix("stay.").map(|rest| ("time in support", rest));
    let timed = timed.or_else(|| {
        key.strip_prefix("move_on.").map(|rest| ("wait for a home to move on to", rest))
    });
    if let Some((what, (kind, part))) =
        timed.and_then(|(what, rest)| Some((what, rest.split_once('.')?)))
    {
        let kind = if kind == "default" { String::new() } else { format!(", {}", plain(kind)) };
        return match part {
            "mean_days" => format!("{what}{kind}: days on average"),
            "cv" => format!("{what}{kind}: how much it varies (standard deviation by mean)"),
            other => format!("{what}{kind}: {}", plain(other)),
        };
    }
    plain(key)
}

/// What stands under a class, and the class.
fn of_class<'a>(key: &'a str, classes: &'a [String]) -> Option<(&'a str, &'a str)> {
    let (at, rest) = key.strip_prefix("household[")?.split_once("].")?;
    Some((classes.get(at.parse::<usize>().ok()?)?, rest))
}

fn variant(rest: &str) -> String {
    let number = rest.strip_prefix("variants[").and_then(|rest| rest.split_once(']'));
    let Some((at, part)) = number else { return plain(rest) };
    let which = at.parse::<u32>().map_or(0, |at| at + 1);
    match part {
        ".share" => format!("of every kind of household, the share of its variant {which}"),
        ".unsafe_drawn.chance" => {
            format!("variant {which} of every kind: share with an unsafe place in the area")
        }
        other => format!("variant {which} of every kind: {}", plain(other)),
    }
}

/// Keys whose words say too little, without what stands in brackets.
const SAID: &[(&str, &str)] = &[
    ("arrivals.per_year", "referrals a year, before the share that needs these units"),
    ("arrivals.share_needing_unit", "share of them that needs one of these units"),
    ("arrivals.growth_per_year", "growth of referrals a year, as a share"),
    ("arrivals.by_month", "how many ask by month, against the mean"),
    ("arrivals.by_weekday", "how many ask by day of the week, against the mean"),
    ("arrivals.by_hour", "how many ask by hour of the day, against the mean"),
    ("arrivals.dispersion.cv", "how far the rate of asking wanders (standard deviation by mean)"),
    ("arrivals.dispersion.days", "days for which a rate of asking lasts"),
    ("arrivals.bursts.per_year", "times a year when more ask than otherwise"),
    ("arrivals.bursts.referrals", "referrals that such a time brings besides"),
    ("arrivals.bursts.days", "days that such a time lasts"),
    ("unsafe_drawn.chance", "share of households with an unsafe place in the area"),
    ("waiting.patience.mean_days", "days that a household can wait, on average"),
    (
        "waiting.patience.cv",
        "how much the time that a household can wait varies (standard deviation by mean)",
    ),
    ("funnel.contacted", "share of requests whose household can be reached"),
    ("funnel.eligible", "share of requests that this service is for"),
    ("funnel.sanctuary", "share made safe at home, where that is open"),
    ("funnel.accepts", "share of offers that are accepted"),
    ("repeats.chance", "share of those turned away that ask again"),
    ("repeats.after.mean_days", "days after which they ask again, on average"),
    ("repeats.at_most", "how often one household asks again at most"),
    ("returns.chance", "share of those who left that ask again"),
    ("returns.after.mean_days", "days after which they do, on average"),
    ("returns.at_most", "how often one household returns at most"),
    ("hold_nights", "nights for which a unit is kept for a household before it moves in"),
    ("onward.chance", "share of those in a short stay that ask for a longer unit when it ends"),
    ("onward.may_stay_days", "most days for which they may wait for it where they are"),
    (
        "induced_demand.share",
        "share of agencies' requests not made while the service is known to be full",
    ),
    ("induced_demand.after_days", "days without a vacant unit after which agencies stop asking"),
    ("induced_demand.back_after_days", "days after a vacancy until they ask again"),
    ("stay_factor.complex", "support takes so many times as long with complex needs"),
    ("stay_factor.nrpf", "support takes so many times as long without recourse to public funds"),
    ("stay_factor.children", "support takes so many times as long with children"),
    (
        "stay_factor.mobility",
        "support takes so many times as long where a home has to be accessible",
    ),
    (
        "stay_factor.substances",
        "support takes so many times as long with current use of drugs or alcohol",
    ),
    ("move_on_homes.per_year", "homes to move on to, a year"),
    ("second_stage.share", "share of those placed that go on to second stage"),
    ("second_stage.places", "households supported in second stage at once"),
    ("second_stage.stay.mean_days", "days in second stage, on average"),
    ("second_stage.stay.cv", "how much time in second stage varies (standard deviation by mean)"),
    ("second_stage.at_most_days", "days in second stage at most"),
    ("turnaround_nights", "nights between a departure and the next offer"),
    ("repairs.time.mean_days", "how long those repairs take, days on average"),
    ("repairs.time.cv", "how much the time for repairs varies (standard deviation by mean)"),
    ("repairs.chance", "share of departures that leave repairs behind"),
];

/// The key's own words.
fn plain(key: &str) -> String {
    key.replace(['.', '_'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_said_in_words() {
        let classes = ["woman alone", "man alone"].map(str::to_owned);
        let said = |key| label(key, &classes);
        assert_eq!(said("household[1].share"), "share of households: man alone");
        assert_eq!(said("household[1].variants[0].share"), said("household[0].variants[0].share"));
        assert_eq!(
            said("stay.safe_place.mean_days"),
            "time in support, safe place: days on average"
        );
        assert_eq!(
            said("arrivals.by_hour[3]"),
            "how many ask by hour of the day, against the mean"
        );
        assert_eq!(
            said("decisions.oldest_boy"),
            "chance that a person agrees in spite of: age of a boy"
        );
        assert_eq!(said("some.new_key"), "some new key");
    }
}
