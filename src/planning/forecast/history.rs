//! One replication as whole numbers: counts by quarter and class of household, and amounts of time.
//!
//! A request counts in the quarter in which it was made, whatever became of it later; nights count when they
//! pass. Not here: who tells it (`recorder`), or many of them (`accumulator`).

use super::count::{Count, KINDS, NOT_COUNTED};
use super::scope::{Amount, Scope, periods_of};
use super::spans::Spans;
use crate::base::domain::time::DAY_MS;
use crate::base::domain::{ReturnReason, RuleSet};
use std::collections::BTreeMap;

/// Whole nights, to the nearest.
pub(super) fn nights(ms: u64) -> u32 {
    u32::try_from((ms + (DAY_MS >> 1)).div_euclid(DAY_MS)).unwrap_or(u32::MAX)
}

/// Waits are told in whole days: 0, 1… up to this, and longer.
pub(super) const LONGEST_DAYS: usize = 60;

/// How many waits there were of each number of whole days, and of more, by how they ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Waits(pub(super) [[u64; LONGEST_DAYS + 2]; 2]);

impl Default for Waits {
    fn default() -> Self {
        Self([[0; LONGEST_DAYS + 2]; 2])
    }
}

impl Waits {
    fn add(&mut self, ended: WaitEnded, ms: u64) {
        let days = usize::try_from(ms.div_euclid(DAY_MS)).unwrap_or(usize::MAX);
        self.0[ended as usize][days.min(LONGEST_DAYS + 1)] += 1;
    }

    /// Both together.
    pub(super) fn merge(&mut self, other: &Self) {
        let all = self.0.iter_mut().flatten().zip(other.0.iter().flatten());
        all.for_each(|(mine, theirs)| *mine += theirs);
    }
}

/// How a wait ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WaitEnded {
    /// The household was placed, perhaps at once.
    Placed,
    /// It gave up.
    GaveUp,
}

/// How far a request has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Request {
    /// It has no outcome yet.
    Open,
    /// It has one, or there is none.
    Ended,
    /// It ended in giving up, and more may be told of the wait.
    GivenUp,
}

/// Where the latest request of a household has led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lodging {
    /// To no unit, or it is counted already.
    None,
    /// To a short stay.
    Short,
    /// To a longer unit.
    Longer,
}

/// What is known of a household over all its requests: of an entry of the tape, or of all that come from one source.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Person {
    /// Its place on the tape and the quarter when it was first referred at all; [`NOT_COUNTED`]: in the warm-up.
    pub(super) first: Option<(u32, u16)>,
    /// Whether it ever had unmet need within the span.
    pub(super) unmet: bool,
    /// Whether it was ever placed or made safe at home.
    pub(super) safe: bool,
}

/// What is known of a household of the tape while it is replayed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Household {
    /// When it made its latest request.
    pub(super) asked_at: u64,
    /// For how long it has waited since, in milliseconds.
    pub(super) waited_ms: u64,
    /// The quarter of that request; [`NOT_COUNTED`] in the warm-up.
    pub(super) quarter: u16,
    /// How far that request has come.
    pub(super) request: Request,
    /// Whether it was told that this request waits.
    pub(super) waits: bool,
    /// Where it led to.
    pub(super) lodging: Lodging,
}

impl Household {
    pub(super) const UNKNOWN: Self = Self {
        asked_at: 0,
        waited_ms: 0,
        quarter: NOT_COUNTED,
        request: Request::Ended,
        waits: false,
        lodging: Lodging::None,
    };
}

