//! Who is turned away: rates with their denominators, by class of household and by what stood in the way.

use super::{a_year, counted, led_to, pictures, reading, rounded, sentence_case, years};
use crate::base::domain::ReturnReason;
use crate::base::domain::past::LEAST_SHOWN;
use crate::planning::forecast::{
    Forecast, Group, Measure, NoFigure, Rate, Statistic, Statistics, are_common, percent,
};
use crate::presentation::document::{Block, Section, Sheet, Table};
use crate::presentation::report::{ReportError, Subject};
use crate::presentation::wording::barrier;
use std::collections::BTreeMap;

pub(super) fn section(subject: &Subject<'_>) -> Result<Section, ReportError> {
    let forecasts: Vec<&Forecast> = subject.runs.iter().map(|(_, forecast)| forecast).collect();
    let noun = forecasts.first().map_or(Ok("households"), |forecast| forecast.noun())?;
    let asked = forecasts.iter().map(|forecast| ByClass::read(subject, forecast));
    let mut asked: Vec<ByClass> = asked.collect::<Result<_, _>>()?;
    put_rare_ones_together(&mut asked);
    let mut blocks = Vec::new();
    if forecasts.len() > 1 {
        let counted = counted(&asked, |of| of.what_if);
        if counted.iter().any(|of| of.extremes().is_some()) {
            blocks.push(Block::paragraph(format!("Of kinds of which {LEAST_SHOWN} a year ask:")));
        }
        blocks.push(Block::items(counted.into_iter().map(ByClass::in_words)));
    }
    blocks.extend(pictures::named(subject, "who-is-turned-away")?);
    let each = "Every kind of household";
    blocks.push(Block::folded_table(each, by_class(&asked, noun), false));
    if noun == "referrals" {
        blocks.push(Block::paragraph("Referrals are counted here, and a household may be referred more than once; the headline counts households."));
    }
    blocks.extend(pictures::named(subject, "placed-for-how-long")?);
    let led_to = led_to::table(&forecasts)?;
    blocks.extend(led_to.map(|table| Block::folded_table("Where asking led to", table, false)));
    let barriers = by_barrier(&forecasts, noun)?;
    blocks.push(Block::folded_table("What stood in the way", barriers, false));
    Ok(Section::new("who", heading(&asked), blocks))
}

/// Those who ask in one forecast, class by class, and who of them is turned away.
struct ByClass {
    /// The reading, as it is called.
    name: String,
    what_if: bool,
    classes: Vec<OfClass>,
    /// Classes of which too few ask in every reading, together.
    rare: Option<OfClass>,
    all: OfClass,
}

/// Classes of which too few ask in every forecast have no row of their own: one household could be recognised by what it is.
fn put_rare_ones_together(asked: &mut [ByClass]) {
    let classes = asked.first().map_or(0, |first| first.classes.len());
    let is_rare: Vec<bool> =
        (0..classes).map(|k| !asked.iter().any(|of| of.classes[k].is_common())).collect();
    for of in asked {
        let all = std::mem::take(&mut of.classes).into_iter().zip(&is_rare);
        let (rare, named): (Vec<_>, Vec<_>) = all.partition(|(_, is_rare)| **is_rare);
        of.classes = named.into_iter().map(|(class, _)| class).collect();
        of.rare = OfClass::together(rare.into_iter().map(|(class, _)| class));
    }
}

/// Of one class of household, a year.
struct OfClass {
    class: String,
    away: f64,
    asked: f64,
    rate: f64,
}

impl OfClass {
    fn of(
        (class, years): (&str, f64),
        figure: impl Fn(Measure) -> Result<Statistics, NoFigure>,
    ) -> Result<Self, NoFigure> {
        let mean = |measure| Ok(Statistic::Mean.of(&figure(measure)?));
        Ok(Self {
            class: class.to_owned(),
            away: mean(Measure::UnmetNeed)? / years,
            asked: mean(Measure::Referrals)? / years,
            rate: mean(Measure::Rate(Rate::NeedUnmet))?,
        })
    }

    /// Whether enough of them ask a year to be named.
    fn is_common(&self) -> bool {
        are_common(self.asked)
    }

    /// Several classes as one; none if there are none.
    fn together(rare: impl Iterator<Item = Self>) -> Option<Self> {
        let mut rare = rare.peekable();
        rare.peek()?;
        let class = format!("all others, of none of which {LEAST_SHOWN} a year ask");
        let all = rare.fold(Self { class, away: 0.0, asked: 0.0, rate: 0.0 }, |all, one| Self {
            away: all.away + one.away,
            asked: all.asked + one.asked,
            ..all
        });
        let rate = all.away / all.asked.max(f64::MIN_POSITIVE);
        Some(Self { rate, ..all })
    }

