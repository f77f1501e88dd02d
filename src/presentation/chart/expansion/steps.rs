//! Lines over cost: they fall in steps, since what is between two plans buys no more than the cheaper of them.

use super::super::mark::{Anchor, Marks, Type, colour};
use super::super::panels;
use crate::base::statistics::Interval;
use crate::planning::expansion::Valued;

/// Where a plot lies, and what its edges stand for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    /// Pounds a year at the right edge, in thousands.
    pub(super) thousands: f64,
    /// Households a year at the top.
    pub(super) most: f64,
}

impl Frame {
    pub(super) fn x(&self, pounds: f64) -> f64 {
        let part = (pounds / 1000.0 / self.thousands).clamp(0.0, 1.0);
        self.left + (self.right - self.left) * part
    }

    pub(super) fn y(&self, value: f64) -> f64 {
        self.bottom - (self.bottom - self.top) * (value / self.most).clamp(0.0, 1.0)
    }

    /// The line of a figure of each plan, to the right edge.
    fn line(&self, plans: &[Valued], of: &dyn Fn(&Valued) -> f64) -> Vec<(f64, f64)> {
        let mut line = Vec::new();
        for (k, plan) in plans.iter().enumerate() {
            let until = plans.get(k + 1).map_or(self.right, |next| self.x(next.plan.a_year[0]));
            let y = self.y(of(plan));
            line.extend([(self.x(plan.plan.a_year[0]), y), (until, y)]);
        }
        line
    }

    /// A figure of each plan as a line in its band.
    pub(super) fn draw(
        &self,
        marks: &mut Marks,
        plans: &[Valued],
        of: &dyn Fn(&Valued) -> Interval,
    ) {
        let upper = self.line(plans, &|plan| of(plan).high);
        let lower = self.line(plans, &|plan| of(plan).low);
        let band: Vec<(f64, f64)> = upper.into_iter().chain(lower.into_iter().rev()).collect();
        marks.area(&band, colour::BLUE_LIGHT);
        marks.line(&self.line(plans, &|plan| of(plan).mean), 2, colour::BLUE);
    }

    /// The base line with pounds below it.
    pub(super) fn pounds_below(&self, marks: &mut Marks, ticks: &[f64]) {
        for &tick in ticks {
            let at = self.x(1000.0 * tick);
            marks.line(&[(at, self.bottom), (at, self.bottom + 5.0)], 1, colour::GREY);
            let style = Type::plain(12.5).at(Anchor::Middle);
            marks.text((at, self.bottom + 17.0), &short(1000.0 * tick), style);
        }
        marks.line(&[(self.left, self.bottom), (self.right, self.bottom)], 1, colour::GREY);
    }
}

/// "£0", "£200k", "£1.2m".
pub(super) fn short(pounds: f64) -> String {
    let thousands = pounds / 1000.0;
    if thousands <= 0.0 {
        "\u{a3}0".to_owned()
    } else if thousands >= 1000.0 {
        format!("\u{a3}{}m", panels::tick(thousands / 1000.0))
    } else {
        format!("\u{a3}{}k", panels::tick(libm::round(thousands)))
    }
}
