//! One replication as whole-number counts by quarter.
//!
//! A household counts in the quarter in which it asked, whatever became of it later.

use crate::domain::{ReturnReason, RuleSet};
use crate::simulation::{Calendar, Fate, Model, Observer, Tape};
use std::collections::BTreeMap;

/// What is counted for everybody and for each class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Count {
    Referrals,
    Placed,
    Unmet(ReturnReason),
    Withdrew,
    StillWaiting,
    ChildrenTurnedAway,
    /// Milliseconds waited by those who were placed.
    WaitedMs,
}

impl Count {
    pub(super) const HOW_MANY: usize = 6 + ReturnReason::ALL.len();

    pub(super) fn index(self) -> usize {
        match self {
            Self::Referrals => 0,
            Self::Placed => 1,
            Self::Withdrew => 2,
            Self::StillWaiting => 3,
            Self::ChildrenTurnedAway => 4,
            Self::WaitedMs => 5,
            Self::Unmet(reason) => 6 + reason as usize,
        }
    }

    /// The outcomes of which every referral has exactly one.
    fn outcomes() -> impl Iterator<Item = Self> {
        let unmet = ReturnReason::ALL.into_iter().map(Self::Unmet);
        [Self::Placed, Self::Withdrew, Self::StillWaiting].into_iter().chain(unmet)
    }
}

/// The counts of one replication.
#[derive(Debug, Clone)]
pub struct History {
    /// The quarter in which each household of the tape asked; [`NOT_COUNTED`] in the warm-up.
    quarter_of: Vec<u16>,
    quarters: usize,
    groups: usize,
    counts: Vec<i64>,
    placed_by_kind: Vec<i64>,
    lived_in_ms: Vec<i64>,
    barriers: BTreeMap<(ReturnReason, u16), (RuleSet, Vec<i64>)>,
}

/// Kinds of unit.
pub(super) const KINDS: usize = 3;

/// The quarter of whoever asked before anything counts.
const NOT_COUNTED: u16 = u16::MAX;

impl History {
    /// Empty, for a model.
    pub fn new(model: &Model<'_>) -> Self {
        let quarters = model.calendar.quarters();
        let groups = 1 + model.demand.classes.len();
        Self {
            quarter_of: Vec::new(),
            quarters,
            groups,
            counts: vec![0; Count::HOW_MANY * groups * quarters],
            placed_by_kind: vec![0; KINDS * quarters],
            lived_in_ms: vec![0; KINDS * quarters],
            barriers: BTreeMap::new(),
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.counts.fill(0);
        self.placed_by_kind.fill(0);
        self.lived_in_ms.fill(0);
        self.barriers.clear();
    }

    /// Watches the replay of a tape.
    pub fn watch<'a>(&'a mut self, model: &'a Model<'a>, tape: &'a Tape) -> Watch<'a> {
        Watch { history: self, model, tape }
    }

    /// The quarters of one count of one group; group 0 is everybody.
    pub(super) fn of(&self, count: Count, group: usize) -> &[i64] {
        let at = (count.index() * self.groups + group) * self.quarters;
        &self.counts[at..at + self.quarters]
    }

    pub(super) fn groups(&self) -> usize {
        self.groups
    }

    pub(super) fn placed_in(&self, kind: usize) -> &[i64] {
        &self.placed_by_kind[kind * self.quarters..(kind + 1) * self.quarters]
    }

    pub(super) fn lived_in_ms(&self, kind: usize) -> &[i64] {
        &self.lived_in_ms[kind * self.quarters..(kind + 1) * self.quarters]
    }

    pub(super) fn barriers(&self) -> impl Iterator<Item = (ReturnReason, RuleSet, &[i64])> {
        self.barriers
            .iter()
            .map(|((reason, _), (set, quarters))| (*reason, *set, quarters.as_slice()))
    }

    /// Whether all counts are the same.
    pub fn counts_the_same(&self, other: &Self) -> bool {
        self.counts == other.counts
            && self.placed_by_kind == other.placed_by_kind
            && self.lived_in_ms == other.lived_in_ms
            && self.barriers == other.barriers
    }

    /// Whether every referral has exactly one outcome, in every quarter and group.
    pub fn is_conserved(&self) -> bool {
        (0..self.groups).all(|group| {
            (0..self.quarters).all(|quarter| {
                let outcomes: i64 =
                    Count::outcomes().map(|count| self.of(count, group)[quarter]).sum();
                outcomes == self.of(Count::Referrals, group)[quarter]
            })
        })
    }

    /// So many asked in a quarter, of the only class; those placed in no kind were turned away.
    pub(super) fn add_of_one_class(
        &mut self,
        quarter: usize,
        asked: i64,
        placed: [i64; KINDS],
        children: u32,
    ) {
        let all: i64 = placed.iter().sum();
        self.add(Count::Referrals, 0, quarter, asked);
        self.add(Count::Placed, 0, quarter, all);
        self.add(Count::Unmet(ReturnReason::Capacity), 0, quarter, asked - all);
        self.add(Count::ChildrenTurnedAway, 0, quarter, (asked - all) * i64::from(children));
        for (kind, placed) in placed.into_iter().enumerate() {
            self.placed_by_kind[kind * self.quarters + quarter] += placed;
        }
    }

    /// So long were units of a kind lived in, quarter by quarter.
    pub(super) fn set_lived_in_ms(&mut self, kind: usize, ms: impl Iterator<Item = i64>) {
        let own = &mut self.lived_in_ms[kind * self.quarters..(kind + 1) * self.quarters];
        own.iter_mut().zip(ms).for_each(|(own, ms)| *own = ms);
    }

    fn add(&mut self, count: Count, class: usize, quarter: usize, n: i64) {
        for group in [0, class + 1] {
            self.counts[(count.index() * self.groups + group) * self.quarters + quarter] += n;
        }
    }
}

/// Counts what a replay tells.
#[derive(Debug)]
pub struct Watch<'a> {
    history: &'a mut History,
    model: &'a Model<'a>,
    tape: &'a Tape,
}

