//! What `calibration.toml` may say.

use super::model::{Load, Services};
use crate::base::domain::unit::Kind;
use crate::base::parse::format::Format;
use crate::base::parse::{Field, Shape};
use crate::inputs::evidence::Provenance;
use crate::inputs::scenario::{DECIDED, Family, Sets};
use strum::VariantNames;

const NAME: Shape = Shape::Text(Format::Codename);
const FILLED: Shape = Shape::Text(Format::Filled);
const TEXT: Shape = Shape::Text(Format::Free);
const DAY: Shape = Shape::Text(Format::Date);
const NUMBER: Shape = Shape::Number { min: 0.0, max: 1e9 };
const STANDING: Shape = Shape::Choice(Provenance::VARIANTS);

/// `calibration.toml`.
pub const CALIBRATION: &[Field] = &[
    Field::optional("about", TEXT, "say in a sentence what the file is for"),
    Field::required(
        "parameter",
        Shape::List(&Shape::Table(PARAMETER)),
        "list the unknowns, each with what is thought of it beforehand",
    ),
    Field::required(
        "observation",
        Shape::List(&Shape::Table(OBSERVATION)),
        "list the records, each with who is counted in it",
    ),
    Field::required(
        "reading",
        Shape::List(&Shape::Table(READING)),
        "list the readings: which records are taken together",
    ),
    Field::optional(
        "alternative",
        Shape::List(&Shape::Table(ALTERNATIVE)),
        "list what could be done with the same money, or leave it out",
    ),
    Field::optional(
        "world",
        Shape::List(&Shape::Table(WORLD)),
        "list worlds that the model is not made for, or leave them out",
    ),
    Field::optional(
        "refusal_log",
        Shape::Table(LOG),
        "say how well a refusal log would be kept, or leave it out",
    ),
];

pub(super) const PARAMETER: &[Field] = &[
    Field::required("name", NAME, "give the unknown a name"),
    Field::required("sets", Shape::Choice(Sets::VARIANTS), "say what it sets"),
    Field::optional(
        "households",
        Shape::List(&NAME),
        "of a mix_share: list the classes of household whose share it is",
    ),
    Field::optional(
        "rule",
        Shape::Choice(&DECIDED),
        "of granted: name the rule whose decisions are granted with this chance",
    ),
    Field::required("unit", FILLED, "say what it counts"),
    Field::required(
        "prior",
        Shape::Table(PRIOR),
        "give the distribution of what is thought of it beforehand",
    ),
    Field::required("standing", STANDING, "say how far the prior can be trusted"),
    Field::required("source", FILLED, "say where the prior comes from"),
];

const PRIOR: &[Field] = &[
    Field::required(
        "family",
        Shape::Choice(&["uniform", "triangular", "lognormal", "choice"]),
        "name the family",
    ),
    Field::optional("low", NUMBER, "give the least value; of a lognormal: 2.5 in 100 lie below"),
    Field::optional("mode", NUMBER, "give the likeliest value of a triangular prior"),
    Field::optional(
        "high",
        NUMBER,
        "give the greatest value; of a lognormal: 2.5 in 100 lie above",
    ),
    Field::optional("values", Shape::List(&NUMBER), "list the values of a choice, in order"),
    Field::optional(
        "evidence",
        FILLED,
        "name a figure whose low, value and high are low, mode and high",
    ),
];

