//! What a scenario may say.

use crate::reading::format::Format;
use crate::reading::{Field, Shape};
use crate::referral::CLASS_REFERRAL;

const SHARE: Shape = Shape::Quantity { min: 0.0, max: 1.0 };
const RATE: Shape = Shape::Quantity { min: 0.0, max: 1e7 };
const NAME: Shape = Shape::Text(Format::Codename);
const TEXT: Shape = Shape::Text(Format::Free);
const DISTRIBUTION: Shape = Shape::Table(DISTRIBUTION_FIELDS);
const STAYS: Shape = Shape::Table(STAYS_FIELDS);
const DRAWN: Shape = Shape::Table(DRAWN_FIELDS);

/// A scenario file, once its base is under it and its citations are looked up.
pub const SCENARIO: &[Field] = &[
    Field::required("name", NAME, "give the scenario a name"),
    Field::optional("about", TEXT, "say in a sentence what it asks"),
    Field::optional("base", Shape::Text(Format::Filled), "name the scenario it starts from"),
    Field::required(
        "estate",
        Shape::Text(Format::Filled),
        "name an estate of the data folder, or give a path",
    ),
    Field::required("start", Shape::Text(Format::Date), "give the first day that counts"),
    Field::required("years", Shape::whole(1, 50), "give the years that count"),
    Field::optional(
        "start_state",
        Shape::Choice(&["empty", "occupancy"]),
        "say what it begins from",
    ),
    Field::optional(
        "warm_up_years",
        Shape::whole(0, 50),
        "give the years simulated before, not counted",
    ),
    Field::required(
        "replications",
        Shape::whole(1, 10_000_000),
        "give the number of simulated histories",
    ),
    Field::required("seed", Shape::whole(0, i64::MAX), "give a seed, any whole number"),
    Field::required("arrivals", Shape::Table(ARRIVALS), "say how many referrals come"),
    Field::required(
        "household",
        Shape::List(&Shape::Table(CLASS)),
        "list the classes of the household mix",
    ),
    Field::optional("unsafe_drawn", DRAWN, "say where unsafe places are drawn from"),
    Field::optional("stay", STAYS, "say how long households need support"),
    Field::optional("move_on", STAYS, "say how long they then wait for move-on housing"),
    Field::optional(
        "waiting",
        Shape::Table(WAITING),
        "say how long households wait, or leave it out for no waiting",
    ),
    Field::optional("placement", Shape::Table(PLACEMENT), "say how units are chosen"),
    Field::optional(
        "decisions",
        Shape::Table(DECISIONS),
        "give the chance that each decision is granted",
    ),
    Field::optional(
        "voids",
        Shape::Choice(&["as_listed", "open"]),
        "say what becomes of units under repair",
    ),
    Field::optional("reading", READINGS, "list the readings of the evidence"),
];

const ARRIVALS: &[Field] = &[
    Field::required("per_year", RATE, "give the expected number of referrals in a year"),
    Field::optional("share_needing_unit", SHARE, "give the share that needs one of these units"),
];

const CLASS: &[Field] = &[
    Field::required("name", NAME, "give the class a name"),
    Field::required("share", SHARE, "give its share of referrals; all shares sum to 1"),
    Field::required("referral", Shape::Table(CLASS_REFERRAL), "describe a household of this class"),
    Field::optional("stay", DISTRIBUTION, "give this class's stay"),
    Field::optional("unsafe_drawn", DRAWN, "say where this class's unsafe places are drawn from"),
];

const DISTRIBUTION_FIELDS: &[Field] = &[
    Field::required(
        "family",
        Shape::Choice(&["exponential", "lognormal", "gamma", "weibull", "deterministic"]),
        "name the family",
    ),
    Field::required(
        "mean_days",
        Shape::Quantity { min: 0.0, max: 36_500.0 },
        "give the mean in days",
    ),
    Field::optional(
        "cv",
        Shape::Quantity { min: 0.0, max: 10.0 },
        "give the coefficient of variation",
    ),
];

const STAYS_FIELDS: &[Field] = &[
    Field::optional("default", DISTRIBUTION, "describe the stay"),
    Field::optional("refuge", DISTRIBUTION, "describe the stay in refuge"),
    Field::optional("safe_place", DISTRIBUTION, "describe the stay in a Safe Place"),
    Field::optional("dispersed", DISTRIBUTION, "describe the stay in a dispersed home"),
];

const DRAWN_FIELDS: &[Field] = &[
    Field::required(
        "from",
        Shape::Text(Format::Filled),
        "name a postcode sector, ward or district",
    ),
    Field::optional(
        "radius_m",
        Shape::Whole { min: 0, max: 20_000, step: 500 },
        "give the metres, or leave it out for the provider's default",
    ),
    Field::optional("chance", SHARE, "give the chance that a household has such a place"),
];

const WAITING: &[Field] = &[Field::required(
    "patience",
    DISTRIBUTION,
    "say how long a household waits before it gives up",
)];

const PLACEMENT: &[Field] =
    &[Field::optional("policy", Shape::Choice(&["preference", "first_fit"]), "name the policy")];

const DECISIONS: &[Field] = &[
    Field::optional("single_sex", SHARE, "give the chance from 0 to 1"),
    Field::optional("oldest_boy", SHARE, "give the chance from 0 to 1"),
    Field::optional("room_standard", SHARE, "give the chance from 0 to 1"),
    Field::optional(
        "unsafe_area",
        SHARE,
        "give the chance from 0 to 1, or leave it out for the share of postcodes outside",
    ),
    Field::optional("keep_apart", SHARE, "give the chance from 0 to 1"),
    Field::optional("perpetrator_check", SHARE, "give the chance from 0 to 1"),
    Field::optional("safe_place_purpose", SHARE, "give the chance from 0 to 1"),
    Field::optional("pets", SHARE, "give the chance from 0 to 1"),
    Field::optional("nrpf", SHARE, "give the chance from 0 to 1"),
];

/// Readings of the evidence.
pub(super) const READINGS: Shape = Shape::List(&Shape::Table(READING));

/// A reading names itself and overrides what the evidence disagrees about.
const READING: &[Field] = &[
    Field::required("name", NAME, "give the reading a name, such as 9 %"),
    Field::optional("about", TEXT, "say what it takes the evidence to mean"),
    Field::optional("arrivals", Shape::Table(ARRIVALS_OVERRIDE), "override arrivals"),
    Field::optional("stay", STAYS, "override stays"),
    Field::optional("move_on", STAYS, "override the wait for move-on housing"),
];

const ARRIVALS_OVERRIDE: &[Field] = &[
    Field::optional("per_year", RATE, "give the expected number of referrals in a year"),
    Field::optional("share_needing_unit", SHARE, "give the share that needs one of these units"),
];
