//! How full each kind of unit is over the whole span, reading beside reading.

use super::mark::{Anchor, Marks, Type, colour};
use super::occupancy::{kinds, lived_in, plural};
use super::panels;
use super::scene::{Content, Room, Scene, Sheet, Shown, Skipped};
use crate::base::domain::Kind;
use crate::base::statistics::float;
use crate::planning::forecast::{Forecast, NoFigure, Statistic, Statistics, percent};
use crate::presentation::wording::reading::counted;

pub(super) const NAME: &str = "occupancy-by-kind";
const ROW: f64 = 40.0;

/// A bar and a range for each kind.
pub(super) fn scene<'a>(forecasts: &[&'a Forecast]) -> Shown<'a> {
    let kinds = kinds(forecasts);
    if kinds.is_empty() {
        return Ok(Err(Skipped { name: NAME, why: "no unit is open for a whole week" }));
    }
    let bars: Vec<Bars> =
        forecasts.iter().map(|forecast| Bars::of(forecast, &kinds)).collect::<Result<_, _>>()?;
    let title = title(forecasts, &bars);
    let text = text(&title, forecasts, &bars)?;
    let sheet = sheet(forecasts, &bars);
    let height = 72.0 + ROW * float(kinds.len());
    let panels = forecasts.iter().zip(bars);
    let panels = panels.map(|(forecast, bars)| panels::of((forecast, forecasts), bars));
    Ok(Ok(Scene {
        name: NAME,
        shown: "Share of open nights lived in: mean, and the range that holds 95% of simulated histories".to_owned(),
        panels: panels.collect(),
        height,
        notes: Vec::new(),
        foot: panels::FOOT,
        text,
        sheet,
        title,
    }))
}

/// One forecast's kinds.
#[derive(Debug)]
struct Bars(Vec<(Kind, Statistics)>);

impl Bars {
    fn of(forecast: &Forecast, kinds: &[Kind]) -> Result<Self, NoFigure> {
        let mut bars = Vec::new();
        for kind in kinds {
            bars.extend(lived_in(forecast, *kind)?.map(|lived| (*kind, lived)));
        }
        Ok(Self(bars))
    }
}

/// The kind that is least full, where it is the same in every reading.
fn title(forecasts: &[&Forecast], bars: &[Bars]) -> String {
    let mean = |own: &(Kind, Statistics)| Statistic::Mean.of(&own.1);
    let least = |bars: &Bars| bars.0.iter().min_by(|a, b| mean(a).total_cmp(&mean(b))).copied();
    let counted = counted(forecasts.iter().zip(bars), |(one, _)| one.what_if).into_iter();
    let least: Vec<(Kind, Statistics)> = counted.filter_map(|(_, bars)| least(bars)).collect();
    let ends =
        |own: &(Kind, Statistics)| [Statistic::P2_5, Statistic::P97_5].map(|end| end.of(&own.1));
    let said = panels::ends(&least.iter().map(ends).collect::<Vec<_>>(), percent);
    match least.first() {
        Some((kind, _)) if least.iter().all(|(other, _)| other == kind) => {
            format!("{} are lived in {said} of nights", plural(*kind))
        }
        _ => format!("The emptiest units are lived in {said} of nights"),
    }
}

fn text(title: &str, forecasts: &[&Forecast], bars: &[Bars]) -> Result<String, NoFigure> {
    let said = panels::side_by_side(forecasts, |at, _| {
        let own = bars.get(at).map_or(&[][..], |bars| &bars.0);
        let one = |(kind, lived): &(Kind, Statistics)| {
            let [mean, low, high] = [Statistic::Mean, Statistic::P2_5, Statistic::P97_5]
                .map(|statistic| percent(statistic.of(lived)));
            format!("{} {mean} of open nights ({low} to {high})", plural(*kind))
        };
        Ok(format!("{}.", own.iter().map(one).collect::<Vec<_>>().join("; ")))
    })?;
    Ok(format!(
        "{title}. For each kind of unit a bar on one scale from 0 to 100% with the range that holds 95% of simulated histories. {said} Simulated; the figures are in the CSV file of the same name."
    ))
}

fn sheet(forecasts: &[&Forecast], bars: &[Bars]) -> Sheet {
    let head = ["scenario", "reading", "kind", "mean", "p2_5", "p97_5"];
    let rows = forecasts.iter().zip(bars).flat_map(|(forecast, bars)| {
        bars.0.iter().map(move |(kind, lived)| {
            let words = [&*forecast.scenario, &*forecast.reading, kind.name()].map(str::to_owned);
            let shown = [Statistic::Mean, Statistic::P2_5, Statistic::P97_5];
            words.into_iter().chain(shown.map(|of| of.of(lived).to_string())).collect()
        })
    });
    Sheet::new(&head, rows.collect())
}

impl Content for Bars {
    fn fill(&self, marks: &mut Marks, room: Room) {
        let (left, right) = (room.left + room.labels(132.0), room.right() - 52.0);
        let top = room.top + 30.0;
        let x = |share: f64| left + (right - left) * share.clamp(0.0, 1.0);
        let bottom = top + ROW * float(self.0.len());
        let ticks = [0.0, 0.25, 0.5, 0.75, 1.0].map(|tick| (x(tick), percent(tick)));
        panels::steps_down(marks, (top, bottom), ticks);
        for (at, (kind, lived)) in (0_u32..).zip(&self.0) {
            let y = top + ROW * (f64::from(at) + 0.5);
            let [mean, low, high] =
                [Statistic::Mean, Statistic::P2_5, Statistic::P97_5].map(|of| of.of(lived));
            marks.text((left - 10.0, y), plural(*kind), Type::plain(13.5).at(Anchor::Right));
            marks.bar((x(0.0), y - 10.0), (x(mean), y + 10.0), colour::BLUE_LIGHT);
            marks.line(&[(x(low), y), (x(high), y)], 2, colour::BLUE);
            for end in [low, high] {
                marks.line(&[(x(end), y - 5.0), (x(end), y + 5.0)], 2, colour::BLUE);
            }
            let style = Type::bold(13.5).in_colour(colour::BLUE);
            marks.text((right + 12.0, y), &percent(mean), style);
        }
    }
}