pub(super) const OBSERVATION: &[Field] = &[
    Field::required("name", NAME, "give the record a name"),
    Field::required("place", FILLED, "say where it was counted"),
    Field::required("estate", FILLED, "name the estate as it was then"),
    Field::required("from", DAY, "give its first day"),
    Field::required("to", DAY, "give its last day, a year after the first"),
    Field::required(
        "counts",
        Shape::Choice(&["referrals", "capacity_refusals", "placements", "capacity_share"]),
        "say what is counted",
    ),
    Field::required("who", Shape::Choice(&["households", "requests"]), "say who is counted"),
    Field::required(
        "services",
        Shape::Choice(Services::VARIANTS),
        "say which services are counted together",
    ),
    Field::optional(
        "kinds",
        Shape::List(&Shape::Choice(Kind::VARIANTS)),
        "of placements: list the kinds of these units that were counted, or leave it out for all",
    ),
    Field::optional(
        "load",
        Shape::Choice(Load::VARIANTS),
        "say whether these units are asked, or others of whose estate this is a sample",
    ),
    Field::required(
        "value",
        Shape::Quantity { min: 0.0, max: 1e6 },
        "give what was written down, or cite it",
    ),
    Field::optional(
        "error",
        Shape::Quantity { min: 0.0, max: 1.0 },
        "give the standard deviation of the record as a share of what was there",
    ),
    Field::optional(
        "tolerance",
        Shape::Quantity { min: 0.0, max: 1e6 },
        "give how far a record may lie from what was there, instead of an error",
    ),
    Field::optional("at_most", Shape::Flag, "say whether it is only known that no more were there"),
    Field::optional(
        "part_of_a_year",
        Shape::Flag,
        "say whether it is of less than a year: of four weeks or more",
    ),
    Field::required("standing", STANDING, "say how far the record can be trusted"),
    Field::required("source", FILLED, "say where the record is from"),
];

pub(super) const READING: &[Field] = &[
    Field::required("name", NAME, "give the reading a name"),
    Field::required("about", FILLED, "say what it takes the evidence to mean"),
    Field::required("takes", Shape::List(&NAME), "list the records it takes, by name"),
    Field::optional(
        "checks",
        Shape::List(&NAME),
        "list records that it must give back and does not learn from, by name",
    ),
    Field::optional("what_if", Shape::Flag, "say whether it asks \"what if\""),
];

pub(super) const ALTERNATIVE: &[Field] = &[
    Field::required("name", NAME, "give the alternative a name"),
    Field::required(
        "a_year",
        Shape::Quantity { min: 0.0, max: 1e9 },
        "give what it costs in a year, in pounds",
    ),
    Field::optional("adds", Shape::List(&FILLED), "list units; one like each of them is added"),
    Field::optional(
        "levers",
        Shape::List(&FILLED),
        "name candidates of candidates.csv that shorten the wait for a home, each as often as it is bought",
    ),
    Field::optional(
        "home_wait_factor",
        Shape::Quantity { min: 0.0, max: 10.0 },
        "give the factor on the wait for a home",
    ),
    Field::required("standing", STANDING, "say how far this can be trusted"),
    Field::required("source", FILLED, "say where this comes from"),
];

pub(super) const WORLD: &[Field] = &[
    Field::required("name", NAME, "give the world a name"),
    Field::optional("stay_family", Shape::Choice(Family::VARIANTS), "name another family of stays"),
    Field::optional(
        "stay_cv",
        Shape::Quantity { min: 0.0, max: 10.0 },
        "give another coefficient of variation of stays",
    ),
    Field::optional(
        "dispersion",
        Shape::Table(DISPERSION),
        "give the cv and the days of a rate that wanders",
    ),
    Field::optional(
        "mix",
        Shape::Choice(&["as_said", "alike"]),
        "say whether every class of household is as common as another",
    ),
];

const DISPERSION: &[Field] = &[
    Field::required(
        "cv",
        Shape::Quantity { min: 0.0, max: 3.0 },
        "give the coefficient of variation of the rate",
    ),
    Field::required(
        "days",
        Shape::Quantity { min: 0.01, max: 36_500.0 },
        "give the days for which a rate lasts",
    ),
];

pub(super) const LOG: &[Field] = &[Field::required(
    "error",
    Shape::Quantity { min: 0.0, max: 1.0 },
    "give the standard deviation of its counts as a share of what was there",
)];
