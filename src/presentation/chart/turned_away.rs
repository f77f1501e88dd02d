//! Who is turned away: by the reason of the annual return and by the barrier behind it.

use super::mark::{Anchor, Marks, Type, colour};
use super::panels;
use super::scene::{Content, Room, Scene, Sheet};
use crate::base::domain::{ReturnReason, RuleName};
use crate::base::statistics::float;
use crate::planning::forecast::{
    Forecast, Group, LEAST_TO_A_TENTH, Measure, NoFigure, Statistic, Statistics, rounded,
};
use std::collections::BTreeSet;

pub(super) const NAME: &str = "who-is-turned-away";

const ROW: f64 = 38.0;
/// Reasons and barriers shown; what is rarer stands in the table.
const MOST_ROWS: usize = 7;
/// Classes of households shown within "something suited but was full".
const MOST_CLASSES: usize = 6;
/// A row of a smaller share of the first says nothing.
const LEAST_SHARE: f64 = 0.01;

/// Whom forecasts turn away.
pub(super) fn scene<'a>(forecasts: &[&'a Forecast]) -> Result<Scene<'a>, NoFigure> {
    let (rows, left_out) = rows(forecasts)?;
    let noun = panels::noun(forecasts)?;
    let title = title(forecasts, &rows);
    let figures = rows.iter().flat_map(|row| &row.figures);
    let greatest = figures.map(|figure| figure.greatest()).fold(0.0, f64::max);
    let panel = |(k, forecast): (usize, &&Forecast)| {
        let bars = rows.iter().map(|row| Bar::of(row, k)).collect();
        panels::of((forecast, forecasts), Bars { bars, greatest })
    };
    let height = 84.0 + ROW * float(rows.len().max(1));
    Ok(Scene {
        name: NAME,
        shown: format!(
            "{} a year, by what stood in the way; orange lines hold 95% of simulated histories",
            panels::capital(noun)
        ),
        panels: forecasts.iter().enumerate().map(panel).collect(),
        height,
        notes: Vec::new(),
        foot: panels::FOOT,
        text: text(&title, forecasts, &rows, left_out)?,
        sheet: sheet(forecasts, noun, &rows),
        title,
    })
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
#[derive(Debug, Clone, Copy)]
struct Figure {
    mean: f64,
    between: Option<[f64; 2]>,
}

impl Figure {
    /// A figure of the whole span, a year.
    fn of(forecast: &Forecast, statistics: &Statistics) -> Self {
        let years = float(forecast.years());
        let of = |statistic: Statistic| statistic.of(statistics) / years;
        let between = Some([of(Statistic::P2_5), of(Statistic::P97_5)]);
        Self { mean: of(Statistic::Mean), between }
    }

    fn greatest(self) -> f64 {
        self.between.map_or(self.mean, |[_, high]| high.max(self.mean))
    }
}

/// Why somebody is turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cause {
    /// A reason of the annual return.
    Reason(ReturnReason),
    /// Gave up waiting while something suited but was full.
    Withdrew,
}

impl Cause {
    fn measure(self) -> Measure {
        match self {
            Self::Reason(reason) => Measure::Unmet(reason),
            Self::Withdrew => Measure::Withdrew,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Reason(reason) => reason.name(),
            Self::Withdrew => "withdrew",
        }
    }

    fn reason(self) -> Option<ReturnReason> {
        match self {
            Self::Reason(reason) => Some(reason),
            Self::Withdrew => None,
        }
    }
}

/// One reason and barrier, or the part of one that a class of households has, in every forecast.
#[derive(Debug)]
struct Row {
    cause: Cause,
    /// The first of the rules in the way.
    rule: Option<RuleName>,
    /// The rules in the way, or the class, as the table names them.
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

    fn why(&self) -> &'static str {
        why(self.cause.reason(), self.rule)
    }
}

