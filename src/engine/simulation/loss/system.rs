//! A scenario on an estate that is a loss system, and whether it is one.

use crate::base::domain::time::DAY_MS;
use crate::engine::demand::{Class, Tabulated};
use crate::engine::simulation::bitset::{BitSet, words};
use crate::engine::simulation::model::{Compiled, Model};
use std::sync::Arc;

/// A scenario on an estate that is a loss system.
#[derive(Debug)]
pub struct Loss<'a> {
    pub(super) model: &'a Model<'a>,
    /// Open units in the order in which they are offered.
    pub(super) order: Vec<usize>,
    /// From one arrival to the next where one comes a day, and how long a household stays.
    pub(super) between: &'a Tabulated,
    pub(super) stay: &'a Tabulated,
}

/// One household's stay.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LossStay {
    /// When it asked and moved in, in milliseconds since the beginning.
    pub from: u64,
    /// When it left; a millisecond after the end, if it did not before.
    pub to: u64,
    /// The place of its unit in the order of offers: see [`Loss::order`].
    pub slot: usize,
}

impl<'a> Loss<'a> {
    /// The most units an estate may have.
    pub const MOST_UNITS: usize = 255;

    /// Of a model, if it is a loss system.
    ///
    /// Units are open throughout or never; everybody is of one class, takes one unit that no rule speaks of
    /// or decides about, stays as long in any of them, and has no second thing happen to her; arrivals are
    /// Poisson at one rate.
    pub fn of(model: &'a Model<'a>) -> Option<Self> {
        let ([class], [compiled]) = (&*model.demand.classes, &*model.compiled) else { return None };
        let is_plain = !model.starts_occupied
            && model.rate.is_constant()
            && model.calendar.bounds.iter().all(|bound| bound.rem_euclid(DAY_MS) == 0)
            && model.opens.iter().all(|opens| matches!(opens, None | Some(0)))
            && model.census.iter().all(|(_, at)| *at <= model.calendar.end())
            && nothing_else_happens(model, class)
            && (class.has_own_stay || !touches(model, &model.short))
            && every_open_unit_suits(model, class, compiled);
        let is_open = |unit: &usize| model.opens[*unit] == Some(0);
        let order: Vec<usize> = compiled.order.iter().copied().filter(is_open).collect();
        if !is_plain || order.is_empty() || order.len() > Self::MOST_UNITS {
            return None;
        }
        Some(Self {
            model,
            stay: only_stay(model, class, &order)?,
            order,
            between: &model.demand.between,
        })
    }

    /// Of several models, if all are loss systems that the same households ask at the same moments for the
    /// same stays, so that one drawing serves all.
    pub fn of_all(models: &'a [Model<'a>]) -> Option<Vec<Self>> {
        let losses: Vec<Self> = models.iter().map(Self::of).collect::<Option<_>>()?;
        let first = losses.first()?;
        losses.iter().all(|loss| loss.is_asked_like(first)).then_some(losses)
    }

    /// Open units in the order in which they are offered.
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// The model.
    pub fn model(&self) -> &'a Model<'a> {
        self.model
    }
    /// Whether the same households ask at the same moments for the same stays as in another.
    fn is_asked_like(&self, other: &Self) -> bool {
        let rates = [self, other].map(|loss| loss.model.rate.per_day());
        self.model.seed == other.model.seed
            && self.model.calendar.begin == other.model.calendar.begin
            && self.model.calendar.bounds == other.model.calendar.bounds
            && rates[0].total_cmp(&rates[1]).is_eq()
            && self.stay.quantile() == other.stay.quantile()
    }
}

/// Whether a household that finds a unit moves in and leaves it vacant, and any other goes away, for good.
fn nothing_else_happens(model: &Model<'_>, class: &Class) -> bool {
    let course = &model.demand.course;
    class.units == 1
        && course.funnel.lets_everybody_through()
        && course.funnel.accepts >= 1.0
        && course.waiting.is_none()
        && course.induced.is_none()
        && course.homes.is_none()
        && course.second_stage.is_none()
        && course.repairs.is_none()
        && course.sources.is_none()
        && course.turnaround_ms == 0
        && course.hold_ms == 0
        && course.kept_for_local == 0
        && !course.anybody_asks_again()
        && !course.anybody_asks_onward()
}

/// Whether no rule says anything of an open unit, whoever lives where and whatever place is drawn.
fn every_open_unit_suits(model: &Model<'_>, class: &Class, compiled: &Compiled) -> bool {
    let open = open(model);
    let needs = &class.household.needs;
    let has_limit = |unit: usize| {
        let setting = &model.estate.settings[model.estate.units[unit].setting];
        setting.complex_needs_places.is_some()
    };
    let is_limited = needs.nrpf.may_be() && model.estate.provider.nrpf_places.is_some()
        || needs.complex.may_be() && (0..model.opens.len()).any(has_limit);
    !is_limited
        && !touches(model, &compiled.barred)
        && !compiled.asks.iter().any(|(_, mask)| touches(model, mask))
        && compiled.risks.leaves_alone(&open)
}

/// Units that are ever open.
fn open(model: &Model<'_>) -> Vec<u64> {
    let mut open = vec![0; words(model.opens.len())];
    let units = model.opens.iter().enumerate().filter(|(_, opens)| opens.is_some());
    units.for_each(|(unit, _)| open.put(unit));
    open
}

/// Whether any of some units is ever open.
fn touches(model: &Model<'_>, units: &[u64]) -> bool {
    units.iter().zip(open(model)).any(|(said, open)| said & open != 0)
}

/// How long a household stays, if that is the same in all these units.
fn only_stay<'a>(model: &Model<'_>, class: &'a Class, units: &[usize]) -> Option<&'a Tabulated> {
    let mut kinds = units.iter().map(|&unit| model.kinds[unit] as usize);
    let first: &Arc<Tabulated> = &class.support[kinds.next()?];
    let is_like = |kind: usize| {
        class.move_on[kind].is_none() && class.support[kind].quantile() == first.quantile()
    };
    let has_no_wait = class.move_on[model.kinds[units[0]] as usize].is_none();
    (has_no_wait && kinds.all(is_like)).then_some(&**first)
}
