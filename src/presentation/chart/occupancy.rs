//! How full each kind of unit is, week by week.

use super::mark::{Marks, Type, colour};
use super::panels;
use super::plot::{self, Plot};
use super::scene::{Content, Room, Scene, Sheet, Shown, Skipped};
use crate::base::domain::Kind;
use crate::base::statistics::float;
use crate::planning::forecast::{
    Forecast, Measure, NoFigure, Period, Statistic, Statistics, percent,
};
use jiff::civil::Date;

pub(super) const NAME: &str = "occupancy-by-week";
const STRIP: f64 = 132.0;

/// How full the units of forecasts are, where any is ever open.
pub(super) fn scene<'a>(forecasts: &[&'a Forecast]) -> Shown<'a> {
    let kinds = kinds(forecasts);
    if kinds.is_empty() {
        return Ok(Err(Skipped { name: NAME, why: "no unit is open for a whole week" }));
    }
    let title = title(forecasts, &kinds)?;
    let panel = |forecast: &&'a Forecast| {
        let strips = Strips::of(forecast, &kinds)?;
        Ok(panels::of((forecast, forecasts), strips))
    };
    let height = 64.0 + STRIP * float(kinds.len());
    Ok(Ok(Scene {
        name: NAME,
        shown: "Share of open nights lived in, week by week: mean, and the band that holds 95% of simulated histories".to_owned(),
        panels: forecasts.iter().map(panel).collect::<Result<_, _>>()?,
        height,
        notes: Vec::new(),
        foot: panels::FOOT,
        text: text(&title, forecasts, &kinds)?,
        sheet: sheet(forecasts),
        title,
    }))
}

/// One forecast's weeks, a strip for each kind of unit.
#[derive(Debug)]
struct Strips<'a> {
    week_days: &'a [Date],
    strips: Vec<(Kind, Option<Strip<'a>>)>,
}

/// One kind's weeks, and its mean over the whole span.
#[derive(Debug)]
struct Strip<'a> {
    weeks: &'a [Option<Statistics>],
    mean: f64,
}

impl<'a> Strips<'a> {
    /// A strip for each kind; none where no unit of the kind is open.
    fn of(forecast: &'a Forecast, kinds: &[Kind]) -> Result<Self, NoFigure> {
        let weeks = |kind: Kind| {
            let known = forecast.beside.occupancy.iter().find(|(known, _)| *known == kind);
            known.map(|(_, weeks)| weeks.as_slice())
        };
        let strip = |kind: Kind| {
            let Some(weeks) = weeks(kind) else { return Ok((kind, None)) };
            let lived = forecast.table.figure(Period::Total, Measure::Occupancy, kind.into())?;
            Ok((kind, Some(Strip { weeks, mean: Statistic::Mean.of(&lived) })))
        };
        let strips = kinds.iter().map(|kind| strip(*kind)).collect::<Result<_, _>>()?;
        Ok(Self { week_days: &forecast.beside.week_days, strips })
    }
}

/// Kinds of which units are open in some forecast.
pub(super) fn kinds(forecasts: &[&Forecast]) -> Vec<Kind> {
    let is_there = |kind: &Kind| forecasts.iter().any(|forecast| is_there(forecast, *kind));
    Kind::ALL.into_iter().filter(is_there).collect()
}

fn is_there(forecast: &Forecast, kind: Kind) -> bool {
    forecast.beside.occupancy.iter().any(|(known, _)| *known == kind)
}

/// The share of nights lived in, over the whole span; none where no unit of the kind is open.
pub(super) fn lived_in(forecast: &Forecast, kind: Kind) -> Result<Option<Statistics>, NoFigure> {
    forecast.table.share(Period::Total, Measure::Occupancy, kind.into())
}

pub(super) fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Refuge => "Refuge units",
        Kind::SafePlace => "Safe Place units",
        Kind::Dispersed => "Dispersed homes",
    }
}