    fn cells(&self) -> [String; 3] {
        [rounded(self.away), rounded(self.asked), percent(self.rate)]
    }
}

impl ByClass {
    /// By the classes of the first forecast, which are those of all.
    fn read(subject: &Subject<'_>, forecast: &Forecast) -> Result<Self, NoFigure> {
        let classes = subject.runs.first().map_or(&[][..], |(outline, _)| &outline.classes);
        let years = years(forecast);
        let class = |class: &String| {
            OfClass::of((class, years), |measure| forecast.of_class(measure, class))
        };
        Ok(Self {
            name: reading(forecast),
            what_if: forecast.what_if,
            classes: classes.iter().map(class).collect::<Result<_, _>>()?,
            rare: None,
            all: OfClass::of(("All", years), |measure| forecast.of_group(measure, Group::All))?,
        })
    }

    /// The class of which most are turned away, and the class of which the highest share is, of those of which enough ask;
    /// none if nobody is.
    fn extremes(&self) -> Option<(&OfClass, &OfClass)> {
        let common = || self.classes.iter().filter(|class| class.is_common());
        let greatest = |of: fn(&OfClass) -> f64| common().max_by(|a, b| of(a).total_cmp(&of(b)));
        let (most, worst) = (greatest(|class| class.away)?, greatest(|class| class.rate)?);
        (most.away > 0.0).then_some((most, worst))
    }

    fn in_words(&self) -> String {
        let name = &self.name;
        let Some((most, worst)) = self.extremes() else {
            return if self.all.away > 0.0 {
                format!(
                    "{name}: of no kind of household do {LEAST_SHOWN} a year ask, so none is named."
                )
            } else {
                format!("{name}: nobody is turned away in any history.")
            };
        };
        let ([away, of, _], [_, of_worst, rate]) = (most.cells(), worst.cells());
        let (most, worst) = (&most.class, &worst.class);
        if most == worst {
            return format!(
                "{name}: most, and the highest share, are \u{201c}{most}\u{201d} ({away} a year of {of} who ask, {rate})."
            );
        }
        format!(
            "{name}: most are \u{201c}{most}\u{201d} ({away} a year of {of} who ask); the highest share is of \u{201c}{worst}\u{201d} ({rate} of {of_worst})."
        )
    }
}

/// Of the reading in which most are turned away: the class with most of them, and the one most often turned away.
fn heading(asked: &[ByClass]) -> String {
    let found = counted(asked, |of| of.what_if);
    let found = found.into_iter().max_by(|a, b| a.all.away.total_cmp(&b.all.away));
    let Some((most, worst)) = found.and_then(ByClass::extremes) else {
        let is_nobody = asked.iter().all(|of| of.all.away <= 0.0);
        let who = if is_nobody { "nobody, in any history" } else { "few of any one kind" };
        return format!("Who finds no place: {who}");
    };
    let (most, worst) = (&most.class, &worst.class);
    let several = counted(asked, |of| of.what_if).len() > 1;
    let among = if several { "where need is greatest, " } else { "" };
    if most == worst {
        return format!(
            "Who finds no place: {among}the largest number and the highest share are \u{201c}{most}\u{201d}"
        );
    }
    format!(
        "Who finds no place: {among}the largest number is \u{201c}{most}\u{201d}, the highest share \u{201c}{worst}\u{201d}"
    )
}

fn by_class(asked: &[ByClass], noun: &str) -> Table {
    let kind = || vec!["Kind of household".to_owned()];
    let (mut head, mut fine) = (kind(), kind());
    for ByClass { name, .. } in asked {
        head.push(format!("{name}: turned away of {noun}, a year"));
        fine.push(format!("{name}: turned away a year"));
        fine.push(format!("of {noun} a year"));
        fine.push("rate".to_owned());
    }
    let rows = in_order(asked);
    let row = |row: &Vec<&OfClass>| {
        let of = |asked: &&OfClass| {
            let [away, of, rate] = asked.cells();
            format!("{away} of {of} ({rate})")
        };
        name_of(row).chain(row.iter().map(of)).collect()
    };
    let fine_row = |row: &Vec<&OfClass>| {
        name_of(row).chain(row.iter().flat_map(|asked| asked.cells())).collect()
    };
    Table::filed(
        "turned-away-by-household",
        "Unmet need by kind of household (simulated)",
        head,
        rows.iter().map(row),
    )
    .with_whole(Sheet { head: fine, rows: rows.iter().map(fine_row).collect() })
}

fn name_of(row: &[&OfClass]) -> impl Iterator<Item = String> {
    row.first().map(|asked| asked.class.clone()).into_iter()
}

