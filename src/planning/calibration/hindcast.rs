//! A forecast of days that are over, made from what was known before them, beside what came.

use jiff::civil::Date;
use serde::Serialize;

/// What is held against a forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// Households for whom a unit was looked for.
    LookedFor,
    /// Households placed.
    Placed,
    /// Households turned away or placed elsewhere.
    NeedUnmet,
    /// Nights lived in, of a hundred nights open.
    OccupancyPercent,
}

/// One figure of the days held back.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Compared {
    /// What.
    pub figure: Figure,
    /// The forecast: 95 of 100 simulated histories lie between these.
    pub low: f64,
    /// Half of them lie below.
    pub median: f64,
    /// The upper end.
    pub high: f64,
    /// What came; none: it is not shown.
    pub came: Option<f64>,
    /// Whether that lies between the ends.
    pub is_within: Option<bool>,
}

/// All of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Came {
    /// The scenario whose unknowns were calibrated.
    pub scenario: String,
    /// First and last day that it learned from.
    pub learned: (Date, Date),
    /// First and last day that were held back.
    pub held_back: (Date, Date),
    /// Draws of the calibration, and how many they count as alike.
    pub draws: usize,
    /// Effective draws.
    pub effective: f64,
    /// Simulated histories of the forecast.
    pub histories: usize,
    /// Figure by figure.
    pub figures: Vec<Compared>,
}

impl Compared {
    /// A figure with its forecast.
    pub fn new(figure: Figure, [low, median, high]: [f64; 3], came: Option<f64>) -> Self {
        let is_within = came.map(|came| (low..=high).contains(&came));
        Self { figure, low, median, high, came, is_within }
    }
}
