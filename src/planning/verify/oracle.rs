//! The oracles: each a scenario file with an estate, and the figures that theory knows exactly.
//!
//! The parameters stand here a second time and are not taken from the files: a file that changed would
//! otherwise change what is expected of it.

use super::estimate::Mean;
use super::theory::{
    Overlap, Queue, StayLaw, engset, erlang_b, erlang_c, kaufman_roberts, living_there,
    load_that_blocks, still_there, stream,
};
use crate::base::parse::Source;
use crate::inputs::estate::Texts;
use crate::planning::forecast::{Measure, Rate};
use std::borrow::Cow;

/// A system whose figures are known.
#[derive(Debug, Clone)]
pub struct Oracle {
    /// The name of its file.
    pub name: &'static str,
    /// What it is.
    pub system: &'static str,
    /// The text of its scenario.
    pub scenario: Cow<'static, str>,
    /// What is known of it.
    pub figures: Vec<ExactFigure>,
}

/// One figure with its exact value.
#[derive(Debug, Clone)]
pub struct ExactFigure {
    /// In words.
    pub name: String,
    /// Where a forecast says it.
    pub line: Line,
    /// How many times what the line says: households that ask in a year, or units.
    pub times: f64,
    /// What theory says.
    pub exact: f64,
}

/// A line of `forecast.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The whole span, or a census day.
    pub period: String,
    /// What is measured.
    pub measure: String,
    /// Everybody, or one class of household.
    pub group: String,
    /// Which mean is read, if it is told.
    pub by: Mean,
}

impl Line {
    /// A measure of everybody over the whole span.
    fn total(measure: Measure) -> Self {
        let (period, group) = ("total".to_owned(), "all".to_owned());
        Self { period, measure: measure.name(), group, by: Mean::Plain }
    }

    /// The same with the help of control variates.
    fn controlled(self) -> Self {
        Self { by: Mean::Controlled, ..self }
    }

    /// Of one class of household.
    fn of(self, class: &str) -> Self {
        Self { group: class.to_owned(), ..self }
    }

    /// So many days after the start.
    fn on_day(self, day: f64) -> Self {
        Self { period: format!("day_{day}"), ..self }
    }
}

fn figure(name: &str, line: Line, exact: f64) -> ExactFigure {
    ExactFigure { name: name.to_owned(), line, times: 1.0, exact }
}

/// The share of requests turned away or given up.
fn turned_away() -> Line {
    Line::total(Measure::Rate(Rate::NeedUnmet)).controlled()
}

/// The share of requests that waits at all.
fn waits() -> Line {
    Line::total(Measure::Rate(Rate::Waited)).controlled()
}

/// What all who come in so many years from 2026 on would live in at once, were there room for all: what the controls of a
/// figure tell of chance, they tell by this.
fn load(asked_for: f64, years: u32) -> ExactFigure {
    let days = 365 * years + (years + 1).div_euclid(4);
    let line = Line::total(Measure::OfferedNights);
    ExactFigure { times: 1.0 / f64::from(days), ..figure("load asked for", line, asked_for) }
}

macro_rules! oracle {
    ($name:literal, $system:literal, $figures:expr) => {
        Oracle {
            name: $name,
            system: $system,
            scenario: Cow::Borrowed(include_str!(concat!("../../../data/verify/", $name, ".toml"))),
            figures: $figures,
        }
    };
}

/// Every oracle.
pub fn oracles() -> Vec<Oracle> {
    let mut all = loss();
    all.extend(one_more());
    all.extend(pools());
    all.extend(waiting());
    all.extend(others());
    all.extend(residents());
    all
}

/// Whoever finds no vacant unit is turned away; units lived in follow by Little's law.
fn loss_of(servers: u32, load: f64) -> Vec<ExactFigure> {
    let lost = erlang_b(servers, load);
    let lived_in = figure("units lived in", Line::total(Measure::Occupancy), load * (1.0 - lost));
    vec![
        figure("share turned away", turned_away(), lost),
        ExactFigure { times: f64::from(servers), ..lived_in },
    ]
}

