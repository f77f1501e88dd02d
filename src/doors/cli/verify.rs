//! `lintel verify`: figures beside what theory says, as a table for a person, CSV or JSON.

use super::args::{Format, Verify as Args};
use super::progress::Shown;
use super::{Failure, Said, code, layout};
use crate::doors::files;
use crate::doors::tasks::planning::{Unit, Watch, pool};
use crate::planning::verify::{self, Oracle, VerificationReport};
use crate::presentation::render::terminal;
use crate::presentation::wording;

pub(super) fn run(args: &Args) -> Result<Said, Failure> {
    let oracles = chosen(&args.only)?;
    let threads = pool(args.run.threads)?;
    let bar = Shown.begin(Unit::Histories, None);
    let bar = &*bar;
    let report = threads
        .install(|| verify::verify(&oracles, args.seed, args.replications, || bar.step()))
        .map_err(|why| Failure::Other(why.into()))?;
    said(&report, args.run.format)
}

/// What a run comes to, with its exit code.
fn said(report: &VerificationReport, format: Format) -> Result<Said, Failure> {
    let text = match format {
        Format::Json => layout::json(report),
        Format::Csv => files::table_of_records(&report.figures)?,
        Format::Table => terminal::render(&wording::verify::verify(report)),
    };
    let code = if report.agrees() { code::DONE } else { code::ERROR };
    Ok(Said { text, code })
}

/// The oracles asked for, each with its place in the list of all.
fn chosen(only: &[String]) -> Result<Vec<(usize, Oracle)>, Failure> {
    let all: Vec<(usize, Oracle)> = verify::oracles().into_iter().enumerate().collect();
    let known = |name: &str| all.iter().any(|(_, oracle)| oracle.name == name);
    if let Some(unknown) = only.iter().find(|name| !known(name)) {
        let names: Vec<&str> = all.iter().map(|(_, oracle)| oracle.name).collect();
        let names = names.join(", ");
        return Err(Failure::Usage(format!(
            "there is no \"{unknown}\" to verify: give --only some of {names}"
        )));
    }
    let is_asked_for =
        |oracle: &Oracle| only.is_empty() || only.iter().any(|name| name == oracle.name);
    Ok(all.into_iter().filter(|(_, oracle)| is_asked_for(oracle)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The estate has one unit more than theory is told of.
    #[test]
    fn figures_that_differ_end_with_1_and_say_so() {
        let mut oracle = chosen(&["erlang-b-37-73".to_owned()]).unwrap().remove(0);
        oracle.1.scenario = oracle.1.scenario.replace("verify/pool-37", "verify/pool-38").into();
        let report = verify::verify(&[oracle], None, None, || ()).unwrap();
        let said = said(&report, Format::Table).unwrap();
        assert_eq!(said.code, code::ERROR);
        assert!(said.text.contains("differs\n"), "{}", said.text);
        assert!(
            said.text.contains("2 figures differ of 2: the simulation is wrong"),
            "{}",
            said.text
        );
        assert!(!said.text.contains("agree with theory"), "{}", said.text);
    }
}
