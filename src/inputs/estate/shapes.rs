//! What the files of an estate may say.

use super::provider::AllocationOrder;
use crate::base::domain::RuleName;
use crate::base::domain::unit::{Cover, Kind, Residents, State, SubstancePolicy};
use crate::base::domain::{Nation, PastMeasure};
use crate::base::parse::format::Format;
use crate::base::parse::{Field, Shape};
use crate::inputs::occupancy::SNAPSHOT;
use strum::VariantNames;

const RADIUS: Shape = Shape::Whole { min: 0, max: 50_000, step: 500 };
const POINTS: Shape = Shape::whole(0, 1_000);
const COUNT: Shape = Shape::whole(0, 100_000);
const CODENAME: Shape = Shape::Text(Format::Codename);

/// `provider.toml`.
pub const PROVIDER: &[Field] = &[
    Field::required("name", Shape::Text(Format::Filled), "give the provider's or city's name"),
    Field::required(
        "population",
        Shape::whole(1, 100_000_000),
        "give the number of people in its area",
    ),
    Field::required(
        "census_year",
        Shape::whole(1801, 2200),
        "give the year of the census that says so",
    ),
    Field::required(
        "default_radius_m",
        RADIUS,
        "give the metres round an unsafe place that names no radius",
    ),
    Field::optional(
        "nrpf_places",
        COUNT,
        "give the funded places for households without recourse, or leave it out for no limit",
    ),
    Field::optional(
        "minimum_units",
        Shape::Table(MINIMUM_UNITS),
        "give the contract's minimum by kind",
    ),
    Field::optional(
        "nation",
        Shape::Choice(Nation::VARIANTS),
        "say whose law holds there; left out: England's",
    ),
    Field::optional("occupancy", Shape::Table(SNAPSHOT), "say when the occupancy was taken"),
    Field::optional("office_hours", Shape::Table(OFFICE_HOURS), "say when the office is open"),
    Field::optional(
        "contacts",
        Shape::Map(&CONTACT),
        "give a line, or a list of lines, for each contact",
    ),
    Field::optional(
        "weights",
        Shape::Table(WEIGHTS),
        "give whole points, or leave them out for the defaults",
    ),
    Field::optional(
        "allocation",
        Shape::Table(ALLOCATION),
        "say what comes first when several households ask at once, or leave it out",
    ),
    Field::optional(
        "outlook_scenario",
        Shape::Text(Format::Filled),
        "name the scenario whose stays and demand tonight's outlook takes, or leave it out",
    ),
    Field::optional(
        "planning_scenario",
        Shape::Text(Format::Filled),
        "name the scenario whose readings `lintel evidence` takes, or leave it out: then it is the outlook's",
    ),
    Field::optional(
        "contract",
        Shape::Table(CONTRACT),
        "say where its contract says what, or leave it out: no screen then names a clause",
    ),
    Field::optional(
        "report",
        Shape::Table(REPORT),
        "say what the commissioner's page should say of this provider alone, or leave it out",
    ),
    Field::optional(
        "register",
        Shape::Table(REGISTER),
        "say what the register goes by, or leave it out",
    ),
];

const REGISTER: &[Field] = &[
    Field::optional(
        "hold_minutes",
        Shape::whole(1, 10_080),
        "give the minutes that a hold may last, or leave it out for 30",
    ),
    Field::optional(
        "turnaround_nights",
        Shape::whole(0, 365),
        "give the nights a unit is made ready between two households, or leave it out for none",
    ),
    Field::optional(
        "keep_years",
        Shape::whole(0, 100),
        "give the years after which a household may be erased, or leave it out: only by order",
    ),
];

const SENTENCE: Shape = Shape::Text(Format::Filled);

const REPORT: &[Field] = &[
    Field::optional(
        "purpose",
        SENTENCE,
        "say under which clauses or decisions units are added, as a sentence",
    ),
    Field::optional(
        "spaces",
        Shape::Table(SPACES),
        "give the number of spaces by population that its papers name, or leave it out",
    ),
    Field::optional(
        "spaces_caution",
        SENTENCE,
        "say what its papers caution about spaces by population, as a sentence",
    ),
    Field::optional(
        "remarks",
        Shape::List(&SENTENCE),
        "list where its papers contradict themselves, a sentence each",
    ),
];

