//! What is run, and what comes of it: an answer in the words of the terminal, pictures, tables, and what made them.

use super::stored_results::{About, Kind, Made};
use crate::doors::failure::Failure;
use crate::doors::files::DataFolder;
use crate::doors::tasks::planning::expand::{self, Asked};
use crate::doors::tasks::planning::expand_table;
use crate::doors::tasks::planning::forecast::{Extent, Played, play};
use crate::doors::tasks::planning::pictures::{self, Contents, Drawn};
use crate::doors::tasks::planning::report::{self, Refused};
use crate::doors::tasks::planning::{Tonight, Watch, compare};
use crate::inputs::scenario::Assumption;
use crate::planning::forecast::{Forecast, Manifest};
use crate::presentation::chart::{self, Scene};
use crate::presentation::document::{Block, Document, Row, Section, Table, Text};
use crate::presentation::render::html::{self, NoLinks};
use crate::presentation::report::Again;
use crate::presentation::wording;
use crate::presentation::wording::reading::{Reading, SIDE_BY_SIDE};
use crate::presentation::workbook::{self, Book};
use std::num::NonZero;
use std::path::Path;
use std::thread::available_parallelism;

/// A scenario: by a name that is found, or written by a form.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) name: String,
    pub(super) text: Option<String>,
}

impl Plan {
    pub(super) fn found(name: &str) -> Self {
        Self { name: name.to_owned(), text: None }
    }

    /// Makes it known by its name.
    fn open(&self, data: &DataFolder) -> Result<String, Failure> {
        if let Some(text) = &self.text {
            data.take(&self.name, text.clone())?;
        }
        Ok(self.name.clone())
    }

    fn file(&self) -> Option<(String, Vec<u8>)> {
        let text = self.text.clone()?;
        Some((format!("{}.toml", self.name), text.into_bytes()))
    }
}

/// What is run.
pub(super) enum Job {
    Forecast(Plan, Option<Tonight>),
    /// The same histories under each.
    Comparison(Vec<Plan>, u32),
    /// What to add to the estate of a scenario.
    Expansion(String),
    Report(Again),
}

impl Job {
    pub(super) fn title(&self) -> String {
        match self {
            Self::Forecast(plan, _) => format!("Forecast: {}", plan.name),
            Self::Comparison(plans, _) => {
                let names: Vec<&str> = plans.iter().map(|plan| &*plan.name).collect();
                format!("Comparison: {}", names.join(", "))
            }
            Self::Expansion(scenario) => format!("What to add: {scenario}"),
            Self::Report(again) => format!("Report: {}", again.scenario),
        }
    }

    /// The whole of it, on all processors but one: the desk goes on answering.
    pub(super) fn work(self, data: &Path, watch: &dyn Watch) -> Result<Made, Failure> {
        let threads = available_parallelism().map_or(1, NonZero::get).saturating_sub(1).max(1);
        let (mut data, title) = (DataFolder::open(data)?, self.title());
        match self {
            Self::Forecast(plan, tonight) => {
                if let Some(tonight) = &tonight {
                    tonight.join(&mut data)?;
                }
                forecast(&data, (&plan, tonight.is_some()), (title, threads), watch)
            }
            Self::Comparison(plans, histories) => {
                comparison(&data, &plans, histories, (title, threads), watch)
            }
            Self::Expansion(scenario) => expansion(&data, &scenario, (title, threads), watch),
            Self::Report(again) => page(&data, &again, (title, threads), watch),
        }
    }
}

fn forecast(
    data: &DataFolder,
    (plan, from_tonight): (&Plan, bool),
    (title, threads): (String, usize),
    watch: &dyn Watch,
) -> Result<Made, Failure> {
    let named = [plan.open(data)?];
    let Played { whole, .. } = play(data, &named, Extent::Whole, (None, threads), watch)?;
    let mut forecasts = Vec::new();
    for (outline, tables) in &whole.runs {
        forecasts.push(Forecast::of(outline, tables).map_err(anyhow::Error::from)?);
    }
    let Drawn { mut contents, scenes, .. } = pictures::of_forecasts(&forecasts)?;
    let mut blocks = Vec::new();
    for ((outline, _), forecast) in whole.runs.iter().zip(&forecasts) {
        blocks.push(Block::heading(Reading::of(forecast).of_scenario()));
        let said = wording::forecast::summary(outline, forecast).map_err(anyhow::Error::from)?;
        blocks.extend(said.into_iter().map(Block::Paragraph));
    }
    if forecasts.len() > 1 {
        blocks.push(Block::paragraph(SIDE_BY_SIDE));
    }
    let rests_on = whole.runs.iter().map(|(outline, _)| &outline.run);
    let rests_on = rests_on.map(|run| assumed(&run.reading, &run.assumptions)).collect();
    let sections = [
        Section::new("answer", "What comes of it", blocks),
        figures(&scenes)?,
        Section::new("rests-on", "What it rests on", rests_on),
    ];
    contents.extend(plan.file());
    with_workbook(&mut contents, "forecast")?;
    let runs = whole.runs.into_iter().map(|(outline, _)| outline.run).collect();
    Ok(Made {
        about: about(Kind::Forecast, title, named.to_vec(), from_tonight),
        answer: rendered(sections),
        contents,
        manifest: Manifest::of(whole.inputs, runs),
    })
}

