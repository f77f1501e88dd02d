//! How full each kind of unit is, week by week.

use super::mark::{Marks, Type, colour};
use super::panels;
use super::plot::{self, Plot};
use super::scene::{Content, Panel, Room, Scene, Sheet, Shown, Skipped};
use crate::base::domain::Kind;
use crate::planning::forecast::{Forecast, percent};

pub(super) const NAME: &str = "occupancy-by-week";
const STRIP: f64 = 132.0;

/// How full the units of forecasts are, where any is ever open.
pub(super) fn scene<'a>(forecasts: &[&'a Forecast]) -> Shown<'a> {
    let kinds: Vec<Kind> =
        Kind::ALL.into_iter().filter(|kind| forecasts.iter().any(|f| is_there(f, *kind))).collect();
    if kinds.is_empty() {
        return Err(Skipped { name: NAME, why: "no unit is open for a whole week" });
    }
    let title = title(forecasts, &kinds);
    let panel = |forecast: &&'a Forecast| {
        let strips = Strips { forecast, kinds: kinds.clone() };
        Panel::new(panels::name(forecast, forecasts), strips)
    };
    #[expect(clippy::cast_precision_loss, reason = "at most three kinds")]
    let height = 64.0 + STRIP * kinds.len() as f64;
    Ok(Scene {
        name: NAME,
        shown: "Share of open nights lived in, week by week: mean, and the band that holds 95% of simulated histories".to_owned(),
        panels: forecasts.iter().map(panel).collect(),
        height,
        notes: Vec::new(),
        foot: panels::FOOT,
        text: text(&title, forecasts, &kinds),
        sheet: sheet(forecasts),
        title,
    })
}

/// One forecast's weeks, a strip for each kind of unit.
#[derive(Debug)]
struct Strips<'a> {
    forecast: &'a Forecast,
    kinds: Vec<Kind>,
}

fn is_there(forecast: &Forecast, kind: Kind) -> bool {
    forecast.beside.occupancy.iter().any(|(known, _)| *known == kind)
}

fn mean(forecast: &Forecast, kind: Kind) -> Option<f64> {
    forecast.value("total", "occupancy", kind.name(), "mean")
}

fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Refuge => "Refuge units",
        Kind::SafePlace => "Safe Place units",
        Kind::Dispersed => "Dispersed homes",
    }
}

/// The fullest kind where it is the same everywhere, as far as whole percents tell.
fn title(forecasts: &[&Forecast], kinds: &[Kind]) -> String {
    let fullest = |forecast: &Forecast| {
        kinds.iter().filter_map(|kind| mean(forecast, *kind)).fold(0.0, f64::max)
    };
    let of: Vec<f64> = forecasts.iter().map(|forecast| fullest(forecast)).collect();
    let is_fullest = |kind: Kind| {
        let mut pairs = forecasts.iter().zip(&of);
        pairs.all(|(f, most)| mean(f, kind).is_some_and(|m| percent(m) == percent(*most)))
    };
    let said = panels::range(&of, percent);
    match kinds.iter().find(|kind| is_fullest(**kind)).filter(|_| kinds.len() > 1) {
        Some(kind) => format!("{} are fullest: lived in {said} of nights", plural(*kind)),
        None if kinds.len() == 1 => format!("{} are lived in {said} of nights", plural(kinds[0])),
        None => format!("The fullest units are lived in {said} of nights"),
    }
}

impl Content for Strips<'_> {
    fn fill(&self, marks: &mut Marks, room: Room) {
        let Some(days) = plot::span(&self.forecast.beside.week_days) else { return };
        let (left, right) = (room.left + 46.0, room.left + room.width - 96.0);
        let mut top = room.top + 28.0;
        for &kind in &self.kinds {
            let bottom = top + STRIP - 14.0;
            let plot = Plot { left, right, top: top + 26.0, bottom, most: 1.0, days };
            marks.text((left, top + 10.0), plural(kind), Type::bold(14.0));
            draw_strip(marks, &plot, self.forecast, kind);
            if self.kinds.last() == Some(&kind) && is_there(self.forecast, kind) {
                plot.days_below(marks, &plot::years(days));
            }
            top += STRIP;
        }
    }
}

fn draw_strip(marks: &mut Marks, plot: &Plot, forecast: &Forecast, kind: Kind) {
    let known = forecast.beside.occupancy.iter().find(|(known, _)| *known == kind);
    let Some((_, weeks)) = known else {
        let at = (plot.left, plot.top + 24.0);
        marks.text(at, "no unit of this kind is open", Type::plain(13.0));
        return;
    };
    let points: Vec<_> =
        forecast.beside.week_days.iter().copied().zip(weeks.iter().copied()).collect();
    plot.band(marks, &points, (colour::BLUE_LIGHT, colour::BLUE));
    plot.grid(marks, &[0.0, 0.5, 1.0], |share| format!("{:.0}%", 100.0 * share));
    label_end(marks, plot, weeks, mean(forecast, kind));
}

/// At the right: the mean over the whole span, and the band of the last week.
fn label_end(
    marks: &mut Marks,
    plot: &Plot,
    weeks: &[Option<crate::planning::forecast::Statistics>],
    mean: Option<f64>,
) {
    let Some([_, low, high]) = plot::last_week(weeks) else { return };
    let mean = mean.unwrap_or(0.0);
    let said = format!("last week {:.0}\u{2013}{:.0}%", 100.0 * low, 100.0 * high);
    let heights =
        plot::apart(&[plot.y(mean), plot.y(low.midpoint(mean))], (plot.top, plot.bottom), 17.0);
    let x = plot.right + 8.0;
    let bold = Type::bold(13.0).in_colour(colour::BLUE);
    marks.text((x, heights[0]), &format!("mean {}", percent(mean)), bold);
    marks.text((x, heights[1]), &said, Type::plain(12.5));
}

fn text(title: &str, forecasts: &[&Forecast], kinds: &[Kind]) -> String {
    let said = panels::side_by_side(forecasts, |_, forecast| {
        let parts: Vec<String> = kinds
            .iter()
            .filter_map(|kind| {
                let figure = |statistic| forecast.value("total", "occupancy", kind.name(), statistic);
                Some(format!(
                    "{} {} of open nights, in 95% of simulated histories {} to {} over the whole span",
                    plural(*kind),
                    percent(figure("mean")?),
                    percent(figure("p2_5")?),
                    percent(figure("p97_5")?),
                ))
            })
            .collect();
        format!("{}.", parts.join("; "))
    });
    format!(
        "{title}. For each kind of unit a line from the first to the last week, on one scale from 0 to 100%, with a band that holds 95% of simulated histories. {said} Single weeks vary more than the whole span. Simulated; the figures are in the CSV file of the same name."
    )
}

fn sheet(forecasts: &[&Forecast]) -> Sheet {
    let header = ["scenario", "reading", "kind", "week", "first_day", "mean", "p2_5", "p97_5"];
    let mut rows = Vec::new();
    for forecast in forecasts {
        for (kind, weeks) in &forecast.beside.occupancy {
            let weeks = weeks.iter().zip(&forecast.beside.week_days).enumerate();
            rows.extend(weeks.filter_map(|(week, (at, day))| {
                let head = [&forecast.scenario, &forecast.reading].map(Clone::clone);
                let when = [kind.name().to_owned(), (week + 1).to_string(), day.to_string()];
                let cells = plot::week_cells(at.as_ref()?);
                Some(head.into_iter().chain(when).chain(cells).collect())
            }));
        }
    }
    Sheet::new(&header, rows)
}
