//! Where referrals lead to: a longer unit, a short stay and nothing after it, or no place.

use super::mark::{Anchor, Marks, Type, colour};
use super::panels;
use super::scene::{Content, Room, Scene, Sheet, Shown, Skipped};
use crate::planning::forecast::{
    Figure, Forecast, Measure, NoFigure, a_year, rounded, some_leave_otherwise,
};
use crate::presentation::wording::in_a_row;
use crate::presentation::wording::reading::counted;
use plotters::style::RGBColor;

pub(super) const NAME: &str = "placed-for-how-long";
const ROW: f64 = 66.0;

/// What is counted, by what name, in which colour.
const LED_TO: [(Measure, &str, RGBColor); 3] = [
    (Measure::PlacedLonger, "placed in a longer unit", colour::BLUE),
    (Measure::PlacedShortOnly, "placed for a short stay only", colour::BLUE_LIGHT),
    (Measure::NotPlaced, "not placed", colour::ORANGE),
];

/// Where the referrals of forecasts lead to, where anybody is placed for a short stay.
pub(super) fn scene<'a>(forecasts: &[&'a Forecast]) -> Shown<'a> {
    let panels = forecasts.iter().map(|forecast| Bars::of(forecast));
    let mut bars: Vec<Bars> = panels.collect::<Result<_, _>>()?;
    if bars.iter().all(|bars| bars.led_to[1].mean <= 0.0 && bars.asked <= 0.0) {
        return Ok(Err(Skipped { name: NAME, why: "nobody is placed for a short stay" }));
    }
    let greatest = bars.iter().flat_map(|bars| bars.led_to).map(|of| of.p97_5).fold(1.0, f64::max);
    for bars in &mut bars {
        bars.greatest = greatest;
    }
    let noun = panels::noun(forecasts)?;
    let title = title(noun, forecasts, &bars);
    let otherwise = otherwise(forecasts)?;
    let text = text((&title, otherwise.as_deref()), forecasts, &bars)?;
    let panel = |(bars, forecast): (Bars, &&'a Forecast)| panels::of((forecast, forecasts), bars);
    Ok(Ok(Scene {
        name: NAME,
        shown: format!(
            "{} a year by what became of them: mean, and the line that holds 95% of simulated histories",
            panels::capital(noun)
        ),
        panels: bars.into_iter().zip(forecasts).map(panel).collect(),
        height: 70.0 + ROW * 3.0,
        notes: otherwise.into_iter().collect(),
        foot: panels::FOOT,
        text,
        sheet: sheet(forecasts)?,
        title,
    }))
}

/// What "not placed" holds besides those for whom there was no unit.
fn otherwise(forecasts: &[&Forecast]) -> Result<Option<String>, NoFigure> {
    if !some_leave_otherwise(forecasts)? {
        return Ok(None);
    }
    let turned_away =
        forecasts.iter().map(|forecast| Ok(rounded(a_year(forecast, Measure::UnmetNeed)?.mean)));
    let turned_away = in_a_row(&turned_away.collect::<Result<Vec<_>, _>>()?, "or");
    Ok(Some(format!(
        "Not placed for whatever reason: {turned_away} were turned away; the others declined, were made safe at home, were not reached, or wait still."
    )))
}

/// One forecast's three bars.
#[derive(Debug)]
struct Bars {
    led_to: [Figure; 3],
    /// Who asks for a longer unit after a short stay, and leaves without one.
    asked: f64,
    without: f64,
    /// Of all panels.
    greatest: f64,
}

impl Bars {
    fn of(forecast: &Forecast) -> Result<Self, NoFigure> {
        let [longer, short, none] = LED_TO.map(|(measure, ..)| a_year(forecast, measure));
        Ok(Self {
            led_to: [longer?, short?, none?],
            asked: a_year(forecast, Measure::OnwardAsked)?.mean,
            without: a_year(forecast, Measure::OnwardUnmet)?.mean,
            greatest: 1.0,
        })
    }
}

