//! What one request draws besides its moment: how it would answer, how long it would wait, where it leaves.
//!
//! Not here: when anybody asks (`arrivals`), and what suits whom (`tape`).

use super::model::{MANAGER_DRAWS, Model};
use crate::base::random::{Blocks, Stream, Streams, place_of};
use crate::engine::demand::Waiting;

/// What a request draws besides support time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drawn {
    /// The number that decides its wait for move-on housing.
    pub move_on: f64,
    /// How long it waits before it gives up, in milliseconds.
    pub patience_ms: u64,
    /// Offers that it declines before it accepts one; [`EVERY_OFFER`]: it accepts none.
    pub declines: u8,
    /// Where it leaves before a unit is looked for; none: it goes on.
    pub exit: Option<Exit>,
    /// Its agency would not ask a service that has long been full.
    pub is_put_off: bool,
    /// Which of the scenario's sources it comes from; 0 where there are any number.
    pub source: u32,
}

/// So many offers are never made.
pub const EVERY_OFFER: u8 = u8::MAX;

/// Exits before a unit is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// It could not be contacted.
    NotContacted,
    /// This service is not for it.
    NotEligible,
    /// It is made safe at home.
    Sanctuary,
}

/// Households whose other numbers are drawn at once.
pub(super) const TOGETHER: usize = 16;

/// What some households draw besides the moment at which they ask. It is drawn again and again in the same place: blocks are
/// large, and moving them about takes as long as drawing them.
#[derive(Debug, Default)]
pub(super) struct Together {
    /// Of the household: its class and its place.
    pub(super) own: Blocks<TOGETHER>,
    /// Each is drawn where anything depends on it.
    times: (bool, Blocks<TOGETHER>),
    offers: (bool, Blocks<TOGETHER>),
    funnel: (bool, Blocks<TOGETHER>),
    /// Draw by draw, those that some class needs.
    grants_drawn: [bool; MANAGER_DRAWS],
    grants: [Blocks<TOGETHER>; MANAGER_DRAWS],
}

impl Together {
    pub(super) fn draw(
        &mut self,
        model: &Model<'_>,
        streams: &Streams,
        households: &[u32; TOGETHER],
    ) {
        streams.fill(&mut self.own, households, (Stream::Household, 0));
        self.times.0 = model.demand.draws_times;
        self.offers.0 = model.demand.draws_offers();
        self.funnel.0 = model.demand.draws_funnel();
        let of = [
            (&mut self.times, Stream::Times),
            (&mut self.offers, Stream::Offers),
            (&mut self.funnel, Stream::Funnel),
        ];
        for ((is_drawn, blocks), stream) in of {
            if *is_drawn {
                streams.fill(blocks, households, (stream, 0));
            }
        }
        self.grants_drawn = model.grants_drawn;
        for (draw, blocks) in (0..).zip(&mut self.grants) {
            if self.grants_drawn[draw as usize] {
                streams.fill(blocks, households, (Stream::ManagerGrants, draw));
            }
        }
    }

    pub(super) fn numbers(&self, lane: usize) -> Numbers {
        let of = |(is_drawn, blocks): &(bool, Blocks<TOGETHER>)| {
            if *is_drawn { blocks.numbers(lane) } else { [0.5; 3] }
        };
        Numbers { times: of(&self.times), offers: of(&self.offers), funnel: of(&self.funnel) }
    }

    /// The number that decides whether the manager grants one of the decisions; 1 where nobody asks for any.
    #[inline]
    pub(super) fn grant(&self, lane: usize, place: u32) -> f64 {
        let (draw, which) = place_of(place);
        let is_drawn = self.grants_drawn[draw as usize];
        if is_drawn { self.grants[draw as usize].number(lane, which) } else { 1.0 }
    }
}

/// The numbers that a household's first request draws.
pub(super) struct Numbers {
    times: [f64; 3],
    offers: [f64; 3],
    funnel: [f64; 3],
}

impl Numbers {
    /// Those of one household.
    pub(super) fn of(streams: &Streams, household: u32) -> Self {
        let all = [(Stream::Times, 0), (Stream::Offers, 0), (Stream::Funnel, 0)];
        let [times, offers, funnel] = streams.several(household, all);
        Self { times, offers, funnel }
    }
}

/// What a first request draws besides support time.
pub(super) fn drawn(model: &Model<'_>, class: usize, numbers: &Numbers) -> Drawn {
    let course = &model.demand.course;
    let [move_on, patience, _] = numbers.times;
    let [answers, put_off, source] = numbers.offers;
    let is_by_agency = model.demand.classes[class].is_by_agency;
    Drawn {
        move_on,
        patience_ms: patience_ms(model, patience),
        declines: declines(answers, course.funnel.accepts),
        exit: exit(model, class, numbers.funnel),
        is_put_off: is_by_agency && course.induced.is_some_and(|induced| put_off < induced.share),
        source: course.sources.map_or(0, |sources| one_of(sources, source)),
    }
}

/// What one of a household's later requests draws besides support time, and that: two blocks.
///
/// Who a household is does not change: whoever asks again is one for this service, was not made safe at home, comes by way of
/// its agency or not, and from its source. So only whether it can be reached is asked again.
pub(super) fn drawn_again(
    model: &Model<'_>,
    streams: &Streams,
    (household, request): (u32, u32),
    first: &Drawn,
) -> (f64, Drawn) {
    let both = [(Stream::Times, request), (Stream::Offers, request)];
    let [[move_on, patience, support], [answers, contact, _]] = streams.several(household, both);
    let funnel = &model.demand.course.funnel;
    let drawn = Drawn {
        move_on,
        patience_ms: patience_ms(model, patience),
        declines: declines(answers, funnel.accepts),
        exit: (contact >= funnel.contacted).then_some(Exit::NotContacted),
        ..*first
    };
    (support, drawn)
}

fn patience_ms(model: &Model<'_>, number: f64) -> u64 {
    match &model.demand.course.waiting {
        Some(Waiting { patience: Some(time), .. }) => time.ms(number),
        Some(_) => u64::MAX,
        None => 0,
    }
}

fn exit(model: &Model<'_>, class: usize, [contact, eligible, sanctuary]: [f64; 3]) -> Option<Exit> {
    let funnel = &model.demand.course.funnel;
    if contact >= funnel.contacted {
        Some(Exit::NotContacted)
    } else if eligible >= funnel.eligible {
        Some(Exit::NotEligible)
    } else if sanctuary < funnel.sanctuary && model.compiled[class].may_stay_home {
        Some(Exit::Sanctuary)
    } else {
        None
    }
}

/// How many offers are declined before one is accepted, each with the same chance.
pub(super) fn declines(answers: f64, accepts: f64) -> u8 {
    let (mut declines, mut still) = (0, 1.0 - accepts);
    while declines < EVERY_OFFER && answers < still {
        declines += 1;
        still *= 1.0 - accepts;
    }
    declines
}

/// One of so many, each as likely.
pub(super) fn one_of(many: u32, u: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a count"
    )]
    let at = (u * f64::from(many)) as u32;
    at.min(many.saturating_sub(1))
}
