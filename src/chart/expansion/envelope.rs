//! Cost against households turned away: the plans of which none looked at is both cheaper and better.

use super::super::canvas::{Anchor, Canvas, ChartError, Type, colour, draw, with_text};
use super::super::panels::{self, Panel};
use super::super::{Picture, to_csv};
use super::{frame, name, side_by_side};
use crate::expansion::{ReadingSaid, Report, Valued, figure, figures, pounds};

const NAME: &str = "cost-against-turned-away";
const HEIGHT: f64 = 420.0;
/// From one label to the next.
const LABEL: f64 = 40.0;

/// Draws it.
///
/// # Errors
/// If the picture cannot be drawn; the bundled font makes that a defect.
pub(super) fn draw_it(report: &Report) -> Result<Picture, ChartError> {
    let (panels, size) = panels::lay_out(report.readings.len(), HEIGHT);
    let title = title(report);
    let shown = "Households turned away a year, by what is spent more a year (capital spread over its life); bands: 95% interval of the mean";
    let points = || report.readings.iter().flat_map(|reading| &reading.envelope);
    let costs = points().map(|point| point.plan.a_year[0]).fold(0.0, f64::max);
    let most = points().map(|point| point.turned_away.high).fold(0.0, f64::max);
    // Room for labels above the line.
    let scales = (panels::scale_to(costs / 1000.0), panels::scale_to(1.2 * most));
    let (svg, png) = draw(size, &|canvas| {
        frame(canvas, size, &title, shown)?;
        for (panel, reading) in panels.iter().zip(&report.readings) {
            panels::panel_name(canvas, *panel, &name(reading))?;
            draw_panel(canvas, *panel, reading, &scales)?;
        }
        Ok(())
    })?;
    let text = text(&title, report);
    let (svg, csv) = (with_text(&svg, &title, &text), csv(report)?);
    Ok(Picture { name: NAME, svg, png, csv, text, title })
}

/// Households that £100,000 a year more houses, up to the dearest plan of a budget.
fn per_100_000(reading: &ReadingSaid) -> f64 {
    let dearest = reading
        .budgets
        .iter()
        .map(|budget| &budget.chosen)
        .max_by(|a, b| a.plan.a_year[0].total_cmp(&b.plan.a_year[0]));
    dearest
        .filter(|valued| valued.plan.a_year[0] > 0.0)
        .map_or(0.0, |valued| 100_000.0 * valued.averts.households.mean / valued.plan.a_year[0])
}

fn title(report: &Report) -> String {
    let houses: Vec<f64> = report.readings.iter().map(per_100_000).collect();
    let said = |value: f64| if value < 0.05 { "0".to_owned() } else { figure(value) };
    format!("\u{a3}100,000 a year houses {} more households", panels::range(&houses, said))
}

type Scale = (f64, Vec<f64>);

