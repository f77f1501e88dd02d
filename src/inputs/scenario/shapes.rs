//! What a scenario may say.

use super::course::{Begins, Served};
use super::distribution::Family;
use super::model::{Order, Policy};
use crate::base::domain::unit::Kind;
use crate::base::parse::format::Format;
use crate::base::parse::{Field, Shape};
use crate::inputs::referral::{CLASS_REFERRAL, VARIANT_REFERRAL};
use strum::VariantNames;

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
    Field::optional(
        "funnel",
        Shape::Table(FUNNEL),
        "say who leaves before a unit is looked for, and how offers are answered",
    ),
    Field::optional("repeats", Shape::Table(AGAIN), "say who asks again after being turned away"),
    Field::optional("returns", Shape::Table(AGAIN), "say who asks again after leaving"),
    Field::optional(
        "onward",
        Shape::Table(ONWARD),
        "say who asks for a longer unit after a short stay",
    ),
    Field::optional(
        "induced_demand",
        Shape::Table(INDUCED),
        "say when agencies stop asking a full service",
    ),
    Field::optional(
        "stay_factor",
        Shape::Table(STAY_FACTOR),
        "say by what needs support is longer",
    ),
    Field::optional("move_on_homes", Shape::Table(HOMES), "say how many homes to move on to come"),
    Field::optional("second_stage", Shape::Table(SECOND_STAGE), "describe second-stage support"),
    Field::optional(
        "turnaround_nights",
        Shape::Count { min: 0, max: 365 },
        "give the nights between a departure and the next offer",
    ),
    Field::optional(
        "hold_nights",
        Shape::Count { min: 0, max: 365 },
        "give the nights for which a unit is kept for a household before it moves in",
    ),
    Field::optional("repairs", Shape::Table(REPAIRS), "say how often a departure leaves repairs"),
    Field::optional(
        "census_days",
        Shape::List(&Shape::Number { min: 0.0, max: 18_300.0 }),
        "list days since start, in order, on which residents are counted",
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
    Field::optional(
        "funding",
        Shape::List(&Shape::Table(FUNDING)),
        "list funding that may end, for lintel expand",
    ),
    Field::optional("reading", READINGS, "list the readings of the evidence"),
];

const FUNDING: &[Field] = &[
    Field::required("name", NAME, "give it the name by which budgets say that they rest on it"),
    Field::required("yearly", Shape::Quantity { min: 0.0, max: 1e9 }, "give the pounds a year"),
    Field::required("ends", Shape::Text(Format::Date), "give the first day without it"),
];

const ARRIVALS: &[Field] = &[
    Field::required("per_year", RATE, "give the expected number of referrals in a year"),
    Field::optional("share_needing_unit", SHARE, "give the share that needs one of these units"),
    Field::optional(
        "growth_per_year",
        GROWTH,
        "give the growth of a year as a share, such as 0.02",
    ),
    Field::optional("by_month", FACTORS, "give 12 relative rates, January first"),
    Field::optional("by_weekday", FACTORS, "give 7 relative rates, Monday first"),
    Field::optional("by_hour", FACTORS, "give 24 relative rates, midnight first"),
    Field::optional("wave", Shape::Table(WAVE), "give the amplitude and the period"),
    Field::optional("dispersion", Shape::Table(DISPERSION), "give the cv and the days of a span"),
    Field::optional("bursts", Shape::Table(BURSTS), "say how often more come, and how many"),
    Field::optional(
        "sources",
        Shape::Count { min: 1, max: 1_000_000 },
        "give the households referrals come from, or leave it out for any number",
    ),
];

const FACTOR: Shape = Shape::Quantity { min: 0.0, max: 1_000.0 };
const FACTORS: Shape = Shape::List(&FACTOR);
const GROWTH: Shape = Shape::Quantity { min: -0.9, max: 10.0 };
const DAYS: Shape = Shape::Quantity { min: 0.0, max: 36_500.0 };
const SOME_DAYS: Shape = Shape::Quantity { min: 0.01, max: 36_500.0 };

const WAVE: &[Field] = &[
    Field::required("amplitude", SHARE, "give the swing as a share of the mean"),
    Field::required("period_days", SOME_DAYS, "give the days from one crest to the next"),
];

const DISPERSION: &[Field] = &[
    Field::required(
        "cv",
        Shape::Quantity { min: 0.0, max: 3.0 },
        "give the coefficient of variation of the rate",
    ),
    Field::required("days", SOME_DAYS, "give the days for which a rate lasts"),
];

const BURSTS: &[Field] = &[
    Field::required("per_year", FACTOR, "give the bursts of a year"),
    Field::required("referrals", FACTOR, "give the referrals that one brings on average"),
    Field::required("days", SOME_DAYS, "give the days that one lasts"),
];

const FUNNEL: &[Field] = &[
    Field::optional("contacted", SHARE, "give the share that can be contacted"),
    Field::optional("eligible", SHARE, "give the share that this service is for"),
    Field::optional("sanctuary", SHARE, "give the share made safe at home where that is open"),
    Field::optional("accepts", SHARE, "give the share of offers that are accepted"),
];

const AGAIN: &[Field] = &[
    Field::required("chance", SHARE, "give the chance that a household asks again"),
    Field::required("after", DISTRIBUTION, "say how long after"),
    Field::optional("at_most", Shape::Count { min: 0, max: 1_000 }, "say how often at most"),
];

const ONWARD: &[Field] = &[
    Field::required(
        "chance",
        SHARE,
        "give the chance that a household asks for a longer unit when its short stay is over",
    ),
    Field::optional("from", Shape::List(&KIND), "list the kinds of unit in which stays are short"),
    Field::optional(
        "may_stay_days",
        DAYS,
        "give the most days for which it may wait where it is, its unit taken meanwhile",
    ),
    Field::optional(
        "served",
        Shape::Choice(Served::VARIANTS),
        "say whether it is served before or after those who wait elsewhere",
    ),
];

