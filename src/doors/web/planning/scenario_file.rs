//! The scenario that comes of a form: what it starts from, and what was moved. Whoever has the file makes the run again.

use super::dials::{Dial, Dials, PATIENCE, readings};
use crate::base::parse::Node;
use crate::base::parse::node::Value;
use crate::base::parse::notation::quoted;
use crate::doors::files::scenarios::Opened;
use crate::doors::web::fields::Fields;
use jiff::civil::Date;

/// What is asked of a scenario beside its numbers.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) name: String,
    pub(super) years: String,
    pub(super) histories: String,
    pub(super) seed: String,
    pub(super) from_tonight: bool,
}

impl Asked {
    /// As it was typed; what was not, as the scenario has it.
    pub(super) fn of(opened: &Opened, base: &str, typed: &Fields, quick: u32) -> Self {
        let first = opened.scenarios.first();
        let own = |value: Option<String>| value.unwrap_or_default();
        let histories = first.map(|first| first.replications.min(quick).to_string());
        let text = |name: &str, own: String| typed.text(name).map_or(own, str::to_owned);
        Self {
            name: text("name", format!("{base}-changed")),
            years: text("years", own(first.map(|first| first.years.to_string()))),
            histories: text("histories", own(histories)),
            seed: text("seed", own(first.map(|first| first.seed.to_string()))),
            from_tonight: typed.text("begins") == Some("tonight"),
        }
    }
}

/// The text of the scenario; an error: what of the form is no number.
pub(super) fn written(
    (base, opened): (&str, &Opened),
    asked: &Asked,
    dials: &Dials,
    today: Date,
) -> Result<String, Vec<String>> {
    let wrong = wrong(asked, dials);
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let mut lines = vec![
        format!("# Written by a form of the desk: what differs from {base}."),
        format!("base = {}", quoted(base)),
        format!("name = {}", quoted(&asked.name)),
        format!("about = {}", quoted(&about(base, dials))),
        format!("years = {}", asked.years),
        format!("replications = {}", asked.histories),
        format!("seed = {}", asked.seed),
    ];
    if asked.from_tonight {
        lines.push(format!("start = \"{today}\"\nstart_state = \"occupancy\""));
    }
    let common = dials.moved().filter(|dial| dial.reading.is_none());
    lines.extend(common.map(|dial| line(dial, opened)));
    if dials.moved().any(|dial| dial.reading.is_some()) {
        for (k, reading) in readings(opened).iter().enumerate() {
            let own: Vec<&Dial> = dials.moved().filter(|dial| dial.reading == Some(k)).collect();
            lines.push(reading_text(reading, &own));
        }
    }
    Ok(lines.join("\n") + "\n")
}

/// What was moved, in a sentence.
fn about(base: &str, dials: &Dials) -> String {
    let moved: Vec<String> = dials
        .moved()
        .map(|dial| format!("{} {} instead of {}", dial.field, dial.typed, dial.own))
        .collect();
    if moved.is_empty() {
        format!("{base} as it is.")
    } else {
        format!("{base} with {}.", moved.join("; "))
    }
}

fn wrong(asked: &Asked, dials: &Dials) -> Vec<String> {
    let whole = [("years", &asked.years), ("histories", &asked.histories), ("seed", &asked.seed)];
    let not_whole = whole.iter().filter(|(_, said)| said.parse::<u64>().is_err());
    let not_whole = not_whole.map(|(name, said)| format!("{name}: {said} is no whole number"));
    let is_number = |said: &str| said.parse::<f64>().is_ok_and(|x| x.is_finite() && x >= 0.0);
    let moved = dials.moved().filter(|dial| !is_number(&dial.typed));
    let no_number = moved.map(|dial| format!("{}: {} is no number from 0", dial.label, dial.typed));
    not_whole.chain(no_number).collect()
}

/// A number of the scenario, on a line of its own.
fn line(dial: &Dial, opened: &Opened) -> String {
    let waits = opened.scenarios.iter().any(|scenario| scenario.waiting.is_some());
    if dial.key == PATIENCE && !waits {
        return format!(
            "waiting.patience = {{ family = \"exponential\", mean_days = {} }}",
            toml_number(&dial.typed)
        );
    }
    format!("{} = {}", dial.key, toml_number(&dial.typed))
}

fn toml_number(typed: &str) -> String {
    typed.parse::<f64>().map_or_else(|_| typed.to_owned(), |number| number.to_string())
}

/// A reading as it is, with the numbers of its own that were moved.
fn reading_text(reading: &Node, moved: &[&Dial]) -> String {
    let mut reading = reading.clone();
    for dial in moved {
        let value = dial.typed.parse().map_or(Value::Null, Value::Number);
        let nested = dial.key.rsplit('.').fold(Node::bare(value), |inner, key| {
            Node::bare(Value::Table(vec![(key.to_owned(), inner)]))
        });
        reading.overlay(nested);
    }
    let Value::Table(entries) = &reading.value else { return String::new() };
    let lines = entries.iter().map(|(key, node)| format!("{key} = {}", inline(node)));
    let lines: Vec<String> = ["\n[[reading]]".to_owned()].into_iter().chain(lines).collect();
    lines.join("\n")
}

/// A value in one line of TOML.
fn inline(node: &Node) -> String {
    match &node.value {
        Value::Null => "\"\"".to_owned(),
        Value::Flag(flag) => flag.to_string(),
        Value::Whole(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => quoted(text),
        Value::List(items) => {
            format!("[{}]", items.iter().map(inline).collect::<Vec<_>>().join(", "))
        }
        Value::Table(entries) => {
            let entry =
                |(key, node): &(String, Node)| format!("{} = {}", quoted(key), inline(node));
            format!("{{ {} }}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
    }
}