fn draw_panel(
    canvas: &dyn Canvas,
    panel: Panel,
    reading: &ReadingSaid,
    ((costs, cost_ticks), (most, ticks)): &(Scale, Scale),
) -> Result<(), ChartError> {
    let (left, right) = (panel.left + 44.0, panel.left + panel.width - 12.0);
    let (top, bottom) = (panel.top + 34.0, panel.top + HEIGHT - 60.0);
    let x = |pounds: f64| left + (right - left) * (pounds / 1000.0 / costs).clamp(0.0, 1.0);
    let y = |value: f64| bottom - (bottom - top) * (value / most).clamp(0.0, 1.0);
    for &tick in ticks {
        canvas.line(&[(left, y(tick)), (right, y(tick))], 1, colour::RULE)?;
        let style = Type::plain(12.5).at(Anchor::Right);
        canvas.text((left - 8.0, y(tick)), &panels::tick(tick), style)?;
    }
    for &tick in cost_ticks {
        let at = x(1000.0 * tick);
        canvas.line(&[(at, bottom), (at, bottom + 5.0)], 1, colour::GREY)?;
        let said = match tick {
            tick if tick <= 0.0 => "\u{a3}0".to_owned(),
            tick if tick >= 1000.0 => format!("\u{a3}{}m", panels::tick(tick / 1000.0)),
            tick => format!("\u{a3}{}k", panels::tick(tick)),
        };
        canvas.text((at, bottom + 17.0), &said, Type::plain(12.5).at(Anchor::Middle))?;
    }
    draw_steps(canvas, &reading.envelope, (&x, &y), right)?;
    let labels = left + 0.32 * (right - left);
    let plans = by_plan(reading);
    let highest = plans.first().map_or(bottom, |(_, chosen)| y(chosen.turned_away.mean));
    #[expect(clippy::cast_precision_loss, reason = "a handful of budgets")]
    let mut middle = (highest - LABEL * plans.len() as f64).max(top + 14.0);
    for (names, chosen) in plans {
        let at = (x(chosen.plan.a_year[0]), y(chosen.turned_away.mean));
        canvas.line(&[at, (labels - 6.0, middle)], 1, colour::BLUE_LIGHT)?;
        canvas.bar((at.0 - 4.0, at.1 - 4.0), (at.0 + 4.0, at.1 + 4.0), colour::ORANGE)?;
        let said = format!("{}, {}: {}", names, figure(chosen.turned_away.mean), chosen.plan.words);
        let style = Type::plain(13.0).in_colour(colour::INK);
        panels::text_in(canvas, (labels, middle), &said, style, 42)?;
        middle += LABEL;
    }
    let style = Type::plain(12.5).at(Anchor::Middle);
    canvas.text(
        (f64::midpoint(left, right), bottom + 36.0),
        "spent more a year; squares: the plan of each budget",
        style,
    )?;
    canvas.line(&[(left, bottom), (right, bottom)], 1, colour::GREY)
}

/// Plans of budgets, those that are the same under one name.
fn by_plan(reading: &ReadingSaid) -> Vec<(String, &Valued)> {
    let mut plans: Vec<(String, &Valued)> = Vec::new();
    for budget in &reading.budgets {
        match plans.iter_mut().find(|(_, chosen)| chosen.plan == budget.chosen.plan) {
            Some((names, _)) => {
                names.push_str(", ");
                names.push_str(&budget.budget);
            }
            None => plans.push((budget.budget.clone(), &budget.chosen)),
        }
    }
    plans
}

/// A line that falls in steps: what is between two plans buys no more than the cheaper of them.
fn draw_steps(
    canvas: &dyn Canvas,
    points: &[Valued],
    (x, y): (&dyn Fn(f64) -> f64, &dyn Fn(f64) -> f64),
    right: f64,
) -> Result<(), ChartError> {
    let steps = |of: &dyn Fn(&Valued) -> f64| -> Vec<(f64, f64)> {
        let mut line = Vec::new();
        for (k, point) in points.iter().enumerate() {
            let until = points.get(k + 1).map_or(right, |next| x(next.plan.a_year[0]));
            line.extend([(x(point.plan.a_year[0]), y(of(point))), (until, y(of(point)))]);
        }
        line
    };
    let upper = steps(&|point| point.turned_away.high);
    let lower = steps(&|point| point.turned_away.low);
    let band: Vec<(f64, f64)> = upper.into_iter().chain(lower.into_iter().rev()).collect();
    canvas.area(&band, colour::BLUE_LIGHT)?;
    canvas.line(&steps(&|point| point.turned_away.mean), 2, colour::BLUE)
}

fn text(title: &str, report: &Report) -> String {
    let said = side_by_side(report, |reading| {
        let points: Vec<String> = reading
            .envelope
            .iter()
            .map(|point| {
                format!(
                    "{} turned away ({}) at {} a year, {}",
                    figure(point.turned_away.mean),
                    figures(point.turned_away),
                    pounds(point.plan.a_year[0]),
                    point.plan.words
                )
            })
            .collect();
        format!("{}.", points.join("; "))
    });
    format!(
        "{title}. A line that falls in steps as more is spent, a panel a reading on one scale; in brackets the 95% interval of the mean. {said} Simulated; costs are in part assumed; the figures are in the CSV file of the same name."
    )
}

fn csv(report: &Report) -> Result<String, ChartError> {
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
    to_csv(&header, rows)
}
