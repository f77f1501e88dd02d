//! `lintel report`: the commissioner's page, with the data of every picture and table beside it.

use super::args::Report as Args;
use super::data_source::{made_from, opened};
use super::outputs::REPORT;
use super::progress::Shown;
use super::{Failure, Said};
use crate::doors::files::Folder;
use crate::doors::tasks::planning::report::{Page, Refused, page};
use crate::presentation::render::terminal;
use crate::presentation::report::Again;
use crate::presentation::wording;
use jiff::Timestamp;
use std::path::Path;

pub(super) fn run(data: &Path, now: Timestamp, args: &Args) -> Result<Said, Failure> {
    let asked = Again {
        scenario: args.scenario.clone(),
        waiting: args.waiting.clone(),
        evidence_of: None,
        replications: args.page.replications,
        quick: args.page.quick,
    };
    let (data, head) = opened(data, &args.register, now)?;
    let made = page(&data, &asked, args.page.threads, &Shown);
    let made = made.map_err(|why| refused(&asked, why))?;
    write(&args.out, &made)?;
    Ok(Said::done(said((&args.out, REPORT.manifest), &made) + &made_from(head.as_ref())))
}

/// All files and, last, the manifest that names them; what an earlier page left behind goes.
fn write(out: &Path, page: &Page) -> Result<(), Failure> {
    let bytes = page.files.iter().map(|(name, text)| (name.clone(), text.clone().into_bytes()));
    Folder::alone(out)?.write_set(REPORT.manifest, &page.manifest, &bytes.collect::<Vec<_>>())
}

/// The same in the words of the flag.
pub(super) fn refused(asked: &Again, why: Refused) -> Failure {
    let named = asked.waiting.as_deref().unwrap_or_default();
    match why {
        Refused::Failure(failure) => failure,
        Refused::AnotherEstate { other, own } => Failure::Usage(format!(
            "--waiting {named} is about another estate than {} ({} and {}): name a scenario of the same estate",
            asked.scenario,
            other.display(),
            own.display()
        )),
        Refused::NobodyWaits => Failure::Usage(format!(
            "--waiting {named}: nobody waits in that scenario; name one with [waiting]"
        )),
    }
}

/// What was written where, with the name of the manifest.
pub(super) fn said((out, manifest): (&Path, &str), page: &Page) -> String {
    let at = out.join("report.html").display().to_string();
    let others = page.files.iter().skip(1).map(|(name, _)| name.as_str());
    let others: Vec<&str> = others.chain([manifest]).collect();
    terminal::render(&wording::files::page(&page.title, &at, &others, &page.left_out))
}
