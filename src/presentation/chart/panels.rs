//! What pictures share: names of panels, scales, figures said of several readings, labels in two lines, the foot.

use super::mark::{Anchor, Marks, Type, colour};
use super::scene::{Content, Panel};
use super::typeface;
pub(super) use crate::base::domain::capitalised as capital;
use crate::base::statistics::float;
use crate::planning::forecast::{Forecast, Measure, NoFigure, a_year, rounded};
use crate::presentation::wording::reading::{self, Reading};

/// What stands at the foot of pictures of a forecast.
pub(super) const FOOT: &str = "Simulated; labels are rounded. Demand, stays and the mix of households are largely assumed: the manifest lists every number with its source.";

/// A panel named after its reading, and after its scenario where there are several.
pub(super) fn of<'a>(
    (forecast, forecasts): (&Forecast, &[&Forecast]),
    content: impl Content + 'a,
) -> Panel<'a> {
    let several = forecasts.iter().any(|other| other.scenario != forecast.scenario);
    Panel::of(Reading::of(forecast), several, content)
}

/// A scale from zero to a round number not below the greatest value, and its steps.
pub(super) fn scale_to(greatest: f64) -> (f64, Vec<f64>) {
    let greatest = greatest.max(1.0);
    let power = libm::pow(10.0, libm::floor(libm::log10(greatest)));
    let step = [0.2, 0.5, 1.0, 2.0, 5.0]
        .into_iter()
        .map(|part| part * power)
        .find(|step| greatest / step <= 5.0)
        .unwrap_or(power);
    let steps = libm::ceil(greatest / step);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most five steps"
    )]
    let ticks = (0..=steps as u32).map(|k| f64::from(k) * step).collect();
    (steps * step, ticks)
}

/// A number on a scale: whole where the steps are.
pub(super) fn tick(value: f64) -> String {
    if (value - libm::round(value)).abs() < 1e-9 {
        format!("{value:.0}")
    } else {
        format!("{value:.1}")
    }
}

/// The same for shares: the steps are whole percents or, of small shares, tenths of one.
pub(super) fn scale_to_percent(greatest: f64) -> (f64, Vec<f64>) {
    let (most, ticks) = scale_to(100.0 * greatest);
    (most / 100.0, ticks.into_iter().map(|tick| tick / 100.0).collect())
}

/// Forecasts of readings of what was counted: a what-if has no word in a title.
pub(super) fn counted<'a>(forecasts: &[&'a Forecast]) -> Vec<&'a Forecast> {
    reading::counted(forecasts.iter().copied(), |one| one.what_if)
}

/// What is counted: households, or referrals where one household may make several.
pub(super) fn noun(forecasts: &[&Forecast]) -> Result<&'static str, NoFigure> {
    let nouns: Vec<_> =
        forecasts.iter().map(|forecast| forecast.noun()).collect::<Result<_, _>>()?;
    Ok(nouns.into_iter().find(|noun| *noun != "households").unwrap_or("households"))
}

/// "60%" of one, "1% or 58%" of two, "1% to 58%" of more.
pub(super) fn range(values: &[f64], say: impl Fn(f64) -> String) -> String {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.as_slice() {
        [] => "nothing".to_owned(),
        [one] => say(*one),
        [low, .., high] if say(*low) == say(*high) => say(*low),
        [low, high] => format!("{} or {}", say(*low), say(*high)),
        [low, .., high] => format!("{} to {}", say(*low), say(*high)),
    }
}

/// "2 to 60": from the least to the greatest end of ranges.
pub(super) fn ends(ranges: &[[f64; 2]], say: impl Fn(f64) -> String) -> String {
    let low = ranges.iter().map(|[low, _]| *low).fold(f64::INFINITY, f64::min);
    let high = ranges.iter().map(|[_, high]| *high).fold(0.0, f64::max);
    let [low, high] = [low.min(high), high].map(say);
    if low == high { low } else { format!("{low} to {high}") }
}

/// Lines down at the steps of a scale, with numbers below as many of them, evenly, as there is room for.
pub(super) fn steps_down(
    marks: &mut Marks,
    (top, bottom): (f64, f64),
    steps: impl IntoIterator<Item = (f64, String)>,
) {
    let style = Type::plain(12.5).at(Anchor::Middle);
    let steps: Vec<(f64, String)> = steps.into_iter().collect();
    let every =
        (1..=steps.len()).find(|&every| have_room(steps.iter().step_by(every), style)).unwrap_or(1);
    for (at, (x, said)) in steps.iter().enumerate() {
        marks.line(&[(*x, top), (*x, bottom)], 1, colour::RULE);
        if at % every == 0 {
            marks.text((*x, bottom + 15.0), said, style);
        }
    }
}