/// The counts of one replication.
#[derive(Debug, Clone)]
pub struct History<'a> {
    pub(super) scope: &'a Scope,
    /// What is known of each household of the tape.
    pub(super) households: Vec<Household>,
    /// What is known of each over all its requests.
    pub(super) people: Vec<Person>,
    /// Where the last moment was found among the quarters.
    pub(super) near: usize,
    /// Whether a request had no outcome, or two, or a household asked again before it had one.
    pub(super) is_contradicted: bool,
    /// Whether anybody waited, or was supported in second stage.
    pub(super) any_rare: bool,
    /// Counts, as [`Scope::counts_of`] lays them out.
    pub(super) counts: Vec<u32>,
    /// For each class, the counts that are not all 0, as bits.
    pub(super) touched: Vec<u64>,
    /// Amounts, as [`Scope::amounts_of`] lays them out; those of time only once the replay has ended.
    pub(super) amounts: Vec<i64>,
    pub(super) waiting: Vec<Spans>,
    pub(super) lived_in: [Spans; KINDS],
    pub(super) lived_in_by_week: [Spans; KINDS],
    pub(super) second_stage: Spans,
    pub(super) second_stage_by_week: Spans,
    pub(super) second_stage_over: Spans,
    /// From when to when households were supported in second stage.
    pub(super) supported: Vec<(u64, u64)>,
    pub(super) waits: Waits,
    /// Which of the barriers below is which.
    barrier_of: BTreeMap<(ReturnReason, u16), usize>,
    /// Reasons and barriers with their quarters; all 0 where this history had none.
    barriers: Vec<(ReturnReason, RuleSet, Vec<u32>)>,
}

