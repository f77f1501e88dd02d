//! Everybody who asks in one replication, drawn before anything happens to them.
//!
//! One entry a household, an array a fact. Not here: whether a unit is vacant (`replay`).

use super::calendar::DAY_MS;
use super::model::{Compiled, Model};
use super::risk::SectorRisk;
use super::streams::{Stream, Streams};
use super::words::{Words, units_of, words};
use crate::demand::Class;
use crate::domain::{RuleName, RuleSet};
use crate::eligibility::{Finding, Verdict};

/// The households of one replication, in order of arrival.
#[derive(Debug, Clone, Default)]
pub struct Tape {
    /// The replication.
    pub replication: u32,
    /// The household's number in the dominating process, by which its draws are found.
    pub household: Vec<u32>,
    /// When it asks, in milliseconds since the beginning.
    pub arrival_ms: Vec<u64>,
    /// Its class.
    pub class: Vec<u16>,
    /// Which postcode its drawn unsafe place is; none: it has none in the area.
    pub place: Vec<Option<u32>>,
    /// Which of the manager's decisions would be granted, of those that could be asked for.
    pub granted: Vec<RuleSet>,
    /// Its stay in each kind of unit, in milliseconds.
    pub stay_ms: Vec<[u64; 3]>,
    /// How long it waits before it gives up, in milliseconds; 0 where nobody waits.
    pub patience_ms: Vec<u64>,
    /// What is left of the stay of each resident found at the beginning, in milliseconds; none where the
    /// simulation begins empty.
    pub resident_left_ms: Vec<u64>,
    /// How many at the front are known and not drawn.
    pub known: usize,
    /// Words of bits for each household.
    words: usize,
    /// Units that suit, as words of bits, whoever else lives there.
    pub suits: Vec<u64>,
    /// Units that suit once every decision asked for was granted.
    pub suits_if_granted: Vec<u64>,
}

/// A household that is known and asks at the beginning.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// Its class, admitted to the demand.
    pub class: usize,
    /// How long it waits.
    pub waits: Waits,
    /// What is decided of it.
    pub decisions: Grants,
}

/// How long a household waits that is known at the beginning.
#[derive(Debug, Clone, Copy)]
pub enum Waits {
    /// To the end.
    Throughout,
    /// As long as anybody, of which so much has passed, in milliseconds.
    AsAnybody(u64),
}

/// Decisions granted to a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grants {
    /// Each with its chance.
    AsDrawn,
    /// Every one that may be asked for.
    All,
    /// None.
    None,
}

impl Tape {
    /// How many households ask.
    pub fn len(&self) -> usize {
        self.household.len()
    }

    /// Whether nobody asks.
    pub fn is_empty(&self) -> bool {
        self.household.is_empty()
    }

    /// Draws the tape of a replication, in place of what was there.
    pub fn draw(&mut self, model: &Model<'_>, replication: u32) {
        self.draw_after(model, replication, &[]);
    }

    /// The same after households that are known and ask at the beginning, in this order.
    ///
    /// What is left of residents' stays is drawn with the rest; whoever knows better may write it over.
    pub fn draw_after(&mut self, model: &Model<'_>, replication: u32, known: &[Known]) {
        self.clear(replication);
        self.words = words(model.estate.units.len());
        let streams = Streams::new(model.seed, replication);
        self.draw_residents(model, &streams);
        self.known = known.len();
        for (number, known) in (0..).zip(known) {
            self.push_known(model, &streams, (u32::MAX - number, known));
        }
        if model.demand.classes.is_empty() {
            return;
        }
        let accepted = model.demand.per_day / model.demand.dominating_per_day;
        arrivals(model, &streams, |household, now, [thinning, support]| {
            if thinning < accepted {
                self.push(model, &streams, (household, now), support);
            }
        });
    }

    fn push_known(
        &mut self,
        model: &Model<'_>,
        streams: &Streams,
        (household, known): (u32, &Known),
    ) {
        let (class, compiled) = (&model.demand.classes[known.class], &model.compiled[known.class]);
        let [move_on, patience, support] = streams.numbers(household, Stream::Times, 0);
        self.household.push(household);
        self.arrival_ms.push(0);
        self.class.push(u16::try_from(known.class).unwrap_or(u16::MAX));
        self.place.push(None);
        self.stay_ms.push(class.stay_ms(support, move_on));
        self.patience_ms.push(match (known.waits, &model.demand.patience) {
            (Waits::Throughout, _) | (Waits::AsAnybody(_), None) => u64::MAX >> 1,
            (Waits::AsAnybody(waited), Some(time)) => time.ms_beyond(waited, patience).unwrap_or(0),
        });
        let granted = match known.decisions {
            Grants::AsDrawn => granted_by_manager(model, streams, household, (class, compiled)),
            Grants::All => RuleName::ALL.into_iter().collect(),
            Grants::None => RuleSet::EMPTY,
        };
        self.granted.push(granted);
        self.push_masks(model, streams, household, (compiled, None, granted));
        let k = self.len() - 1;
        self.decide(model, k, known.decisions);
    }