/// Each class in every forecast, the one most often turned away first, and all of them together last.
fn in_order(asked: &[ByClass]) -> Vec<Vec<&OfClass>> {
    let classes = asked.first().map_or(0, |first| first.classes.len());
    let row = |class: usize| asked.iter().map(|of| &of.classes[class]).collect();
    let mut rows: Vec<Vec<&OfClass>> = (0..classes).map(row).collect();
    let worst = |row: &[&OfClass]| row.iter().map(|asked| asked.rate).fold(0.0, f64::max);
    rows.sort_by(|a, b| worst(b).total_cmp(&worst(a)));
    let rare: Vec<&OfClass> = asked.iter().filter_map(|of| of.rare.as_ref()).collect();
    rows.extend((rare.len() == asked.len()).then_some(rare));
    rows.push(asked.iter().map(|of| &of.all).collect());
    rows
}

/// What stood in the way, as a share of everybody with unmet need.
fn by_barrier(forecasts: &[&Forecast], noun: &str) -> Result<Table, NoFigure> {
    let mut found: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    let mut asked = Vec::new();
    for (which, forecast) in forecasts.iter().enumerate() {
        asked.push(a_year(forecast, Measure::Referrals)?);
        for (title, mean) in barriers(forecast)? {
            let row = found.entry(title).or_insert_with(|| vec![0.0; forecasts.len()]);
            row[which] += mean;
        }
    }
    let greatest = |row: &[f64]| row.iter().copied().fold(0.0, f64::max);
    let mut found: Vec<(String, Vec<f64>)> = found.into_iter().collect();
    found.sort_by(|(_, a), (_, b)| greatest(b).total_cmp(&greatest(a)));
    found.retain(|(_, row)| greatest(row) > 0.0);
    let mut head = vec!["What stood in the way".to_owned()];
    let of_all = |forecast: &&Forecast| format!("{}: a year, of all {noun}", reading(forecast));
    head.extend(forecasts.iter().map(of_all));
    let row = |(title, means): (String, Vec<f64>)| {
        let of = |(asked, mean): (&f64, f64)| {
            format!("{} ({})", rounded(mean), percent(mean / asked.max(f64::MIN_POSITIVE)))
        };
        std::iter::once(title).chain(asked.iter().zip(means).map(of)).collect()
    };
    Ok(Table::filed(
        "turned-away-by-barrier",
        "Unmet need by what stood in the way (simulated)",
        head,
        found.into_iter().map(row),
    ))
}

/// Reasons in words with their means a year; "other needs" told by its barriers.
fn barriers(forecast: &Forecast) -> Result<Vec<(String, f64)>, NoFigure> {
    let mut found = Vec::new();
    for reason in ReturnReason::ALL.into_iter().filter(|reason| reason.is_unmet_need()) {
        let measure = Measure::Unmet(reason);
        if reason != ReturnReason::NeedsOther {
            found.push((sentence_case(reason.title()), a_year(forecast, measure)?));
            continue;
        }
        found.extend(forecast.table.groups(measure).filter_map(|(group, statistics)| {
            let title = sentence_case(&barrier::titles(group.barrier()?));
            Some((title, Statistic::Mean.of(&statistics) / years(forecast)))
        }));
    }
    let withdrew = a_year(forecast, Measure::Withdrew)?;
    found.push(("Gave up waiting for something that suited but was full".to_owned(), withdrew));
    Ok(found)
}

#[cfg(test)]
#[test]
fn rare_kinds_of_household_stand_together_and_are_never_named() {
    let class = |class: &str, away: f64, asked: f64| OfClass {
        class: class.to_owned(),
        away,
        asked,
        rate: away / asked,
    };
    let reading = |factor: f64| ByClass {
        name: format!("times {factor}"),
        what_if: false,
        classes: vec![
            class("woman alone", factor, 10.0 * factor),
            class("woman in a wheelchair and child", 0.5 * factor, 0.6 * factor),
            class("man alone", 0.1 * factor, 2.0 * factor),
        ],
        rare: None,
        all: class("All", 1.6 * factor, 12.6 * factor),
    };
    let mut asked = [reading(1.0), reading(2.0)];
    put_rare_ones_together(&mut asked);
    let rows = in_order(&asked);
    let names: Vec<&str> = rows.iter().map(|row| &*row[0].class).collect();
    assert_eq!(names, ["woman alone", "all others, of none of which 5 a year ask", "All"]);
    assert_eq!(rows[1][1].cells(), [rounded(1.2), rounded(5.2), percent(1.2 / 5.2)]);
    assert_eq!(
        asked[0].in_words(),
        "times 1: most, and the highest share, are \u{201c}woman alone\u{201d} (1.0 a year of 10 who ask, 10%)."
    );
    let mut few = [reading(0.2)];
    put_rare_ones_together(&mut few);
    assert_eq!(
        few[0].in_words(),
        "times 0.2: of no kind of household do 5 a year ask, so none is named."
    );
    assert_eq!(heading(&few), "Who finds no place: few of any one kind");
}
