//! Who is turned away: by the reason of the annual return and by the barrier behind it.

use super::mark::{Anchor, Marks, Type, colour};
use super::panels;
use super::scene::{Content, Panel, Room, Scene, Sheet};
use crate::base::domain::{ReturnReason, RuleName};
use crate::planning::forecast::{Forecast, rounded};

const ROW: f64 = 38.0;
/// The measure of those who gave up waiting.
const WITHDREW: &str = "withdrew";
/// Reasons and barriers shown; what is rarer stands in the table.
const MOST_ROWS: usize = 7;
/// Classes of households shown within "something suited but was full".
const MOST_CLASSES: usize = 6;
/// Below this many households a year a row says nothing.
const LEAST_A_YEAR: f64 = 0.05;

/// Whom forecasts turn away.
pub(super) fn scene<'a>(forecasts: &[&'a Forecast]) -> Scene<'a> {
    let (rows, left_out) = rows(forecasts);
    let title = title(forecasts, &rows);
    let figures = rows.iter().flat_map(|row| &row.figures);
    let greatest = figures.map(|figure| figure.greatest()).fold(0.0, f64::max);
    let panel = |(k, forecast): (usize, &&Forecast)| {
        let bars = rows.iter().map(|row| Bar::of(row, k)).collect();
        Panel::new(panels::name(forecast, forecasts), Bars { bars, greatest })
    };
    #[expect(clippy::cast_precision_loss, reason = "at most a dozen rows")]
    let height = 84.0 + ROW * rows.len().max(1) as f64;
    Scene {
        name: "who-is-turned-away",
        shown: format!(
            "{} a year, by what stood in the way; orange lines hold 95% of simulated histories",
            panels::capital(panels::noun(forecasts))
        ),
        panels: forecasts.iter().enumerate().map(panel).collect(),
        height,
        notes: Vec::new(),
        foot: panels::FOOT,
        text: text(&title, forecasts, &rows, left_out),
        sheet: sheet(forecasts, &rows),
        title,
    }
}

/// The rows of one forecast.
#[derive(Debug)]
struct Bars {
    bars: Vec<Bar>,
    /// Of all panels.
    greatest: f64,
}

/// One row of it.
#[derive(Debug)]
struct Bar {
    label: [String; 2],
    figure: Figure,
    part: bool,
}

impl Bar {
    fn of(row: &Row, k: usize) -> Self {
        Self { label: row.label.clone(), figure: row.figures[k], part: row.part }
    }
}

/// Households a year in one forecast, with the interval between histories where it is known.
#[derive(Debug, Clone, Copy, Default)]
struct Figure {
    mean: f64,
    between: Option<[f64; 2]>,
}

impl Figure {
    fn greatest(self) -> f64 {
        self.between.map_or(self.mean, |[_, high]| high.max(self.mean))
    }
}

/// One reason and barrier, or the part of one that a class of households has, in every forecast.
#[derive(Debug)]
struct Row {
    reason: &'static str,
    /// The rules in the way, or the class.
    group: String,
    label: [String; 2],
    figures: Vec<Figure>,
    /// A class of households within the row above.
    part: bool,
}

impl Row {
    fn greatest(&self) -> f64 {
        self.figures.iter().map(|figure| figure.mean).fold(0.0, f64::max)
    }
}

/// Every reason and barrier that turns somebody away, the most frequent first, and how many were too rare.
fn rows(forecasts: &[&Forecast]) -> (Vec<Row>, usize) {
    let mut keys: Vec<(ReturnReason, String)> = Vec::new();
    for reason in ReturnReason::ALL.into_iter().filter(|reason| reason.is_unmet_need()) {
        let measure = format!("unmet_{reason}");
        let barriers = forecasts.iter().flat_map(|forecast| forecast.groups(&measure));
        let mut groups: Vec<String> =
            barriers.map(|(group, _)| group).filter(|g| is_barrier(g)).collect();
        if reason == ReturnReason::Capacity {
            groups = vec!["all".to_owned()];
        }
        groups.sort_unstable();
        groups.dedup();
        keys.extend(groups.into_iter().map(|group| (reason, group)));
    }
    let mut rows: Vec<Row> =
        keys.iter().map(|(reason, group)| row(*reason, group, forecasts)).collect();
    rows.push(withdrew(forecasts));
    rows.sort_by(|a, b| b.greatest().total_cmp(&a.greatest()));
    let some = rows.iter().filter(|row| row.greatest() > 0.0).count();
    rows.retain(|row| row.greatest() >= LEAST_A_YEAR);
    rows.truncate(MOST_ROWS);
    let left_out = some - rows.len();
    // Classes of whichever is the more: turned away at once, or after waiting for it.
    let full = [ReturnReason::Capacity.name(), WITHDREW];
    if let Some(at) = rows.iter().position(|row| full.contains(&row.reason)) {
        let classes = classes_without_a_unit(forecasts, rows[at].reason);
        rows.splice(at + 1..=at, classes);
    }
    (rows, left_out)
}

