//! How long households wait: those who are placed in the end, and those who give up.

use super::canvas::{Anchor, Canvas, ChartError, Type, colour, draw, with_text};
use super::panels::{self, Panel};
use super::{Drawn, Picture, Skipped, to_csv};
use crate::planning::forecast::{Forecast, Portion, WaitLength, percent, rounded};

pub(super) const NAME: &str = "waiting-time";
const ROW: f64 = 27.0;
const BLOCK_HEAD: f64 = 30.0;
const GAP: f64 = 14.0;

/// Whose waits a block of bars shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Placed,
    GaveUp,
}

impl Whose {
    fn title(self) -> &'static str {
        match self {
            Self::Placed => "Placed: how long they had waited",
            Self::GaveUp => "Gave up: how long they had waited",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::GaveUp => "gave_up",
        }
    }

    fn of(self, length: &WaitLength) -> Option<Portion> {
        match self {
            Self::Placed => length.placed,
            Self::GaveUp => length.gave_up,
        }
    }
}

/// Draws it, where a scenario lets households wait.
///
/// # Errors
/// If the picture cannot be drawn; the bundled font makes that a defect.
pub(super) fn draw_it(forecasts: &[Forecast]) -> Result<Drawn, ChartError> {
    let shown: Vec<Forecast> =
        forecasts.iter().filter(|f| !f.beside.waits.is_empty()).cloned().collect();
    let Some(first) = shown.first() else {
        return Ok(Err(Skipped { name: NAME, why: "nobody waits in the scenario" }));
    };
    let rows = first.beside.waits.len();
    let anybody = |whose: Whose| {
        shown.iter().flat_map(|f| &f.beside.waits).any(|length| whose.of(length).is_some())
    };
    let blocks: Vec<Whose> =
        [Whose::Placed, Whose::GaveUp].into_iter().filter(|whose| anybody(*whose)).collect();
    #[expect(clippy::cast_precision_loss, reason = "some rows")]
    let height = 56.0 + (BLOCK_HEAD + GAP + ROW * rows as f64) * blocks.len() as f64;
    let (panels, size) = panels::lay_out(shown.len(), height);
    let title = title(&shown);
    let said = "Share of simulated waits by how long they were; orange lines: 95% interval of the share, cautious";
    let (svg, png) = draw(size, &|canvas| {
        panels::frame(canvas, size, &title, said)?;
        for (panel, forecast) in panels.iter().zip(&shown) {
            panels::panel_name(canvas, *panel, &panels::name(forecast, &shown))?;
            draw_panel(canvas, *panel, forecast, &blocks)?;
        }
        Ok(())
    })?;
    let text = text(&title, &shown, &blocks);
    let (svg, csv) = (with_text(&svg, &title, &text), csv(&shown)?);
    Ok(Ok(Picture { name: NAME, svg, png, csv, text, title }))
}

/// The share that waited a week or more.
fn a_week_or_more(forecast: &Forecast, whose: Whose) -> Option<f64> {
    let long = forecast.beside.waits.iter().filter(|length| length.from_days >= 7);
    long.map(|length| whose.of(length).map(|portion| portion.share)).sum()
}

fn title(shown: &[Forecast]) -> String {
    let shares: Vec<f64> = shown.iter().filter_map(|f| a_week_or_more(f, Whose::Placed)).collect();
    format!("Placed only after a week or more: {}", panels::range(&shares, percent))
}

fn days(length: &WaitLength) -> String {
    match (length.from_days, length.to_days) {
        (0, Some(0)) => "under a day".to_owned(),
        (from, Some(to)) => format!("{from} to {to} days"),
        (from, None) => format!("{from} days or more"),
    }
}

