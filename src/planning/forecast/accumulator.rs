//! Histories one after another into figures, in numbered places and so many at a time.
//!
//! A figure's memory is far away when its turn comes; so histories are laid beside each other first, and each
//! figure then takes up [`AT_ONCE`] of them. Everything that is kept is a sum of whole numbers, so it makes no
//! difference how histories are divided. Not here: what is made of the figures (`table`).

use super::block::{Amounts, Block, Controls};
use super::cell::{AT_ONCE, Cell, rate};
use super::control::Known;
use super::count::{Count, KINDS};
use super::history::{History, Waits};
use super::measure::{Group, Measure, Over, Rate};
use super::scope::{Amount, Scope, periods_of};
use super::split::{ByDraw, OfDraw};
use super::table::Tables;
use crate::base::domain::time::DAY_MS;
use std::collections::BTreeMap;

/// Figures over histories, while these are simulated.
#[derive(Debug, Clone)]
pub struct Accumulator<'a> {
    scope: &'a Scope,
    replications: u64,
    inconsistent: u64,
    waits: Waits,
    by_draw: ByDraw,
    block: Block,
    /// For everybody and then for each class, for each count, for each period.
    counts: Vec<Cell>,
    /// The same for each rate.
    rates: Vec<Cell>,
    /// For everybody and then for each class, for each period.
    wait_days: Vec<Cell>,
    nights_waiting: Vec<Cell>,
    /// Of everybody, or by kind.
    others: BTreeMap<(Measure, Group), Vec<Cell>>,
}

impl<'a> Accumulator<'a> {
    /// Of no histories.
    pub fn new(scope: &'a Scope) -> Self {
        let groups = scope.classes.len() + 1;
        let cells = |series: usize| vec![Cell::default(); series * scope.periods()];
        Self {
            scope,
            replications: 0,
            inconsistent: 0,
            waits: Waits::default(),
            by_draw: ByDraw::default(),
            block: Block::new(scope),
            counts: cells(groups * Count::HOW_MANY),
            rates: cells(groups * Rate::ALL.len()),
            wait_days: cells(groups),
            nights_waiting: cells(groups),
            others: BTreeMap::new(),
        }
    }

    /// Takes up one replication.
    pub fn add(&mut self, history: &History<'_>) {
        self.replications += 1;
        self.inconsistent += u64::from(!history.is_conserved());
        self.waits.merge(&history.waits);
        self.add_barriers(history);
        let block = &mut self.block;
        block.put_beside(history);
        if block.filled == AT_ONCE {
            self.take_block();
        }
    }

    /// Notes of which draw a history was.
    pub fn note_draw(&mut self, draw: usize, history: &History<'_>) {
        let needs = history.of_everybody(Count::UnmetNeed);
        let need = needs.into_iter().map(u64::from).sum();
        let [arrivals, nights] = history.controls().map(|of| u64::from(of[0]));
        let of = OfDraw { histories: 1, need, arrivals, nights };
        self.by_draw.add(u32::try_from(draw).unwrap_or(u32::MAX), of);
    }

    /// Few histories have any barrier, and which there may be is not known beforehand.
    fn add_barriers(&mut self, history: &History<'_>) {
        let had = |quarters: &[u32]| quarters.iter().any(|count| *count > 0);
        let mut met = history.barriers().iter().filter(|(.., quarters)| had(quarters)).peekable();
        if met.peek().is_none() {
            return;
        }
        let mut together: BTreeMap<Group, Vec<u32>> = BTreeMap::new();
        let [arrivals, nights] = history.controls();
        let controls = |at: usize| [&arrivals, &arrivals, &nights].map(|own| &own[at..=at]);
        for (reason, barrier, quarters) in met {
            let group = Group::Barrier(barrier.order_key());
            let cells = self.series((Measure::Unmet(*reason), group));
            let values = periods_of(quarters);
            for (at, (cell, value)) in cells.iter_mut().zip(values).enumerate() {
                cell.take_counts(&[value]);
                cell.take_controls(&[value], controls(at));
            }
            if reason.is_unmet_need() {
                let sum = together.entry(group).or_insert_with(|| vec![0; quarters.len()]);
                sum.iter_mut().zip(quarters).for_each(|(sum, count)| *sum += count);
            }
        }
        if together.is_empty() {
            return;
        }
        let referrals = history.of_everybody(Count::Referrals);
        for (group, parts) in together {
            let cells = self.series((Measure::Rate(Rate::NeedUnmet), group));
            let both = periods_of(&parts).zip(periods_of(&referrals));
            for (at, (cell, (part, whole))) in cells.iter_mut().zip(both).enumerate() {
                cell.take_part(part);
                cell.take_rates(&[part], &[whole]);
                cell.take_controls(&[part], controls(at));
            }
        }
    }

