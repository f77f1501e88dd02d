//! Cost against households turned away: of the plans estimated, those of which none is both cheaper and better.

use super::frame::{self, FOOT, side_by_side, up_to};
use super::steps::Frame;
use crate::base::statistics::float;
use crate::planning::expansion::{BudgetPlan, ExpansionReport, ReadingSaid, Valued};
use crate::planning::forecast::LEAST_TO_A_TENTH;
use crate::presentation::chart::mark::{Anchor, Marks, Type, colour};
use crate::presentation::chart::panels;
use crate::presentation::chart::scene::{Content, Room, Scene, Sheet};
use crate::presentation::wording::expansion::{figure, figures, pounds};
use crate::presentation::wording::reading::counted;

pub(super) const NAME: &str = "cost-against-turned-away";
/// Height of a panel; the list of plans is below it.
const PLOT: f64 = 330.0;
/// From one label of a square to the next.
const LABEL: f64 = 22.0;
/// Below this many households a year a line says nothing.
const ENOUGH: f64 = 0.5;
/// Plans named in the text alternative, about.
const MOST_SAID: f64 = 16.0;

/// The plans of each reading.
pub(super) fn scene(report: &ExpansionReport) -> Scene<'_> {
    let title = title(report);
    let points = || report.readings.iter().flat_map(|reading| &reading.envelope);
    let costs = points().map(|point| point.plan.a_year[0]).fold(0.0, f64::max);
    let most = points().map(|point| point.turned_away.high).fold(0.0, f64::max);
    // Room for labels above the line.
    let scales = (panels::scale_to(costs / 1000.0), panels::scale_to(1.2 * most));
    let panel = |reading| {
        let plans = Plans { reading, scales: scales.clone() };
        frame::panel(reading, plans)
    };
    Scene {
        name: NAME,
        shown: "Households turned away a year, by what is spent more a year (capital spread over its life); bands: 95% interval of the mean".to_owned(),
        panels: averting(report).map(panel).collect(),
        height: PLOT,
        notes: Vec::new(),
        foot: FOOT,
        text: text(&title, report),
        sheet: sheet(report),
        title,
    }
}

/// The plans of one reading.
#[derive(Debug)]
struct Plans<'a> {
    reading: &'a ReadingSaid,
    /// Of money and of households, the same in all panels.
    scales: (Scale, Scale),
}

/// Readings in which money averts somebody; all of them where there is none.
fn averting(report: &ExpansionReport) -> impl Iterator<Item = &ReadingSaid> {
    let averts = |reading: &ReadingSaid| {
        let now = reading.now.turned_away.mean;
        reading.envelope.last().is_some_and(|dearest| now - dearest.turned_away.mean >= ENOUGH)
    };
    let none = !report.readings.iter().any(averts);
    report.readings.iter().filter(move |reading| none || averts(reading))
}

/// Those of which the title speaks: readings that have a panel, and of what was counted; else whatever was counted.
fn told(report: &ExpansionReport) -> Vec<&ReadingSaid> {
    let shown: Vec<&ReadingSaid> = averting(report).filter(|reading| !reading.what_if).collect();
    if shown.is_empty() { counted(&report.readings, |reading| reading.what_if) } else { shown }
}

/// What the line says of £100,000: the dearest plan on it that costs no more.
fn title(report: &ExpansionReport) -> String {
    let houses = |reading: &ReadingSaid| {
        let now = reading.now.turned_away.mean;
        up_to(reading, 100_000.0).map_or(0.0, |plan| now - plan.turned_away.mean)
    };
    let houses: Vec<f64> = told(report).into_iter().map(houses).collect();
    let said = |value: f64| if value < LEAST_TO_A_TENTH { "0".to_owned() } else { figure(value) };
    format!("Up to \u{a3}100,000 a year houses {} more", panels::range(&houses, said))
}

type Scale = (f64, Vec<f64>);

impl Content for Plans<'_> {
    fn fill(&self, marks: &mut Marks, room: Room) {
        let (reading, ((thousands, cost_ticks), (most, ticks))) = (self.reading, &self.scales);
        let frame = Frame {
            left: room.left + 44.0,
            right: room.left + room.width - 12.0,
            top: room.top + 34.0,
            bottom: room.top + room.height - 74.0,
            thousands: *thousands,
            most: *most,
        };
        for &tick in ticks {
            marks.line(
                &[(frame.left, frame.y(tick)), (frame.right, frame.y(tick))],
                1,
                colour::RULE,
            );
            let style = Type::plain(12.5).at(Anchor::Right);
            marks.text((frame.left - 8.0, frame.y(tick)), &panels::tick(tick), style);
        }
        frame.draw(marks, &reading.envelope, &|plan| plan.turned_away);
        frame.pounds_below(marks, cost_ticks);
        draw_budgets(marks, reading, frame);
        let style = Type::plain(12.5).at(Anchor::Middle);
        let at = (f64::midpoint(frame.left, frame.right), frame.bottom + 40.0);
        let said = "spent more a year; squares: as now, and each budget's plan";
        panels::text_in(marks, at, said, style, frame.right - frame.left);
    }
}