fn draw_panel(
    canvas: &dyn Canvas,
    panel: Panel,
    forecast: &Forecast,
    blocks: &[Whose],
) -> Result<(), ChartError> {
    let (left, right) = (panel.left + 118.0, panel.left + panel.width - 72.0);
    let x = |share: f64| left + (right - left) * share;
    let mut top = panel.top + 28.0;
    for &whose in blocks {
        canvas.text((panel.left, top + 14.0), whose.title(), Type::bold(13.5))?;
        top += BLOCK_HEAD;
        #[expect(clippy::cast_precision_loss, reason = "some rows")]
        let bottom = top + ROW * forecast.beside.waits.len() as f64;
        for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
            canvas.line(&[(x(share), top), (x(share), bottom)], 1, colour::RULE)?;
        }
        let nobody = forecast.beside.waits.iter().all(|length| whose.of(length).is_none());
        if nobody {
            canvas.text((left + 8.0, top + ROW), "nobody", Type::plain(13.5))?;
        }
        let mut middle = top + ROW / 2.0;
        for length in &forecast.beside.waits {
            let style = Type::plain(13.0).at(Anchor::Right);
            canvas.text((left - 10.0, middle), &days(length), style)?;
            if let Some(Portion { share, low, high }) = whose.of(length) {
                canvas.bar((left, middle - 9.0), (x(share), middle + 9.0), colour::BLUE)?;
                canvas.line(&[(x(low), middle), (x(high), middle)], 2, colour::ORANGE)?;
                let end = x(high.max(share)) + 7.0;
                canvas.text((end, middle), &percent(share), Type::bold(13.0))?;
            }
            middle += ROW;
        }
        canvas.line(&[(left, top), (left, bottom)], 1, colour::GREY)?;
        top = bottom + GAP;
    }
    top -= GAP;
    for share in [0.0, 0.5, 1.0] {
        let said = format!("{:.0}%", 100.0 * share);
        let style = Type::plain(12.5).at(Anchor::Middle);
        canvas.text((x(share), top + 14.0), &said, style)?;
    }
    Ok(())
}

fn text(title: &str, shown: &[Forecast], blocks: &[Whose]) -> String {
    let said = panels::side_by_side(shown, |_, forecast| {
        let mut parts: Vec<String> = Vec::new();
        for whose in blocks {
            let lengths: Vec<String> = forecast
                .beside
                .waits
                .iter()
                .filter_map(|length| {
                    Some(format!("{} {}", days(length), percent(whose.of(length)?.share)))
                })
                .collect();
            if !lengths.is_empty() {
                parts.push(format!("{}: {}", whose.title().to_lowercase(), lengths.join(", ")));
            }
        }
        let mean = |statistic| forecast.value("total", "wait_days", "all", statistic);
        if let (Some(days), Some(low), Some(high)) = (mean("mean"), mean("p2_5"), mean("p97_5")) {
            parts.push(format!(
                "on average those placed waited {} days (95% of simulated histories: {} to {})",
                rounded(days),
                rounded(low),
                rounded(high)
            ));
        }
        format!("{}.", parts.join("; "))
    });
    format!(
        "{title}. Bars from zero on one scale to 100%, by whole days waited; those placed at once are among those under a day. {said} The interval of a share counts each history once, as its waits hang together: it is wide rather than narrow. Simulated; the figures are in the CSV file of the same name."
    )
}

fn csv(shown: &[Forecast]) -> Result<String, ChartError> {
    let header =
        ["scenario", "reading", "ended", "from_days", "to_days", "share", "low_95", "high_95"];
    let mut rows = Vec::new();
    for forecast in shown {
        for whose in [Whose::Placed, Whose::GaveUp] {
            for length in &forecast.beside.waits {
                let Some(Portion { share, low, high }) = whose.of(length) else { continue };
                let to = length.to_days.map_or_else(String::new, |to| to.to_string());
                let head = [&forecast.scenario, &forecast.reading, whose.name()].map(str::to_owned);
                let figures = [share, low, high].map(|x| x.to_string());
                let span = [length.from_days.to_string(), to];
                rows.push(head.into_iter().chain(span).chain(figures).collect());
            }
        }
    }
    to_csv(&header, rows)
}