const INDUCED: &[Field] = &[
    Field::required("share", SHARE, "give the share of agencies' requests that are not made"),
    Field::required("after_days", DAYS, "give the days without a vacant unit"),
    Field::optional("back_after_days", DAYS, "give the days until they ask again"),
];

const STAY_FACTOR: &[Field] = &[
    Field::optional("complex", FACTOR, "give the factor on support time"),
    Field::optional("nrpf", FACTOR, "give the factor on support time"),
    Field::optional("children", FACTOR, "give the factor on support time"),
    Field::optional("mobility", FACTOR, "give the factor on support time"),
    Field::optional("substances", FACTOR, "give the factor on support time"),
];

const KIND: Shape = Shape::Choice(Kind::VARIANTS);

const HOMES: &[Field] = &[
    Field::required("per_year", RATE, "give the expected number of homes in a year"),
    Field::optional("kinds", Shape::List(&KIND), "list the kinds of unit left for such a home"),
];

const SECOND_STAGE: &[Field] = &[
    Field::required(
        "places",
        Shape::Count { min: 0, max: 10_000 },
        "give the households supported at once",
    ),
    Field::required("share", SHARE, "give the share of households placed that goes on to it"),
    Field::optional("begins", Shape::Choice(Begins::VARIANTS), "say when it begins"),
    Field::required("stay", DISTRIBUTION, "say how long it lasts"),
    Field::optional("at_most_days", DAYS, "give the longest it may last"),
];

const REPAIRS: &[Field] = &[
    Field::required("chance", SHARE, "give the chance that a departure leaves repairs"),
    Field::required("time", DISTRIBUTION, "say how long they take"),
];

const VARIANT: &[Field] = &[
    Field::required("share", SHARE, "give its share of the class; all shares of a class sum to 1"),
    Field::optional(
        "referral",
        Shape::Table(VARIANT_REFERRAL),
        "say in what such a household differs from its class",
    ),
    Field::optional("unsafe_drawn", DRAWN, "say where its unsafe places are drawn from"),
];

const CLASS: &[Field] = &[
    Field::required("name", NAME, "give the class a name"),
    Field::required("share", SHARE, "give its share of referrals; all shares sum to 1"),
    Field::required("referral", Shape::Table(CLASS_REFERRAL), "describe a household of this class"),
    Field::optional("stay", DISTRIBUTION, "give this class's stay"),
    Field::optional("unsafe_drawn", DRAWN, "say where this class's unsafe places are drawn from"),
    Field::optional(
        "units",
        Shape::Count { min: 1, max: 10 },
        "give the units that it takes at once",
    ),
    Field::optional(
        "variants",
        Shape::List(&Shape::Table(VARIANT)),
        "list the households that the class is made of",
    ),
];

const DISTRIBUTION_FIELDS: &[Field] = &[
    Field::required("family", Shape::Choice(Family::VARIANTS), "name the family"),
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

const PATIENCE: Shape = Shape::Either(&[DISTRIBUTION, Shape::Choice(&["unlimited"])]);

const WAITING: &[Field] = &[
    Field::required(
        "patience",
        PATIENCE,
        "say how long a household waits before it gives up, or \"unlimited\" if nobody does",
    ),
    Field::optional("order", Shape::Choice(Order::VARIANTS), "say who is served first"),
    Field::optional(
        "places",
        Shape::Count { min: 0, max: 1_000_000 },
        "give the most who may wait",
    ),
];

const PLACEMENT: &[Field] = &[
    Field::optional("policy", Shape::Choice(Policy::VARIANTS), "name the policy"),
    Field::optional(
        "kept_for_local",
        Shape::Count { min: 0, max: 1_000 },
        "give the vacant units that are kept for local households",
    ),
];

const DECISIONS: &[Field] = &[
    Field::optional("single_sex", SHARE, "give the chance from 0 to 1"),
    Field::optional("oldest_boy", SHARE, "give the chance from 0 to 1"),
    Field::optional("sleeping_places", SHARE, "give the chance from 0 to 1"),
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

/// Rules of which a scenario may say how often a person grants what they ask.
pub const DECIDED: [&str; DECISIONS.len()] = {
    let mut names = [""; DECISIONS.len()];
    let mut k = 0;
    while k < names.len() {
        names[k] = DECISIONS[k].name;
        k += 1;
    }
    names
};

/// Readings of the evidence.
pub(super) const READINGS: Shape = Shape::List(&Shape::Table(READING));

/// A reading names itself and overrides what the evidence disagrees about.
const READING: &[Field] = &[
    Field::required("name", NAME, "give the reading a name, such as 9 %"),
    Field::optional("about", TEXT, "say what it takes the evidence to mean"),
    Field::optional("what_if", Shape::Flag, "say whether it asks \"what if\""),
    Field::optional("record", TEXT, "name the record that it is a way of taking, for a headline"),
    Field::optional(
        "posterior",
        NAME,
        "name the folder of data/posteriors that has draws of the reading of this name",
    ),
    Field::optional("arrivals", Shape::Table(ARRIVALS_OVERRIDE), "override arrivals"),
    Field::optional("stay", STAYS, "override stays"),
    Field::optional("move_on", STAYS, "override the wait for move-on housing"),
];

const ARRIVALS_OVERRIDE: &[Field] = &[
    Field::optional("per_year", RATE, "give the expected number of referrals in a year"),
    Field::optional("share_needing_unit", SHARE, "give the share that needs one of these units"),
];