    fn series(&mut self, of: (Measure, Group)) -> &mut Vec<Cell> {
        let length = self.scope.length(of.0.over());
        self.others.entry(of).or_insert_with(|| vec![Cell::default(); length])
    }

    /// Both together, in either order.
    #[must_use]
    pub fn merge(mut self, mut other: Self) -> Self {
        self.take_block();
        other.take_block();
        self.replications += other.replications;
        self.inconsistent += other.inconsistent;
        self.waits.merge(&other.waits);
        self.by_draw.merge(&other.by_draw);
        let pairs = [
            (&mut self.counts, &other.counts),
            (&mut self.rates, &other.rates),
            (&mut self.wait_days, &other.wait_days),
            (&mut self.nights_waiting, &other.nights_waiting),
        ];
        for (mine, theirs) in pairs {
            mine.iter_mut().zip(theirs).for_each(|(mine, theirs)| mine.merge(theirs));
        }
        for (of, theirs) in other.others {
            let mine = self.series(of);
            mine.iter_mut().zip(&theirs).for_each(|(mine, theirs)| mine.merge(theirs));
        }
        self
    }

    /// The tables.
    pub fn finish(mut self) -> Tables {
        self.take_block();
        let periods = self.scope.periods();
        let mut tables = Tables {
            replications: self.replications,
            inconsistent: self.inconsistent,
            waits: self.waits,
            by_draw: self.by_draw,
            known: Known::default(),
            series: BTreeMap::new(),
        };
        let groups = (0..=self.scope.classes.len()).map(|group| match group.checked_sub(1) {
            None => Group::All,
            Some(class) => Group::Class(class),
        });
        let groups: Vec<Group> = groups.collect();
        let mut rates = self.rates.into_iter();
        for (group, name) in groups.iter().enumerate() {
            for rate in Rate::ALL {
                let mut cells: Vec<Cell> = rates.by_ref().take(periods).collect();
                let part = (group * Count::HOW_MANY + rate.counts().0.index()) * periods;
                for (cell, part) in cells.iter_mut().zip(&self.counts[part..]) {
                    (cell.sum, cell.squares) = (part.sum, part.squares);
                    cell.with_controls = part.with_controls;
                }
                tables.keep((Measure::Rate(rate), *name), cells);
            }
        }
        let mut counts = self.counts.into_iter();
        for name in &groups {
            for count in Count::all() {
                tables.keep((count.into(), *name), counts.by_ref().take(periods).collect());
            }
        }
        let (mut wait, mut nights) = (self.wait_days.into_iter(), self.nights_waiting.into_iter());
        for name in groups {
            tables.keep((Measure::WaitDays, name), wait.by_ref().take(periods).collect());
            tables.keep((Measure::NightsWaiting, name), nights.by_ref().take(periods).collect());
        }
        for (of, cells) in self.others {
            tables.keep(of, cells);
        }
        tables
    }

    fn take_block(&mut self) {
        if self.block.filled > 0 {
            let controls = self.block.controls(self.scope);
            self.take_classes(&controls);
            self.take_kinds(&controls);
            self.take_waiting(&controls);
            self.take_present(&controls);
            self.take_second_stage(&controls);
            self.take_offered(&controls);
            self.block.clear(self.scope);
        }
    }