/// A square for what there is, and for each budget's plan, with how many are still turned away.
fn draw_budgets(marks: &mut Marks, reading: &ReadingSaid, frame: Frame) {
    let labels = frame.left + 0.4 * (frame.right - frame.left);
    let mut plans = vec![("as now".to_owned(), &reading.now)];
    plans.extend(by_plan(reading).into_iter().filter(|(_, chosen)| **chosen != reading.now));
    let highest = frame.y(reading.now.turned_away.mean);
    let mut middle = (highest - LABEL * float(plans.len())).max(frame.top + 14.0);
    for (names, chosen) in plans {
        let at = (frame.x(chosen.plan.a_year[0]), frame.y(chosen.turned_away.mean));
        marks.line(&[at, (labels - 6.0, middle)], 1, colour::BLUE_LIGHT);
        marks.bar((at.0 - 4.0, at.1 - 4.0), (at.0 + 4.0, at.1 + 4.0), colour::ORANGE);
        let said = format!("{names}: {}", figure(chosen.turned_away.mean));
        marks.text((labels, middle), &said, Type::plain(13.0).in_colour(colour::INK));
        middle += LABEL;
    }
}

/// Plans of budgets; those that come to the same stand under one name.
fn by_plan(reading: &ReadingSaid) -> Vec<(String, &Valued)> {
    let mut plans: Vec<(String, &Valued)> = Vec::new();
    for budget in &reading.budgets {
        match plans.iter_mut().find(|(_, chosen)| **chosen == budget.chosen) {
            Some((names, _)) => {
                names.push_str(", ");
                names.push_str(&named(budget));
            }
            None => plans.push((named(budget), &budget.chosen)),
        }
    }
    plans
}

/// A budget, with the day on which what it bought ends.
fn named(budget: &BudgetPlan) -> String {
    budget.ends.as_ref().map_or_else(
        || budget.budget.clone(),
        |ends| format!("{} (ends {})", budget.budget, ends.day),
    )
}

fn text(title: &str, report: &ExpansionReport) -> String {
    let said = side_by_side(report, |reading| {
        let point = |point: &Valued| {
            format!(
                "{} turned away ({}) at {} a year, {}",
                figure(point.turned_away.mean),
                figures(point.turned_away),
                pounds(point.plan.a_year[0]),
                point.plan.words
            )
        };
        let line: Vec<String> = reading.main_steps(MOST_SAID).into_iter().map(point).collect();
        let budgets: Vec<String> = by_plan(reading)
            .into_iter()
            .map(|(names, chosen)| format!("{names}: {}", point(chosen)))
            .collect();
        let now = &reading.now.turned_away;
        format!(
            "as now {} turned away ({}); {}. Plans of budgets: {}.",
            figure(now.mean),
            figures(*now),
            line.join("; "),
            budgets.join("; ")
        )
    });
    format!(
        "{title}. A line that falls in steps as more is spent, a panel a reading on one scale; of all plans estimated whose funding goes on, none lies below it. In brackets the 95% interval of the mean. {said} Simulated; costs are in part assumed; the figures, of every step, are in the CSV file of the same name."
    )
}

fn sheet(report: &ExpansionReport) -> Sheet {
    let header = [
        "scenario",
        "reading",
        "part",
        "plan",
        "cost_a_year",
        "cost_low",
        "cost_high",
        "turned_away",
        "low_95",
        "high_95",
    ];
    let mut rows = Vec::new();
    for reading in &report.readings {
        let envelope = reading.envelope.iter().map(|point| ("envelope".to_owned(), point));
        let budgets = reading.budgets.iter().map(|b| (format!("budget {}", b.budget), &b.chosen));
        for (part, point) in envelope.chain(budgets) {
            let words =
                [reading.scenario.clone(), reading.reading.clone(), part, point.plan.words.clone()];
            let turned_away =
                [point.turned_away.mean, point.turned_away.low, point.turned_away.high];
            let figures = point.plan.a_year.into_iter().chain(turned_away).map(|x| x.to_string());
            rows.push(words.into_iter().chain(figures).collect());
        }
    }
    Sheet::new(&header, rows)
}
