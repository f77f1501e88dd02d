//! What `candidates.csv` and `budgets.csv` may say.

use crate::base::domain::unit::{Cover, Kind, Residents, SubstancePolicy};
use crate::base::parse::format::Format;
use crate::base::parse::{Field, Shape};
use crate::inputs::evidence::Provenance;
use strum::VariantNames;

const CODENAME: Shape = Shape::Text(Format::Codename);
const FILLED: Shape = Shape::Text(Format::Filled);
const POUNDS: Shape = Shape::Number { min: 0.0, max: 1e9 };
const STANDING: Shape = Shape::Choice(Provenance::VARIANTS);

/// `candidates.csv`: what money could buy, a row each.
pub const CANDIDATES: &[Field] = &[
    Field::required("candidate", CODENAME, "give the candidate a codename"),
    Field::required("title", FILLED, "say in a few words what it is"),
    Field::required(
        "what",
        Shape::Choice(&[
            "unit",
            "move_on_worker",
            "move_on_homes",
            "wheelchair",
            "older_boys",
            "pets",
            "nrpf_places",
            "sanctuary",
            "decision",
            "turnaround_nights",
            "hold_nights",
            "repairs",
            "local_priority",
        ]),
        "say whether it is a unit, or which lever",
    ),
    Field::optional("kind", Shape::Choice(Kind::VARIANTS), "give the kind of unit"),
    Field::optional("residents", Shape::Choice(Residents::VARIANTS), "say who may live there"),
    Field::optional("shared", Shape::Flag, "say whether rooms are shared between households"),
    Field::optional(
        "rooms",
        Shape::Text(Format::Rooms),
        "join the sleeping places of its bedrooms by +",
    ),
    Field::optional(
        "cots",
        Shape::whole(0, 20),
        "give the children under 2 who can sleep in a cot besides",
    ),
    Field::optional("step_free", Shape::Flag, "say whether it is reached and used without steps"),
    Field::optional("wheelchair", Shape::Flag, "say whether it is adapted for a wheelchair"),
    Field::optional(
        "sector",
        Shape::Text(Format::Sector),
        "give the postcode sector it would lie in",
    ),
    Field::optional(
        "oldest_boy",
        Shape::whole(0, 17),
        "give the greatest age of a boy, or leave it empty for no limit",
    ),
    Field::optional("children", Shape::Flag, "say whether children are admitted"),
    Field::optional("cover", Shape::Choice(Cover::VARIANTS), "say how it is staffed"),
    Field::optional(
        "complex_needs_places",
        Shape::whole(0, 1_000),
        "give the households with complex needs at once, or leave it empty for no limit",
    ),
    Field::optional(
        "substances",
        Shape::Choice(SubstancePolicy::VARIANTS),
        "say its policy on current drug or alcohol use",
    ),
    Field::optional("pets", Shape::Flag, "say whether pets may come"),
    Field::optional(
        "targets",
        Shape::Text(Format::References),
        "join by ; the units (wheelchair) or settings (older_boys, pets) of the estate that it changes; of a decision, the rule that asks for it",
    ),
    Field::optional(
        "amount",
        Shape::Number { min: 0.0, max: 10_000.0 },
        "give the lever's size: the factor on the wait for move-on housing, homes a year, the oldest boy, funded places, the share made safe at home, the chance that a decision is granted, nights, the factor on repairs, or vacant units kept for local households",
    ),
    Field::required("most", Shape::whole(1, 500), "say how many there can be at most"),
    Field::required(
        "lead_days",
        Shape::whole(0, 36_500),
        "give the days from the decision until it works",
    ),
    Field::required(
        "life_years",
        Shape::whole(1, 100),
        "give the years over which its capital is spread",
    ),
    Field::required("capital", POUNDS, "give what one costs once, in pounds"),
    Field::optional("capital_low", POUNDS, "give the least that is plausible, or leave it empty"),
    Field::optional("capital_high", POUNDS, "give the most that is plausible, or leave it empty"),
    Field::required("capital_standing", STANDING, "say how far the cost can be trusted"),
    Field::required("capital_source", FILLED, "say where the cost comes from"),
    Field::required("yearly", POUNDS, "give what one costs a year, in pounds"),
    Field::optional("yearly_low", POUNDS, "give the least that is plausible, or leave it empty"),
    Field::optional("yearly_high", POUNDS, "give the most that is plausible, or leave it empty"),
    Field::required("yearly_standing", STANDING, "say how far the cost can be trusted"),
    Field::required("yearly_source", FILLED, "say where the cost comes from"),
    Field::extra(
        "agrees",
        Shape::Text(Format::Free),
        "say who must agree besides the provider, or leave it empty",
    ),
    Field::extra(
        "falls_on",
        Shape::Text(Format::Free),
        "say on whom it falls besides those who pay, or leave it empty",
    ),
];

/// `budgets.csv`: a row for each budget, and one more for each year in which it differs.
pub const BUDGETS: &[Field] = &[
    Field::required("budget", CODENAME, "give the budget a name"),
    Field::optional(
        "year",
        Shape::whole(1, 50),
        "give the year from start, or leave it empty for every year",
    ),
    Field::required(
        "capital",
        POUNDS,
        "give the capital of that year, in pounds; in an empty year's row, of the first",
    ),
    Field::required("yearly", POUNDS, "give the running cost it bears in that year, in pounds"),
    Field::optional(
        "funding",
        CODENAME,
        "name the scenario's funding that it rests on, or leave it empty",
    ),
    Field::required("standing", STANDING, "say how far it can be trusted"),
    Field::required("source", FILLED, "say where it comes from"),
];