fn loss() -> Vec<Oracle> {
    let literal = 296.0 * 90.0 / 365.0;
    vec![
        oracle!("erlang-b-30-25", "Erlang's loss formula, 30 units, load 25", loss_of(30, 25.0)),
        oracle!("erlang-b-37-30", "Erlang's loss formula, 37 units, load 30", loss_of(37, 30.0)),
        oracle!("erlang-b-37-35", "Erlang's loss formula, 37 units, load 35", loss_of(37, 35.0)),
        oracle!("erlang-b-37-40", "Erlang's loss formula, 37 units, load 40", loss_of(37, 40.0)),
        oracle!(
            "erlang-b-37-73",
            "Erlang's loss formula, 37 units, 296 a year for 90 days",
            loss_of(37, literal)
        ),
    ]
}

fn one_more() -> Vec<Oracle> {
    let refused = |servers| {
        let exact = 296.0 * erlang_b(servers, load_that_blocks(37, 0.1));
        let refused = figure("turned away a year", turned_away(), exact);
        vec![ExactFigure { times: 296.0, ..refused }, load(load_that_blocks(37, 0.1), 50)]
    };
    vec![
        oracle!("one-more-37", "The load of which 37 units refuse 1 in 10, on 37", refused(37)),
        oracle!("one-more-38", "The load of which 37 units refuse 1 in 10, on 38", refused(38)),
        oracle!("one-more-39", "The load of which 37 units refuse 1 in 10, on 39", refused(39)),
        oracle!("one-more-40", "The load of which 37 units refuse 1 in 10, on 40", refused(40)),
        oracle!("one-more-41", "The load of which 37 units refuse 1 in 10, on 41", refused(41)),
    ]
}

fn pools() -> Vec<Oracle> {
    let per_unit = load_that_blocks(37, 0.1) / 37.0;
    let lost = [11, 6, 20].map(|units| erlang_b(units, per_unit * f64::from(units)));
    let all = (11.0 * lost[0] + 6.0 * lost[1] + 20.0 * lost[2]) / 37.0;
    let apart = vec![
        figure("turned away by 11 units", turned_away().of("fits 11"), lost[0]),
        figure("turned away by 6 units", turned_away().of("fits 6"), lost[1]),
        figure("turned away by 20 units", turned_away().of("fits 20"), lost[2]),
        figure("turned away over all", turned_away(), all),
        load(load_that_blocks(37, 0.1), 10),
    ];
    let overlap = Overlap { units: [5, 8], stays: [0.625, 0.875], rates: [4.0, 5.6, 6.4] };
    let [a, b, either] = overlap.turned_away();
    let together = vec![
        figure("turned away, A only", turned_away().of("A only"), a),
        figure("turned away, B only", turned_away().of("B only"), b),
        figure("turned away, B then A", turned_away().of("B then A"), either),
        load(overlap.rates.iter().sum::<f64>() * overlap.stays[1], 10),
    ];
    vec![
        oracle!("three-pools", "Three pools that share nobody", apart),
        oracle!("overlapping", "Two pools that some may both use (Markov chain)", together),
    ]
}

fn waiting() -> Vec<Oracle> {
    let impatient = Queue {
        arrivals: 40.0,
        departures: 1.0,
        giving_up: 45.0 / 14.0,
        units: 37,
        places: u32::from(u16::MAX),
    };
    let one_waits = Queue { arrivals: 3.0, departures: 4.0, giving_up: 0.0, units: 2, places: 1 };
    vec![
        oracle!(
            "erlang-a",
            "Waiting with limited patience (Markov chain)",
            vec![
                figure("share that gives up", turned_away(), impatient.gives_up()),
                figure("share that waits", waits(), impatient.waits()),
                load(40.0, 10),
            ]
        ),
        oracle!(
            "erlang-c",
            "Erlang's waiting formula, 37 units, load 33",
            vec![figure("share that waits", waits(), erlang_c(37, 33.0)), load(33.0, 20)]
        ),
        oracle!(
            "two-and-one-waiting",
            "Two units, one may wait (M/M/2/3)",
            vec![
                figure(
                    "housed or waiting",
                    Line::total(Measure::Present),
                    one_waits.mean_present()
                ),
                figure("share turned away", turned_away(), one_waits.turned_away()),
                load(0.75, 10),
            ]
        ),
    ]
}

