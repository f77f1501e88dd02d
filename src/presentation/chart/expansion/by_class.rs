//! Cost against who is turned away: along the plans of the envelope, each class of household by itself.

use super::frame::{self, FOOT, side_by_side, up_to};
use super::steps::{Frame, short};
use crate::base::statistics::Interval;
use crate::planning::expansion::{ExpansionReport, ReadingSaid, Valued};
use crate::presentation::chart::mark::{Anchor, Marks, Type, colour};
use crate::presentation::chart::panels;
use crate::presentation::chart::scene::{Content, Room, Scene, Sheet};
use crate::presentation::wording::expansion::{figure, pounds};

pub(super) const NAME: &str = "cost-against-who";
/// Height of the class most often turned away, and the least of any; all have one scale.
const TALLEST: f64 = 84.0;
const LOWEST: f64 = 18.0;
/// A row's words above its line, and what is left free below.
const WORDS: f64 = 26.0;
const GAP: f64 = 12.0;
/// Classes shown by themselves; the others stand together.
const MOST_CLASSES: usize = 6;
/// Fewer households a year than this are not called helped or not.
const ENOUGH: f64 = 1.0;
/// Money is said to help one class less than another where the shares that it helps differ by this.
const APART: f64 = 0.1;
const OTHERS: &str = "all other households";
const HARDLY_ANY: &str = "Fewer than one household a year is turned away, of all classes together";

/// The classes of the envelope's plans.
pub(super) fn scene(report: &ExpansionReport) -> Scene<'_> {
    let classes = classes(report);
    let most = greatest(report, &classes, &classes);
    let height = |class: &String| {
        let own = greatest(report, std::slice::from_ref(class), &classes);
        (TALLEST * own / most).max(LOWEST)
    };
    let heights: Vec<f64> = classes.iter().map(height).collect();
    let all = heights.iter().map(|height| WORDS + height + GAP).sum::<f64>();
    let title = title(report);
    let costs = report.readings.iter().flat_map(|reading| &reading.envelope);
    let (thousands, ticks) =
        panels::scale_to(costs.map(|plan| plan.plan.a_year[0]).fold(0.0, f64::max) / 1000.0);
    let scale = Scale { thousands, ticks, most };
    let panel = |reading| {
        let rows = classes.iter().cloned().zip(heights.iter().copied()).collect();
        frame::panel(reading, Classes { reading, rows, scale: scale.clone() })
    };
    Scene {
        name: NAME,
        shown: "Households still turned away a year, the best plan for each cost (\u{a3} a year, capital spread over its life); grey: now; bands: 95% interval".to_owned(),
        panels: report.readings.iter().map(panel).collect(),
        height: 84.0 + all,
        notes: Vec::new(),
        foot: FOOT,
        text: text(&title, report, &classes),
        sheet: sheet(report),
        title,
    }
}

/// The classes of one reading, each with the height of its plot.
#[derive(Debug)]
struct Classes<'a> {
    reading: &'a ReadingSaid,
    rows: Vec<(String, f64)>,
    scale: Scale,
}

/// The scale of all panels.
#[derive(Debug, Clone)]
struct Scale {
    thousands: f64,
    ticks: Vec<f64>,
    /// Households a year at the height of the tallest.
    most: f64,
}

/// The reading in which most are turned away.
fn busiest(report: &ExpansionReport) -> Option<&ReadingSaid> {
    let now = |reading: &ReadingSaid| reading.now.turned_away.mean;
    report.readings.iter().max_by(|a, b| now(a).total_cmp(&now(b)))
}

