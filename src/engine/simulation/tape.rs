//! Everybody who asks in one replication, drawn before anything happens to them.
//!
//! One entry a household, an array a fact. Not here: whether a unit is vacant (`replay`).

use super::arrivals::{AT_ONCE, Arrivals, Source};
use super::bitset::{BitSet, words};
use super::known_household::Known;
use super::model::{Compiled, MANAGER_DRAWS, Model};
use super::request_draws::{Drawn, Exit, TOGETHER, Together, declines, drawn, drawn_again, one_of};
use super::risk::SectorRisk;
use crate::base::domain::time::DAY_MS;
use crate::base::domain::{Kind, RuleName, RuleSet};
use crate::base::random::{Blocks, Stream, Streams, place_of};
use crate::engine::demand::{Again, Class};
use crate::engine::eligibility::{Finding, Verdict};

/// The households of one replication, in order of arrival.
#[derive(Debug, Default)]
pub struct Tape {
    /// The replication.
    pub replication: u32,
    /// The household's number, by which its draws are found.
    pub household: Vec<u32>,
    /// When it asks, in milliseconds since the beginning.
    pub arrival_ms: Vec<u64>,
    /// Its class, or variant of one.
    pub class: Vec<u16>,
    /// Which postcode its drawn unsafe place is; none: it has none in the area.
    pub place: Vec<Option<u32>>,
    /// Which of the manager's decisions would be granted, of those that could be asked for.
    pub granted: Vec<RuleSet>,
    /// The number that decides its support time.
    pub support: Vec<f64>,
    /// What its first request draws besides.
    pub first: Vec<Drawn>,
    /// What is left of the stay of each resident found at the beginning, in milliseconds; none where the
    /// simulation begins empty.
    pub resident_left_ms: Vec<u64>,
    /// When homes to move on to come.
    pub homes_ms: Vec<u64>,
    /// Words of bits for each household.
    pub(super) words: usize,
    /// Units that suit, as words of bits, whoever else lives there.
    pub suits: Vec<u64>,
    /// Units that suit once every decision asked for was granted.
    pub suits_if_granted: Vec<u64>,
    /// Units that would, if somebody who knows their addresses cleared them too: asked only where it matters.
    pub(super) if_cleared: Vec<u64>,
    arrivals: Arrivals,
    together: Option<Box<Together>>,
    /// Numbers that decide what is granted, for each household and draw; none until a tape is drawn beside this one.
    grant_numbers: Vec<[[f64; 3]; MANAGER_DRAWS]>,
}

