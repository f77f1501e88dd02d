//! A bound in the long run, without hindsight: households as a steady stream instead of one by one.
//!
//! Maximise the households housed in a year so that no class of units is asked for more nights than it has
//! and no class of household is housed more often than something suits it. No policy that does not know how
//! long stays will be can house more in the long run. A bound only: its duals are zero below saturation,
//! although order matters there too.

use super::policy_view::PolicyView;
use crate::base::domain::time::DAYS_OF_YEAR;
use crate::base::solver::{Column, Model, Row, SolverError};
use crate::base::statistics::float;
use crate::engine::simulation::{Tape, replicate_these};
use std::ops::Range;
use std::time::Duration;

/// How often a class of household came, was suited anywhere, and by each class of units.
type Suited = Vec<(i64, i64, Vec<i64>)>;

/// The most households that can be housed in a year of 365 days, from who came on some tapes.
///
/// # Errors
/// If the solver found no bound.
pub fn fluid(view: &PolicyView<'_>, tapes: Range<u32>) -> Result<f64, SolverError> {
    const IN_TIME: Duration = Duration::from_secs(60);
    let empty = || vec![(0, 0, vec![0; view.classes.len()]); view.points.len()];
    let suited =
        replicate_these(view.model, tapes, empty, |suited, tape| count(view, tape, suited), merge);
    Ok(programme(view, &suited).maximise(IN_TIME)?.bound)
}

fn count(view: &PolicyView<'_>, tape: &Tape, suited: &mut Suited) {
    for k in 0..tape.len() {
        let (came, anywhere, by_class) = &mut suited[usize::from(tape.class[k])];
        *came += 1;
        let mut any = false;
        for (class, count) in view.classes.iter().zip(by_class) {
            let suits = class.units.iter().any(|&unit| tape.may_suit(view.model, k, unit));
            *count += i64::from(suits);
            any |= suits;
        }
        *anywhere += i64::from(any);
    }
}

fn merge(mut mine: Suited, theirs: Suited) -> Suited {
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        mine.0 += theirs.0;
        mine.1 += theirs.1;
        mine.2.iter_mut().zip(theirs.2).for_each(|(a, b)| *a += b);
    }
    mine
}

fn programme(view: &PolicyView<'_>, suited: &Suited) -> Model {
    let (mut columns, mut rows) = (Vec::new(), Vec::new());
    let mut nights: Vec<Vec<(usize, f64)>> = vec![Vec::new(); view.classes.len()];
    for (household, (came, anywhere, by_class)) in suited.iter().enumerate() {
        let a_year = view.model.demand.per_day * DAYS_OF_YEAR * view.shares[household];
        let of = |count: i64| a_year * float(count) / float((*came).max(1));
        let first = columns.len();
        for (class, &count) in by_class.iter().enumerate() {
            let stay = view.stay_nights[household][view.classes[class].kind as usize];
            nights[class].push((columns.len(), stay));
            columns.push(Column { objective: 1.0, lower: 0.0, upper: of(count), whole: false });
        }
        let terms = (first..columns.len()).map(|column| (column, 1.0)).collect();
        rows.push(Row { terms, at_most: of(*anywhere) });
    }
    for (class, terms) in nights.into_iter().enumerate() {
        let open = |unit: &&usize| view.model.opens[**unit].is_some();
        let units = view.classes[class].units.iter().filter(open).count();
        rows.push(Row { terms, at_most: float(units) * DAYS_OF_YEAR });
    }
    Model { columns, rows }
}
