//! What is known beforehand of who asks: how many arrive and how long they would stay, on average over all histories.
//!
//! These are means of what is drawn whatever becomes of it, so a simulation need not find them; how far its own lie from them
//! tells how far its other means lie from theirs (control variates: Lavenberg and Welch 1981). Not here: what is made of that
//! (`forecast`).

use super::model::Model;
use crate::base::domain::Kind;
use crate::engine::demand::Class;

/// Means over all histories, quarter by quarter of those that count.
#[derive(Debug, Clone, PartialEq)]
pub struct Expected {
    /// Households that ask for the first time, for each group of classes.
    pub arrivals: Vec<Vec<f64>>,
    /// Nights that they would stay, were each placed in the usual kind of unit.
    pub nights: Vec<f64>,
}

impl Model<'_> {
    /// The kind of which most units are ever open, the first of several: how long anybody would stay is told of it.
    pub fn usual_kind(&self) -> Kind {
        let mut open = [0_u32; Kind::ALL.len()];
        for (kind, opens) in self.kinds.iter().zip(&self.opens) {
            open[*kind as usize] += u32::from(opens.is_some());
        }
        let most = open.iter().max().copied().unwrap_or(0);
        let usual = Kind::ALL.into_iter().find(|kind| open[*kind as usize] == most);
        usual.unwrap_or(Kind::ALL[0])
    }

    /// What is known beforehand of those who ask.
    pub fn expected(&self) -> Expected {
        self.expected_by(&self.pattern())
    }

    /// How arrivals spread over quarters: where one asks a day but for the pattern, and because of bursts.
    pub(super) fn pattern(&self) -> Vec<[f64; 2]> {
        let quarters = self.calendar.bounds.windows(2);
        quarters.map(|bounds| self.rate.expected(bounds[0]..bounds[1])).collect()
    }

    pub(super) fn expected_by(&self, pattern: &[[f64; 2]]) -> Expected {
        let kind = self.usual_kind();
        let per_day = self.rate.per_day();
        let all: Vec<f64> =
            pattern.iter().map(|[usual, bursts]| per_day * usual + bursts).collect();
        let mut shares = vec![0.0; self.demand.groups.len()];
        let (mut before, mut nights) = (0.0, 0.0);
        let classes = &self.demand.classes;
        for (number, class) in classes.iter().enumerate() {
            // What lies beyond all shares is of the last class.
            let is_last = number + 1 == classes.len();
            let up_to = if is_last { 1.0 } else { class.share_up_to };
            shares[class.group] += up_to - before;
            nights += (up_to - before) * nights_of(class, kind);
            before = up_to;
        }
        if classes.is_empty() {
            return Expected { arrivals: Vec::new(), nights: vec![0.0; all.len()] };
        }
        let of_group = |share: f64| all.iter().map(|all| all * share).collect();
        Expected {
            arrivals: shares.into_iter().map(of_group).collect(),
            nights: all.iter().map(|all| all * nights).collect(),
        }
    }
}

fn nights_of(class: &Class, kind: Kind) -> f64 {
    let waits = class.move_on[kind as usize].as_ref();
    class.support[kind as usize].quantile().mean_days()
        + waits.map_or(0.0, |wait| wait.quantile().mean_days())
}

impl Expected {
    pub(super) fn each(&mut self) -> impl Iterator<Item = &mut f64> {
        self.arrivals.iter_mut().flatten().chain(&mut self.nights)
    }

    pub(super) fn add(&mut self, mut other: Self) {
        self.each().zip(other.each()).for_each(|(sum, own)| *sum += *own);
    }
}
