//! Some histories laid beside each other, so that each figure takes up many at once. Not here: the figures
//! (`accumulator`).

use super::cell::{AT_ONCE, CONTROLS};
use super::count::Count;
use super::history::{History, nights};
use super::scope::{Amount, Scope};

/// Histories beside each other.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) filled: usize,
    /// For each class and count, the quarters of each history, one history behind the other.
    counts: Vec<u32>,
    /// For each class, the counts that are not 0 in all histories, as bits.
    pub(super) touched: Vec<u64>,
    /// The amounts of each history, one history behind the other.
    amounts: Vec<i64>,
    /// Whether anybody waited, or was supported in second stage.
    pub(super) any_rare: bool,
    /// One count of one group: for each count, for each period, one value a history.
    pub(super) own: Vec<Lane>,
    /// The same for everybody.
    pub(super) all: Vec<Lane>,
}

/// What a figure is held against in each of some histories, period by period.
#[derive(Debug)]
pub(super) struct Controls {
    /// Everybody who arrives.
    arrivals: Vec<Lane>,
    /// Nights that they would stay, to the nearest.
    nights: Vec<Lane>,
}

impl Controls {
    /// Those of a period, for a class of which so many arrive.
    #[inline]
    pub(super) fn of<'a>(&'a self, period: usize, own: &'a [u32]) -> [&'a [u32]; CONTROLS] {
        [own, &self.arrivals[period], &self.nights[period]]
    }

    /// The nights, period by period.
    pub(super) fn nights(&self) -> impl Iterator<Item = Amounts> {
        self.nights.iter().map(|nights| nights.map(u64::from))
    }

    /// Those of a period, for everybody.
    pub(super) fn of_all(&self, period: usize) -> [&[u32]; CONTROLS] {
        self.of(period, &self.arrivals[period])
    }
}

/// One count in each of some histories; 0 where there are fewer.
pub(super) type Lane = [u32; AT_ONCE];
/// One amount in each of them.
pub(super) type Amounts = [u64; AT_ONCE];

impl Block {
    /// Of no histories.
    pub(super) fn new(scope: &Scope) -> Self {
        let lanes = vec![[0; AT_ONCE]; Count::HOW_MANY * scope.periods()];
        Self {
            filled: 0,
            counts: vec![0; AT_ONCE * scope.counts()],
            touched: vec![0; scope.classes.len()],
            amounts: vec![0; AT_ONCE * scope.amounts()],
            any_rare: false,
            own: lanes.clone(),
            all: lanes,
        }
    }

    /// Lays a history beside those that are there; what is 0 in it is 0 there already.
    pub(super) fn put_beside(&mut self, history: &History<'_>) {
        let scope = history.scope;
        let quarters = scope.quarters.len();
        for (class, touched) in history.touched.iter().enumerate() {
            self.touched[class] |= touched;
            let own = scope.counts_of(class).start;
            let mut left = *touched;
            while left != 0 {
                let from = own + left.trailing_zeros() as usize * quarters;
                let to = from * AT_ONCE + self.filled * quarters;
                self.counts[to..to + quarters]
                    .copy_from_slice(&history.counts[from..from + quarters]);
                left &= left - 1;
            }
        }
        let is_rare = history.any_rare;
        self.any_rare |= is_rare;
        let length = if is_rare { scope.amounts() } else { scope.common_amounts() };
        self.amounts[self.filled * scope.amounts()..][..length]
            .copy_from_slice(&history.amounts[..length]);
        self.filled += 1;
    }

    /// Forgets all histories.
    pub(super) fn clear(&mut self, scope: &Scope) {
        let each = scope.quarters.len() * AT_ONCE;
        for (class, touched) in self.touched.iter_mut().enumerate() {
            let own = &mut self.counts[scope.counts_of(class).start * AT_ONCE..];
            for (index, count) in own.chunks_mut(each.max(1)).take(Count::HOW_MANY).enumerate() {
                if *touched & 1 << index != 0 {
                    count.fill(0);
                }
            }
            *touched = 0;
        }
        if self.any_rare {
            self.amounts.fill(0);
        }
        self.any_rare = false;
        self.filled = 0;
    }

    /// Room for everybody's counts, where some class has any.
    pub(super) fn clear_all(&mut self, scope: &Scope, touched: u64) {
        let periods = scope.periods();
        for (index, lanes) in self.all.chunks_mut(periods).enumerate() {
            if touched & 1 << index != 0 {
                lanes.fill([0; AT_ONCE]);
            }
        }
    }