    fn take_classes(&mut self, controls: &Controls) {
        // Whatever else a class has in common with its arrivals, these lie beside it even where nobody arrives.
        let arrivals = 1 << Count::Arrivals.index();
        let together = self.block.touched.iter().fold(arrivals, |all, touched| all | touched);
        self.block.clear_all(self.scope, together);
        for class in 0..self.scope.classes.len() {
            let touched = self.block.touched[class];
            if touched != 0 {
                self.block.lay_out(self.scope, class, touched | arrivals);
                self.take_counts(class + 1, touched, controls);
            }
        }
        std::mem::swap(&mut self.block.own, &mut self.block.all);
        self.take_counts(0, together, controls);
        std::mem::swap(&mut self.block.own, &mut self.block.all);
    }

    /// Takes up the counts that lie in `own`, and the rates and waits made of them.
    fn take_counts(&mut self, group: usize, touched: u64, controls: &Controls) {
        let periods = self.scope.periods();
        let lanes = |count: Count| &self.block.own[count.index() * periods..][..periods];
        let is_touched = |count: Count| touched & 1 << count.index() != 0;
        for count in Count::all().filter(|count| is_touched(*count)) {
            let cells = &mut self.counts[(group * Count::HOW_MANY + count.index()) * periods..];
            let own = lanes(Count::Arrivals);
            for (period, (cell, lane)) in cells.iter_mut().zip(lanes(count)).enumerate() {
                cell.take_counts(lane);
                cell.take_controls(lane, controls.of(period, &own[period]));
            }
        }
        for (slot, rate) in Rate::ALL.into_iter().enumerate() {
            let (part, whole) = rate.counts();
            if is_touched(part) {
                let cells = &mut self.rates[(group * Rate::ALL.len() + slot) * periods..];
                for (cell, (x, y)) in cells.iter_mut().zip(lanes(part).iter().zip(lanes(whole))) {
                    cell.take_rates(x, y);
                }
            }
        }
        if is_touched(Count::Placed) {
            let waited = self.block.any_rare.then(|| match group.checked_sub(1) {
                Some(class) => self.block.sum(self.scope, [Amount::Waited(class)]),
                None => self.block.sum_of_classes(self.scope, Amount::Waited),
            });
            let cells = &mut self.wait_days[group * periods..];
            let placed = lanes(Count::Placed);
            for (period, (cell, placed)) in cells.iter_mut().zip(placed).enumerate() {
                cell.n += placed.iter().map(|placed| u64::from(*placed > 0)).sum::<u64>();
                if let Some(waited) = &waited {
                    let both = waited[period].iter().zip(placed);
                    let days = both.map(|(ms, placed)| rate(*ms, u64::from(*placed) * DAY_MS));
                    cell.take_values(Measure::WaitDays.fineness(), days);
                }
            }
        }
    }

    fn take_kinds(&mut self, controls: &Controls) {
        let scope = self.scope;
        let (mut lived, mut open) = (Vec::new(), Vec::new());
        for kind in 0..KINDS {
            let group = Group::Kind(kind);
            let placed = self.block.sum(scope, [Amount::Placed(kind)]);
            self.take_whole((Measure::Placed, group), &placed, controls);
            let residents = self.block.values(scope, &[Amount::Residents(kind)]);
            self.take_whole((Measure::Residents, group), &residents, controls);
            let own = self.block.sum(scope, [Amount::LivedIn(kind)]);
            let own_open: Vec<i64> = periods_of(&scope.open_ms[kind]).collect();
            self.take_shares((Measure::Occupancy, group), (&own, &own_open), controls);
            let by_week = self.block.values(scope, &[Amount::LivedInByWeek(kind)]);
            self.take_shares(
                (Measure::OccupancyByWeek, group),
                (&by_week, &scope.open_ms_by_week[kind]),
                controls,
            );
            lived.push(Amount::LivedIn(kind));
            open.push(own_open);
        }
        let open = open.into_iter().reduce(|a, b| a.iter().zip(&b).map(|(a, b)| a + b).collect());
        let lived = self.block.sum(scope, lived);
        let open = open.unwrap_or_default();
        self.take_shares((Measure::Occupancy, Group::All), (&lived, &open), controls);
        let residents = [0, 1, 2].map(Amount::Residents);
        let residents = self.block.values(scope, &residents);
        self.take_whole((Measure::Residents, Group::All), &residents, controls);
    }