/// Whether no number meets the one before it.
fn have_room<'a>(steps: impl Iterator<Item = &'a (f64, String)>, style: Type) -> bool {
    const APART: f64 = 6.0;
    let mut free = f64::NEG_INFINITY;
    for (x, said) in steps {
        let half = typeface::width(said, style.size, style.bold) / 2.0;
        if x - half < free {
            return false;
        }
        free = x + half + APART;
    }
    true
}

/// A text in as many lines as it needs within a width, about a height.
pub(super) fn text_in(marks: &mut Marks, (x, y): (f64, f64), said: &str, style: Type, width: f64) {
    let lines = lines_in(said, style, width);
    let apart = if lines.len() > 2 { style.size } else { style.size + 2.5 };
    let mut y = y - apart * (float(lines.len()) - 1.0) / 2.0;
    for line in &lines {
        marks.text((x, y), line, style);
        y += apart;
    }
}

/// Its lines; a word that is wider than the width has a line of its own.
fn lines_in(said: &str, style: Type, width: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in said.split_whitespace() {
        let Some(line) = lines.last_mut() else { break };
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if line.is_empty() || typeface::width(&longer, style.size, style.bold) <= width {
            *line = longer;
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// "0.1 a year in the reading “a”; 113 in the reading “b”."
pub(super) fn side_by_side(
    forecasts: &[&Forecast],
    say: impl Fn(usize, &Forecast) -> Result<String, NoFigure>,
) -> Result<String, NoFigure> {
    let say = |(k, forecast): (usize, &&Forecast)| {
        Ok(format!("{}: {}", Reading::of(forecast).of_scenario(), say(k, forecast)?))
    };
    let said: Vec<String> = forecasts.iter().enumerate().map(say).collect::<Result<_, _>>()?;
    Ok(said.join(" "))
}

/// The unmet need of a year in each panel, with its range.
pub(super) fn need_a_year(forecasts: &[&Forecast]) -> Result<String, NoFigure> {
    side_by_side(forecasts, |_, forecast| {
        let need = a_year(forecast, Measure::UnmetNeed)?;
        Ok(format!(
            "{} {} a year on average, 95% of simulated histories between {} and {}.",
            rounded(need.mean),
            forecast.noun()?,
            rounded(need.p2_5),
            rounded(need.p97_5),
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::super::mark::Mark;
    use super::*;

    #[test]
    fn readings_are_named_one_by_one_and_many_as_a_range() {
        let say = |value: f64| format!("{value:.0}");
        assert_eq!(range(&[4.0], say), "4");
        assert_eq!(range(&[9.0, 4.0], say), "4 or 9");
        assert_eq!(range(&[4.0, 4.2], say), "4");
        assert_eq!(range(&[9.0, 4.0, 6.0], say), "4 to 9");
    }

    #[test]
    fn a_long_label_takes_as_many_lines_as_it_needs_and_loses_nothing() {
        let style = Type::plain(13.0);
        assert_eq!(lines_in("too few beds", style, 120.0), ["too few beds"]);
        let long = "age of a boy and who would share a room and steps, or not adapted and pets";
        let lines = lines_in(long, style, 120.0);
        assert_eq!(lines.join(" "), long);
        assert!(lines.iter().all(|line| typeface::width(line, 13.0, false) <= 120.0), "{lines:?}");
    }

    #[test]
    fn a_number_that_would_meet_the_one_before_is_left_out() {
        let said = |apart: f64| {
            let mut marks = Marks::default();
            let steps = (0..5).map(|at| (apart * f64::from(at), format!("{}%", 25 * at)));
            steps_down(&mut marks, (0.0, 100.0), steps);
            let texts = marks.0.iter().filter_map(|mark| match mark {
                Mark::Text { said, .. } => Some(said.clone()),
                _ => None,
            });
            texts.collect::<Vec<_>>()
        };
        assert_eq!(said(60.0), ["0%", "25%", "50%", "75%", "100%"]);
        assert_eq!(said(27.0), ["0%", "50%", "100%"]);
    }

    #[test]
    fn a_scale_ends_at_or_above_the_greatest_value() {
        for greatest in [0.0004, 0.01, 0.09, 0.3, 0.58, 1.0] {
            let (most, ticks) = scale_to_percent(greatest);
            assert!(most >= greatest && ticks.len() <= 6, "{greatest}: {most} {ticks:?}");
        }
    }
}
