//! How it was simulated: every item of STRESS-DES (Monks and others, 2019), by its number and filled in.

use super::reading;
use crate::base::domain::Kind;
use crate::inputs::evidence::Provenance;
use crate::planning::forecast::{Forecast, Outline, percent};
use crate::presentation::document::{Block, Section, Table};
use crate::presentation::report::Subject;

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let id = "methods";
    let Some((outline, forecast)) = subject.runs.first() else {
        return Section::plain(id, Vec::new());
    };
    let items = [
        objectives(subject, outline, forecast),
        logic(subject, outline),
        components(subject, outline),
        data(subject, outline),
        experimentation(outline, forecast),
        implementation(subject, outline),
    ]
    .concat();
    let heading = format!(
        "How it was worked out: {} histories of {} years in each reading, by the items of STRESS-DES",
        outline.run.replications, outline.run.years
    );
    let table = Table::filed(
        "methods",
        "The model, by the items of the reporting guideline STRESS-DES",
        vec!["Item".to_owned(), "Here".to_owned()],
        items.into_iter().map(|(item, said)| vec![item.to_owned(), said]),
    );
    let summary = format!("The {} items", table.rows.len());
    Section::new(id, heading, vec![Block::folded_table(summary, table, false)])
}

type Items = Vec<(&'static str, String)>;

fn objectives(subject: &Subject<'_>, outline: &Outline, forecast: &Forecast) -> Items {
    let purpose = subject.estate.provider.report.purpose.as_deref();
    let purpose = purpose.map_or_else(String::new, |purpose| format!(" {purpose}"));
    let readings: Vec<String> =
        subject.runs.iter().map(|(_, forecast)| reading(forecast)).collect();
    let waiting = subject.waiting.first().map_or_else(String::new, |(_, forecast)| {
        format!(" Scenario {}, in which households wait, is told beside it.", forecast.scenario)
    });
    let plans = subject.expansion.map_or("", |_| {
        " Plans within budgets are compared on shared histories, and the best of them chosen with a stated probability."
    });
    vec![
        ("1.1 Purpose of the model", format!("To say how many households in danger this provider could not house, of which kinds and why.{purpose}")),
        ("1.2 Model outputs", "Households never placed; referrals turned away by kind of household and by what stood in the way; nights waited; how full units are: counted over the years that count and told as means a year, with the range that holds 95 in 100 histories.".to_owned()),
        ("1.3 Experimentation aims", format!("Scenario {} over {} years: {}.{waiting}{plans}", outline.run.scenario, forecast.years(), readings.join("; "))),
    ]
}

fn logic(subject: &Subject<'_>, outline: &Outline) -> Items {
    let waits = if outline.waits {
        "A household that finds nothing waits for as long as it can."
    } else {
        "Nobody waits in this scenario: a household that finds nothing is turned away at once."
    };
    let differ = if subject.runs.len() > 1 {
        "Readings share all logic and differ only in the numbers that they read out of the evidence (listed below, by reading)."
    } else {
        "There is one reading."
    };
    let waiting = subject.waiting.first().map_or_else(String::new, |(outline, _)| {
        format!(
            " Scenario {} has further logic: waiting, and what else its numbers below name.",
            outline.run.scenario
        )
    });
    vec![
        ("2.1 Base model overview diagram", "household asks → is anything suitable? → is a suitable unit vacant? → offer → support time → wait for move-on housing → leaves; whoever falls out at a question mark is unmet need, with the reason.".to_owned()),
        ("2.2 Base model logic", format!("Households ask at random moments; rules of eligibility say which units suit each; the best that is vacant is offered. A household stays for its support time and then its wait for move-on housing. {waits}")),
        ("2.3 Scenario logic", format!("{differ}{waiting}")),
        ("2.4 Algorithms", "Placing uses the same rules and preferences as the duty desk's recommendation. Arrivals are points of a plane of time and level, drawn in layers: a household asks if its level lies below the rate at its moment, so the households of a lower demand are those of any higher one.".to_owned()),
    ]
}

fn components(subject: &Subject<'_>, outline: &Outline) -> Items {
    let kinds: Vec<String> = Kind::ALL
        .into_iter()
        .map(|kind| (subject.estate.units_of(kind), kind))
        .filter(|(units, _)| *units > 0)
        .map(|(units, kind)| format!("{units} {}", kind.title()))
        .collect();
    let queues = if outline.waits {
        "Households wait for units that suit them; whoever asks for a unit that fell free is thought of in the scenario's order, and gives up after the time it can wait."
    } else {
        "None for units: nobody waits in this scenario. The wait for move-on housing is a time, not a queue, unless the scenario names homes."
    };
    vec![
        ("2.5.1 Entities", format!("Households, in {} kinds, each with people, needs, and places that are unsafe for it.", outline.classes.len())),
        ("2.5.2 Activities", "Asking, being offered a unit, living in it with support, waiting there for a home to move on to, leaving; where the scenario has them, repairs of the unit, second stage and asking again.".to_owned()),
        ("2.5.3 Resources", format!("Units, each for one household: {}. Funded places for households without recourse, and support for complex needs, where the estate limits them.", kinds.join(", "))),
        ("2.5.4 Queues", queues.to_owned()),
        ("2.5.5 Entry and exit points", "In: a household asks (a Poisson process with the scenario's rate, seasons and bursts, or the scenario's number of households that may ask). Out: never eligible or not reached; turned away, with a reason; its own no; made safe at home; left after its stay.".to_owned()),
    ]
}

fn data(subject: &Subject<'_>, outline: &Outline) -> Items {
    let assumptions = || subject.runs.iter().flat_map(|(outline, _)| &outline.run.assumptions);
    let mut sources: Vec<&str> = Vec::new();
    let mut derived: Vec<String> = Vec::new();
    for figure in assumptions().filter_map(|one| subject.evidence.get(one.evidence.as_deref()?)) {
        if figure.standing == Provenance::Published && !sources.contains(&&*figure.source) {
            sources.push(&figure.source);
        }
        let note = figure.note.as_deref().unwrap_or_default().trim_end_matches('.');
        let said = format!("{} ({}: {note})", figure.value, figure.source);
        if figure.standing == Provenance::Derived && !derived.contains(&said) {
            derived.push(said);
        }
    }
    let derived = if derived.is_empty() {
        "Derived numbers of each reading stand with their sources in what it rests on, below."
            .to_owned()
    } else {
        format!("Figures derived from published ones: {}.", derived.join("; "))
    };
    let sources = if sources.is_empty() {
        "No published figure enters a forecast as it is: records and priors stand with their sources in what it rests on, below.".to_owned()
    } else {
        format!(
            "{}. No records of single households: all households simulated are synthetic.",
            sources.join("; ")
        )
    };
    let assumed = outline.run.assumptions.iter();
    let assumed = assumed.filter(|one| one.standing == Provenance::Assumed).count();
    vec![
        ("3.1 Data sources", sources),
        ("3.2 Pre-processing", derived),
        ("3.3 Input parameters", "Listed below, each with its source and standing.".to_owned()),
        (
            "3.4 Assumptions",
            format!(
                "{assumed} of the scenario's numbers are assumed because no source gives them; they come first in the list below. Households do not influence each other but by the units, places and homes that they take from each other."
            ),
        ),
    ]
}

fn experimentation(outline: &Outline, forecast: &Forecast) -> Items {
    let run = &outline.run;
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
    vec![
        ("4.1 Initialisation", begins),
        (
            "4.2 Run length",
            format!(
                "{} years from {}, {} quarters; time runs in days and parts of a day.",
                run.years,
                run.start,
                forecast.quarter_days.len()
            ),
        ),
        (
            "4.3 Estimation approach",
            format!(
                "{} independent histories in each reading; ranges hold 95 in 100 of them. They tell chance apart from nothing else: what is not known shows between readings and in the calibrated ones.",
                run.replications
            ),
        ),
    ]
}

fn implementation(subject: &Subject<'_>, outline: &Outline) -> Items {
    let (program, version) = (subject.manifest.program, subject.manifest.version);
    vec![
        ("5.1 Software or programming language", format!("{program} {version}, written in Rust.")),
        ("5.2 Random sampling", format!("Philox counters (seed {}): a household's numbers follow from the seed, the history and its own number, in named streams, so that scenarios, plans and readings share their households (common random numbers). Arrivals are points of a plane of time and level, drawn in layers that double.", outline.run.seed)),
        ("5.3 Model execution", "Events in order of time; of several households that could take a unit the one the scenario's order names comes first. Histories run in parallel, and any number of threads gives the same bytes.".to_owned()),
        ("5.4 System specification", "Any machine that runs the program; this page asks for minutes on two cores, and needs no network. Run time is not recorded here, as the page is the same whatever it took.".to_owned()),
        ("6.1 Computer model sharing statement", format!("The program, its data and its tests are in one repository under an open licence; {program} verify holds the engine against exact results of queueing theory. The command and inputs of this page stand at its end.")),
    ]
}
