//! Everybody who asks in one replication, drawn before anything happens to them.
//!
//! One entry a household, an array a fact. Not here: whether a unit is vacant (`replay`).

use super::calendar::DAY_MS;
use super::model::{Model, SectorRisk};
use super::streams::{Stream, Streams};
use crate::demand::{Class, Quantile};
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
    /// Which of the manager's decisions would be granted.
    pub granted: Vec<RuleSet>,
    /// Its stay in each kind of unit, in milliseconds.
    pub stay_ms: Vec<[u64; 3]>,
    /// How long it waits before it gives up, in milliseconds; 0 where nobody waits.
    pub patience_ms: Vec<u64>,
    /// What is left of the stay of each resident found at the beginning, in milliseconds; none where the
    /// simulation begins empty.
    pub resident_left_ms: Vec<u64>,
    /// Units that suit, as words of bits, whoever else lives there.
    pub suits: Vec<u64>,
    /// Units that suit once every decision asked for was granted.
    pub suits_if_granted: Vec<u64>,
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
        self.clear(replication);
        let streams = Streams::new(model.seed, replication);
        self.draw_residents(model, &streams);
        let words = words(model.estate.units.len());
        let accepted = model.demand.per_day / model.demand.dominating_per_day;
        let between = Quantile::Exponential(1.0 / model.demand.dominating_per_day);
        let (mut now, end) = (0_u64, model.calendar.end());
        for household in 0_u32.. {
            now = now.saturating_add(ms(between.days(streams.uniform(
                household,
                Stream::Arrival,
                0,
            ))));
            if now >= end || model.demand.classes.is_empty() {
                break;
            }
            if streams.uniform(household, Stream::Thinning, 0) < accepted {
                self.push(model, &streams, household, now, words);
            }
        }
    }

    fn clear(&mut self, replication: u32) {
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
            let stayed = resident.moved_in.map_or(0.0, |day| {
                let days = (model.calendar.begin - day).get_days();
                f64::from(days.max(0))
            });
            let left = days_left(model, streams, number, (resident.unit, stayed));
            self.resident_left_ms.push(ms(left));
        }
    }

    fn push(
        &mut self,
        model: &Model<'_>,
        streams: &Streams,
        household: u32,
        now: u64,
        words: usize,
    ) {
        let u = |stream| streams.uniform(household, stream, 0);
        let index = class_of(&model.demand.classes, u(Stream::Class));
        let class = &model.demand.classes[index];
        self.household.push(household);
        self.arrival_ms.push(now);
        self.class.push(u16::try_from(index).unwrap_or(u16::MAX));
        self.place.push(draw_place(class, u(Stream::HasPlace), u(Stream::Place)));
        self.granted.push(granted_by_manager(model, streams, household));
        let (support, move_on) = (u(Stream::Support), u(Stream::MoveOn));
        self.stay_ms.push([0, 1, 2].map(|kind| {
            let wait = class.move_on[kind].map_or(0.0, |wait| wait.days(move_on));
            ms(class.support[kind].days(support) + wait)
        }));
        let patience =
            model.demand.patience.map_or(0, |patience| ms(patience.days(u(Stream::Patience))));
        self.patience_ms.push(patience);
        self.push_masks(model, words);
    }

    /// One bit a unit: what its verdict leaves once decisions are granted.
    fn push_masks(&mut self, model: &Model<'_>, words: usize) {
        let k = self.len() - 1;
        let at = self.suits.len();
        self.suits.resize(at + words, 0);
        self.suits_if_granted.resize(at + words, 0);
        for unit in 0..model.estate.units.len() {
            let verdict = self.verdict(model, k, unit);
            let bit = 1_u64 << (unit & 63);
            if verdict.breaches().is_empty() {
                self.suits[at + (unit >> 6)] |= bit;
            } else if self.breaches(model, k, unit, verdict).is_empty() {
                self.suits_if_granted[at + (unit >> 6)] |= bit;
            }
        }
    }

    /// Whether a unit suits a household, perhaps once decisions were granted, whoever else lives there.
    pub fn may_suit(&self, k: usize, unit: usize) -> bool {
        let words = self.suits.len().checked_div(self.len()).unwrap_or(0);
        let word = k * words + (unit >> 6);
        (self.suits[word] | self.suits_if_granted[word]) & (1 << (unit & 63)) != 0
    }

    /// What the rules say of a household in a unit, whoever else lives there.
    pub fn verdict(&self, model: &Model<'_>, k: usize, unit: usize) -> Verdict {
        let compiled = &model.compiled[usize::from(self.class[k])];
        let mut verdict = compiled.verdicts[unit];
        if self.place[k].is_some() {
            verdict = Model::without_place(verdict);
            match self.risk(model, k, unit).finding {
                Some(Finding::Unsuitable) => {
                    verdict.barred = verdict.barred.with(RuleName::UnsafeArea);
                }
                Some(Finding::Decision) => verdict.asks = verdict.asks.with(RuleName::UnsafeArea),
                _ => {}
            }
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
        let setting = u32::try_from(model.estate.units[unit].setting).unwrap_or(u32::MAX);
        let streams = Streams::new(model.seed, self.replication);
        streams.uniform(self.household[k], Stream::AddressGrants, setting)
            < self.risk(model, k, unit).chance
    }

    fn risk(&self, model: &Model<'_>, k: usize, unit: usize) -> SectorRisk {
        let compiled = &model.compiled[usize::from(self.class[k])];
        let sector = model.sector_of[unit];
        self.place[k].map_or(compiled.fixed_risk[sector], |place| {
            compiled.drawn_risk[place as usize][sector]
        })
    }
}

/// Words of bits for so many units.
pub(super) fn words(units: usize) -> usize {
    units.div_ceil(64).max(1)
}

/// Days as whole milliseconds.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturates far beyond any span"
)]
fn ms(days: f64) -> u64 {
    #[expect(clippy::cast_precision_loss, reason = "a day in milliseconds is exact")]
    let a_day = DAY_MS as f64;
    libm::round(days.max(0.0) * a_day) as u64
}

/// What is left of a stay, given how long it has lasted: stays are drawn until one is long enough.
fn days_left(
    model: &Model<'_>,
    streams: &Streams,
    resident: u32,
    (unit, stayed): (usize, f64),
) -> f64 {
    const TRIES: u32 = 10_000;
    let kind = model.kinds[unit] as usize;
    let support = &model.demand.resident_support[kind];
    let move_on = model.demand.resident_move_on[kind];
    let u = |draw| streams.uniform(resident, Stream::Resident, draw);
    let mut stays = (0..TRIES).map(|attempt| {
        let wait = move_on.map_or(0.0, |wait| wait.days(u(2 * attempt + 1)));
        support.days(u(2 * attempt)) + wait
    });
    // Somebody who has outstayed every draw is about to leave.
    stays.find(|&stay| stay > stayed).map_or(0.0, |stay| stay - stayed)
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

/// The manager's decisions, one draw a rule; nearness and neighbours are for whoever knows the address.
fn granted_by_manager(model: &Model<'_>, streams: &Streams, household: u32) -> RuleSet {
    RuleName::ALL
        .into_iter()
        .filter(|&rule| rule != RuleName::UnsafeArea)
        .filter(|&rule| {
            model.decisions.said(rule).is_some_and(|chance| {
                streams.uniform(household, Stream::ManagerGrants, rule as u32) < chance
            })
        })
        .collect()
}