    /// Settles what is decided of a household at the front: as drawn, all of it, or nothing.
    pub fn decide(&mut self, model: &Model<'_>, k: usize, decisions: Grants) {
        if decisions == Grants::AsDrawn {
            return;
        }
        let all = decisions == Grants::All;
        self.granted[k] = if all { RuleName::ALL.into_iter().collect() } else { RuleSet::EMPTY };
        let compiled = &model.compiled[usize::from(self.class[k])];
        let (near, perhaps_near) = compiled.risks.masks(self.place[k]);
        for word in 0..self.words {
            let asked =
                compiled.asks.iter().fold(perhaps_near[word], |all, (_, mask)| all | mask[word]);
            let open = asked & !compiled.barred[word] & !near[word];
            self.suits_if_granted[k * self.words + word] = if all { open } else { 0 };
        }
    }

    fn clear(&mut self, replication: u32) {
        self.known = 0;
        self.replication = replication;
        self.household.clear();
        self.arrival_ms.clear();
        self.class.clear();
        self.place.clear();
        self.granted.clear();
        self.stay_ms.clear();
        self.patience_ms.clear();
        self.resident_left_ms.clear();
        self.suits.clear();
        self.suits_if_granted.clear();
    }

    fn draw_residents(&mut self, model: &Model<'_>, streams: &Streams) {
        if !model.starts_occupied {
            return;
        }
        for (number, resident) in (0..).zip(&model.estate.residents) {
            let stayed = resident.moved_in.map_or(0, |day| {
                let days = (model.calendar.begin - day).get_days();
                u64::try_from(days).unwrap_or(0) * DAY_MS
            });
            let left = ms_left(model, streams, number, (resident.unit, stayed));
            self.resident_left_ms.push(left);
        }
    }

    fn push(
        &mut self,
        model: &Model<'_>,
        streams: &Streams,
        (household, now): (u32, u64),
        support: f64,
    ) {
        let [class, has_place, which] = streams.numbers(household, Stream::Household, 0);
        let index = class_of(&model.demand.classes, class);
        let class = &model.demand.classes[index];
        let place = draw_place(class, has_place, which);
        let [move_on, patience, _] = if model.demand.draws_times {
            streams.numbers(household, Stream::Times, 0)
        } else {
            [0.5; 3]
        };
        self.household.push(household);
        self.arrival_ms.push(now);
        self.class.push(u16::try_from(index).unwrap_or(u16::MAX));
        self.place.push(place);
        self.stay_ms.push(class.stay_ms(support, move_on));
        let patience = model.demand.patience.as_ref().map_or(0, |time| time.ms(patience));
        self.patience_ms.push(patience);
        let compiled = &model.compiled[index];
        let granted = granted_by_manager(model, streams, household, (class, compiled));
        self.granted.push(granted);
        self.push_masks(model, streams, household, (compiled, place, granted));
    }

    /// One bit a unit: those that suit, and those that do once decisions are granted.
    fn push_masks(
        &mut self,
        model: &Model<'_>,
        streams: &Streams,
        household: u32,
        (compiled, place, granted): (&Compiled, Option<u32>, RuleSet),
    ) {
        let (near, perhaps_near) = compiled.risks.masks(place);
        let mut last = (usize::MAX, 0.0);
        let mut is_cleared = |unit: usize| {
            let setting = model.estate.units[unit].setting;
            if last.0 != setting {
                last = (setting, clearing(streams, household, setting));
            }
            last.1 < compiled.risks.of(place, model.sector_of[unit]).chance
        };
        for word in 0..near.len() {
            let barred = compiled.barred[word] | near[word];
            let (mut asked, mut refused) = (perhaps_near[word], 0);
            for (rule, mask) in &compiled.asks {
                asked |= mask[word];
                refused |= if granted.contains(*rule) { 0 } else { mask[word] };
            }
            let in_doubt = perhaps_near[word] & !barred & !refused;
            for unit in units_of(word, in_doubt) {
                refused |= u64::from(!is_cleared(unit)) << (unit & 63);
            }
            self.suits.push(model.all[word] & !barred & !asked);
            self.suits_if_granted.push(asked & !barred & !refused);
        }
    }

    /// The units that suit a household, and those that do once decisions were granted, whoever else lives
    /// there.
    #[inline]
    pub fn masks(&self, k: usize) -> (&[u64], &[u64]) {
        let own = k * self.words..(k + 1) * self.words;
        (&self.suits[own.clone()], &self.suits_if_granted[own])
    }

    /// Whether a unit suits a household, perhaps once decisions were granted, whoever else lives there.
    pub fn may_suit(&self, k: usize, unit: usize) -> bool {
        let (suits, if_granted) = self.masks(k);
        suits.has(unit) || if_granted.has(unit)
    }

