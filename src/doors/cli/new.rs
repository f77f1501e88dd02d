//! `lintel new`: a blank form, never over a file that is there.

use super::args::New;
use super::{Failure, Said, layout};
use crate::inputs::referral;
use anyhow::{Context, anyhow};
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// `flags`: where data and estate are, as they were said.
pub(super) fn run(flags: &str, args: &New) -> Result<Said, Failure> {
    let form = referral::blank();
    let Some(path) = &args.file else { return Ok(Said::done(form)) };
    create(path)?
        .write_all(form.as_bytes())
        .with_context(|| format!("{} cannot be written", path.display()))?;
    let said = path.display();
    let text = format!(
        "{said}: a blank form. Fill in what you know; then lintel check {said}{flags}, and lintel recommend {said}{flags}."
    );
    Ok(Said::done(layout::wrapped("", &text)))
}

/// A new file that its owner alone may read, as it will hold a household.
///
/// # Errors
/// There is a file of this name already, or it cannot be made.
pub(super) fn create(path: &Path) -> Result<File, Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| {
        let said = path.display();
        if error.kind() == io::ErrorKind::AlreadyExists {
            anyhow!("{said} is there already, and nothing is written over it: give another name")
                .into()
        } else {
            anyhow!(error).context(format!("{said} cannot be made")).into()
        }
    })
}