/// The classes most often turned away in that reading, the one helped least, and the others together.
fn classes(report: &ExpansionReport) -> Vec<String> {
    let Some(busiest) = busiest(report) else { return Vec::new() };
    let mut groups: Vec<_> = busiest.now.still.iter().collect();
    groups.sort_by(|a, b| b.households.mean.total_cmp(&a.households.mean));
    let rest = groups.len() > MOST_CLASSES;
    groups.truncate(MOST_CLASSES);
    let mut shown: Vec<String> = groups.into_iter().map(|group| group.class.clone()).collect();
    // Whoever is helped least is seen, however few they are.
    let least =
        least_helped(&helped_each(report)).filter(|(class, _)| rest && !shown.contains(class));
    if let (Some((least, _)), Some(last)) = (least, shown.last_mut()) {
        *last = least;
    }
    shown.into_iter().chain(rest.then(|| OTHERS.to_owned())).collect()
}

/// Households of a class still turned away; of the others together no interval is known.
fn still(plan: &Valued, class: &str, classes: &[String]) -> Interval {
    if class == OTHERS {
        let others = plan.still.iter().filter(|group| !classes.contains(&group.class));
        let mean = others.map(|group| group.households.mean).sum();
        return Interval { mean, low: mean, high: mean };
    }
    let found = plan.still.iter().find(|group| group.class == class);
    found.map_or(Interval { mean: 0.0, low: 0.0, high: 0.0 }, |group| group.households)
}

/// Whether fewer than one household a year is turned away.
fn is_hardly_any(reading: &ReadingSaid) -> bool {
    reading.now.turned_away.mean < ENOUGH
}

/// The most households a year of any of some classes, in any reading.
fn greatest(report: &ExpansionReport, some: &[String], classes: &[String]) -> f64 {
    let plans = || report.readings.iter().flat_map(|reading| &reading.envelope);
    let of =
        |class: &String| plans().map(|plan| still(plan, class, classes).high).fold(0.0, f64::max);
    some.iter().map(of).fold(0.1, f64::max)
}

/// Of the households of a class that are turned away now, the share that the dearest plan helps.
fn helped(reading: &ReadingSaid, class: &str, classes: &[String]) -> Option<f64> {
    let now = still(&reading.now, class, classes).mean;
    let dearest = still(reading.envelope.last()?, class, classes).mean;
    (now >= ENOUGH).then(|| 1.0 - dearest / now)
}

fn title(report: &ExpansionReport) -> String {
    let helped = helped_each(report);
    let most = helped.iter().map(|(_, share)| *share).fold(0.0, f64::max);
    match least_helped(&helped) {
        None => "Hardly anybody is turned away whom money could help".to_owned(),
        Some((class, share)) if most - share >= APART => format!("Money helps least: {class}"),
        Some(_) => "Money helps every class of household alike".to_owned(),
    }
}

fn least_helped(helped: &[(String, f64)]) -> Option<(String, f64)> {
    helped.iter().min_by(|a, b| a.1.total_cmp(&b.1)).cloned()
}

/// Every class of which enough are turned away to tell, those not shown by themselves too, and the share that is helped.
fn helped_each(report: &ExpansionReport) -> Vec<(String, f64)> {
    let Some(busiest) = busiest(report) else { return Vec::new() };
    let classes = busiest.now.still.iter().map(|group| group.class.clone());
    classes.filter_map(|class| Some((class.clone(), helped(busiest, &class, &[])?))).collect()
}

impl Content for Classes<'_> {
    fn fill(&self, marks: &mut Marks, room: Room) {
        if is_hardly_any(self.reading) {
            let at = (room.left + 12.0, room.top + 38.0);
            marks.text(at, HARDLY_ANY, Type::plain(13.0));
            return;
        }
        let mut top = room.top + 28.0;
        for (k, (_, height)) in self.rows.iter().enumerate() {
            let bottom = top + WORDS + height;
            self.row(marks, k, (room.left, room.left + room.width - 12.0), (top, bottom));
            top = bottom + GAP;
        }
    }
}

