//! Counts of returns over months or quarters, as run charts: a centre line, the limits of usual variation, and a word only
//! where a rule says so.

use super::mark::{Anchor, Marks, Type, colour};
use super::panels;
use super::plot::Plot;
use super::scene::{Content, Panel, Room, Scene, Sheet};
use crate::base::statistics::{LEAST_POINTS, ProcessLimits, Unusual};
use jiff::civil::Date;

/// What its files are called.
pub const NAME: &str = "returns-over-years";
const PANEL_HEIGHT: f64 = 250.0;

/// What is counted over the spans of a period.
#[derive(Debug, Clone)]
pub struct Run {
    /// Its title.
    pub title: String,
    /// The first day of each span, and how many.
    pub points: Vec<(Date, u32)>,
}

/// Every run, one panel each; none without two points.
pub fn of_runs<'a>(runs: &[Run], (provider, span): (&str, &str)) -> Option<Scene<'a>> {
    let charts: Vec<Chart> = runs.iter().filter_map(|run| Chart::of(run, span)).collect();
    if charts.is_empty() {
        return None;
    }
    let words: Vec<String> = charts.iter().flat_map(Chart::words).collect();
    let title = title(&charts, span);
    let about = if charts.iter().any(|chart| chart.limits.is_none()) {
        format!("The line across is the mean. Limits need {LEAST_POINTS} points.")
    } else {
        "The line across is the mean; between the dashed limits is usual variation. Points that are large and orange are unusual by a rule.".to_owned()
    };
    let rules = "Rules of Making Data Count: beyond a limit; 7 on one side of the mean; 7 that rise or fall; 2 of 3 close to a limit.";
    let unusual = if words.is_empty() {
        "No rule says that any point is unusual.".to_owned()
    } else {
        words.join(" ")
    };
    let text = format!(
        "{title}. {provider}, by {span}. {about} {unusual} Counts of real households; the figures are in the CSV file of the same name."
    );
    Some(Scene {
        name: NAME,
        shown: format!("{provider}: counts by {span}, as the register has them"),
        text,
        sheet: sheet(&charts),
        panels: charts.into_iter().map(Chart::panel).collect(),
        height: PANEL_HEIGHT,
        notes: vec![about, rules.to_owned()],
        foot: "Counted from the register: real households, not to be published as they are.",
        title,
    })
}

/// One figure over the spans.
#[derive(Debug)]
struct Chart {
    title: String,
    span: String,
    points: Vec<(Date, u32)>,
    limits: Option<ProcessLimits>,
}

impl Chart {
    fn of(run: &Run, span: &str) -> Option<Self> {
        let values: Vec<f64> = run.points.iter().map(|(_, count)| f64::from(*count)).collect();
        (values.len() > 1).then(|| Self {
            title: run.title.clone(),
            span: span.to_owned(),
            points: run.points.clone(),
            limits: ProcessLimits::of(&values),
        })
    }

    fn panel<'a>(self) -> Panel<'a> {
        let (name, legend) = (self.title.clone(), self.words());
        Panel { legend, ..Panel::new(name, self) }
    }

    fn mean(&self) -> f64 {
        let many = f64::from(u32::try_from(self.points.len()).unwrap_or(u32::MAX));
        self.points.iter().map(|(_, count)| f64::from(*count)).sum::<f64>() / many
    }

    fn unusual(&self, at: usize) -> Option<(Unusual, bool)> {
        *self.limits.as_ref()?.unusual.get(at)?
    }

    fn named(&self, day: Date) -> String {
        if self.span == "quarter" {
            format!("{} to {}", day.strftime("%B"), last_month(day).strftime("%B %Y"))
        } else {
            day.strftime("%B %Y").to_string()
        }
    }

    /// A sentence for each run of points that one rule finds unusual.
    fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        let mut at = 0;
        while at < self.points.len() {
            let Some(why) = self.unusual(at) else {
                at += 1;
                continue;
            };
            let from = at;
            while self.unusual(at) == Some(why) {
                at += 1;
            }
            let (first, last) = (self.points[from].0, self.points[at - 1].0);
            let when = if first == last {
                self.named(first)
            } else {
                format!("{} to {}", first.strftime("%B %Y"), last_of(&self.span, last))
            };
            words.push(format!("{}: {} in {when}.", self.title, said(why)));
        }
        words
    }
}