    /// Lays the counts of one class beside each other, history by history, with years and total, and adds
    /// them to everybody's.
    pub(super) fn lay_out(&mut self, scope: &Scope, class: usize, touched: u64) {
        let (quarters, periods) = (scope.quarters.len(), scope.periods());
        let years = quarters.div_ceil(4);
        let from = scope.counts_of(class).start;
        let both = self.own.chunks_mut(periods).zip(self.all.chunks_mut(periods));
        for (index, (own, all)) in both.enumerate().filter(|(index, _)| touched & 1 << index != 0) {
            let (sums, by_quarter) = own.split_at_mut(1 + years);
            if self.filled < AT_ONCE {
                by_quarter.fill([0; AT_ONCE]);
            }
            for lane in 0..self.filled {
                let at = (from + index * quarters) * AT_ONCE + lane * quarters;
                let row = &self.counts[at..at + quarters];
                by_quarter.iter_mut().zip(row).for_each(|(slot, count)| slot[lane] = *count);
            }
            sum_up(sums, by_quarter, |sum, count| *sum += count);
            for (all, own) in all.iter_mut().zip(own) {
                all.iter_mut().zip(own).for_each(|(all, own)| *all += *own);
            }
        }
    }

    /// Amounts added up, span by span, as they lie in the histories.
    pub(super) fn values(&self, scope: &Scope, amounts: &[Amount]) -> Vec<Amounts> {
        let length = amounts.first().map_or(0, |amount| scope.amounts_of(*amount).len());
        let mut values = vec![[0; AT_ONCE]; length];
        self.add(scope, amounts.iter().copied(), &mut values);
        values
    }

    /// Amounts by quarter added up, with years and total.
    pub(super) fn sum(
        &self,
        scope: &Scope,
        amounts: impl IntoIterator<Item = Amount>,
    ) -> Vec<Amounts> {
        let mut values = vec![[0; AT_ONCE]; scope.periods()];
        let (sums, by_quarter) = values.split_at_mut(1 + scope.quarters.len().div_ceil(4));
        self.add(scope, amounts, by_quarter);
        sum_up(sums, by_quarter, |sum, amount| *sum += amount);
        values
    }

    pub(super) fn sum_of_classes(&self, scope: &Scope, of: fn(usize) -> Amount) -> Vec<Amounts> {
        self.sum(scope, (0..scope.classes.len()).map(of))
    }

    /// The controls of the histories that lie here.
    pub(super) fn controls(&self, scope: &Scope) -> Controls {
        let (quarters, periods) = (scope.quarters.len(), scope.periods());
        let mut arrivals = vec![[0; AT_ONCE]; periods];
        let (sums, by_quarter) = arrivals.split_at_mut(1 + quarters.div_ceil(4));
        for class in 0..scope.classes.len() {
            let from =
                (scope.counts_of(class).start + Count::Arrivals.index() * quarters) * AT_ONCE;
            for lane in 0..self.filled {
                let row = &self.counts[from + lane * quarters..][..quarters];
                by_quarter.iter_mut().zip(row).for_each(|(slot, count)| slot[lane] += count);
            }
        }
        sum_up(sums, by_quarter, |sum, count| *sum += count);
        let offered = self.sum(scope, [Amount::Offered]);
        let nights = offered.into_iter().map(|ms| ms.map(nights)).collect();
        Controls { arrivals, nights }
    }

    fn add(
        &self,
        scope: &Scope,
        amounts: impl IntoIterator<Item = Amount>,
        values: &mut [Amounts],
    ) {
        let each = scope.amounts();
        for amount in amounts {
            let range = scope.amounts_of(amount);
            for lane in 0..self.filled {
                let row = &self.amounts[lane * each..][range.clone()];
                for (slot, amount) in values.iter_mut().zip(row) {
                    slot[lane] += u64::try_from(*amount).unwrap_or(0);
                }
            }
        }
    }
}

/// Total and years of quarters.
fn sum_up<T: Copy + Default>(
    sums: &mut [[T; AT_ONCE]],
    by_quarter: &[[T; AT_ONCE]],
    add: impl Fn(&mut T, T),
) {
    let Some((total, by_year)) = sums.split_first_mut() else { return };
    *total = [T::default(); AT_ONCE];
    for (year, quarters) in by_year.iter_mut().zip(by_quarter.chunks(4)) {
        *year = [T::default(); AT_ONCE];
        for quarter in quarters {
            year.iter_mut().zip(quarter).for_each(|(sum, value)| add(sum, *value));
        }
        total.iter_mut().zip(year).for_each(|(sum, value)| add(sum, *value));
    }
}
