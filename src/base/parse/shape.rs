//! What a file may say: one description serves the reader, its messages and the JSON Schema.
//!
//! A shape is checked against a tree; every issue in it is noted, and what is right comes back as
//! plain JSON for the typed structures to take up. Not here: rules that join two fields, which stand
//! with the type they are about.

use super::format::Format;

/// What one value may be.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Text of a form.
    Text(Format),
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A whole number from `min` to `max` in steps of `step`.
    Whole {
        /// The least.
        min: i64,
        /// The greatest.
        max: i64,
        /// Every value is a multiple of this.
        step: i64,
    },
    /// A number from `min` to `max`.
    Number {
        /// The least.
        min: f64,
        /// The greatest.
        max: f64,
    },
    /// A number from `min` to `max`, or `{ evidence = "name" }`, which a scenario looks up first.
    Quantity {
        /// The least.
        min: f64,
        /// The greatest.
        max: f64,
    },
    /// A whole number from `min` to `max`, or `{ evidence = "name" }`, which a scenario looks up first.
    Count {
        /// The least.
        min: i64,
        /// The greatest.
        max: i64,
    },
    /// `true` or `false`.
    Flag,
    /// Any number of values of one shape.
    List(&'static Self),
    /// Exactly two values of one shape.
    Pair(&'static Self),
    /// Named fields.
    Table(&'static [Field]),
    /// Any keys, each with a value of one shape.
    Map(&'static Self),
    /// The first of these that fits.
    Either(&'static [Self]),
}

/// One named field of a table or column of a CSV file.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its key.
    pub name: &'static str,
    /// What it may be.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// A column that the header may leave out.
    pub extra: bool,
    /// What to give, in a few words: the action of its issues and the description in its schema.
    pub help: &'static str,
}

impl Field {
    /// A field that must be there.
    pub const fn required(name: &'static str, shape: Shape, help: &'static str) -> Self {
        Self { name, shape, required: true, extra: false, help }
    }

    /// A field that may be left out.
    pub const fn optional(name: &'static str, shape: Shape, help: &'static str) -> Self {
        Self { name, shape, required: false, extra: false, help }
    }

    /// A column that may be left out, header and all.
    pub const fn extra(name: &'static str, shape: Shape, help: &'static str) -> Self {
        Self { name, shape, required: false, extra: true, help }
    }
}

impl Shape {
    /// The fields of a table, or of each table of a list.
    pub fn fields(self) -> Option<&'static [Field]> {
        match self {
            Self::Table(fields) | Self::List(&Self::Table(fields)) => Some(fields),
            _ => None,
        }
    }

    /// A whole number from `min` to `max`.
    pub const fn whole(min: i64, max: i64) -> Self {
        Self::Whole { min, max, step: 1 }
    }

    /// What may stand there, as the end of a sentence.
    pub fn allowed(self) -> String {
        match self {
            Self::Text(format) => format.allowed().to_owned(),
            Self::Choice(words) => format!("it must be one of: {}", words.join(", ")),
            Self::Whole { min, max, step: 1 } | Self::Count { min, max } => {
                format!("it must be a whole number from {min} to {max}")
            }
            Self::Whole { min, max, step } => {
                format!("it must be a multiple of {step} from {min} to {max}")
            }
            Self::Number { min, max } | Self::Quantity { min, max } if max >= f64::MAX => {
                format!("it must be {min} or more")
            }
            Self::Number { min, max } | Self::Quantity { min, max } => {
                format!("it must be a number from {min} to {max}")
            }
            Self::Flag => "it must be true or false".to_owned(),
            Self::List(_) => "it must be a list".to_owned(),
            Self::Pair(_) => "it must be a list of two".to_owned(),
            Self::Table(_) | Self::Map(_) => "it must be a table of keys and values".to_owned(),
            Self::Either(shapes) => {
                let said: Vec<String> = shapes.iter().map(|shape| shape.allowed()).collect();
                said.join(", or ")
            }
        }
    }
}