/// The classes of households most often turned away although something suited, at once or after waiting for it.
fn classes_without_a_unit(forecasts: &[&Forecast], reason: &'static str) -> Vec<Row> {
    let measure = if reason == WITHDREW { WITHDREW.to_owned() } else { format!("unmet_{reason}") };
    let mut names: Vec<String> = forecasts
        .iter()
        .flat_map(|forecast| forecast.groups(&measure))
        .map(|(group, _)| group)
        .filter(|group| group != "all" && !is_barrier(group))
        .collect();
    names.sort_unstable();
    names.dedup();
    let mut rows: Vec<Row> = names
        .into_iter()
        .map(|class| Row {
            reason,
            label: [class.replace('_', " "), String::new()],
            figures: forecasts.iter().map(|forecast| figure(forecast, &measure, &class)).collect(),
            group: class,
            part: true,
        })
        .collect();
    rows.sort_by(|a, b| b.greatest().total_cmp(&a.greatest()));
    rows.retain(|row| row.greatest() >= LEAST_A_YEAR);
    let rest = rows.split_off(rows.len().min(MOST_CLASSES));
    if !rest.is_empty() {
        rows.push(together(&rest, reason));
    }
    if let Some(first) = rows.first_mut() {
        first.label[0] = format!("of these: {}", first.label[0]);
    }
    rows
}

/// The rarer classes in one row; the interval of a sum is not known from its parts.
fn together(rest: &[Row], reason: &'static str) -> Row {
    let sum = |k: usize| rest.iter().map(|row| row.figures[k].mean).sum();
    let count = rest.first().map_or(0, |row| row.figures.len());
    let figures = (0..count).map(sum).map(|mean| Figure { mean, between: None }).collect();
    Row {
        reason,
        group: "other classes".to_owned(),
        label: ["others".to_owned(), String::new()],
        figures,
        part: true,
    }
}

fn is_barrier(group: &str) -> bool {
    group.split('+').all(|name| RuleName::named(name).is_some())
}

fn row(reason: ReturnReason, group: &str, forecasts: &[&Forecast]) -> Row {
    let measure = format!("unmet_{reason}");
    let barriers: Vec<&str> =
        group.split('+').filter_map(RuleName::named).map(RuleName::title).collect();
    Row {
        reason: reason.name(),
        group: group.to_owned(),
        part: false,
        label: [
            panels::capital(reason.title()),
            if barriers == [reason.title()] { String::new() } else { barriers.join(", ") },
        ],
        figures: forecasts.iter().map(|forecast| figure(forecast, &measure, group)).collect(),
    }
}

fn withdrew(forecasts: &[&Forecast]) -> Row {
    Row {
        reason: WITHDREW,
        group: "all".to_owned(),
        part: false,
        label: ["Gave up waiting".to_owned(), "something suited but was full".to_owned()],
        figures: forecasts.iter().map(|forecast| figure(forecast, "withdrew", "all")).collect(),
    }
}

fn figure(forecast: &Forecast, measure: &str, group: &str) -> Figure {
    #[expect(clippy::cast_precision_loss, reason = "a handful of years")]
    let years = forecast.years() as f64;
    let of = |statistic| forecast.value("total", measure, group, statistic).unwrap_or(0.0) / years;
    Figure { mean: of("mean"), between: Some([of("p2_5"), of("p97_5")]) }
}

fn title(forecasts: &[&Forecast], rows: &[Row]) -> String {
    let Some(first) = rows.first() else {
        let still = forecasts.iter().any(|forecast| forecast.beside.many_still_wait);
        let said =
            if still { "Nobody is turned away, but many wait" } else { "Nobody is turned away" };
        return said.to_owned();
    };
    let leads = |k: usize| {
        let wholes = rows.iter().filter(|row| !row.part);
        wholes.max_by(|a, b| a.figures[k].mean.total_cmp(&b.figures[k].mean)).unwrap_or(first)
    };
    let others = (0..forecasts.len()).map(leads).find(|row| why_row(row) != why_row(first));
    match others {
        None => format!("Most are turned away because {}", why_row(first)),
        // Titles have ten words, so the other reading's reason stands in its room.
        Some(_) => format!("Readings differ; where need is greatest, {}", why_row(first)),
    }
}

/// The reason of a row, and the first rule in its way.
fn why_row(row: &Row) -> &'static str {
    let reason = ReturnReason::ALL.into_iter().find(|reason| reason.name() == row.reason);
    let rule = row.group.split('+').next().and_then(RuleName::named);
    why(reason, rule)
}