fn last_of(span: &str, day: Date) -> String {
    let month = if span == "quarter" { last_month(day) } else { day };
    month.strftime("%B %Y").to_string()
}

/// The last month of a quarter.
fn last_month(day: Date) -> Date {
    day.saturating_add(jiff::Span::new().months(2))
}

fn said(why: (Unusual, bool)) -> &'static str {
    match why {
        (Unusual::Beyond, true) => "more than usual variation explains",
        (Unusual::Beyond, false) => "fewer than usual variation explains",
        (Unusual::Shift, true) => "above the mean for seven or more in a row",
        (Unusual::Shift, false) => "below the mean for seven or more in a row",
        (Unusual::Trend, true) => "rising for seven or more in a row",
        (Unusual::Trend, false) => "falling for seven or more in a row",
        (Unusual::NearLimit, true) => "close to the upper limit, twice in three",
        (Unusual::NearLimit, false) => "close to the lower limit, twice in three",
    }
}

/// What was found: which figures a rule finds unusual, or that none is. Without limits no rule asks: then what it shows.
fn title(charts: &[Chart], span: &str) -> String {
    let unusual: Vec<&Chart> = charts
        .iter()
        .filter(|chart| (0..chart.points.len()).any(|at| chart.unusual(at).is_some()))
        .collect();
    if charts.iter().all(|chart| chart.limits.is_none()) {
        return format!("Referrals, stays and refusals, {span} by {span}");
    }
    match unusual[..] {
        [] => format!("No figure was unusual in any {span}"),
        [one] => match &one.words()[..] {
            [only] => only.trim_end_matches('.').to_owned(),
            _ => format!("{}: unusual more than once", one.title),
        },
        _ => format!("{} of {} figures were unusual at times", unusual.len(), charts.len()),
    }
}

impl Content for Chart {
    fn fill(&self, marks: &mut Marks, room: Room) {
        let (Some(first), Some(last)) = (self.points.first(), self.points.last()) else { return };
        let upper = self.limits.as_ref().map_or(0.0, |limits| limits.upper);
        let greatest = self.points.iter().map(|(_, count)| f64::from(*count)).fold(upper, f64::max);
        let (most, ticks) = panels::scale_to(greatest);
        let plot = Plot {
            left: room.left + 36.0,
            right: room.left + room.width - 92.0,
            top: room.top + 34.0,
            bottom: room.top + room.height - 40.0,
            most,
            days: (first.0, last.0),
        };
        plot.grid(marks, &ticks, panels::tick);
        self.levels(marks, &plot);
        let points: Vec<(f64, f64)> = self
            .points
            .iter()
            .map(|(day, count)| (plot.x(*day), plot.y(f64::from(*count))))
            .collect();
        marks.line(&points, 2, colour::BLUE);
        let apart = points.windows(2).map(|two| two[1].0 - two[0].0).fold(f64::MAX, f64::min);
        for (at, (x, y)) in points.iter().enumerate() {
            // What a rule marks differs by size as well as by colour, and no two points touch.
            let (half, colour) = match self.unusual(at) {
                Some(_) => (5.0_f64.min(0.4 * apart), colour::ORANGE),
                None => (2.5_f64.min(0.2 * apart), colour::BLUE),
            };
            marks.bar((x - half, y - half), (x + half, y + half), colour);
        }
        let days: Vec<Date> = self.points.iter().map(|(day, _)| *day).collect();
        plot.days_below(marks, &days);
    }
}

