//! `lintel new`: a blank form, never over a file that is there.

use super::args::New;
use super::{Failure, Said};
use crate::doors::files;
use crate::inputs::referral;
use crate::presentation::render::terminal;
use crate::presentation::wording;
use anyhow::{Context, anyhow};
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// `flags`: where data and estate are, as they were said.
pub(super) fn run((data, flags): (&Path, &str), args: &New) -> Result<Said, Failure> {
    if let Some(path) = args.file.as_deref().filter(|path| has_ending(path, "json")) {
        let toml = path.with_extension("toml");
        return Err(Failure::Usage(format!(
            "a blank form says beside each key what it means, which JSON cannot: write {} instead; a filled form may be JSON",
            toml.display()
        )));
    }
    let form = referral::blank(default_radius(data));
    let Some(path) = &args.file else { return Ok(Said::done(form)) };
    create(path)?
        .write_all(form.as_bytes())
        .with_context(|| format!("{} cannot be written", path.display()))?;
    let said = path.display();
    let commands = ["check", "recommend"].map(|name| format!("lintel {name} {said}{flags}"));
    let commands = commands.each_ref().map(String::as_str);
    Ok(Said::done(terminal::render(&wording::files::blank_form(&said.to_string(), commands))))
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending))
}

/// The radius that the provider takes for an unsafe place that names none, as far as it can be read.
fn default_radius(data: &Path) -> Option<i64> {
    let folder = files::estate_folder(data, None).ok()?;
    let text = files::Text::read(&folder.join("provider.toml")).ok()?;
    text.text.parse::<toml::Table>().ok()?.get("default_radius_m")?.as_integer()
}

/// A new file that its owner alone may read, as it will hold a household.
///
/// # Errors
/// There is a file of this name already, or it cannot be made.
pub(super) fn create(path: &Path) -> Result<File, Failure> {
    files::new_private(path).map_err(|error| {
        let said = path.display();
        if error.kind() == io::ErrorKind::AlreadyExists {
            anyhow!("{said} is there already, and nothing is written over it: give another name")
                .into()
        } else {
            anyhow!(error).context(format!("{said} cannot be made")).into()
        }
    })
}