/// One request of a household.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Request {
    /// The number that decides its support time.
    pub support: f64,
    /// What else it draws.
    pub drawn: Drawn,
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
        self.draw_from(model, replication, 0, &[]);
    }

    /// The same from a moment on, at which some who are known ask first, in this order.
    pub fn draw_from(&mut self, model: &Model<'_>, replication: u32, from: u64, known: &[Known]) {
        self.clear(replication);
        self.words = words(model.estate.units.len());
        let streams = Streams::new(model.seed, replication);
        self.draw_residents(model, &streams);
        self.draw_homes(model, &streams);
        self.homes_ms.retain(|&home| home >= from);
        for (number, known) in known.iter().enumerate() {
            self.push_known(model, &streams, (number, from), known);
        }
        if model.demand.classes.is_empty() {
            return;
        }
        let source =
            Source { rate: &model.rate, between: &model.demand.between, streams: &streams };
        let mut arrivals = std::mem::take(&mut self.arrivals);
        for asker in arrivals.draw(source, from..model.calendar.end()) {
            self.household.push(asker.household);
            self.arrival_ms.push(asker.at);
            self.support.push(asker.support);
        }
        self.arrivals = arrivals;
        self.draw_households(model, &streams);
    }

    /// Draws the tape of another's replication for a model that draws the same households from the same numbers as that one's
    /// and differs in rules and in what is granted alone: only these are asked again.
    pub fn draw_beside(&mut self, model: &Model<'_>, other: &mut Self) {
        self.clear(other.replication);
        self.words = words(model.estate.units.len());
        self.household.clone_from(&other.household);
        self.arrival_ms.clone_from(&other.arrival_ms);
        self.class.clone_from(&other.class);
        self.place.clone_from(&other.place);
        self.support.clone_from(&other.support);
        self.first.clone_from(&other.first);
        self.resident_left_ms.clone_from(&other.resident_left_ms);
        self.homes_ms.clone_from(&other.homes_ms);
        other.keep_grant_numbers(model);
        for (k, numbers) in other.grant_numbers.iter().enumerate() {
            let class = usize::from(self.class[k]);
            let granted = model.granted(class, |place| {
                let (draw, which) = place_of(place);
                numbers[draw as usize][which]
            });
            self.push_rules(model, (class, self.place[k], granted), self.first[k].exit);
        }
    }

    /// Draws the numbers that decide what is granted once more, for many models.
    fn keep_grant_numbers(&mut self, model: &Model<'_>) {
        if !self.grant_numbers.is_empty() {
            return;
        }
        let streams = Streams::new(model.seed, self.replication);
        let mut blocks = Blocks::default();
        for households in self.household.chunks(TOGETHER) {
            let mut numbers = [0; TOGETHER];
            numbers[..households.len()].copy_from_slice(households);
            let first = self.grant_numbers.len();
            self.grant_numbers.resize(first + households.len(), [[0.0; 3]; MANAGER_DRAWS]);
            for draw in 0..MANAGER_DRAWS {
                let number = u32::try_from(draw).unwrap_or(u32::MAX);
                streams.fill(&mut blocks, &numbers, (Stream::ManagerGrants, number));
                for (lane, own) in self.grant_numbers[first..].iter_mut().enumerate() {
                    own[draw] = blocks.numbers(lane);
                }
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
        self.support.clear();
        self.first.clear();
        self.resident_left_ms.clear();
        self.homes_ms.clear();
        self.grant_numbers.clear();
        self.suits.clear();
        self.suits_if_granted.clear();
        self.if_cleared.clear();
    }

    fn draw_homes(&mut self, model: &Model<'_>, streams: &Streams) {
        let Some(homes) = &model.demand.course.homes else { return };
        let (mut now, end) = (0_u64, model.calendar.end());
        for first in (0..).step_by(AT_ONCE) {
            let blocks = streams.blocks::<AT_ONCE>(first, Stream::Homes);
            for gap in homes.between.scaled_ms_of(&blocks.wholes(0), 1.0) {
                now = now.saturating_add(gap);
                if now > end {
                    return;
                }
                self.homes_ms.push(now);
            }
        }
    }

    /// What a household draws for one of its requests, the first being 0.
    pub fn request(&self, model: &Model<'_>, k: usize, request: u32) -> Request {
        if request == 0 {
            return Request { support: self.support[k], drawn: self.first[k] };
        }
        let streams = Streams::new(model.seed, self.replication);
        let of = (self.household[k], request);
        let (support, drawn) = drawn_again(model, &streams, of, &self.first[k]);
        Request { support, drawn }
    }

    /// The numbers that decide how long a household stays that is housed at one of its requests: in support, and then waiting
    /// for move-on housing.
    pub(super) fn stay_numbers(&self, model: &Model<'_>, k: usize, request: u32) -> (f64, f64) {
        if request == 0 {
            return (self.support[k], self.first[k].move_on);
        }
        let streams = Streams::new(model.seed, self.replication);
        let [move_on, _, support] = streams.numbers(self.household[k], Stream::Times, request);
        (support, move_on)
    }

    /// Support time of a request in a kind of unit, in milliseconds.
    pub fn support_ms(&self, model: &Model<'_>, k: usize, request: &Request, kind: Kind) -> u64 {
        let class = &model.demand.classes[usize::from(self.class[k])];
        class.support_ms(kind, request.support)
    }

    /// Support time and wait for move-on housing of a request in a kind of unit, in milliseconds.
    pub fn stay_ms(&self, model: &Model<'_>, k: usize, request: &Request, kind: Kind) -> u64 {
        let class = &model.demand.classes[usize::from(self.class[k])];
        let support = class.support_ms(kind, request.support);
        support.saturating_add(class.move_on_ms(kind, request.drawn.move_on))
    }

    /// When a household asks again after a request was turned away for want of a unit, if it does, in
    /// milliseconds from then.
    pub fn asks_again_after_ms(&self, model: &Model<'_>, k: usize, request: u32) -> Option<u64> {
        let again = model.demand.course.repeats.as_ref()?;
        self.again_after_ms(model, (k, request), (again, Stream::Repeat))
    }

    /// When a household asks again after it left the unit of a request, if it does, in milliseconds from then.
    pub fn returns_after_ms(&self, model: &Model<'_>, k: usize, request: u32) -> Option<u64> {
        let again = model.demand.course.returns.as_ref()?;
        self.again_after_ms(model, (k, request), (again, Stream::Return))
    }

    fn again_after_ms(
        &self,
        model: &Model<'_>,
        (k, request): (usize, u32),
        (again, stream): (&Again, Stream),
    ) -> Option<u64> {
        let streams = Streams::new(model.seed, self.replication);
        let [does, after, _] = streams.numbers(self.household[k], stream, request);
        (does < again.chance).then(|| again.after.ms(after))
    }

    /// Whether a household asks for a longer unit when a request's short stay is over, as the offers of one that it will
    /// decline.
    pub fn asks_onward(&self, model: &Model<'_>, k: usize, request: u32) -> Option<u8> {
        let course = &model.demand.course;
        let onward = course.onward.filter(|onward| onward.chance > 0.0)?;
        let streams = Streams::new(model.seed, self.replication);
        let [does, answers, _] = streams.numbers(self.household[k], Stream::Onward, request);
        (does < onward.chance).then(|| declines(answers, course.funnel.accepts))
    }

    /// What a departure leads to; `who` is a household's request, or a resident found at the beginning.
    pub fn departure(&self, model: &Model<'_>, who: Leaver) -> Departure {
        let course = &model.demand.course;
        if course.second_stage.is_none() && course.repairs.is_none() {
            return Departure::default();
        }
        let streams = Streams::new(model.seed, self.replication);
        let (number, stream, draw) = match who {
            Leaver::Resident(number) => (number, Stream::ResidentDeparture, 0),
            Leaver::Household { k, request } => {
                (self.household[k as usize], Stream::Departure, request)
            }
        };
        let [goes_on, how_long, repairs] = streams.numbers(number, stream, draw);
        let second_stage = course.second_stage.as_ref().filter(|stage| goes_on < stage.share);
        let repairs = course.repairs.as_ref().filter(|each| repairs < each.chance);
        let repair_time = || match who {
            Leaver::Resident(_) => streams.numbers(number, Stream::ResidentDeparture, 1)[0],
            Leaver::Household { .. } => streams.numbers(number, Stream::Repairs, draw)[0],
        };
        Departure {
            second_stage_ms: second_stage
                .map(|stage| stage.stay.ms(how_long).min(stage.at_most_ms)),
            repairs_ms: repairs.map_or(0, |each| each.time.ms(repair_time())),
        }
    }

    fn draw_residents(&mut self, model: &Model<'_>, streams: &Streams) {
        if !model.starts_occupied {
            return;
        }
        for (number, resident) in (0..).zip(&model.occupancy.residents) {
            let stayed = resident.moved_in.map_or(0, |day| {
                let days = (model.calendar.begin - day).get_days();
                u64::try_from(days).unwrap_or(0) * DAY_MS
            });
            let left = ms_left(model, streams, number, (resident.unit, stayed));
            self.resident_left_ms.push(left);
        }
    }

    /// Who asks: everything but the moments, for all that came since anything was drawn.
    fn draw_households(&mut self, model: &Model<'_>, streams: &Streams) {
        let mut together = self.together.take().unwrap_or_default();
        let (first, last) = (self.class.len(), self.household.len());
        for from in (first..last).step_by(TOGETHER) {
            let to = last.min(from + TOGETHER);
            let mut numbers = [0; TOGETHER];
            numbers[..to - from].copy_from_slice(&self.household[from..to]);
            together.draw(model, streams, &numbers);
            for lane in 0..to - from {
                self.push(model, &together, lane);
            }
        }
        self.together = Some(together);
    }

    fn push(&mut self, model: &Model<'_>, together: &Together, lane: usize) {
        let [class, has_place, which] = together.own.numbers(lane);
        let index = model.class_guide.class(class);
        let class = &model.demand.classes[index];
        let place = draw_place(class, has_place, which);
        self.class.push(u16::try_from(index).unwrap_or(u16::MAX));
        self.place.push(place);
        let drawn = drawn(model, index, &together.numbers(lane));
        self.first.push(drawn);
        let granted = model.granted(index, |place| together.grant(lane, place));
        self.push_rules(model, (index, place, granted), drawn.exit);
    }

    /// What is granted, and what suits.
    fn push_rules(
        &mut self,
        model: &Model<'_>,
        (class, place, granted): (usize, Option<u32>, RuleSet),
        exit: Option<Exit>,
    ) {
        self.granted.push(granted);
        if exit.is_some() {
            self.push_no_masks();
        } else {
            self.push_masks(model, (&model.compiled[class], place, granted));
        }
    }

    /// No unit is looked for.
    pub(super) fn push_no_masks(&mut self) {
        for masks in [&mut self.suits, &mut self.suits_if_granted, &mut self.if_cleared] {
            masks.resize(masks.len() + self.words, 0);
        }
    }

    fn push_masks(&mut self, model: &Model<'_>, of: (&Compiled, Option<u32>, RuleSet)) {
        for [suits, if_granted, if_cleared] in masks(model, of) {
            self.suits.push(suits);
            self.suits_if_granted.push(if_granted);
            self.if_cleared.push(if_cleared);
        }
    }

    /// The units that suit a household, and those that do once decisions were granted, whoever else lives
    /// there; without those whose addresses are in doubt.
    #[inline]
    pub fn masks(&self, k: usize) -> (&[u64], &[u64]) {
        let own = k * self.words..(k + 1) * self.words;
        (&self.suits[own.clone()], &self.suits_if_granted[own])
    }

    /// Units whose addresses are in doubt, and which suit if they are cleared.
    #[inline]
    pub(super) fn in_doubt(&self, k: usize) -> &[u64] {
        &self.if_cleared[k * self.words..(k + 1) * self.words]
    }

    /// Whether a unit suits a household, perhaps once decisions were granted, whoever else lives there.
    pub fn may_suit(&self, model: &Model<'_>, k: usize, unit: usize) -> bool {
        let (suits, if_granted) = self.masks(k);
        suits.has(unit)
            || if_granted.has(unit)
            || (self.in_doubt(k).has(unit) && self.address_is_cleared(model, k, unit))
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
        let setting = u32::try_from(model.estate.units[unit].setting).unwrap_or(u32::MAX);
        let chance = match self.risk(model, k, unit) {
            SectorRisk { finding: Some(Finding::Decision), outside } => {
                model.decisions.said(RuleName::UnsafeArea).unwrap_or(outside)
            }
            _ => 0.0,
        };
        streams.number(self.household[k], Stream::AddressGrants, setting) < chance
    }

    /// Whether a household is from elsewhere: where unsafe places are drawn, hers lies outside the area.
    pub fn is_from_elsewhere(&self, model: &Model<'_>, k: usize) -> bool {
        let class = &model.demand.classes[usize::from(self.class[k])];
        class.drawn.is_some() && self.place[k].is_none()
    }

    fn risk(&self, model: &Model<'_>, k: usize, unit: usize) -> SectorRisk {
        let compiled = &model.compiled[usize::from(self.class[k])];
        compiled.risks.of(self.place[k], model.sector_of[unit])
    }
}

/// One bit a unit, word by word: those that suit, those that do once decisions were granted, and those that would if
/// their addresses were cleared too.
#[inline]
pub(super) fn masks(
    model: &Model<'_>,
    (compiled, place, granted): (&Compiled, Option<u32>, RuleSet),
) -> impl Iterator<Item = [u64; 3]> {
    let (near, perhaps_near) = compiled.risks.masks(place);
    (0..near.len()).map(move |word| {
        let barred = compiled.barred[word] | near[word];
        let (mut asked, mut refused) = (0, 0);
        for (rule, mask) in &compiled.asks {
            asked |= mask[word];
            refused |= if granted.contains(*rule) { 0 } else { mask[word] };
        }
        let in_doubt = perhaps_near[word];
        let open = !barred & !refused;
        [model.all[word] & !barred & !asked & !in_doubt, asked & open & !in_doubt, in_doubt & open]
    })
}

/// Who leaves a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaver {
    /// A resident found at the beginning, by number.
    Resident(u32),
    /// A household of the tape, by one of its requests.
    Household {
        /// Its place on the tape.
        k: u32,
        /// Which of its requests, the first being 0.
        request: u32,
    },
}

/// What a departure leads to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Departure {
    /// For how long the household is supported in second stage; none: it is not.
    pub second_stage_ms: Option<u64>,
    /// How long the unit is repaired, in milliseconds.
    pub repairs_ms: u64,
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

fn draw_place(class: &Class, has: f64, which: f64) -> Option<u32> {
    let drawn = class.drawn.as_ref()?;
    let postcodes = u32::try_from(drawn.candidates.count()).ok()?;
    (has < drawn.chance && postcodes > 0).then(|| one_of(postcodes, which))
}
