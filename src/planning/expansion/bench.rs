//! Plans played on one tape: the years before the day of the decision once for all of them, then each plan's own course.
//!
//! Not here: what a plan's course is, and which models there are (`plan_evaluator`).

use super::replay_count::{Count, Counter, Nobody};
use crate::engine::demand::{Demand, Times};
use crate::engine::simulation::{Model, Replay, Tape};
use crate::inputs::scenario::Decisions;
use std::collections::BTreeMap;

/// The number of the model without levers.
pub(super) const PLAIN: usize = 0;

/// Another model begins to hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Change {
    pub(super) at: u64,
    /// Its number among an evaluator's models.
    pub(super) model: usize,
    /// The number of the one for which its tape is drawn.
    pub(super) drawn_for: usize,
}

/// Models by their numbers.
pub(super) type ByNumber<'m> = BTreeMap<usize, &'m Model<'m>>;

/// What happens to a plan, in order of time.
#[derive(Debug)]
pub(super) struct Course {
    /// Units that open, and when.
    pub(super) opens: Vec<(usize, u64)>,
    /// When all of them close.
    pub(super) closes: Option<u64>,
    pub(super) changes: Vec<Change>,
}

/// Courses in an order in which those that change to the same models stand together, so that a tape is drawn for each
/// of these but once and no more of them are kept than one course has.
pub(super) fn in_order(courses: &[Course]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..courses.len()).collect();
    let numbers = |which: usize| courses[which].changes.iter().map(|change| change.drawn_for);
    order.sort_by(|&a, &b| numbers(a).cmp(numbers(b)).then(a.cmp(&b)));
    order
}

/// What one thread replays on.
#[derive(Debug, Default)]
pub(super) struct Bench {
    pub(super) tapes: Tapes,
    /// Where numbers are drawn: what is drawn from in each model, by its number.
    pub(super) numbers: BTreeMap<usize, Numbers>,
    pub(super) times: Times,
}

impl Bench {
    /// Of no more models than this are numbers kept.
    const MOST: usize = 256;

    /// Makes ready for another run.
    pub(super) fn tidied(mut self) -> Self {
        if self.numbers.len() > Self::MOST {
            self.numbers.clear();
        }
        self
    }
}

/// The numbers of one model under a draw.
#[derive(Debug)]
pub(super) struct Numbers {
    pub(super) demand: Demand,
    pub(super) decisions: Decisions,
}

impl Numbers {
    pub(super) fn of(model: &Model<'_>) -> Self {
        let (demand, decisions) = (model.demand.clone(), model.decisions.clone());
        Self { demand, decisions }
    }
}

/// Tapes of one replication.
#[derive(Debug, Default)]
pub(super) struct Tapes {
    plain: Tape,
    /// By place among a course's changes, the tape of a model with levers at work.
    drawn: Vec<Drawn>,
}

impl Tapes {
    /// Plays every course on one tape by these models; counts stand in the order of the courses.
    pub(super) fn play(
        &mut self,
        replication: u32,
        models: ByNumber<'_>,
        (courses, order): (&[Course], &[usize]),
    ) -> Vec<Count> {
        Table { tapes: self, models }.play(replication, courses, order)
    }
}

/// A tape, and of which model it is.
#[derive(Debug, Default)]
struct Drawn {
    number: usize,
    tape: Tape,
}

/// The models of one replication, and its tapes.
struct Table<'b, 'm> {
    tapes: &'b mut Tapes,
    models: ByNumber<'m>,
}

impl<'m> Table<'_, 'm> {
    /// Plays every course; counts stand in the order of the courses.
    fn play(mut self, replication: u32, courses: &[Course], order: &[usize]) -> Vec<Count> {
        let plain = self.models[&PLAIN];
        let start = plain.calendar.bounds.first().copied().unwrap_or(0);
        self.tapes.drawn.iter_mut().for_each(|drawn| drawn.number = PLAIN);
        self.tapes.plain.draw(plain, replication);
        let mut begun = Replay::new(plain);
        begun.begin(&self.tapes.plain, &mut Nobody);
        begun.play_before(&self.tapes.plain, start, &mut Nobody);
        let mut counts = vec![Count::default(); courses.len()];
        let mut replay = begun.clone();
        for &which in order {
            replay.go_on_from(&begun);
            counts[which] = self.play_one(replication, &courses[which], &mut replay);
        }
        counts
    }

    /// Plays a course on from the day of the decision.
    fn play_one(&mut self, replication: u32, course: &Course, replay: &mut Replay<'m>) -> Count {
        let places = self.draw(replication, &course.changes);
        let (plain, tapes) = (self.models[&PLAIN], &*self.tapes);
        for &(unit, at) in &course.opens {
            replay.open(unit, at);
            if let Some(at) = course.closes {
                replay.close(unit, at);
            }
        }
        let mut counter = Counter::new(plain, &tapes.plain);
        let mut tape = &tapes.plain;
        for (change, place) in course.changes.iter().zip(places) {
            replay.play_before(tape, change.at, &mut counter);
            tape = place.map_or(&tapes.plain, |place| &tapes.drawn[place].tape);
            replay.change(self.models[&change.model], tape, change.at, &mut counter);
        }
        replay.play_to_the_end(tape, &mut counter);
        counter.finish(plain, &tapes.plain)
    }

    /// Draws the tapes of some changes, but for those that stand there from the course before; where that of each stands.
    fn draw(&mut self, replication: u32, changes: &[Change]) -> Vec<Option<usize>> {
        let Tapes { plain, drawn: drawn_tapes } = &mut *self.tapes;
        let course = &self.models[&PLAIN].demand.course;
        let (mut places, mut last, mut next) = (Vec::new(), PLAIN, 0);
        for &Change { drawn_for: number, .. } in changes {
            if number != last && number != PLAIN {
                if drawn_tapes.len() <= next {
                    drawn_tapes.resize_with(next + 1, Drawn::default);
                }
                let drawn = &mut drawn_tapes[next];
                if drawn.number != number {
                    drawn.number = number;
                    let model = self.models[&number];
                    let is_by_rules_alone =
                        course.homes.is_none() && course.funnel == model.demand.course.funnel;
                    if is_by_rules_alone {
                        drawn.tape.draw_beside(model, plain);
                    } else {
                        drawn.tape.draw(model, replication);
                    }
                }
                next += 1;
            }
            last = number;
            places.push((number != PLAIN).then(|| next.saturating_sub(1)));
        }
        places
    }
}
