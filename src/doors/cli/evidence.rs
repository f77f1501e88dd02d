//! `lintel evidence`: the record as evidence for commissioners, in a folder.

use super::args::Evidence as Args;
use super::data_source::{door, made_from};
use super::outputs::EVIDENCE;
use super::progress::Shown;
use super::report::{refused, said};
use super::returns::known;
use super::{Failure, Said};
use crate::doors::files::{DataFolder, Folder};
use crate::doors::tasks::planning::evidence::{Asked, work};
use crate::doors::tasks::returns::published;
use crate::planning::forecast::Manifest;
use crate::presentation::report::Again;
use crate::service::register::utc;
use crate::service::vault::Mark;
use jiff::Timestamp;
use serde::Serialize;
use std::path::Path;

/// What made a pack.
#[derive(Serialize)]
struct MadeBy<'a> {
    #[serde(flatten)]
    manifest: &'a Manifest,
    period: String,
    as_known_at: String,
    register: &'a Mark,
}

pub(super) fn run(data: &Path, now: Timestamp, args: &Args) -> Result<Said, Failure> {
    let known_at = known(args.as_known_at, now)?;
    let mut door = door(data, &args.whereabouts, None)?.ok_or_else(|| {
        Failure::Usage("the record is in a register: say which with --register".to_owned())
    })?;
    let provider = &door.estate.provider;
    let of_provider = || provider.planning_scenario.clone().or(provider.outlook_scenario.clone());
    let named = args.scenario.clone().or_else(of_provider);
    let scenario = named.ok_or_else(|| {
        Failure::Usage(
            "no scenario is known: name one with --scenario, or as planning_scenario in provider.toml"
                .to_owned(),
        )
    })?;
    let again = Again {
        scenario,
        waiting: None,
        evidence_of: Some(args.period.to_string()),
        replications: args.page.replications,
        quick: args.page.quick,
    };
    let (period, threads) = (args.period, args.page.threads);
    let published = published(&args.published)?;
    let asked = Asked { again: &again, period, known_at, published: &published, threads };
    let made = work(&mut door, DataFolder::open(data)?, asked, &Shown);
    let (page, head) = made.map_err(|why| refused(&again, why))?;
    let made_by = MadeBy {
        manifest: &page.manifest,
        period: period.to_string(),
        as_known_at: utc(known_at),
        register: &head,
    };
    let bytes = page.files.iter().map(|(name, text)| (name.clone(), text.clone().into_bytes()));
    Folder::alone(&args.out)?.write_set(EVIDENCE.manifest, &made_by, &bytes.collect::<Vec<_>>())?;
    Ok(Said::done(said((&args.out, EVIDENCE.manifest), &page) + &made_from(Some(&head))))
}
