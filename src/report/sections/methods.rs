//! How it was simulated: the items of STRESS-DES (Monks and others, 2019), filled in.

use crate::forecast::{Forecast, Outline, percent};
use crate::report::Subject;
use crate::report::block::{Block, Section, Table};

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let (id, heading) = ("methods", "How it was worked out (STRESS-DES)".to_owned());
    let Some((outline, forecast)) = subject.runs.first() else {
        return Section { id, heading, blocks: Vec::new() };
    };
    let rows = items(subject, outline, forecast);
    let rows = rows.into_iter().map(|(item, said)| vec![item.to_owned(), said]).collect();
    let table = Table {
        name: "methods",
        caption: "The model, by the items of the reporting guideline STRESS-DES".to_owned(),
        head: vec!["Item".to_owned(), "Here".to_owned()],
        rows,
    };
    Section { id, heading, blocks: vec![Block::Table(table)] }
}

fn items(
    subject: &Subject<'_>,
    outline: &Outline,
    forecast: &Forecast,
) -> Vec<(&'static str, String)> {
    let run = &outline.run;
    let span = format!("{} years from {}", run.years, run.start);
    let begins = match (&run.warm_up, &outline.residents) {
        (Some(warm_up), _) => format!(
            "Each history begins empty and runs {} years before anything counts; of the households that would live there in the long run {} may still be missing then.",
            warm_up.years,
            percent(warm_up.missing)
        ),
        (None, Some(listed)) => format!(
            "Each history begins from the residents listed on {}, what is left of each stay drawn given how long it has lasted.",
            listed.on
        ),
        (None, None) => "Each history begins from the residents of the estate's list.".to_owned(),
    };
    let waits = if outline.waits {
        "Households that find nothing wait, for as long as they can; whoever asks for a unit that fell free is thought of in the scenario's order."
    } else {
        "Nobody waits in this scenario: a household that finds nothing is turned away at once."
    };
    let kinds = subject.estate.units.iter().filter(|unit| unit.is_in_stock()).count();
    let said: [(&'static str, String); 15] = [
        ("1.1 Purpose", "To say how many households in danger this provider could not house, of which kinds and why, so that units can be added where unmet need is evidenced (4.10, 4.11).".to_owned()),
        ("1.2 Outputs", format!("Households never placed; referrals turned away by class and barrier; nights waited; occupancy; over {span}, with the spread between histories.")),
        ("1.3 Experimentation", format!("Scenario {}, in {} of the evidence.", run.scenario, if subject.runs.len() == 1 { "one reading".to_owned() } else { format!("{} readings", subject.runs.len()) })),
        ("2.1 Logic", format!("Households ask at random moments; rules of eligibility say which units suit each; the best that is vacant is offered. A household stays for its support time and then its wait for move-on housing. {waits}")),
        ("2.2 Algorithms", "Placing uses the same rules and preferences as the duty desk's recommendation; arrivals are thinned from a dominating Poisson process.".to_owned()),
        ("2.3 Components", format!("{kinds} units; {} classes of household; stays; and, where the scenario has them, a funnel, repeat requests, second stage and move-on homes.", outline.classes.len())),
        ("3.1 Data", "Published figures, own derivations from them, and assumptions: each is listed below with its source and standing.".to_owned()),
        ("3.2 Input parameters", "Listed below.".to_owned()),
        ("3.3 Preprocessing", "Load in each reading follows from the published refusal rate by inverting Erlang's loss formula over 20 units.".to_owned()),
        ("3.4 Assumptions", "Listed below; every number that no source gives is marked as assumed.".to_owned()),
        ("4.1 Initialisation", begins),
        ("4.2 Run length", format!("{span}, {} quarters.", forecast.quarter_days.len())),
        ("4.3 Estimation", format!("{} histories in each reading; ranges hold 95 in 100 of them. They tell chance apart from nothing else: what is not known about demand shows between the readings.", run.replications)),
        ("5.1 Software", format!("{} {}, Rust; numbers from Philox counters, so that the same inputs and seed ({}) give the same bytes on any machine and any number of threads.", subject.manifest.program, subject.manifest.version, run.seed)),
        ("6 Access", "The program, its data and its tests are in one repository; lintel verify holds the engine against exact results of queueing theory.".to_owned()),
    ];
    said.into()
}