const SPACES: &[Field] = &[
    Field::required(
        "per_10000",
        Shape::Number { min: 0.01, max: 100.0 },
        "give the spaces for every 10,000 people",
    ),
    Field::required("by", SENTENCE, "say who recommends it"),
    Field::required("source", SENTENCE, "name the paper that says so"),
    Field::optional("place", SENTENCE, "give the clause or page"),
];

const CONTRACT: &[Field] = &[
    Field::optional("clauses", Shape::Table(&CLAUSES), "give a clause for each topic"),
    Field::optional(
        "sanctuary_decided_by",
        SENTENCE,
        "say who decides whether a home can be made safe, or leave it out for the council",
    ),
    Field::optional(
        "sanctuary_clock",
        SENTENCE,
        "say how soon that begins, as the rest of a sentence, or leave it out",
    ),
];

/// A topic for each rule, then what else the screens speak of.
const CLAUSES: [Field; TOPICS + RuleName::ALL.len()] = clauses();

/// Topics that are no rule's.
const TOPICS: usize = 4;

const fn clauses() -> [Field; TOPICS + RuleName::ALL.len()] {
    const fn clause(topic: &'static str) -> Field {
        Field::optional(topic, SENTENCE, "give the clause, or leave it out")
    }
    let mut all = [clause("council_or_registered_provider"); TOPICS + RuleName::ALL.len()];
    all[1] = clause("sanctuary");
    all[2] = clause("floating_support");
    all[3] = clause("telephone_support");
    let mut rule = 0;
    while rule < RuleName::ALL.len() {
        all[TOPICS + rule] = clause(RuleName::ALL[rule].name());
        rule += 1;
    }
    all
}

const ALLOCATION: &[Field] = &[
    Field::optional(
        "order",
        Shape::Choice(AllocationOrder::VARIANTS),
        "leave it out for danger_first, the contract's own order",
    ),
    Field::optional(
        "turnaround_nights",
        Shape::whole(0, 365),
        "give the nights a unit stands empty between two households, the same as in [register]",
    ),
    Field::optional(
        "floors",
        Shape::Table(FLOORS),
        "give how many households of a group are to be placed before anything else counts",
    ),
];

const FLOORS: &[Field] = &[
    Field::optional("wheelchair", COUNT, "give a number of households using a wheelchair"),
    Field::optional("large_family", COUNT, "give a number of households of five people or more"),
    Field::optional("men", COUNT, "give a number of households with a man"),
    Field::optional("nrpf", COUNT, "give a number of households without recourse"),
    Field::optional("complex_needs", COUNT, "give a number of households with complex needs"),
];

const MINIMUM_UNITS: &[Field] = &[
    Field::optional("refuge", COUNT, "give the minimum of refuge units"),
    Field::optional("safe_place", COUNT, "give the minimum of Safe Place units"),
    Field::optional("dispersed", COUNT, "give the minimum of dispersed units"),
];

const OFFICE_HOURS: &[Field] = &[
    Field::optional("days", Shape::List(&DAY), "list the days of the week"),
    Field::optional("from", Shape::Text(Format::Time), "give the opening time"),
    Field::optional("to", Shape::Text(Format::Time), "give the closing time"),
    Field::optional("bank_holidays", Shape::Text(Format::Filled), "name the file of bank holidays"),
];