/// The fullest kind where it is the same everywhere, as far as whole percents tell.
fn title(forecasts: &[&Forecast], kinds: &[Kind]) -> Result<String, NoFigure> {
    let mean = |forecast: &Forecast, kind: &Kind| {
        Ok(lived_in(forecast, *kind)?.map(|lived| Statistic::Mean.of(&lived)))
    };
    let means = |forecast: &&Forecast| kinds.iter().map(|kind| mean(forecast, kind)).collect();
    let means: Vec<Vec<Option<f64>>> =
        panels::counted(forecasts).iter().map(means).collect::<Result<_, _>>()?;
    let fullest = |own: &Vec<Option<f64>>| own.iter().flatten().copied().fold(0.0, f64::max);
    let of: Vec<f64> = means.iter().map(fullest).collect();
    let is_fullest = |kind: usize| {
        let mut pairs = means.iter().zip(&of);
        pairs.all(|(own, most)| own[kind].is_some_and(|mean| percent(mean) == percent(*most)))
    };
    let said = panels::range(&of, percent);
    let fullest = (0..kinds.len()).find(|kind| is_fullest(*kind)).filter(|_| kinds.len() > 1);
    Ok(match fullest.map(|kind| &kinds[kind]) {
        Some(kind) => format!("{} are fullest: lived in {said} of nights", plural(*kind)),
        None if kinds.len() == 1 => format!("{} are lived in {said} of nights", plural(kinds[0])),
        None => format!("The fullest units are lived in {said} of nights"),
    })
}

impl Content for Strips<'_> {
    fn fill(&self, marks: &mut Marks, room: Room) {
        let Some(days) = plot::span(self.week_days) else { return };
        let (left, right) = (room.left + 46.0, room.left + room.width - 96.0);
        let mut top = room.top + 28.0;
        for (at, (kind, strip)) in self.strips.iter().enumerate() {
            let bottom = top + STRIP - 14.0;
            let plot = Plot { left, right, top: top + 26.0, bottom, most: 1.0, days };
            marks.text((left, top + 10.0), plural(*kind), Type::bold(14.0));
            match strip {
                Some(strip) => strip.draw(marks, &plot, self.week_days),
                None => marks.text(
                    (left, top + 50.0),
                    "no unit of this kind is open",
                    Type::plain(13.0),
                ),
            }
            if at + 1 == self.strips.len() && strip.is_some() {
                plot.days_below(marks, &plot::years(days));
            }
            top += STRIP;
        }
    }
}

impl Strip<'_> {
    fn draw(&self, marks: &mut Marks, plot: &Plot, week_days: &[Date]) {
        let points: Vec<_> = week_days.iter().copied().zip(self.weeks.iter().copied()).collect();
        plot.band(marks, &points, (colour::BLUE_LIGHT, colour::BLUE));
        plot.grid(marks, &[0.0, 0.5, 1.0], |share| format!("{:.0}%", 100.0 * share));
        self.label_end(marks, plot);
    }

    /// At the right: the mean over the whole span, and the band of the last week.
    fn label_end(&self, marks: &mut Marks, plot: &Plot) {
        let Some([_, low, high]) = plot::last_week(self.weeks) else { return };
        let mean = self.mean;
        let said = format!("last week {:.0}\u{2013}{:.0}%", 100.0 * low, 100.0 * high);
        let heights =
            plot::apart(&[plot.y(mean), plot.y(low.midpoint(mean))], (plot.top, plot.bottom), 17.0);
        let x = plot.right + 8.0;
        let bold = Type::bold(13.0).in_colour(colour::BLUE);
        marks.text((x, heights[0]), &format!("mean {}", percent(mean)), bold);
        marks.text((x, heights[1]), &said, Type::plain(12.5));
    }
}

fn text(title: &str, forecasts: &[&Forecast], kinds: &[Kind]) -> Result<String, NoFigure> {
    let said = panels::side_by_side(forecasts, |_, forecast| {
        let mut parts = Vec::new();
        for kind in kinds {
            let Some(lived) = lived_in(forecast, *kind)? else { continue };
            let [mean, low, high] =
                [Statistic::Mean, Statistic::P2_5, Statistic::P97_5].map(|s| percent(s.of(&lived)));
            parts.push(format!(
                "{} {mean} of open nights, in 95% of simulated histories {low} to {high} over the whole span",
                plural(*kind),
            ));
        }
        Ok(format!("{}.", parts.join("; ")))
    })?;
    Ok(format!(
        "{title}. For each kind of unit a line from the first to the last week, on one scale from 0 to 100%, with a band that holds 95% of simulated histories. {said} Single weeks vary more than the whole span. Simulated; the figures are in the CSV file of the same name."
    ))
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