fn others() -> Vec<Oracle> {
    let sizes = (1..).zip(kaufman_roberts(37, &[(18.0, 1), (6.0, 2), (2.0, 3)]));
    let of_size = |(size, lost): (u32, f64)| {
        let line = turned_away().of(&format!("takes {size}"));
        figure(&format!("turned away, {size} at once"), line, lost)
    };
    let wave = stream(296.0, 0.25, 365.0);
    let stay = StayLaw::Lognormal(45.0, 1.0);
    let on_day = |day: f64| {
        let exact = living_there(stay, &wave, LONG_BEFORE, day);
        let line = Line::total(Measure::Residents).on_day(day);
        figure(&format!("living there on day {day}"), line, exact)
    };
    vec![
        oracle!(
            "engset",
            "50 households that ask while not housed (Engset)",
            vec![figure("share turned away", turned_away(), engset(50, 37, 2.0)), load(100.0, 20)]
        ),
        oracle!(
            "several-at-once",
            "Households that take several units (Kaufman-Roberts)",
            sizes.map(of_size).chain([load(26.0, 10)]).collect()
        ),
        oracle!(
            "wave",
            "A stream that rises and falls, room for all (M(t)/G/infinity)",
            [0.0, 91.25, 182.5, 273.75].map(on_day).to_vec()
        ),
    ]
}

/// Days before the start from which on those who ask are counted: a stay of mean 45 lasts 10,000 days for
/// less than 1 in 10^10.
const LONG_BEFORE: f64 = -10_000.0;

/// One resident moved in every third day before the start.
fn stayed() -> impl Iterator<Item = f64> {
    (0..60).map(|k| 3.0 * f64::from(k))
}

fn residents() -> Vec<Oracle> {
    let after = |stay: StayLaw, a_day: f64| {
        let figures = [10.0, 30.0, 60.0].map(|day| {
            let came = living_there(stay, stream(365.0 * a_day, 0.0, 365.0), 0.0, day);
            let exact = still_there(stay, stayed(), day) + came;
            let line = Line::total(Measure::Residents).on_day(day);
            figure(&format!("living there after {day} days"), line, exact)
        });
        figures.to_vec()
    };
    let (exponential, lognormal) = (StayLaw::Exponential(45.0), StayLaw::Lognormal(45.0, 1.0));
    vec![
        oracle!(
            "residents-exponential",
            "60 residents, exponential stays",
            after(exponential, 0.0)
        ),
        oracle!("residents-lognormal", "60 residents, lognormal stays", after(lognormal, 0.0)),
        oracle!("residents-and-arrivals", "60 residents and those who come", after(lognormal, 1.0)),
    ]
}

macro_rules! part {
    ($estate:literal, $file:literal) => {
        Source {
            file: concat!("data/verify/", $estate, "/", $file),
            text: include_str!(concat!("../../../data/verify/", $estate, "/", $file)),
        }
    };
}

macro_rules! estate {
    ($estate:literal, $occupancy:expr) => {
        (
            concat!("verify/", $estate),
            Texts {
                provider: part!($estate, "provider.toml"),
                settings: part!($estate, "settings.csv"),
                units: part!($estate, "units.csv"),
                occupancy: $occupancy,
            },
        )
    };
}

const ESTATES: [(&str, Texts<'static>); 10] = [
    estate!("pool-2", None),
    estate!("pool-30", None),
    estate!("pool-37", None),
    estate!("pool-38", None),
    estate!("pool-39", None),
    estate!("pool-40", None),
    estate!("pool-41", None),
    estate!("pool-100", None),
    estate!("three-pools", None),
    estate!("overlapping", None),
];

const RESIDENTS: (&str, Texts<'static>) =
    estate!("residents", Some(part!("residents", "occupancy.csv")));

/// The files of an estate that a scenario names.
pub(super) fn estate_texts(name: &str) -> Option<Texts<'static>> {
    let found = ESTATES.iter().chain([&RESIDENTS]).find(|(known, _)| *known == name);
    found.map(|(_, texts)| *texts)
}