/// The end of "most are turned away because": at most five words.
pub(super) fn why(reason: Option<ReturnReason>, rule: Option<RuleName>) -> &'static str {
    match (reason, rule) {
        (None, _) => "the wait is too long",
        (Some(ReturnReason::Capacity), _) => "suitable units are full",
        (Some(ReturnReason::Proximity), _) => "units may be too close",
        (Some(ReturnReason::Disability), _) => "units are not accessible",
        (Some(ReturnReason::MentalHealth), _) => "mental health support is full",
        (Some(ReturnReason::Alcohol), _) => "alcohol support is lacking",
        (Some(ReturnReason::Drugs), _) => "drug support is lacking",
        (Some(ReturnReason::Nrpf), _) => "funded places run out",
        (_, Some(RuleName::SleepingPlaces)) => "units have too few beds",
        (_, Some(RuleName::OldestBoy)) => "a boy is too old",
        (_, Some(RuleName::Children)) => "units take no children",
        (_, Some(RuleName::Pets)) => "units take no pets",
        (_, Some(RuleName::SingleSex)) => "units are single-sex",
        (_, Some(RuleName::RoomStandard)) => "rooms would be shared wrongly",
        (_, Some(RuleName::SafePlacePurpose)) => "Safe Place is not theirs",
        (_, Some(RuleName::ComplexNeeds)) => "complex needs support is full",
        _ => "their needs cannot be met",
    }
}

impl Content for Bars {
    fn fill(&self, marks: &mut Marks, room: Room) {
        let (left, right) = (room.left + 236.0, room.left + room.width - 44.0);
        let top = room.top + 32.0;
        let (most, ticks) = panels::scale_to(self.greatest);
        let x = |value: f64| left + (right - left) * value / most;
        #[expect(clippy::cast_precision_loss, reason = "at most a dozen rows")]
        let bottom = top + ROW * self.bars.len() as f64;
        if self.bars.is_empty() {
            let at = (room.left, top + ROW / 2.0);
            marks.text(at, "nobody in any simulated history", Type::plain(14.0));
            return;
        }
        for tick in ticks {
            marks.line(&[(x(tick), top), (x(tick), bottom)], 1, colour::RULE);
            let style = Type::plain(13.0).at(Anchor::Middle);
            marks.text((x(tick), bottom + 14.0), &panels::tick(tick), style);
        }
        let mut middle = top + ROW / 2.0;
        for bar in &self.bars {
            bar.draw(marks, (left, middle), &x);
            middle += ROW;
        }
        marks.line(&[(left, top), (left, bottom)], 1, colour::GREY);
    }
}

impl Bar {
    fn draw(&self, marks: &mut Marks, (left, middle): (f64, f64), x: &dyn Fn(f64) -> f64) {
        let Self { label: [reason, barrier], figure, part } = self;
        let bold = if *part { Type::plain(13.0) } else { Type::bold(13.5) };
        let label = bold.at(Anchor::Right);
        if barrier.is_empty() {
            marks.text((left - 10.0, middle), reason, label);
        } else {
            marks.text((left - 10.0, middle - 8.0), reason, label);
            let small = Type::plain(12.5).at(Anchor::Right);
            marks.text((left - 10.0, middle + 9.0), barrier, small);
        }
        let (half, shade) = if *part { (7.0, colour::BLUE_LIGHT) } else { (11.0, colour::BLUE) };
        marks.bar((left, middle - half), (x(figure.mean), middle + half), shade);
        if let Some([low, high]) = figure.between {
            marks.line(&[(x(low), middle), (x(high), middle)], 2, colour::ORANGE);
        }
        marks.text((x(figure.greatest()) + 7.0, middle), &rounded(figure.mean), bold);
    }
}

fn text(title: &str, forecasts: &[&Forecast], rows: &[Row], left_out: usize) -> String {
    let said = panels::side_by_side(forecasts, |k, _| {
        let parts: Vec<String> = rows
            .iter()
            .map(|row| {
                let barrier = if row.label[1].is_empty() {
                    String::new()
                } else {
                    format!(" ({})", row.label[1])
                };
                format!("{}{barrier} {} a year", row.label[0], rounded(row.figures[k].mean))
            })
            .collect();
        format!("{}.", parts.join(", "))
    });
    let rarer = match left_out {
        0 => String::new(),
        1 => " One rarer barrier is left out.".to_owned(),
        n => format!(" {n} rarer barriers are left out."),
    };
    format!(
        "{title}. Bars from zero on one scale. {said}{rarer} Simulated; the figures are in the CSV file of the same name."
    )
}

fn sheet(forecasts: &[&Forecast], rows: &[Row]) -> Sheet {
    let mean = format!("{}_a_year_mean", panels::noun(forecasts));
    let header = ["scenario", "reading", "reason", "group", &mean, "p2_5", "p97_5"];
    let mut cells = Vec::new();
    for (k, forecast) in forecasts.iter().enumerate() {
        for row in rows {
            let Figure { mean, between } = row.figures[k];
            let head = [&forecast.scenario, &forecast.reading, row.reason, &row.group];
            let between = between.map_or_else(Default::default, |ends| ends.map(|x| x.to_string()));
            let figures = [mean.to_string()].into_iter().chain(between);
            cells.push(head.map(str::to_owned).into_iter().chain(figures).collect());
        }
    }
    Sheet::new(&header, cells)
}
