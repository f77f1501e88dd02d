//! The numbers of a scenario as a form has them: those that matter most to be moved, all others to be read, each with its
//! source and standing.

use crate::base::parse::node::Value;
use crate::base::parse::{Node, Sink, notation};
use crate::doors::files::scenarios::Opened;
use crate::doors::web::fields::Fields;
use crate::doors::web::input::spaced;
use crate::inputs::scenario::Assumption;
use crate::presentation::wording::number;

/// A number that can be moved.
#[derive(Debug, Clone)]
pub(super) struct Dial {
    /// Its field on the form.
    pub(super) field: String,
    /// Its key in the scenario.
    pub(super) key: String,
    /// The reading that has a number of its own; none: it is the same for all that have not.
    pub(super) reading: Option<usize>,
    pub(super) label: String,
    /// As the scenario has it.
    pub(super) own: String,
    /// As it was typed.
    pub(super) typed: String,
    pub(super) least: String,
    pub(super) most: String,
    pub(super) step: &'static str,
    pub(super) standing: &'static str,
    pub(super) source: String,
}

/// A number that stands as it is.
#[derive(Debug, Clone)]
pub(super) struct Fixed {
    pub(super) key: String,
    pub(super) value: String,
    pub(super) standing: &'static str,
    pub(super) source: String,
}

/// How far a slider goes.
#[derive(Debug, Clone, Copy)]
enum Reach {
    /// From 0 to 1.
    Share,
    /// From 0 to three times what it is.
    Amount,
}

/// What matters most, in the order in which it is told.
const MATTERS: [(&str, &str, Reach); 19] = [
    ("arrivals.per_year", "Referrals a year", Reach::Amount),
    ("arrivals.share_needing_unit", "Share of them that need one of these units", Reach::Share),
    ("stay.default.mean_days", "Days in support, on average", Reach::Amount),
    ("stay.refuge.mean_days", "Days in support in a refuge, on average", Reach::Amount),
    ("stay.dispersed.mean_days", "Days in support in a dispersed home, on average", Reach::Amount),
    ("stay.safe_place.mean_days", "Days in a Safe Place, on average", Reach::Amount),
    ("move_on.default.mean_days", "Days more until there is a home to move on to", Reach::Amount),
    ("move_on_homes.per_year", "Homes to move on to, a year", Reach::Amount),
    ("turnaround_nights", "Nights empty between two households", Reach::Amount),
    ("hold_nights", "Nights kept for a household before it moves in", Reach::Amount),
    ("unsafe_drawn.chance", "Chance that the perpetrator is in the area", Reach::Share),
    ("second_stage.places", "Places for second-stage support", Reach::Amount),
    ("funnel.accepts", "Chance that an offer is accepted", Reach::Share),
    ("funnel.sanctuary", "Share made safe at home instead", Reach::Share),
    ("repeats.chance", "Chance to ask again after being turned away", Reach::Share),
    ("returns.chance", "Chance to ask again after leaving", Reach::Share),
    ("onward.chance", "Chance to ask for a longer unit after a short stay", Reach::Share),
    (
        "onward.may_stay_days",
        "Most days for which they may wait for it where they are",
        Reach::Amount,
    ),
    (
        PATIENCE,
        "Days that a household waits before it gives up, on average; 0: nobody waits",
        Reach::Amount,
    ),
];

/// Where nobody waits, somebody may be let wait.
pub(super) const PATIENCE: &str = "waiting.patience.mean_days";

/// What persons decide.
const DECISIONS: &str = "decisions.";

/// Everything on a form about a scenario's numbers.
#[derive(Debug, Clone)]
pub(super) struct Dials {
    pub(super) matter: Vec<Dial>,
    pub(super) decisions: Vec<Dial>,
    pub(super) fixed: Vec<Fixed>,
}