/// Of what was counted: a what-if decides nothing.
fn title(noun: &str, forecasts: &[&Forecast], bars: &[Bars]) -> String {
    let counted = counted(forecasts.iter().zip(bars), |(one, _)| one.what_if).into_iter();
    let short: Vec<f64> = counted.map(|(_, bars)| bars.led_to[1].mean).collect();
    format!("Only a short stay: {} {noun} a year", panels::range(&short, rounded))
}

impl Content for Bars {
    fn fill(&self, marks: &mut Marks, room: Room) {
        let (left, right) = (room.left, room.right() - if room.is_narrow() { 80.0 } else { 110.0 });
        let x = |value: f64| left + (right - left) * (value / self.greatest).clamp(0.0, 1.0);
        let mut top = room.top + 34.0;
        for (figure, (_, name, colour)) in self.led_to.iter().zip(LED_TO) {
            marks.text((left, top), name, Type::bold(13.0));
            marks.bar((left, top + 12.0), (x(figure.mean), top + 36.0), colour);
            marks.line(&[(left, top + 8.0), (left, top + 40.0)], 1, colour::GREY);
            let range = [(x(figure.p2_5), top + 24.0), (x(figure.p97_5), top + 24.0)];
            marks.line(&range, 2, colour::INK);
            let end = x(figure.p97_5.max(figure.mean)) + 8.0;
            marks.text((end, top + 17.0), &rounded(figure.mean), Type::bold(13.0));
            let range = format!("{} to {}", rounded(figure.p2_5), rounded(figure.p97_5));
            marks.text((end, top + 33.0), &range, Type::plain(12.0));
            top += ROW;
        }
        let style = Type::plain(12.5).at(Anchor::Left);
        panels::text_in(marks, (left, top - 6.0), &self.onward(), style, room.width);
    }
}

impl Bars {
    fn onward(&self) -> String {
        if self.asked <= 0.0 {
            return "Nobody asks for a longer unit after a short stay.".to_owned();
        }
        format!(
            "After a short stay {} ask for a longer unit; {} leave without one.",
            rounded(self.asked),
            rounded(self.without)
        )
    }
}

fn text(
    (title, otherwise): (&str, Option<&str>),
    forecasts: &[&Forecast],
    bars: &[Bars],
) -> Result<String, NoFigure> {
    let said = panels::side_by_side(forecasts, |k, _| {
        let each = bars[k].led_to.iter().zip(LED_TO).map(|(figure, (_, name, _))| {
            let [mean, low, high] = [figure.mean, figure.p2_5, figure.p97_5].map(rounded);
            format!("{name} {mean} a year (95% of simulated histories: {low} to {high})")
        });
        let each: Vec<String> = each.collect();
        Ok(format!("{}. {}", each.join(", "), bars[k].onward()))
    })?;
    let otherwise = otherwise.map_or_else(String::new, |said| format!(" {said}"));
    Ok(format!(
        "{title}. For each reading three bars from zero on one scale, with a line that holds 95% of simulated histories. {said}{otherwise} Simulated; the figures are in the CSV file of the same name."
    ))
}

fn sheet(forecasts: &[&Forecast]) -> Result<Sheet, NoFigure> {
    let onward = [
        (Measure::OnwardAsked, "asked for a longer unit after a short stay"),
        (Measure::OnwardPlaced, "moved to one"),
        (Measure::OnwardUnmet, "left without one"),
        (Measure::OnwardWaiting, "still waiting for one at the end"),
    ];
    let all = LED_TO.map(|(measure, name, _)| (measure, name)).into_iter().chain(onward);
    let mut rows = Vec::new();
    for forecast in forecasts {
        for (measure, name) in all.clone() {
            let figure = a_year(forecast, measure)?;
            let cells = [figure.mean, figure.p2_5, figure.p97_5].map(|cell| format!("{cell:.6}"));
            let head = [&forecast.scenario, &forecast.reading].map(Clone::clone);
            let said = [measure.name(), name.to_owned()];
            rows.push(head.into_iter().chain(said).chain(cells).collect());
        }
    }
    let header = ["scenario", "reading", "measure", "in_words", "mean", "p2_5", "p97_5"];
    Ok(Sheet::new(&header, rows))
}