    /// What the rules say of a household in a unit, whoever else lives there.
    pub fn verdict(&self, model: &Model<'_>, k: usize, unit: usize) -> Verdict {
        let mut verdict = model.compiled[usize::from(self.class[k])].verdicts[unit];
        match self.risk(model, k, unit).finding {
            Some(Finding::Unsuitable) => {
                verdict.barred = verdict.barred.with(RuleName::UnsafeArea);
            }
            Some(Finding::Decision) => verdict.asks = verdict.asks.with(RuleName::UnsafeArea),
            _ => {}
        }
        verdict
    }

    /// The breaches that remain of a verdict once this household's decisions are granted.
    pub fn breaches(&self, model: &Model<'_>, k: usize, unit: usize, verdict: Verdict) -> RuleSet {
        let mut granted = self.granted[k];
        if verdict.asks.contains(RuleName::UnsafeArea) && self.address_is_cleared(model, k, unit) {
            granted = granted.with(RuleName::UnsafeArea);
        }
        verdict.breaches_after(granted)
    }

    /// Whether somebody who knows a setting's address finds it far enough for this household.
    pub fn address_is_cleared(&self, model: &Model<'_>, k: usize, unit: usize) -> bool {
        let streams = Streams::new(model.seed, self.replication);
        clearing(&streams, self.household[k], model.estate.units[unit].setting)
            < self.risk(model, k, unit).chance
    }

    fn risk(&self, model: &Model<'_>, k: usize, unit: usize) -> SectorRisk {
        let compiled = &model.compiled[usize::from(self.class[k])];
        compiled.risks.of(self.place[k], model.sector_of[unit])
    }
}

/// Households that are drawn at once.
const AT_ONCE: usize = 16;

/// Everybody of the dominating process in order: number, moment, and the numbers that decide whether it is one
/// of this scenario's and for how long it needs support.
#[inline]
pub(super) fn arrivals(
    model: &Model<'_>,
    streams: &Streams,
    mut each: impl FnMut(u32, u64, [f64; 2]),
) {
    let (mut now, end) = (0_u64, model.calendar.end());
    for first in (0_u32..).step_by(AT_ONCE) {
        let blocks = streams.blocks::<AT_ONCE>(first, Stream::Arrival);
        for (lane, household) in (first..).take(AT_ONCE).enumerate() {
            let [gap, thinning, support] = blocks.numbers(lane);
            now = now.saturating_add(model.demand.between.ms(gap));
            if now >= end {
                return;
            }
            each(household, now, [thinning, support]);
        }
    }
}

/// How readily whoever knows a setting's address finds it safe for a household.
fn clearing(streams: &Streams, household: u32, setting: usize) -> f64 {
    let setting = u32::try_from(setting).unwrap_or(u32::MAX);
    streams.number(household, Stream::AddressGrants, setting)
}

/// What is left of a stay, in milliseconds, given how long it has lasted: stays are drawn until one is long
/// enough.
fn ms_left(
    model: &Model<'_>,
    streams: &Streams,
    resident: u32,
    (unit, stayed): (usize, u64),
) -> u64 {
    const TRIES: u32 = 10_000;
    let kind = model.kinds[unit] as usize;
    let support = &model.demand.resident_support[kind];
    let move_on = model.demand.resident_move_on[kind].as_ref();
    let mut stays = (0..TRIES).map(|attempt| {
        let [for_support, to_move_on, _] = streams.numbers(resident, Stream::Resident, attempt);
        support.ms(for_support).saturating_add(move_on.map_or(0, |wait| wait.ms(to_move_on)))
    });
    // Somebody who has outstayed every draw is about to leave.
    stays.find(|&stay| stay > stayed).map_or(0, |stay| stay - stayed)
}

fn class_of(classes: &[Class], u: f64) -> usize {
    classes.partition_point(|class| class.share_up_to <= u).min(classes.len().saturating_sub(1))
}

fn draw_place(class: &Class, has: f64, which: f64) -> Option<u32> {
    let drawn = class.drawn.as_ref()?;
    let postcodes = u32::try_from(drawn.candidates.len()).ok()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a count"
    )]
    let at = (which * f64::from(postcodes)) as u32;
    (has < drawn.chance && postcodes > 0).then_some(at.min(postcodes - 1))
}

/// The manager's decisions, one number a rule; nearness and neighbours are for whoever knows the address.
fn granted_by_manager(
    model: &Model<'_>,
    streams: &Streams,
    household: u32,
    (class, compiled): (&Class, &Compiled),
) -> RuleSet {
    let asked = compiled.asks.iter().map(|(rule, _)| *rule);
    let funded = class.referral.needs.nrpf.then_some(RuleName::Nrpf);
    let granted = |rule: &RuleName| {
        model.decisions.said(*rule).is_some_and(|chance| {
            streams.number(household, Stream::ManagerGrants, *rule as u32) < chance
        })
    };
    asked.chain(funded).filter(granted).collect()
}