/// Every reason and barrier that turns somebody away, the most frequent first, and how many were too rare.
fn rows(forecasts: &[&Forecast]) -> Result<(Vec<Row>, usize), NoFigure> {
    let reasons = ReturnReason::ALL.into_iter().filter(|reason| reason.is_unmet_need());
    let causes = reasons.flat_map(|reason| {
        let groups = groups_of(forecasts, reason).into_iter();
        groups.map(move |group| (Cause::Reason(reason), group))
    });
    let causes = causes.chain([(Cause::Withdrew, Group::All)]);
    let rows = causes.map(|(cause, group)| Row::of(forecasts, cause, group));
    let mut rows: Vec<Row> = rows.collect::<Result<_, _>>()?;
    rows.sort_by(|a, b| b.greatest().total_cmp(&a.greatest()));
    let some = rows.iter().filter(|row| row.greatest() > 0.0).count();
    let least = rows.first().map_or(0.0, Row::greatest) * LEAST_SHARE;
    rows.retain(|row| row.greatest() >= least.max(LEAST_TO_A_TENTH));
    rows.truncate(MOST_ROWS);
    let left_out = some - rows.len();
    // Classes of whichever is the more: turned away at once, or after waiting for it.
    let full = [Cause::Reason(ReturnReason::Capacity), Cause::Withdrew];
    if let Some(at) = rows.iter().position(|row| full.contains(&row.cause)) {
        let classes = classes_without_a_unit(forecasts, &rows[at])?;
        rows.splice(at + 1..=at, classes);
    }
    Ok((rows, left_out))
}

/// The barriers behind a reason, by name so that ties stand in one order; of capacity everybody, as no rule is in the way.
fn groups_of(forecasts: &[&Forecast], reason: ReturnReason) -> Vec<Group> {
    if reason == ReturnReason::Capacity {
        return vec![Group::All];
    }
    let groups = forecasts.iter().flat_map(|f| f.table.groups(Measure::Unmet(reason)));
    let barriers = groups.filter(|(group, _)| group.barrier().is_some());
    let named: BTreeSet<(String, Group)> =
        barriers.map(|(group, _)| (group.name(&[]), group)).collect();
    named.into_iter().map(|(_, group)| group).collect()
}

/// The classes of households most often turned away although something suited, at once or after waiting for it; those of
/// which too few ask are among the others.
fn classes_without_a_unit(forecasts: &[&Forecast], whole: &Row) -> Result<Vec<Row>, NoFigure> {
    let cause = whole.cause;
    let classes = |forecast: &&Forecast| {
        let groups = forecast.table.groups(cause.measure());
        let classes: Vec<&String> =
            groups.filter_map(|(group, _)| forecast.classes.get(group.class()?)).collect();
        classes.into_iter().cloned().collect::<Vec<_>>()
    };
    let names: BTreeSet<String> = forecasts.iter().flat_map(classes).collect();
    let rows = names.into_iter().map(|class| Row::of_class(forecasts, cause, class));
    let mut rows: Vec<Row> = rows.collect::<Result<_, _>>()?;
    rows.sort_by(|a, b| b.greatest().total_cmp(&a.greatest()));
    rows.retain(|row| row.greatest() >= LEAST_TO_A_TENTH);
    for row in std::mem::take(&mut rows) {
        let common = forecasts.iter().map(|forecast| forecast.is_common(&row.group));
        if common.collect::<Result<Vec<_>, _>>()?.contains(&true) {
            rows.push(row);
        }
    }
    rows.truncate(MOST_CLASSES);
    if rows.is_empty() {
        return Ok(rows);
    }
    let others = others(whole, &rows);
    rows.extend(Some(others).filter(|row| row.greatest() >= LEAST_TO_A_TENTH));
    if let Some(first) = rows.first_mut() {
        first.label[0] = format!("of these: {}", first.label[0]);
    }
    Ok(rows)
}

/// What is left of a whole beside some classes; the interval of a difference is not known from its parts.
fn others(whole: &Row, shown: &[Row]) -> Row {
    let left = |k: usize| {
        let shown: f64 = shown.iter().map(|row| row.figures[k].mean).sum();
        Figure { mean: (whole.figures[k].mean - shown).max(0.0), between: None }
    };
    let figures = (0..whole.figures.len()).map(left).collect();
    Row {
        cause: whole.cause,
        rule: None,
        group: "other classes".to_owned(),
        label: ["others".to_owned(), String::new()],
        figures,
        part: true,
    }
}

impl Row {
    fn of(forecasts: &[&Forecast], cause: Cause, group: Group) -> Result<Self, NoFigure> {
        let of = |forecast: &&Forecast| {
            Ok(Figure::of(forecast, &forecast.of_group(cause.measure(), group)?))
        };
        let rules = group.barrier().unwrap_or_default();
        let titles: Vec<&str> = rules.iter().map(RuleName::title).collect();
        Ok(Self {
            cause,
            rule: rules.first(),
            group: group.name(&[]),
            label: label(cause, &titles),
            figures: forecasts.iter().map(of).collect::<Result<_, _>>()?,
            part: false,
        })
    }

