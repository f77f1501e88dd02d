//! Scenarios side by side on the same tapes, the first being what the others are held against.

use super::{Unit, Watch, namesakes, pool};
use crate::base::geography::Geography;
use crate::base::statistics::Says;
use crate::doors::failure::Failure;
use crate::doors::files::scenarios::Opened;
use crate::doors::files::{self, DataFolder};
use crate::engine::demand::{self, Demand};
use crate::engine::simulation::{DrawnModels, Model};
use crate::inputs::estate::OccupiedEstate;
use crate::inputs::scenario::Scenario;
use crate::planning::forecast::{self, Comparison, Comparisons, Difference, Manifest};
use anyhow::anyhow;
use serde::Serialize;
use std::collections::BTreeSet;

/// Scenarios that were compared, and what made the answer.
pub(in crate::doors) struct Worked {
    pub(in crate::doors) answer: Comparisons,
    pub(in crate::doors) manifest: Manifest,
}

/// The whole of it.
pub(in crate::doors) fn work(
    data: &DataFolder,
    named: &[String],
    (replications, threads): (Option<u32>, usize),
    watch: &dyn Watch,
) -> Result<Worked, Failure> {
    let mut opened = Vec::new();
    for named in named {
        opened.push(data.scenario(named)?);
    }
    let mut inputs = opened.iter().flat_map(Opened::inputs).collect::<Vec<_>>();
    let mut played = Vec::new();
    for field in fields(&mut opened, replications)? {
        let mut homes = Vec::new();
        for (file, scenario) in &field {
            let folder = files::scenario_estate(&data.path, &scenario.estate, file)?;
            let (own, read) = data.estate(&folder)?;
            homes.push(own);
            inputs.extend(read);
        }
        played.push((field, homes));
    }
    inputs.extend(data.map());
    let first = |(field, _): &(Field, _)| field.first().map_or(0, |(_, of)| of.replications);
    let histories = played.iter().map(|played| u64::from(first(played))).sum();
    let bar = watch.begin(Unit::Histories, Some(histories));
    let geography = &data.geography;
    let answer = pool(threads)?.install(|| answer(&played, geography, &*bar))?;
    let all = played.iter().flat_map(|(field, _)| field).map(|(_, scenario)| scenario.clone());
    let manifest = Manifest::new(&all.collect::<Vec<_>>(), inputs);
    Ok(Worked { answer, manifest })
}

/// The first scenario in one reading, and the others in the same, each with its file.
type Field = Vec<(String, Scenario)>;

/// One field for each reading; all take the seed and the replications of the first scenario.
fn fields(opened: &mut [Opened], replications: Option<u32>) -> Result<Vec<Field>, Failure> {
    let Some((first, others)) = opened.split_first() else { return Ok(Vec::new()) };
    let mut fields = Vec::new();
    for mut base in first.scenarios.iter().cloned() {
        base.replications = replications.unwrap_or(base.replications);
        let mut field = vec![(first.file.clone(), base.clone())];
        for other in others {
            let mut scenario = in_reading(other, &base)?;
            scenario.seed = base.seed;
            scenario.replications = base.replications;
            if (scenario.start, scenario.years) != (base.start, base.years) {
                return Err(anyhow!(
                    "{} counts {} years from {}, {} {} years from {}: give both the same start and years",
                    base.name, base.years, base.start, scenario.name, scenario.years, scenario.start
                )
                .into());
            }
            field.push((other.file.clone(), scenario));
        }
        // A scenario may be held against itself: nothing differs.
        let mut files = BTreeSet::new();
        let apart = field.iter().filter(|(file, _)| files.insert(file));
        namesakes::refuse(apart.map(|(_, scenario)| scenario))?;
        fields.push(field);
    }
    Ok(fields)
}

/// A scenario in the reading of another; one that has no readings serves all.
fn in_reading(opened: &Opened, base: &Scenario) -> Result<Scenario, Failure> {
    let same = opened.scenarios.iter().find(|other| other.reading == base.reading);
    let only = || opened.scenarios.first().filter(|other| other.reading.is_empty());
    same.or_else(only).cloned().ok_or_else(|| {
        let known: Vec<&str> = opened.scenarios.iter().map(|s| s.reading.as_str()).collect();
        let file = &opened.file;
        anyhow!(
            "{file} has no reading \"{}\" to hold against that of {}; it has: {}",
            base.reading,
            base.name,
            known.join(", ")
        )
        .into()
    })
}

fn answer(
    played: &[(Field, Vec<OccupiedEstate>)],
    geography: &Geography,
    bar: &dyn super::Bar,
) -> Result<Comparisons, Failure> {
    let mut comparisons = Vec::new();
    for (field, homes) in played {
        let mut demands: Vec<Demand> = Vec::new();
        for ((file, scenario), homes) in field.iter().zip(homes) {
            demands.push(demand::build(file, scenario, &homes.estate, geography)?);
        }
        let each = field.iter().zip(homes).zip(&demands);
        let models: Vec<Model<'_>> = each
            .map(|(((_, scenario), homes), demand)| {
                Model::new(scenario, homes.both(), geography, demand)
            })
            .collect();
        let base = &field[0].1;
        let drawn: Vec<DrawnModels<'_>> = field
            .iter()
            .zip(&models)
            .map(|((_, scenario), model)| DrawnModels::new(scenario, model))
            .collect();
        let paired = if drawn.iter().any(DrawnModels::are_drawn) {
            forecast::compare_drawn(&drawn, base.replications, || bar.step())
        } else {
            forecast::compare(&models, base.replications, || bar.step())
        }
        .map_err(anyhow::Error::from)?;
        let family = paired.figures() * (field.len() - 1) * played.len();
        for (which, (_, scenario)) in field.iter().enumerate().skip(1) {
            comparisons.push(Comparison {
                scenario: scenario.name.clone(),
                against: base.name.clone(),
                reading: base.reading.clone(),
                what_if: base.what_if,
                histories: paired.replications(),
                years: base.years,
                differences: paired.differences(which, family),
            });
        }
    }
    Ok(Comparisons { comparisons })
}

/// A difference as a row of the tidy table.
#[derive(Serialize)]
struct Row<'a> {
    scenario: &'a str,
    against: &'a str,
    reading: &'a str,
    measure: &'a str,
    group: &'a str,
    first: f64,
    other: f64,
    difference: f64,
    low: f64,
    high: f64,
    says: Says,
    as_good_as_times: Option<f64>,
}

impl<'a> Row<'a> {
    fn of(comparison: &'a Comparison, of: &'a Difference) -> Self {
        Self {
            scenario: &comparison.scenario,
            against: &comparison.against,
            reading: &comparison.reading,
            measure: &of.measure,
            group: &of.group,
            first: of.first,
            other: of.other,
            difference: of.difference.mean,
            low: of.difference.low,
            high: of.difference.high,
            says: of.says,
            as_good_as_times: of.as_good_as_times,
        }
    }
}

/// The tidy table.
pub(in crate::doors) fn csv(answer: &Comparisons) -> Result<String, Failure> {
    files::table_of_records(answer.comparisons.iter().flat_map(|comparison| {
        comparison.differences.iter().map(|difference| Row::of(comparison, difference))
    }))
}
