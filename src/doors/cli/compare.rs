//! `lintel compare`: scenarios side by side on the same tapes, the first being what the others are held against.

use super::args::{Compare as Args, Format};
use super::progress::Shown;
use super::{Failure, Said, layout};
use crate::base::geography::Geography;
use crate::doors::files;
use crate::doors::files::scenarios::Opened;
use crate::doors::files::{DataFolder, Folder};
use crate::doors::tasks::planning::{Bar, Unit, Watch, pool};
use crate::engine::demand::{self, Demand};
use crate::engine::simulation::Model;
use crate::inputs::estate::Estate;
use crate::inputs::scenario::Scenario;
use crate::planning::forecast::{self, Comparison, Comparisons, Difference, Manifest};
use crate::presentation::render::terminal;
use crate::presentation::wording;
use anyhow::{Context, anyhow};
use std::path::Path;

pub(super) fn run(data: &Path, args: &Args) -> Result<Said, Failure> {
    let data = DataFolder::open(data)?;
    let mut opened = Vec::new();
    for named in &args.scenarios {
        opened.push(data.scenario(named)?);
    }
    let fields = fields(&mut opened, args.replications)?;
    let mut played = Vec::new();
    let mut inputs = opened.iter().flat_map(Opened::inputs).collect::<Vec<_>>();
    for field in fields {
        let mut estates = Vec::new();
        for (file, scenario) in &field {
            let folder = files::scenario_estate(&data.path, &scenario.estate, file)?;
            let (estate, read) = data.estate(&folder)?;
            estates.push(estate);
            inputs.extend(read);
        }
        played.push((field, estates));
    }
    let threads = pool(args.run.threads)?;
    let histories = played.iter().map(|(field, _)| u64::from(field[0].1.replications)).sum();
    let bar = Shown.begin(Unit::Histories, Some(histories));
    let answer = threads.install(|| answer(&played, &data.geography, &*bar))?;
    drop(bar);
    let table = csv(&answer)?;
    if let Some(out) = &args.out {
        inputs.extend(data.map());
        let all = played.iter().flat_map(|(field, _)| field).map(|(_, scenario)| scenario.clone());
        let manifest = Manifest::new(&all.collect::<Vec<_>>(), inputs);
        let contents = [
            ("compare.csv".to_owned(), table.as_bytes().to_vec()),
            ("compare.json".to_owned(), layout::json(&answer).into_bytes()),
        ];
        Folder::alone(out)?.write_set("compare.manifest.json", &manifest, &contents)?;
    }
    let text = match args.run.format {
        Format::Json => layout::json(&answer),
        Format::Csv => table,
        Format::Table => {
            let out = args.out.as_ref().map(|out| out.display().to_string());
            terminal::render(&wording::compare::compare(&answer, out.as_deref()))
        }
    };
    Ok(Said::done(text))
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
    played: &[(Field, Vec<Estate>)],
    geography: &Geography,
    bar: &dyn Bar,
) -> Result<Comparisons, Failure> {
    let mut comparisons = Vec::new();
    for (field, estates) in played {
        let mut demands: Vec<Demand> = Vec::new();
        for ((file, scenario), estate) in field.iter().zip(estates) {
            demands.push(demand::build(file, scenario, estate, geography)?);
        }
        let each = field.iter().zip(estates).zip(&demands);
        let models: Vec<Model<'_>> = each
            .map(|(((_, scenario), estate), demand)| {
                Model::new(scenario, estate, geography, demand)
            })
            .collect();
        let base = &field[0].1;
        let paired = forecast::compare(&models, base.replications, || bar.step())
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

fn csv(answer: &Comparisons) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head = [
        "scenario",
        "against",
        "reading",
        "measure",
        "group",
        "first",
        "other",
        "difference",
        "low",
        "high",
        "says",
        "as_good_as_times",
    ];
    let row = |writer: &mut csv::Writer<Vec<u8>>, comparison: &Comparison, d: &Difference| {
        writer.serialize((
            &comparison.scenario,
            &comparison.against,
            &comparison.reading,
            &d.measure,
            &d.group,
            d.first,
            d.other,
            d.difference.mean,
            d.difference.low,
            d.difference.high,
            d.says,
            d.as_good_as_times,
        ))
    };
    writer.write_record(head).context("the table cannot be made")?;
    for comparison in &answer.comparisons {
        for difference in &comparison.differences {
            row(&mut writer, comparison, difference).context("the table cannot be made")?;
        }
    }
    let bytes = writer.into_inner().context("the table cannot be made")?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