impl Classes<'_> {
    fn row(
        &self,
        marks: &mut Marks,
        k: usize,
        (left, right): (f64, f64),
        (top, bottom): (f64, f64),
    ) {
        let Scale { thousands, ref ticks, most } = self.scale;
        let class = &self.rows[k].0;
        let classes: Vec<String> = self.rows.iter().map(|(class, _)| class.clone()).collect();
        let of = |plan: &Valued| still(plan, class, &classes);
        let frame = Frame { left, right, top: bottom - TALLEST, bottom, thousands, most };
        let now = of(&self.reading.now).mean;
        marks.text((left, top + 10.0), class, Type::bold(13.0));
        let said = row(self.reading, &of);
        marks.text((right, top + 10.0), &said, Type::plain(13.0).at(Anchor::Right));
        marks.line(&[(left, frame.y(now)), (right, frame.y(now))], 1, colour::RULE);
        frame.draw(marks, &self.reading.envelope, &of);
        if k + 1 == self.rows.len() {
            frame.pounds_below(marks, ticks);
            let middle = (f64::midpoint(left, right), bottom + 36.0);
            let style = Type::plain(12.5).at(Anchor::Middle);
            marks.text(middle, "spent more a year", style);
        } else {
            marks.line(&[(left, bottom), (right, bottom)], 1, colour::GREY);
        }
    }
}

/// "32.4 now, 28.1 for up to £100k, 11.9 for £945k".
fn row(reading: &ReadingSaid, of: &dyn Fn(&Valued) -> Interval) -> String {
    let now = of(&reading.now).mean;
    let (Some(first), Some(dearest)) = (up_to(reading, 100_000.0), reading.envelope.last()) else {
        return format!("{} now", figure(now));
    };
    let end = dearest.plan.a_year[0];
    if end <= 0.0 {
        return format!("{} now", figure(now));
    }
    let first = if end > 100_000.0 {
        format!("{} for up to \u{a3}100k, ", figure(of(first).mean))
    } else {
        String::new()
    };
    format!("{} now, {first}{} for {}", figure(now), figure(of(dearest).mean), short(end))
}

fn text(title: &str, report: &ExpansionReport, classes: &[String]) -> String {
    let said = side_by_side(report, |reading| {
        if is_hardly_any(reading) {
            return format!("{HARDLY_ANY}.");
        }
        let parts = classes
            .iter()
            .map(|class| format!("{class} {}", row(reading, &|plan| still(plan, class, classes))));
        let helped = classes.iter().filter_map(|class| {
            let share = 100.0 * helped(reading, class, classes)?;
            Some(format!("{class} {share:.0}%"))
        });
        let (parts, helped): (Vec<String>, Vec<String>) = (parts.collect(), helped.collect());
        let dearest = reading.envelope.last().map_or(0.0, |plan| plan.plan.a_year[0]);
        let helped = if helped.is_empty() {
            String::new()
        } else {
            format!(
                " Of those turned away now, the dearest plan shown ({} a year) helps: {}.",
                pounds(dearest),
                helped.join(", ")
            )
        };
        format!("{}.{helped}", parts.join("; "))
    });
    format!(
        "{title}. A line for each class of household, all on one scale from zero, falling or not as more is spent on the plans of the lower envelope; a panel a reading. Households turned away a year: {said} A grey rule marks those turned away now. Simulated; the figures are in the CSV file of the same name."
    )
}

fn sheet(report: &ExpansionReport) -> Sheet {
    let header =
        ["scenario", "reading", "plan", "cost_a_year", "class", "turned_away", "low_95", "high_95"];
    let mut rows = Vec::new();
    for reading in &report.readings {
        for plan in &reading.envelope {
            for group in &plan.still {
                let Interval { mean, low, high } = group.households;
                rows.push(vec![
                    reading.scenario.clone(),
                    reading.reading.clone(),
                    plan.plan.words.clone(),
                    plan.plan.a_year[0].to_string(),
                    group.class.clone(),
                    mean.to_string(),
                    low.to_string(),
                    high.to_string(),
                ]);
            }
        }
    }
    Sheet::new(&header, rows)
}
