//! `lintel compare`: scenarios side by side on the same tapes, the first being what the others are held against.

use super::args::{Compare as Args, Format};
use super::outputs::COMPARE;
use super::progress::Shown;
use super::{Failure, Said, layout};
use crate::doors::files::{DataFolder, Folder};
use crate::doors::tasks::planning::compare::{Worked, csv, work};
use crate::presentation::render::terminal;
use crate::presentation::wording;
use std::path::Path;

pub(super) fn run(data: &Path, args: &Args) -> Result<Said, Failure> {
    let (data, limits) = (DataFolder::open(data)?, (args.replications, args.run.threads));
    let Worked { answer, manifest } = work(&data, &args.scenarios, limits, &Shown)?;
    let table = csv(&answer)?;
    if let Some(out) = &args.out {
        let json = layout::json(&answer).into_bytes();
        let contents = COMPARE.filled([table.as_bytes().to_vec(), json]);
        Folder::alone(out)?.write_set(COMPARE.manifest, &manifest, &contents)?;
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
