//! What pictures over time share: a plot with its scale, a band with its mean, and days along the axis.

use super::mark::{Anchor, Marks, Type, colour};
use crate::planning::forecast::Statistics;
use jiff::civil::Date;
use plotters::style::RGBColor;

/// Of [`Statistics`]: the mean, and the ends of the 95% band.
const MEAN: usize = 0;
const LOW: usize = 2;
const HIGH: usize = 8;

/// A rectangle with days across and a scale from zero upwards.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plot {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    /// The value at the top.
    pub(super) most: f64,
    /// The day at the left, and the day at the right.
    pub(super) days: (Date, Date),
}

impl Plot {
    /// Where a day lies.
    pub(super) fn x(&self, day: Date) -> f64 {
        let (first, last) = self.days;
        let all = f64::from((last - first).get_days().max(1));
        let along = f64::from((day - first).get_days()) / all;
        self.left + (self.right - self.left) * along.clamp(0.0, 1.0)
    }

    /// Where a value lies; never outside the plot.
    pub(super) fn y(&self, value: f64) -> f64 {
        self.bottom - (self.bottom - self.top) * (value / self.most).clamp(0.0, 1.0)
    }

    /// Lines across at the steps of the scale, each with its number.
    pub(super) fn grid(&self, marks: &mut Marks, ticks: &[f64], say: impl Fn(f64) -> String) {
        for &tick in ticks {
            marks.line(&[(self.left, self.y(tick)), (self.right, self.y(tick))], 1, colour::RULE);
            let style = Type::plain(12.5).at(Anchor::Right);
            marks.text((self.left - 8.0, self.y(tick)), &say(tick), style);
        }
    }

    /// First days of quarters along the bottom, as many as there is room for, a year or more apart.
    pub(super) fn days_below(&self, marks: &mut Marks, days: &[Date]) {
        const ROOM: f64 = 62.0;
        let mut free = f64::NEG_INFINITY;
        for &day in days {
            let x = self.x(day);
            if x < free {
                continue;
            }
            free = x + ROOM;
            marks.line(&[(x, self.bottom), (x, self.bottom + 5.0)], 1, colour::GREY);
            let said = day.strftime("%b %Y").to_string();
            let style = Type::plain(12.5).at(Anchor::Middle);
            marks.text((x, self.bottom + 17.0), &said, style);
        }
    }

    /// The 95% band with its mean; a gap where nothing is known.
    pub(super) fn band(
        &self,
        marks: &mut Marks,
        points: &[(Date, Option<Statistics>)],
        (shade, line): (RGBColor, RGBColor),
    ) {
        for run in points.split(|(_, known)| known.is_none()) {
            let known: Vec<(f64, Statistics)> =
                run.iter().filter_map(|(day, known)| Some((self.x(*day), (*known)?))).collect();
            if known.is_empty() {
                continue;
            }
            let upper = known.iter().map(|(x, at)| (*x, self.y(at[HIGH])));
            let lower = known.iter().rev().map(|(x, at)| (*x, self.y(at[LOW])));
            marks.area(&upper.chain(lower).collect::<Vec<_>>(), shade);
            let mean: Vec<(f64, f64)> =
                known.iter().map(|(x, at)| (*x, self.y(at[MEAN]))).collect();
            marks.line(&mean, 2, line);
        }
    }
}

/// Mean and band of the last week of which anything is known.
pub(super) fn last_week(weeks: &[Option<Statistics>]) -> Option<[f64; 3]> {
    let last = weeks.iter().rev().flatten().next()?;
    Some([last[MEAN], last[LOW], last[HIGH]])
}

/// The greatest end of a band.
pub(super) fn greatest(weeks: &[Option<Statistics>]) -> f64 {
    weeks.iter().flatten().map(|at| at[HIGH]).fold(0.0, f64::max)
}

/// Weeks as rows of figures: mean and band.
pub(super) fn week_cells(at: &Statistics) -> [String; 3] {
    [at[MEAN], at[LOW], at[HIGH]].map(|value| value.to_string())
}

/// The first and the day after the last day of weeks.
pub(super) fn span(week_days: &[Date]) -> Option<(Date, Date)> {
    let (first, last) = (week_days.first()?, week_days.last()?);
    Some((*first, last.saturating_add(jiff::Span::new().days(7))))
}

/// First days of years from the first that counts.
pub(super) fn years(days: (Date, Date)) -> Vec<Date> {
    let anniversaries = (0..).map(|year| days.0.saturating_add(jiff::Span::new().years(year)));
    anniversaries.take_while(|day| *day <= days.1).take(100).collect()
}

/// Labels one above the other, none closer than a line: their heights. Where they meet, those that wish to be
/// lowest stay where they are, unless there is no room above.
pub(super) fn apart(wished: &[f64], (top, bottom): (f64, f64), apart: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wished.len()).collect();
    order.sort_by(|a, b| wished[*b].total_cmp(&wished[*a]));
    let mut heights = vec![0.0; wished.len()];
    let mut below = bottom + apart;
    for &at in &order {
        below = wished[at].min(below - apart);
        heights[at] = below;
    }
    // Those that went over the top come down, and push the others.
    order.reverse();
    let mut above = top - apart;
    for at in order {
        above = heights[at].max(above + apart);
        heights[at] = above;
    }
    heights
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn nothing_lies_outside_its_plot() {
        let days = (date(2026, 10, 1), date(2031, 10, 1));
        let plot = Plot { left: 10.0, right: 110.0, top: 0.0, bottom: 50.0, most: 8.0, days };
        assert!((plot.x(date(2020, 1, 1)) - 10.0).abs() < 1e-9);
        assert!((plot.x(days.1) - 110.0).abs() < 1e-9);
        assert!((plot.y(9.0)).abs() < 1e-9 && (plot.y(4.0) - 25.0).abs() < 1e-9);
    }

    #[test]
    fn labels_that_would_meet_are_moved_up() {
        let heights = apart(&[40.0, 41.0, 10.0], (0.0, 50.0), 17.0);
        assert!((heights[1] - 41.0).abs() < 1e-9 && (heights[0] - 24.0).abs() < 1e-9);
        assert!((heights[2] - 7.0).abs() < 1e-9);
        let heights = apart(&[2.0, 3.0], (0.0, 50.0), 17.0);
        assert!(heights[0].abs() < 1e-9 && (heights[1] - 17.0).abs() < 1e-9);
    }
}