    fn of_class(forecasts: &[&Forecast], cause: Cause, class: String) -> Result<Self, NoFigure> {
        let of = |forecast: &&Forecast| {
            Ok(Figure::of(forecast, &forecast.of_class(cause.measure(), &class)?))
        };
        Ok(Self {
            cause,
            rule: None,
            label: [class.replace('_', " "), String::new()],
            figures: forecasts.iter().map(of).collect::<Result<_, _>>()?,
            group: class,
            part: true,
        })
    }
}

fn label(cause: Cause, barriers: &[&str]) -> [String; 2] {
    match cause {
        Cause::Reason(reason) => {
            let title = reason.title();
            let barriers = if barriers == [title] { String::new() } else { barriers.join(", ") };
            [panels::capital(title), barriers]
        }
        Cause::Withdrew => ["Gave up waiting", "something suited but was full"].map(str::to_owned),
    }
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
    let others = (0..forecasts.len()).map(leads).find(|row| row.why() != first.why());
    match others {
        None if (0..forecasts.len()).all(|k| is_most(leads(k), rows, k)) => {
            format!("Most are turned away because {}", first.why())
        }
        None => format!("The most frequent reason: {}", first.why()),
        // Titles have ten words, so the other reading's reason stands in its room.
        Some(_) => format!("Readings differ; where need is greatest, {}", first.why()),
    }
}

/// Whether a reason is half of all in a forecast, or more.
fn is_most(row: &Row, rows: &[Row], k: usize) -> bool {
    let all: f64 = rows.iter().filter(|row| !row.part).map(|row| row.figures[k].mean).sum();
    2.0 * row.figures[k].mean >= all
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
        let (left, right) = (room.left + room.labels(236.0), room.right() - 44.0);
        let top = room.top + 32.0;
        let (most, ticks) = panels::scale_to(self.greatest);
        let x = |value: f64| left + (right - left) * value / most;
        let bottom = top + ROW * float(self.bars.len());
        if self.bars.is_empty() {
            let at = (room.left, top + ROW / 2.0);
            marks.text(at, "nobody in any simulated history", Type::plain(14.0));
            return;
        }
        let ticks = ticks.into_iter().map(|tick| (x(tick), panels::tick(tick)));
        panels::steps_down(marks, (top, bottom), ticks);
        let mut middle = top + ROW / 2.0;
        for bar in &self.bars {
            bar.draw(marks, room, (left, middle), &x);
            middle += ROW;
        }
        marks.line(&[(left, top), (left, bottom)], 1, colour::GREY);
    }
}

impl Bar {
    fn draw(
        &self,
        marks: &mut Marks,
        room: Room,
        (left, middle): (f64, f64),
        x: &dyn Fn(f64) -> f64,
    ) {
        let Self { label: [reason, barrier], figure, part } = self;
        let bold = if *part { Type::plain(13.0) } else { Type::bold(13.5) };
        let label = bold.at(Anchor::Right);
        let width = left - 10.0 - room.left;
        if barrier.is_empty() {
            panels::text_in(marks, (left - 10.0, middle), reason, label, width);
        } else if room.is_narrow() {
            let both = format!("{reason}: {barrier}");
            let label = Type { size: 12.0, ..label };
            panels::text_in(marks, (left - 10.0, middle), &both, label, width);
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

fn text(
    title: &str,
    forecasts: &[&Forecast],
    rows: &[Row],
    left_out: usize,
) -> Result<String, NoFigure> {
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
        Ok(format!("{}.", parts.join(", ")))
    })?;
    let rarer = match left_out {
        0 => String::new(),
        1 => " One rarer barrier is left out.".to_owned(),
        n => format!(" {n} rarer barriers are left out."),
    };
    Ok(format!(
        "{title}. Bars from zero on one scale. {said}{rarer} Simulated; the figures are in the CSV file of the same name."
    ))
}

fn sheet(forecasts: &[&Forecast], noun: &str, rows: &[Row]) -> Sheet {
    let mean = format!("{noun}_a_year_mean");
    let header = ["scenario", "reading", "reason", "group", &mean, "p2_5", "p97_5"];
    let mut cells = Vec::new();
    for (k, forecast) in forecasts.iter().enumerate() {
        for row in rows {
            let Figure { mean, between } = row.figures[k];
            let head = [&forecast.scenario, &forecast.reading, row.cause.name(), &row.group];
            let between = between.map_or_else(Default::default, |ends| ends.map(|x| x.to_string()));
            let figures = [mean.to_string()].into_iter().chain(between);
            cells.push(head.map(str::to_owned).into_iter().chain(figures).collect());
        }
    }
    Sheet::new(&header, cells)
}
