//! What everything else stands on: words of the field, texts read with their positions, places, statistics, chance, the one door to
//! the solver, and which counts may be shown.

pub mod disclosure;
pub mod domain;
pub mod geography;
pub mod parse;
pub mod random;
pub mod solver;
pub mod statistics;