impl Dials {
    /// Of an opened scenario, with what was typed so far.
    pub(super) fn of(opened: &Opened, typed: &Fields) -> Self {
        let readings = readings(opened);
        let of =
            |key: &str, label: &str, reach| dials_of(opened, &readings, (key, label, reach), typed);
        let mut matter: Vec<Dial> =
            MATTERS.iter().flat_map(|(key, label, reach)| of(key, label, *reach)).collect();
        if !matter.iter().any(|dial| dial.key == PATIENCE) {
            matter.extend(nobody_waits(typed));
        }
        let listed = opened.scenarios.first().map_or(&[][..], |first| &first.assumptions);
        let decided = listed.iter().filter(|of| of.key.starts_with(DECISIONS));
        let decisions: Vec<Dial> = decided
            .flat_map(|found| {
                let rule = found.key.trim_start_matches(DECISIONS);
                of(&found.key, &format!("Chance granted: {}", spaced(rule)), Reach::Share)
            })
            .collect();
        let is_moved = |key: &str| matter.iter().chain(&decisions).any(|dial| dial.key == key);
        let fixed = listed.iter().filter(|found| !is_moved(&found.key)).map(Fixed::of).collect();
        Self { matter, decisions, fixed }
    }

    /// Those that were moved.
    pub(super) fn moved(&self) -> impl Iterator<Item = &Dial> {
        self.matter.iter().chain(&self.decisions).filter(|dial| dial.typed != dial.own)
    }
}

/// The list of readings as it is written, of the nearest file that has one.
pub(super) fn readings(opened: &Opened) -> Vec<Node> {
    let list = |text: &str| {
        let mut ignored = Sink::new("");
        match notation::toml(text, &mut ignored)?.remove("reading")?.value {
            Value::List(readings) => Some(readings),
            _ => None,
        }
    };
    opened.texts.iter().find_map(|text| list(&text.text)).unwrap_or_default()
}

/// A number for all readings that have none of their own, and one for each that has.
fn dials_of(
    opened: &Opened,
    readings: &[Node],
    (key, label, reach): (&str, &str, Reach),
    typed: &Fields,
) -> Vec<Dial> {
    let has_own = |k: usize| readings.get(k).is_some_and(|reading| says(reading, key));
    let assumed = |k: usize| {
        let scenario = opened.scenarios.get(k)?;
        scenario.assumptions.iter().find(|found| found.key == key)
    };
    let numbers = 0..opened.scenarios.len();
    let common = numbers.clone().find(|k| !has_own(*k)).and_then(|k| Some((None, assumed(k)?)));
    let own = numbers.filter(|k| has_own(*k)).filter_map(|k| Some((Some(k), assumed(k)?)));
    let dial = |(reading, found): (Option<usize>, &Assumption)| {
        let named = reading.and_then(|k| opened.scenarios.get(k)).map(|of| of.reading.clone());
        let label = match named {
            Some(name) => format!("{label} (reading “{name}”)"),
            None => label.to_owned(),
        };
        Dial::of(found, (reading, label, reach), typed)
    };
    common.into_iter().chain(own).map(dial).collect()
}

/// Whether a reading has a number of its own at a key.
fn says(reading: &Node, key: &str) -> bool {
    key.split('.').try_fold(reading, |node, part| node.get(part)).is_some()
}

fn nobody_waits(typed: &Fields) -> Option<Dial> {
    let (key, label, reach) = MATTERS.iter().find(|(key, ..)| *key == PATIENCE)?;
    let found = Assumption {
        key: (*key).to_owned(),
        value: 0.0,
        evidence: None,
        standing: crate::inputs::evidence::Provenance::Assumed,
        source: "the scenario lets nobody wait".to_owned(),
    };
    let dial = Dial::of(&found, (None, (*label).to_owned(), *reach), typed);
    Some(Dial { most: "60".to_owned(), step: "1", ..dial })
}

impl Dial {
    fn of(
        found: &Assumption,
        (reading, label, reach): (Option<usize>, String, Reach),
        typed: &Fields,
    ) -> Self {
        let field = match reading {
            Some(k) => format!("reading[{k}].{}", found.key),
            None => found.key.clone(),
        };
        let own = number(found.value);
        let typed = typed.text(&field).map_or_else(|| own.clone(), str::to_owned);
        let (most, step) = match reach {
            Reach::Share => ("1".to_owned(), "0.01"),
            Reach::Amount if found.value < 10.0 => ("30".to_owned(), "1"),
            Reach::Amount => (number((found.value * 3.0).ceil()), "1"),
        };
        Self {
            field,
            key: found.key.clone(),
            reading,
            label,
            own,
            typed,
            least: "0".to_owned(),
            most,
            step,
            standing: found.standing.name(),
            source: found.source.clone(),
        }
    }
}

impl Fixed {
    fn of(found: &Assumption) -> Self {
        Self {
            key: found.key.clone(),
            value: number(found.value),
            standing: found.standing.name(),
            source: found.source.clone(),
        }
    }
}