fn about(kind: Kind, title: String, scenarios: Vec<String>, from_tonight: bool) -> About {
    About { kind, title, scenarios, from_tonight, by: String::new(), at: String::new() }
}

/// Every number of a reading with its standing and source.
fn assumed(reading: &str, assumptions: &[Assumption]) -> Block {
    let row = |found: &Assumption| {
        let cells = [&*found.key, &found.value.to_string(), found.standing.name(), &found.source];
        Row::Cells(cells.map(|cell| Text::from(cell.to_owned())).to_vec())
    };
    let head = ["number", "value", "standing", "source"].map(Text::from).to_vec();
    let rows = assumptions.iter().map(row).collect();
    let name = if reading.is_empty() { String::new() } else { format!(" of “{reading}”") };
    let summary = format!("Every number{name}: {}", assumptions.len());
    Block::folded_table(summary, Table { head, rows, ..Table::default() }, false)
}

fn figures(scenes: &[Scene<'_>]) -> Result<Section, Failure> {
    let mut blocks = Vec::new();
    for scene in scenes {
        blocks.push(Block::Figure(scene.figure().map_err(anyhow::Error::from)?));
    }
    Ok(Section::new("pictures", "In pictures", blocks))
}

fn rendered(sections: impl IntoIterator<Item = Section>) -> String {
    html::render(&Document::of(sections), &NoLinks)
}

/// The sections of an answer as one, so that their names do not stand twice on the page.
fn as_one(answer: Document) -> Section {
    let blocks = answer.sections.into_iter().flat_map(|section| {
        let heading = (!section.heading.is_empty()).then_some(Block::Heading(section.heading));
        heading.into_iter().chain(section.blocks)
    });
    Section::new("answer", "What comes of it", blocks.collect())
}

/// The table of this name as a workbook too.
fn with_workbook(contents: &mut Contents, name: &str) -> Result<(), Failure> {
    let file = format!("{name}.csv");
    let table = contents.iter().find(|(of, _)| *of == file).map(|(_, bytes)| bytes.clone());
    if let Some(table) = table {
        let book = Book::of_csv(name, &table).map_err(anyhow::Error::from)?;
        let bytes = workbook::write(&book).map_err(anyhow::Error::from)?;
        contents.push((format!("{name}.xlsx"), bytes));
    }
    Ok(())
}

fn comparison(
    data: &DataFolder,
    plans: &[Plan],
    histories: u32,
    (title, threads): (String, usize),
    watch: &dyn Watch,
) -> Result<Made, Failure> {
    let named = plans.iter().map(|plan| plan.open(data)).collect::<Result<Vec<_>, _>>()?;
    let compare::Worked { answer, manifest } =
        compare::work(data, &named, (Some(histories), threads), watch)?;
    let mut contents = vec![
        ("compare.csv".to_owned(), compare::csv(&answer)?.into_bytes()),
        (
            "compare.json".to_owned(),
            serde_json::to_vec_pretty(&answer).map_err(anyhow::Error::from)?,
        ),
    ];
    contents.extend(plans.iter().filter_map(Plan::file));
    with_workbook(&mut contents, "compare")?;
    let answer = rendered([as_one(wording::compare::compare(&answer, None))]);
    Ok(Made { about: about(Kind::Comparison, title, named, false), answer, contents, manifest })
}

/// A first look: the search on few histories, as the page has it.
fn expansion(
    data: &DataFolder,
    scenario: &str,
    (title, threads): (String, usize),
    watch: &dyn Watch,
) -> Result<Made, Failure> {
    let aim = report::aim(true);
    let asked = Asked { scenario, candidates: None, budgets: None, aim: &aim };
    let expand::Worked { report, manifest } = expand::work(data, asked, threads, watch)?;
    let table = expand_table::table(&report)?.into_bytes();
    let mut contents = vec![("expand.csv".to_owned(), table)];
    let scenes: Vec<Scene<'_>> = chart::of_expansion(&report).into_iter().collect();
    for scene in &scenes {
        contents.extend(pictures::forms(scene)?);
    }
    with_workbook(&mut contents, "expand")?;
    let answer = as_one(wording::expansion::expansion(&report, None));
    let answer = rendered([answer, figures(&scenes)?]);
    let about = about(Kind::Expansion, title, vec![scenario.to_owned()], false);
    Ok(Made { about, answer, contents, manifest })
}

fn page(
    data: &DataFolder,
    again: &Again,
    (title, threads): (String, usize),
    watch: &dyn Watch,
) -> Result<Made, Failure> {
    let made = report::page(data, again, threads, watch).map_err(refused)?;
    let bytes = made.files.into_iter().map(|(name, text)| (name, text.into_bytes()));
    let mut contents: Contents = bytes.collect();
    with_workbook(&mut contents, "forecast")?;
    let about = About {
        title: made.title,
        ..about(Kind::Report, title, vec![again.scenario.clone()], false)
    };
    Ok(Made { about, answer: made.body, contents, manifest: made.manifest })
}

fn refused(why: Refused) -> Failure {
    match why {
        Refused::Failure(failure) => failure,
        Refused::AnotherEstate { .. } => {
            Failure::Usage("The scenario in which households wait is about another estate: choose one of the same.".to_owned())
        }
        Refused::NobodyWaits => {
            Failure::Usage("Nobody waits in the second scenario: choose one in which households wait.".to_owned())
        }
    }
}