impl Watch<'_> {
    /// Counts everybody who asked, so that nobody without an outcome goes unnoticed.
    pub fn count_referrals(&mut self) {
        self.history.quarter_of.clear();
        let mut bounds = self.model.calendar.bounds.iter().peekable();
        let mut quarter = NOT_COUNTED;
        for (&at, &class) in self.tape.arrival_ms.iter().zip(&self.tape.class) {
            while bounds.next_if(|bound| **bound <= at).is_some() {
                quarter = quarter.wrapping_add(1);
            }
            self.history.quarter_of.push(quarter);
            if quarter != NOT_COUNTED {
                let (class, quarter) = (usize::from(class), usize::from(quarter));
                self.history.add(Count::Referrals, class, quarter, 1);
            }
        }
    }

    fn turn_away(&mut self, class: usize, quarter: usize) {
        let children = i64::from(self.model.demand.classes[class].children);
        self.history.add(Count::ChildrenTurnedAway, class, quarter, children);
    }
}

impl Observer for Watch<'_> {
    fn fate(&mut self, k: usize, fate: Fate) {
        let quarter = match self.history.quarter_of[k] {
            NOT_COUNTED => return,
            quarter => usize::from(quarter),
        };
        let class = usize::from(self.tape.class[k]);
        match fate {
            Fate::Placed { unit, at } => {
                let waited = i64::try_from(at - self.tape.arrival_ms[k]).unwrap_or(i64::MAX);
                self.history.add(Count::Placed, class, quarter, 1);
                self.history.add(Count::WaitedMs, class, quarter, waited);
                let kind = self.model.kinds[unit] as usize;
                self.history.placed_by_kind[kind * self.history.quarters + quarter] += 1;
            }
            Fate::TurnedAway(outcome) => {
                self.history.add(Count::Unmet(outcome.reason), class, quarter, 1);
                if outcome.reason.is_unmet_need() {
                    self.turn_away(class, quarter);
                }
                if outcome.barrier.is_empty() {
                    return;
                }
                let quarters = self.history.quarters;
                let key = (outcome.reason, outcome.barrier.order_key());
                let entry = self
                    .history
                    .barriers
                    .entry(key)
                    .or_insert((outcome.barrier, vec![0; quarters]));
                entry.1[quarter] += 1;
            }
            Fate::Withdrew => {
                self.history.add(Count::Withdrew, class, quarter, 1);
                self.turn_away(class, quarter);
            }
            Fate::StillWaiting => self.history.add(Count::StillWaiting, class, quarter, 1),
            Fate::Sanctuary | Fate::NotEligible | Fate::NotAsked => {}
        }
    }

    fn lived_in(&mut self, unit: usize, from: u64, to: u64) {
        let kind = self.model.kinds[unit] as usize;
        let quarters = self.history.quarters;
        for (quarter, ms) in overlaps(&self.model.calendar, from, to) {
            self.history.lived_in_ms[kind * quarters + quarter] += ms;
        }
    }
}

/// How long a span lies in each quarter, in milliseconds.
pub(super) fn overlaps(
    calendar: &Calendar,
    from: u64,
    to: u64,
) -> impl Iterator<Item = (usize, i64)> {
    let first = calendar.quarter(from).unwrap_or(0);
    let bounds = calendar.bounds.windows(2).enumerate().skip(first);
    bounds.take_while(move |(_, bound)| bound[0] < to).map(move |(quarter, bound)| {
        let ms = to.min(bound[1]).saturating_sub(from.max(bound[0]));
        (quarter, i64::try_from(ms).unwrap_or(i64::MAX))
    })
}
