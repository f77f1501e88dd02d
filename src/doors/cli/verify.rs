//! `lintel verify`: figures beside what theory says, as a table for a person, CSV or JSON.

use super::args::{Format, Verify as Args};
use super::threads::pool;
use super::{Failure, Said, code, layout, progress};
use crate::planning::verify::{self, Oracle, Row, VerificationReport};
use anyhow::Context;

pub(super) fn run(args: &Args) -> Result<Said, Failure> {
    let oracles = chosen(&args.only)?;
    let threads = pool(args.threads)?;
    let bar = progress::bar(None, "{pos} histories, {elapsed} so far");
    let report = threads
        .install(|| verify::verify(&oracles, args.seed, args.replications, || bar.inc(1)))
        .map_err(|why| Failure::Other(why.into()))?;
    bar.finish_and_clear();
    said(&report, args.format)
}

/// What a run comes to, with its exit code.
fn said(report: &VerificationReport, format: Format) -> Result<Said, Failure> {
    let text = match format {
        Format::Json => layout::json(report),
        Format::Csv => csv(report)?,
        Format::Table => table(report),
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

/// One line a figure, under the system it belongs to, and then what the whole says.
fn table(report: &VerificationReport) -> String {
    let head = ["figure", "exact", "simulated", "error", "z", "power", ""].map(ToOwned::to_owned);
    let mut rows = vec![head.to_vec()];
    rows.extend(report.figures.iter().map(cells));
    let columns = layout::columns(&rows);
    let mut lines = columns.lines();
    let mut text = lines.next().map_or_else(String::new, |head| format!("  {head}\n"));
    let mut before = "";
    for (row, line) in report.figures.iter().zip(lines) {
        if row.oracle != before {
            text += &layout::wrapped("", &format!("{}: {}", row.oracle, row.system));
            before = row.oracle;
        }
        text += &["  ", line, "\n"].concat();
    }
    text.push('\n');
    for sentence in sentences(report) {
        text += &layout::wrapped("", &sentence);
    }
    text
}

fn cells(row: &Row) -> Vec<String> {
    vec![
        row.figure.clone(),
        figures(row.exact),
        figures(row.simulated),
        format!("{:.3}%", 100.0 * row.standard_error_relative),
        format!("{:+.2}", row.z),
        format!("{:.1}%", 100.0 * row.power),
        row.verdict.to_string(),
    ]
}

/// Six figures.
fn figures(value: f64) -> String {
    match value.abs() {
        small if small < 1.0 => format!("{value:.6}"),
        middle if middle < 10.0 => format!("{value:.5}"),
        _ => format!("{value:.4}"),
    }
}

fn sentences(report: &VerificationReport) -> Vec<String> {
    let runs = 1.0 / report.false_alarm_rate;
    let critical = report.figures.iter().map(|row| row.critical).fold(0.0, f64::max);
    let rate = format!(
        "A right program is said to differ, in any of them, by 1 run in {runs:.0}: each z may be up to {critical:.2} (Student's t over histories, \u{160}id\u{e1}k over figures)."
    );
    let error = "Error is the standard error over histories as a part of the exact value; power is the chance that a bias of 1 in 100 would be found.".to_owned();
    let enough = format!(
        "an error of at most {:.2}% and a power of at least {:.0}%",
        100.0 * report.greatest_error,
        100.0 * report.least_power
    );
    let mut said = verdicts(report, runs);
    said.push(rate);
    said.push(format!("{error} A figure is said to agree only with {enough}."));
    said
}

fn verdicts(report: &VerificationReport, runs: f64) -> Vec<String> {
    let all = report.figures.len();
    let mut said = Vec::new();
    if report.differ > 0 {
        let differ = layout::count(report.differ, "figure differs", "figures differ");
        said.push(format!("{differ} of {all}: the simulation is wrong, or this is the one run in {runs:.0}. Run it again with --seed."));
    }
    if report.too_few_histories > 0 {
        let few = layout::count(report.too_few_histories, "figure has", "figures have");
        said.push(format!("{few} too few histories to tell: a wrong one could pass for right. Give more --replications, or leave that out."));
    }
    if report.agrees() {
        said.push(format!("All {all} figures agree with theory."));
    }
    said
}

fn csv(report: &VerificationReport) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in &report.figures {
        writer.serialize(row).context("the table cannot be written")?;
    }
    let bytes = writer.into_inner().context("the table cannot be written")?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
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