const DAY: Shape =
    Shape::Choice(&["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]);

const CONTACT: Shape =
    Shape::Either(&[Shape::Text(Format::Filled), Shape::List(&Shape::Text(Format::Filled))]);

const WEIGHTS: &[Field] = &[
    Field::optional("spare_places", POINTS, "give the points for each sleeping place left empty"),
    Field::optional("spare_wheelchair", POINTS, "give the points"),
    Field::optional("spare_step_free", POINTS, "give the points"),
    Field::optional("spare_open_to_men", POINTS, "give the points"),
    Field::optional("spare_pets", POINTS, "give the points"),
    Field::optional("soft_unsafe", Shape::Pair(&POINTS), "give two: under 2.5 km and under 5 km"),
    Field::optional("far_from_near", Shape::Pair(&POINTS), "give two: under 5 km and beyond"),
    Field::optional("not_wished", POINTS, "give the points"),
    Field::optional("not_self_contained", POINTS, "give the points"),
    Field::optional("cover", POINTS, "give the points"),
    Field::optional("advice", POINTS, "give the points for each advice"),
];

/// `settings.csv`.
pub const SETTINGS: &[Field] = &[
    Field::required("setting", CODENAME, "give the building a codename"),
    Field::required("kind", Shape::Choice(Kind::VARIANTS), "say which kind it is"),
    Field::required("residents", Shape::Choice(Residents::VARIANTS), "say who may live there"),
    Field::required(
        "shared",
        Shape::Flag,
        "say whether households share a kitchen, bathroom or living area",
    ),
    Field::optional(
        "oldest_boy",
        Shape::whole(0, 17),
        "give the greatest age of a boy, or leave it empty for no limit",
    ),
    Field::required(
        "oldest_boy_discretion",
        Shape::Flag,
        "say whether a manager may go over that limit",
    ),
    Field::required("children", Shape::Flag, "say whether households with children are admitted"),
    Field::required("cover", Shape::Choice(Cover::VARIANTS), "say how it is staffed"),
    Field::optional(
        "complex_needs_places",
        COUNT,
        "give the households with complex needs it can hold, or leave it empty for no limit",
    ),
    Field::required(
        "substances",
        Shape::Choice(SubstancePolicy::VARIANTS),
        "say its policy on current drug or alcohol use",
    ),
    Field::required("pets", Shape::Flag, "say whether pets may come"),
    Field::extra(
        "return_type",
        Shape::Choice(&["refuge", "dispersed", "specialist", "other"]),
        "say as what the annual return counts it, or leave it empty for its kind",
    ),
];

/// `units.csv`.
pub const UNITS: &[Field] = &[
    Field::required("unit", CODENAME, "give the dwelling a codename"),
    Field::required("setting", CODENAME, "name its setting as in settings.csv"),
    Field::required(
        "rooms",
        Shape::Text(Format::Rooms),
        "join the sleeping places of its bedrooms by +",
    ),
    Field::required(
        "cots",
        Shape::whole(0, 20),
        "give the children under 2 who can sleep in a cot besides",
    ),
    Field::required("step_free", Shape::Flag, "say whether it is reached and used without steps"),
    Field::required("wheelchair", Shape::Flag, "say whether it is adapted for a wheelchair"),
    Field::required(
        "sector",
        Shape::Text(Format::Sector),
        "give its postcode sector, never its postcode",
    ),
    Field::required("state", Shape::Choice(State::VARIANTS), "say whether it can be lived in"),
    Field::optional(
        "from",
        Shape::Text(Format::Date),
        "give the first day it can be offered, or leave it empty",
    ),
];

/// The file of bank holidays.
pub const BANK_HOLIDAYS: &[Field] = &[
    Field::required("date", Shape::Text(Format::Date), "give the day, such as 2026-12-25"),
    Field::extra("name", Shape::Text(Format::Free), "say which day it is"),
];

/// `history.csv`.
pub const HISTORY: &[Field] = &[
    Field::required("from", Shape::Text(Format::Date), "give the first day that was counted"),
    Field::required("to", Shape::Text(Format::Date), "give the last day that was counted"),
    Field::required("measure", Shape::Choice(PastMeasure::VARIANTS), "say what was counted"),
    Field::required("value", COUNT, "give the number of households"),
    Field::required(
        "source",
        Shape::Text(Format::Filled),
        "say where it was published or recorded",
    ),
];

/// `places.csv`.
pub const PLACES: &[Field] = &[
    Field::required("name", Shape::Text(Format::Filled), "give the name as people here say it"),
    Field::required(
        "stands_for",
        Shape::Text(Format::Filled),
        "give the places it stands for, joined by ;",
    ),
];