impl<'a> History<'a> {
    /// Empty.
    pub fn new(scope: &'a Scope) -> Self {
        let by_quarter = || Spans::new(&scope.quarters);
        let by_week = || Spans::new(&scope.weeks);
        Self {
            scope,
            households: Vec::new(),
            people: Vec::new(),
            near: 0,
            is_contradicted: false,
            any_rare: false,
            counts: vec![0; scope.counts()],
            touched: vec![0; scope.classes.len()],
            amounts: vec![0; scope.amounts()],
            waiting: scope.classes.iter().map(|_| by_quarter()).collect(),
            lived_in: [0; KINDS].map(|_| by_quarter()),
            lived_in_by_week: [0; KINDS].map(|_| by_week()),
            second_stage: by_quarter(),
            second_stage_by_week: by_week(),
            second_stage_over: by_quarter(),
            supported: Vec::new(),
            waits: Waits::default(),
            barrier_of: BTreeMap::new(),
            barriers: Vec::new(),
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.near = 0;
        self.is_contradicted = false;
        self.any_rare = false;
        self.counts.fill(0);
        self.touched.fill(0);
        self.amounts.fill(0);
        self.waiting.iter_mut().for_each(Spans::clear);
        self.lived_in.iter_mut().for_each(Spans::clear);
        self.lived_in_by_week.iter_mut().for_each(Spans::clear);
        self.second_stage.clear();
        self.second_stage_by_week.clear();
        self.second_stage_over.clear();
        self.supported.clear();
        self.waits = Waits::default();
        self.barriers.iter_mut().for_each(|(.., quarters)| quarters.fill(0));
    }

    /// The quarters of one count of one class.
    pub(super) fn of(&self, count: Count, class: usize) -> &[u32] {
        let quarters = self.scope.quarters.len();
        let at = self.scope.counts_of(class).start + count.index() * quarters;
        &self.counts[at..at + quarters]
    }

    /// The quarters of one count of everybody.
    pub(super) fn of_everybody(&self, count: Count) -> Vec<u32> {
        let mut sums = vec![0; self.scope.quarters.len()];
        for class in 0..self.scope.classes.len() {
            let own = self.of(count, class);
            sums.iter_mut().zip(own).for_each(|(sum, count)| *sum += count);
        }
        sums
    }

    /// How many arrive, and the nights that they would stay, to the nearest: period by period.
    pub(super) fn controls(&self) -> [Vec<u32>; 2] {
        let arrivals = self.of_everybody(Count::Arrivals);
        let ms = &self.amounts[self.scope.amounts_of(Amount::Offered)];
        let nights = periods_of(ms).map(|ms: i64| nights(u64::try_from(ms).unwrap_or(0)));
        [periods_of(&arrivals).collect(), nights.collect()]
    }

    /// The counts of the whole span, of everybody and then of each class, and nights: as the scope names them.
    pub(super) fn figures(&self) -> Vec<i64> {
        let classes = self.scope.classes.len();
        let total = |count, class| self.of(count, class).iter().map(|&n| i64::from(n)).sum::<i64>();
        let everybody =
            Count::all().map(|count| (0..classes).map(|class| total(count, class)).sum());
        let by_class = (0..classes)
            .flat_map(|class| Count::all().map(move |count| (count, class)))
            .map(|(count, class)| total(count, class));
        let amount = |amounts: &mut dyn Iterator<Item = Amount>| {
            amounts.flat_map(|amount| &self.amounts[self.scope.amounts_of(amount)]).sum::<i64>()
        };
        let nights = [
            amount(&mut (0..classes).map(Amount::Waiting)),
            amount(&mut (0..KINDS).map(Amount::LivedIn)),
            amount(&mut std::iter::once(Amount::SecondStage)),
        ];
        let by_kind = (0..KINDS).map(|kind| amount(&mut std::iter::once(Amount::LivedIn(kind))));
        let placed = (0..KINDS).map(|kind| amount(&mut std::iter::once(Amount::Placed(kind))));
        everybody.chain(by_class).chain(nights).chain(by_kind).chain(placed).collect()
    }

    /// Reasons and barriers, each with its quarters; some may be 0 throughout.
    pub(super) fn barriers(&self) -> &[(ReturnReason, RuleSet, Vec<u32>)] {
        &self.barriers
    }

    /// Whether everything that is counted is the same.
    pub fn counts_the_same(&self, other: &Self) -> bool {
        self.is_contradicted == other.is_contradicted
            && self.any_rare == other.any_rare
            && self.counts == other.counts
            && self.touched == other.touched
            && self.amounts == other.amounts
            && self.waits == other.waits
            && self.barriers == other.barriers
    }

    /// Whether nobody is lost, in any quarter and class: requests are referrals and those that are not eligible, every
    /// referral ended in one way and in one kind of place, and so did every request for a longer unit.
    pub fn is_conserved(&self) -> bool {
        !self.is_contradicted && self.is_made_of_its_parts(&self.scope.wholes)
    }

    fn is_made_of_its_parts(&self, wholes: &[(Count, Vec<Count>)]) -> bool {
        let mut left: Vec<u32> = Vec::with_capacity(self.scope.quarters.len());
        let mut holds = |class: usize, whole: Count, parts: &[Count]| {
            left.clear();
            left.extend_from_slice(self.of(whole, class));
            for part in parts {
                if self.touched[class] & 1 << part.index() != 0 {
                    let quarters = left.iter_mut().zip(self.of(*part, class));
                    quarters.for_each(|(left, ended)| *left = left.wrapping_sub(*ended));
                }
            }
            left.iter().all(|left| *left == 0)
        };
        let classes = 0..self.touched.len();
        classes.into_iter().all(|class| wholes.iter().all(|(of, parts)| holds(class, *of, parts)))
    }

    #[inline]
    pub(super) fn add(&mut self, count: Count, class: usize, quarter: u16, n: u32) {
        let quarters = self.scope.quarters.len();
        let at = (class * Count::HOW_MANY + count.index()) * quarters + usize::from(quarter);
        self.counts[at] = self.counts[at].wrapping_add(n);
        self.touched[class] |= 1 << count.index();
    }

    pub(super) fn add_amount(&mut self, amount: Amount, at: usize, n: i64) {
        let range = self.scope.amounts_of(amount);
        self.amounts[range.start + at] += n;
    }

    pub(super) fn add_barrier(&mut self, reason: ReturnReason, barrier: RuleSet, quarter: u16) {
        let quarters = self.scope.quarters.len();
        let slots = &mut self.barriers;
        let slot = self.barrier_of.entry((reason, barrier.order_key())).or_insert_with(|| {
            slots.push((reason, barrier, vec![0; quarters]));
            slots.len() - 1
        });
        self.barriers[*slot].2[usize::from(quarter)] += 1;
    }

    /// So many were placed at once.
    pub(super) fn add_placed_at_once(&mut self, households: u64) {
        self.waits.0[WaitEnded::Placed as usize][0] += households;
    }

    pub(super) fn add_wait(&mut self, ended: WaitEnded, ms: u64) {
        self.waits.add(ended, ms);
    }
}
