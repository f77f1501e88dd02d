//! What the list of who lives where may say, and what `provider.toml` says of it.

use crate::base::parse::format::Format;
use crate::base::parse::{Field, Shape};

const COUNT: Shape = Shape::whole(0, 100_000);
const CODENAME: Shape = Shape::Text(Format::Codename);

/// `[occupancy]` of `provider.toml`.
pub const SNAPSHOT: &[Field] = &[
    Field::optional(
        "as_of",
        Shape::Text(Format::Timestamp),
        "give the moment the occupancy describes",
    ),
    Field::optional(
        "stale_after_hours",
        Shape::whole(0, 8_760),
        "give the hours for which it is trusted",
    ),
    Field::optional(
        "households",
        COUNT,
        "give the number of rows that occupancy.csv has, so that a half-saved list is noticed",
    ),
];

/// `occupancy.csv`.
pub const OCCUPANCY: &[Field] = &[
    Field::required("unit", CODENAME, "name the unit as in units.csv"),
    Field::required("reference", Shape::Text(Format::Reference), "give the household's pseudonym"),
    Field::optional(
        "moved_in",
        Shape::Text(Format::Day),
        "give the day it moved in, or leave it empty",
    ),
    Field::required("complex_needs", Shape::Flag, "say whether it takes a place for complex needs"),
    Field::required(
        "nrpf",
        Shape::Flag,
        "say whether it takes a funded place for households without recourse",
    ),
    Field::optional(
        "keep_apart",
        Shape::Text(Format::References),
        "join the references to keep apart by ;",
    ),
    Field::optional("movable", Shape::Flag, "say whether it has agreed that it could be moved"),
    Field::extra(
        "left",
        Shape::Text(Format::Date),
        "give the day it left, or will leave; leave it empty if that is not known",
    ),
];

/// The columns of the list; the first two a header must name.
pub fn columns_of_the_list() -> Vec<&'static str> {
    OCCUPANCY.iter().map(|field| field.name).collect()
}
