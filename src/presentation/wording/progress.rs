//! What is said while something long is worked out.

/// The parts of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// How many will be turned away.
    Forecast,
    /// What to add within a budget.
    WhatToAdd,
    /// What the records allow.
    WhatToMeasure,
}

/// What is counted on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Simulated histories.
    Histories,
    /// The same, of which there may be fewer.
    HistoriesAtMost,
    /// Steps that differ in length, so that nobody can say when the last will end.
    Steps,
    /// Draws: how many there will be depends on how many of them explain the records.
    Draws,
}

impl Part {
    /// What begins, where there is a line for it.
    pub fn in_a_line(self) -> &'static str {
        match self {
            Self::WhatToMeasure => "what the records allow, and what to measure",
            part => part.in_short(),
        }
    }

    /// The same in few words.
    pub fn in_short(self) -> &'static str {
        match self {
            Self::Forecast => "the forecast",
            Self::WhatToAdd => "what to add",
            Self::WhatToMeasure => "what to measure",
        }
    }
}

impl Unit {
    /// Of what there are so many.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Histories | Self::HistoriesAtMost => "simulated histories",
            Self::Steps => "steps of the search",
            Self::Draws => "draws",
        }
    }

    /// How far it is, in the places that a bar fills; whether it is known how much there is.
    pub fn how_far(self, is_known: bool) -> &'static str {
        match self {
            Self::Histories if is_known => "{bar:40} {pos} of {len} histories, {eta} left",
            Self::Histories => "{pos} histories, {elapsed} so far",
            Self::HistoriesAtMost => "{pos} histories of at most {len}, {elapsed} so far",
            Self::Steps => "{bar:40} step {pos} of {len}, {elapsed} so far",
            Self::Draws => "{pos} draws (of {len} at first), {elapsed} so far {msg}",
        }
    }
}
