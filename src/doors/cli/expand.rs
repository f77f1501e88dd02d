//! `lintel expand`: what to add within a budget, as a table for a person, CSV or JSON, with pictures.

use super::args::{Expand as Args, Format};
use super::data_source::{made_from, opened};
use super::outputs::EXPAND;
use super::progress::Shown;
use super::{Failure, Said, layout};
use crate::doors::files::Folder;
use crate::doors::tasks::planning::expand::{Asked, Worked, work};
use crate::doors::tasks::planning::expand_table::table as table_of;
use crate::doors::tasks::planning::pictures::forms;
use crate::planning::expansion::{Aim, ExpansionReport};
use crate::planning::forecast::Manifest;
use crate::presentation::chart;
use crate::presentation::render::{json, terminal};
use crate::presentation::wording;
use crate::service::vault::Mark;
use jiff::Timestamp;
use serde::Serialize;
use std::path::Path;

pub(super) fn run(data: &Path, now: Timestamp, args: &Args) -> Result<Said, Failure> {
    let aim = aim(args);
    let asked = Asked {
        scenario: &args.scenario,
        candidates: args.candidates.as_deref(),
        budgets: args.budgets.as_deref(),
        aim: &aim,
    };
    let (data, head) = opened(data, &args.register, now)?;
    let Worked { report, manifest } = work(&data, asked, args.run.threads, &Shown)?;
    let table = table_of(&report)?;
    let said = json::Expansion::of(&report);
    let json = layout::json(&Answer { report: said, register: head.as_ref() });
    if let Some(out) = &args.out {
        write(out, &report, (&table, &json), &manifest)?;
    }
    let text = match args.run.format {
        Format::Json => json,
        Format::Csv => table,
        Format::Table => {
            let out = args.out.as_ref().map(|out| out.display().to_string());
            terminal::render(&wording::expansion::expansion(&report, out.as_deref()))
                + &made_from(head.as_ref())
        }
    };
    Ok(Said::done(text))
}

fn aim(args: &Args) -> Aim {
    Aim {
        tapes: args.search,
        fresh: args.replications,
        most: args.most,
        indifference: args.indifference,
        size: args.size,
        refusals: args.refusals / 100.0,
        sure: args.sure / 100.0,
        check_tapes: args.check,
        ..Aim::USUAL
    }
}

/// The report for other software.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    report: json::Expansion<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    register: Option<&'a Mark>,
}

/// Tables, answer, pictures and what made them, or none of them.
fn write(
    out: &Path,
    report: &ExpansionReport,
    (table, json): (&str, &str),
    manifest: &Manifest,
) -> Result<(), Failure> {
    let mut contents = EXPAND.filled([table, json].map(|text| text.as_bytes().to_vec()));
    for scene in chart::of_expansion(report) {
        contents.extend(forms(&scene)?);
    }
    Folder::alone(out)?.write_set(EXPAND.manifest, manifest, &contents)
}