    fn take_waiting(&mut self, controls: &Controls) {
        let scope = self.scope;
        let length = scope.periods();
        // Series of everybody stand in the table whether or not anybody waits.
        self.series((Measure::Waiting, Group::All));
        if !self.block.any_rare {
            return;
        }
        for group in 0..=scope.classes.len() {
            let ms = match group.checked_sub(1) {
                Some(class) => self.block.sum(scope, [Amount::Waiting(class)]),
                None => self.block.sum_of_classes(scope, Amount::Waiting),
            };
            let cells = &mut self.nights_waiting[group * length..];
            for (period, (cell, ms)) in cells.iter_mut().zip(&ms).enumerate() {
                // Thousandths of a night.
                let nights = ms.map(|ms| (ms + 43_200).div_euclid(86_400));
                cell.take_values(Measure::NightsWaiting.fineness(), nights.into_iter());
                cell.take_controls_of_values(&nights, controls.of_all(period));
            }
            if group == 0 {
                self.take_means((Measure::Waiting, Group::All), (&ms, &scope.lengths()), controls);
            }
        }
    }

    /// Units lived in and households that wait, together.
    fn take_present(&mut self, controls: &Controls) {
        let scope = self.scope;
        let waiting = if self.block.any_rare { scope.classes.len() } else { 0 };
        let lived_in = (0..KINDS).map(Amount::LivedIn);
        let ms = self.block.sum(scope, lived_in.chain((0..waiting).map(Amount::Waiting)));
        self.take_means((Measure::Present, Group::All), (&ms, &scope.lengths()), controls);
    }

    fn take_second_stage(&mut self, controls: &Controls) {
        let scope = self.scope;
        if scope.second_stage_places.is_none() {
            return;
        }
        let lengths = scope.lengths();
        let ms = self.block.sum(scope, [Amount::SecondStage]);
        self.take_means((Measure::SecondStage, Group::All), (&ms, &lengths), controls);
        let over = self.block.sum(scope, [Amount::SecondStageOver]);
        self.take_means((Measure::SecondStageOver, Group::All), (&over, &lengths), controls);
        let by_week = self.block.values(scope, &[Amount::SecondStageByWeek]);
        let weeks: Vec<i64> = (0..scope.weeks.len()).map(|week| scope.weeks.ms(week)).collect();
        self.take_means((Measure::SecondStageByWeek, Group::All), (&by_week, &weeks), controls);
    }

    /// Nights that arrivals would stay.
    fn take_offered(&mut self, controls: &Controls) {
        let nights: Vec<Amounts> = controls.nights().collect();
        self.take_whole((Measure::OfferedNights, Group::All), &nights, controls);
    }

    /// Counts that are kept as amounts.
    fn take_whole(&mut self, of: (Measure, Group), values: &[Amounts], controls: &Controls) {
        let is_by_period = of.0.over() == Over::Periods;
        let cells = self.series(of);
        for (at, (cell, values)) in cells.iter_mut().zip(values).enumerate() {
            cell.take_values(of.0.fineness(), values.iter().copied());
            if is_by_period {
                cell.take_controls_of_values(values, controls.of_all(at));
            }
        }
    }

    /// Parts of a whole that is the same in every history.
    fn take_means(
        &mut self,
        of: (Measure, Group),
        (parts, wholes): (&[Amounts], &[i64]),
        controls: &Controls,
    ) {
        let means = parts.iter().zip(wholes).map(|(parts, whole)| {
            let whole = u64::try_from(*whole).unwrap_or(0);
            parts.map(|part| rate(part, whole))
        });
        let means: Vec<Amounts> = means.collect();
        self.take_whole(of, &means, controls);
    }

    /// The same, where the whole may be nothing.
    fn take_shares(
        &mut self,
        of: (Measure, Group),
        (parts, wholes): (&[Amounts], &[i64]),
        controls: &Controls,
    ) {
        let filled = self.block.filled as u64;
        let cells = self.series(of);
        for (cell, whole) in cells.iter_mut().zip(wholes) {
            cell.n += if *whole > 0 { filled } else { 0 };
        }
        self.take_means(of, (parts, wholes), controls);
    }
}
