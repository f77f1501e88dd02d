//! Figures in words. Differences whose interval holds nothing are said to be about nothing, and none is said twice negative.

use crate::base::statistics::{Interval, Says};
use crate::planning::expansion::{Averted, BudgetSaid, HARDLY_ANY, LeftOver, PlanSaid};
use crate::planning::forecast::{LEAST_TO_A_TENTH, in_threes};

/// Pounds with thousands apart: two figures that mean something, and noughts.
pub fn pounds(value: f64) -> String {
    let digits = if value >= 100_000.0 { 3.0 } else { 2.0 };
    let power = libm::pow(10.0, libm::floor(libm::log10(value.max(1.0))) - (digits - 1.0));
    let near = (value / power.max(1.0)).round() * power.max(1.0);
    format!("£{}", in_threes(&format!("{near:.0}")))
}

/// "0.1", "5.3", "113".
pub fn figure(value: f64) -> String {
    // No minus before a nought.
    let value = if value.abs() < LEAST_TO_A_TENTH { 0.0 } else { value };
    if value.abs() >= 99.95 { format!("{value:.0}") } else { format!("{value:.1}") }
}

/// "1.2 to 3.4".
pub fn figures(interval: Interval) -> String {
    format!("{} to {}", figure(interval.low), figure(interval.high))
}

/// "1.8"; "under 0.1", where it averts some beyond doubt and fewer than one in ten years; none: it may be chance.
pub fn beyond_doubt(averted: &Averted) -> Option<String> {
    (averted.says == Says::More).then(|| {
        if averted.is_something() {
            figure(averted.households.mean)
        } else {
            format!("under {HARDLY_ANY}")
        }
    })
}

/// "1.1 for a short stay" and nothing after it, of those that are averted; none where hardly any are.
pub fn short_stays_only(averted: &Averted) -> Option<String> {
    averted.short_stays().map(|short| format!("{} for a short stay", figure(short)))
}

/// Whether a difference is worth the name beyond doubt, one way or the other.
pub(super) fn is_clear(households: Interval) -> bool {
    households.is_off_zero() && households.mean.abs() >= HARDLY_ANY
}

/// "2.2 more are placed in a longer unit and 1.1 more for a short stay, asking for nothing longer"; none where short stays
/// stay as they are.
pub(super) fn placed_for_how_long(averted: &Averted) -> Option<String> {
    let more = |more: Interval| match more.mean {
        mean if mean.abs() < LEAST_TO_A_TENTH => "about as many".to_owned(),
        mean if mean < 0.0 => format!("{} fewer", figure(-mean)),
        mean => format!("{} more", figure(mean)),
    };
    let Averted { placed_longer: longer, placed_short_only: short, .. } = averted;
    is_clear(*short).then(|| {
        format!(
            "{} are placed in a longer unit and {} for a short stay, asking for nothing longer",
            more(*longer),
            more(*short)
        )
    })
}

/// "£7,200 (£5,100 to £11,000)".
pub fn per_household(averted: &Averted) -> String {
    match averted.per_household {
        _ if averted.is_hardly_any() => "more than can be said, as it averts hardly any".to_owned(),
        None => "a cost that chance hides".to_owned(),
        Some([.., high]) if high <= 0.0 => "no cost in money".to_owned(),
        Some([best, low, high]) => {
            format!("{} ({} to {})", pounds(best), pounds(low), pounds(high))
        }
    }
}

/// Pounds to the last one.
pub fn exact_pounds(value: f64) -> String {
    format!("\u{a3}{}", in_threes(&format!("{value:.0}")))
}

/// What a budget allows: "£30,000 once, £50,000 a year", years apart where they differ.
pub fn limits(budget: &BudgetSaid) -> String {
    let one = |(capital, yearly): &(f64, f64)| {
        let once = if *capital > 0.0 {
            format!("{} once, ", exact_pounds(*capital))
        } else {
            String::new()
        };
        format!("{once}{} a year", exact_pounds(*yearly))
    };
    // Capital comes once, running costs every year.
    if let Some(((_, yearly), later)) = budget.by_year.split_first()
        && later.iter().all(|(capital, again)| *capital <= 0.0 && (again - yearly).abs() <= 0.0)
    {
        return budget.by_year.first().map(one).unwrap_or_default();
    }
    by_year(budget.by_year.iter().map(one))
}