impl Chart {
    /// Mean and limits, each with its number at the right.
    fn levels(&self, marks: &mut Marks, plot: &Plot) {
        let mean = self.mean();
        let mut levels = vec![(mean, format!("mean {mean:.1}"))];
        if let Some(limits) = &self.limits {
            levels.push((limits.upper, format!("limit {:.1}", limits.upper)));
            // Fewer than none there cannot be: that is no limit of theirs.
            if limits.lower > 0.0 {
                levels.push((limits.lower, format!("limit {:.1}", limits.lower)));
            }
        }
        marks.line(&[(plot.left, plot.y(mean)), (plot.right, plot.y(mean))], 1, colour::INK);
        for (level, _) in &levels[1..] {
            dashed(marks, (plot.left, plot.right), plot.y(*level));
        }
        let wished: Vec<f64> = levels.iter().map(|(level, _)| plot.y(*level)).collect();
        let heights = super::plot::apart(&wished, (plot.top, plot.bottom), 16.0);
        for ((_, said), height) in levels.iter().zip(heights) {
            let style = Type::plain(12.5).at(Anchor::Left);
            marks.text((plot.right + 8.0, height), said, style);
        }
    }
}

fn dashed(marks: &mut Marks, (left, right): (f64, f64), y: f64) {
    const DASH: f64 = 7.0;
    let mut x = left;
    while x < right {
        marks.line(&[(x, y), ((x + DASH).min(right), y)], 1, colour::GREY);
        x += 2.0 * DASH;
    }
}

fn sheet(charts: &[Chart]) -> Sheet {
    let head = ["figure", "from", "count", "mean", "lower_limit", "upper_limit", "unusual"];
    let mut rows = Vec::new();
    for chart in charts {
        let limit = |of: fn(&ProcessLimits) -> f64| {
            chart.limits.as_ref().map_or_else(String::new, |limits| format!("{:.2}", of(limits)))
        };
        let levels = [format!("{:.2}", chart.mean()), limit(|of| of.lower), limit(|of| of.upper)];
        for (at, (day, count)) in chart.points.iter().enumerate() {
            let [mean, lower, upper] = levels.clone();
            let word = chart.unusual(at).map_or("", said).to_owned();
            let first = [chart.title.clone(), day.to_string(), count.to_string()];
            rows.push(first.into_iter().chain([mean, lower, upper, word]).collect());
        }
    }
    Sheet::new(&head, rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn run(counts: &[u32]) -> Run {
        let month = |at: usize| {
            date(2025, 1, 1).saturating_add(jiff::Span::new().months(i32::try_from(at).unwrap()))
        };
        let points = counts.iter().enumerate().map(|(at, count)| (month(at), *count)).collect();
        Run { title: "Referrals".to_owned(), points }
    }

    #[test]
    fn a_word_is_said_only_where_a_rule_says_so() {
        let usual = [9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 10];
        let scene = of_runs(&[run(&usual)], ("The provider", "month")).unwrap();
        assert!(scene.text.contains("No rule says that any point is unusual."), "{}", scene.text);
        assert_eq!(scene.title, "No figure was unusual in any month");
        assert!(scene.panels[0].legend.is_empty());
        let mut high = usual;
        high[6] = 30;
        let scene = of_runs(&[run(&high)], ("The provider", "month")).unwrap();
        assert_eq!(
            scene.panels[0].legend,
            ["Referrals: more than usual variation explains in July 2025."]
        );
        assert_eq!(scene.title, "Referrals: more than usual variation explains in July 2025");
        let both = [run(&high), Run { title: "Placed".to_owned(), ..run(&high) }, run(&usual)];
        let scene = of_runs(&both, ("The provider", "month")).unwrap();
        assert_eq!(scene.title, "2 of 3 figures were unusual at times");
        scene.svg().unwrap();
    }

    #[test]
    fn too_few_points_have_a_mean_and_no_limits() {
        let scene = of_runs(&[run(&[4, 6, 8])], ("The provider", "quarter")).unwrap();
        assert!(scene.csv().unwrap().contains("Referrals,2025-01-01,4,6.00,,,\n"));
        assert_eq!(scene.title, "Referrals, stays and refusals, quarter by quarter");
        assert!(of_runs(&[run(&[4])], ("The provider", "quarter")).is_none());
    }
}