/// What a plan leaves of a budget, in whole pounds: "£2,000 of capital; year 1: £75,000, years 2 to 5: £1,270 a year".
pub(super) fn left_over(left: &LeftOver) -> String {
    let pounds = |value: f64| exact_pounds(libm::floor(value.max(0.0)));
    let once = format!("{} of capital", pounds(left.capital));
    let yearly = by_year(left.yearly.iter().map(|yearly| pounds(*yearly)));
    let is_nothing = left.yearly.iter().all(|yearly| *yearly < 1.0);
    match (left.capital >= 1.0, !is_nothing) {
        (false, false) => "nothing".to_owned(),
        (true, false) => once,
        (false, true) => format!("{yearly} a year"),
        (true, true) => format!("{once}, and {yearly} a year"),
    }
}

/// What is said of each year, those in a row that say the same together: "year 1: this, years 2 to 5: that".
fn by_year(said: impl Iterator<Item = String>) -> String {
    let mut spans: Vec<(usize, usize, String)> = Vec::new();
    for (year, said) in (1..).zip(said) {
        match spans.last_mut() {
            Some((_, last, same)) if *same == said => *last = year,
            _ => spans.push((year, year, said)),
        }
    }
    let span = |(first, last, said): &(usize, usize, String)| match (first, last) {
        _ if spans.len() == 1 => said.clone(),
        (first, last) if first == last => format!("year {first}: {said}"),
        (first, last) => format!("years {first} to {last}: {said}"),
    };
    spans.iter().map(span).collect::<Vec<_>>().join("; ")
}

/// A plan's costs: "£38,000 a year and £5,000 once; in part assumed".
pub fn costs(plan: &PlanSaid) -> String {
    if plan.buys.is_empty() {
        return "£0".to_owned();
    }
    let once = if plan.capital > 0.0 {
        format!(" and {} once", pounds(plan.capital))
    } else {
        String::new()
    };
    let assumed = if plan.cost_assumed { "; in part assumed" } else { "" };
    format!("{} a year{once}{assumed}", pounds(plan.yearly))
}

/// "about as many", "0.9 more (0.5 to 1.3)", "0.1 fewer (0.1 to 0.2)".
pub fn more_or_fewer(more: Interval) -> String {
    size(more).map_or_else(
        || "about as many".to_owned(),
        |(size, word)| format!("{} {word} ({})", figure(size.mean), figures(size)),
    )
}

/// "5.7 to 7.4 fewer", "0.4 more to 0.4 fewer", of how many fewer are turned away.
pub(super) fn fewer(fewer: Interval) -> String {
    if fewer.low > -LEAST_TO_A_TENTH {
        format!("{} fewer", figures(fewer))
    } else if fewer.high < LEAST_TO_A_TENTH {
        format!("{} to {} more", figure(-fewer.high), figure(-fewer.low))
    } else {
        format!("{} more to {} fewer", figure(-fewer.low), figure(fewer.high))
    }
}

/// How many more or fewer; none where chance alone could make such a difference, or it would be printed as nothing.
fn size(more: Interval) -> Option<(Interval, &'static str)> {
    if !more.is_off_zero() || more.mean.abs() < LEAST_TO_A_TENTH {
        return None;
    }
    Some(if more.mean > 0.0 {
        (more, "more")
    } else {
        (Interval { mean: -more.mean, low: -more.high, high: -more.low }, "fewer")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pounds_have_the_figures_that_mean_something() {
        assert_eq!(pounds(7_234.0), "£7,200");
        assert_eq!(pounds(412_345.0), "£412,000");
        assert_eq!(pounds(38_000.0), "£38,000");
        assert_eq!(pounds(1_234_567.0), "£1,230,000");
        assert_eq!(pounds(0.0), "£0");
    }

    #[test]
    fn a_difference_is_never_said_twice_negative() {
        let of = |low: f64, high: f64| Interval { mean: f64::midpoint(low, high), low, high };
        assert_eq!(more_or_fewer(of(-0.2, 0.1)), "about as many");
        assert_eq!(more_or_fewer(of(0.0, 0.0)), "about as many");
        assert_eq!(more_or_fewer(of(-0.04, -0.01)), "about as many");
        let said = [(5.7, 7.4), (-0.4, 0.4), (-2.0, -0.5)].map(|(low, high)| fewer(of(low, high)));
        assert_eq!(said, ["5.7 to 7.4 fewer", "0.4 more to 0.4 fewer", "0.5 to 2.0 more"]);
        assert_eq!(more_or_fewer(of(0.5, 1.3)), "0.9 more (0.5 to 1.3)");
        assert_eq!(more_or_fewer(of(-1.3, -0.5)), "0.9 fewer (0.5 to 1.3)");
    }
}
