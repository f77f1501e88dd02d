//! A plain, slow engine that asks every rule about every unit at every arrival, as the desk does, and must
//! agree with the fast replay event by event. It shares the tape and the types, and no mask or count.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

mod common;

use lintel::demand;
use lintel::domain::unit::State;
use lintel::domain::{Referral, Resident, ReturnReason, RuleName};
use lintel::eligibility::{Standing, Suitability, judge_all};
use lintel::estate::Estate;
use lintel::geography::{Geography, Places};
use lintel::placement::{Outcome, by_penalty, outcome};
use lintel::scenario::Scenario;
use lintel::simulation::{Fate, Model, Observer, Replay, Tape};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Event {
    Fate(usize, Fate),
    LivedIn(usize, u64, u64),
}

#[derive(Default)]
struct Log(Vec<Event>);

impl Observer for Log {
    fn fate(&mut self, k: usize, fate: Fate) {
        self.0.push(Event::Fate(k, fate));
    }

    fn lived_in(&mut self, unit: usize, from: u64, to: u64) {
        self.0.push(Event::LivedIn(unit, from, to));
    }
}

/// The slow engine: residents as a list with the moment each leaves.
struct Slow<'a> {
    model: &'a Model<'a>,
    tape: &'a Tape,
    residents: Vec<(u64, Resident)>,
    queue: Vec<(usize, u64)>,
    now: u64,
    log: Log,
}

impl<'a> Slow<'a> {
    fn new(model: &'a Model<'a>, tape: &'a Tape) -> Self {
        let mut log = Log::default();
        let starting = model.estate.residents.iter().zip(&tape.resident_left_ms);
        let residents: Vec<(u64, Resident)> =
            starting.map(|(resident, left)| (*left, resident.clone())).collect();
        for (left, resident) in &residents {
            log.0.push(Event::LivedIn(resident.unit, 0, *left));
        }
        Self { model, tape, residents, queue: Vec::new(), now: 0, log }
    }

    fn run(mut self) -> Vec<Event> {
        for k in 0..self.tape.len() {
            self.until(self.tape.arrival_ms[k]);
            self.now = self.tape.arrival_ms[k];
            if !self.place(k) {
                self.leave_or_wait(k);
            }
        }
        self.until(self.model.calendar.end());
        for (k, _) in self.queue {
            self.log.0.push(Event::Fate(k, Fate::StillWaiting));
        }
        self.log.0
    }

    /// Departures first, then openings, then patience running out, each at its moment.
    fn until(&mut self, end: u64) {
        loop {
            let leaving = self.residents.iter().map(|(at, r)| (*at, 0, r.unit)).min();
            let opens = (0..self.model.opens.len()).filter_map(|unit| {
                let at = self.model.opens[unit]?;
                let already = at <= self.now || self.residents_at_start(unit);
                (!already).then_some((at, 1, unit))
            });
            let impatient = self.queue.iter().map(|(_, at)| (*at, 2, 0)).min();
            let Some((at, kind, unit)) =
                leaving.into_iter().chain(opens.min()).chain(impatient).min()
            else {
                return;
            };
            if at > end {
                return;
            }
            if kind == 1 || at > self.now {
                self.now = at;
            }
            match kind {
                0 => {
                    self.residents.retain(|(leaves, r)| (*leaves, r.unit) != (at, unit));
                    self.serve();
                }
                1 => self.serve(),
                _ => self.give_up(at),
            }
        }
    }

    fn residents_at_start(&self, unit: usize) -> bool {
        !self.tape.resident_left_ms.is_empty()
            && self.model.estate.residents.iter().any(|r| r.unit == unit)
    }

    fn serve(&mut self) {
        for (k, deadline) in std::mem::take(&mut self.queue) {
            if !self.place(k) {
                self.queue.push((k, deadline));
            }
        }
    }

    fn give_up(&mut self, at: u64) {
        for (k, deadline) in std::mem::take(&mut self.queue) {
            if deadline > at {
                self.queue.push((k, deadline));
                continue;
            }
            let outcome = self.judge(k).1;
            let gave_up = outcome.reason == ReturnReason::Capacity;
            let fate = if gave_up { Fate::Withdrew } else { Fate::TurnedAway(outcome) };
            self.log.0.push(Event::Fate(k, fate));
        }
    }

    fn leave_or_wait(&mut self, k: usize) {
        let waits = self.model.demand.course.waiting.is_some() && self.suits_somewhere(k);
        if waits {
            self.queue.push((k, self.now + self.tape.first[k].patience_ms));
        } else {
            let outcome = self.judge(k).1;
            self.log.0.push(Event::Fate(k, Fate::TurnedAway(outcome)));
        }
    }

    /// Whether a unit would suit if nobody lived anywhere.
    fn suits_somewhere(&mut self, k: usize) -> bool {
        let residents = std::mem::take(&mut self.residents);
        let open = self.breaches(k).iter().any(|set| set.is_empty());
        self.residents = residents;
        open
    }

    fn case_of(&self, k: usize) -> (Referral, Places) {
        let class = &self.model.demand.classes[usize::from(self.tape.class[k])];
        match self.tape.place[k] {
            Some(place) => self.model.with_drawn(class, place as usize),
            None => (class.referral.clone(), class.places.clone()),
        }
    }

    /// What stands in the way of each unit once this household's decisions are granted.
    fn breaches(&self, k: usize) -> Vec<lintel::domain::RuleSet> {
        let (referral, places) = self.case_of(k);
        let residents: Vec<Resident> = self.residents.iter().map(|(_, r)| r.clone()).collect();
        let standing = Standing::for_household(self.model.estate, &residents, &referral);
        let case = self.model.case(&referral, &places, &standing);
        let granted = |unit: usize| {
            let mut granted = self.tape.granted[k];
            if self.tape.address_is_cleared(self.model, k, unit) {
                granted = granted.with(RuleName::UnsafeArea);
            }
            granted
        };
        judge_all(&case)
            .iter()
            .enumerate()
            .map(|(unit, v)| v.breaches_after(granted(unit)))
            .collect()
    }

    /// The unit the desk would offer, and the outcome if it has none.
    fn judge(&self, k: usize) -> (Option<usize>, Outcome) {
        let (referral, places) = self.case_of(k);
        let residents: Vec<Resident> = self.residents.iter().map(|(_, r)| r.clone()).collect();
        let standing = Standing::for_household(self.model.estate, &residents, &referral);
        let case = self.model.case(&referral, &places, &standing);
        let verdicts = judge_all(&case);
        let left = self.breaches(k);
        let vacant: Vec<usize> = (0..verdicts.len())
            .filter(|&unit| !standing.lived_in[unit])
            .filter(|&unit| self.is_open(unit))
            .collect();
        let offered = [Suitability::Suitable, Suitability::Decision]
            .into_iter()
            .flat_map(|wanted| by_penalty(&case, &vacant, &verdicts, wanted))
            .map(|ranked| ranked.unit)
            .find(|&unit| left[unit].is_empty());
        let in_stock = (0..verdicts.len()).filter(|&unit| {
            self.model.estate.units[unit].state != State::Planned || self.is_open(unit)
        });
        (offered, outcome(in_stock.map(|unit| left[unit]), &referral))
    }

    fn is_open(&self, unit: usize) -> bool {
        self.model.opens[unit].is_some_and(|at| at <= self.now) || self.residents_at_start(unit)
    }

    fn place(&mut self, k: usize) -> bool {
        let Some(unit) = self.judge(k).0 else { return false };
        let class = &self.model.demand.classes[usize::from(self.tape.class[k])];
        let nrpf = self.residents.iter().filter(|(_, r)| r.nrpf).count();
        let funded =
            self.model.estate.provider.nrpf_places.is_none_or(|places| nrpf < places as usize);
        let request = self.tape.request(self.model, k, 0);
        let stay = self.tape.stay_ms(self.model, k, &request, self.model.kinds[unit]);
        let until = self.now + stay;
        let resident = Resident {
            unit,
            reference: format!("simulated-{k}"),
            moved_in: None,
            complex_needs: class.referral.needs.complex,
            nrpf: class.referral.needs.nrpf && funded,
            keep_apart: Vec::new(),
            movable: false,
        };
        self.residents.push((until, resident));
        self.log.0.push(Event::LivedIn(unit, self.now, until));
        self.log.0.push(Event::Fate(k, Fate::Placed { unit, at: self.now }));
        true
    }
}

/// Runs both engines on some replications and compares every event.
fn compare(
    scenario: &Scenario,
    estate: &Estate,
    geography: &Geography,
    replications: u32,
) -> [usize; 4] {
    let demand = demand::build("test", scenario, estate, geography).unwrap();
    let model = Model::new(scenario, estate, geography, &demand);
    let (mut tape, mut replay) = (Tape::default(), Replay::new(&model));
    let mut seen = [0; 4];
    for replication in 0..replications {
        tape.draw(&model, replication);
        let mut fast = Log::default();
        replay.run(&tape, &mut fast);
        let slow = Slow::new(&model, &tape).run();
        for (at, (fast, slow)) in fast.0.iter().zip(&slow).enumerate() {
            assert_eq!(fast, slow, "{} replication {replication}, event {at}", scenario.name);
        }
        assert_eq!(fast.0.len(), slow.len());
        for event in &slow {
            match event {
                Event::Fate(_, Fate::Placed { .. }) => seen[0] += 1,
                Event::Fate(_, Fate::TurnedAway(_)) => seen[1] += 1,
                Event::Fate(_, Fate::Withdrew) => seen[2] += 1,
                Event::Fate(_, Fate::StillWaiting) => seen[3] += 1,
                Event::Fate(..) | Event::LivedIn(..) => {}
            }
        }
    }
    seen
}

const HEAD: &str = "base = \"stoke-37\"\nyears = 1\nwarm_up_years = 1\nreplications = 4\n";

#[test]
fn the_replay_agrees_with_the_desk_at_every_arrival() {
    let geography = common::geography();
    for estate_name in ["stoke-on-trent", "stoke-on-trent-today", "plymouth"] {
        let estate = common::estate(&format!("data/{estate_name}"), &geography);
        for scenario in common::scenarios(&format!("{HEAD}name = \"{estate_name}\"\n")) {
            let [placed, ..] = compare(&scenario, &estate, &geography, 4);
            assert!(placed > 100, "too little happened to tell: {placed}");
        }
    }
}

#[test]
fn it_agrees_with_waiting_residents_and_voids_as_listed() {
    let geography = common::geography();
    let mut estate = common::estate("data/stoke-on-trent", &geography);
    // Half the dispersed homes open only in the course of the year.
    for (k, unit) in (0_i64..).zip(estate.units.iter_mut().skip(27)) {
        unit.state = State::Planned;
        unit.from = Some(jiff::civil::date(2027, 3, 1).saturating_add(jiff::Span::new().weeks(k)));
    }
    estate.residents.retain(|resident| resident.unit < 27);
    let over = format!(
        "{HEAD}name = \"waiting\"\nstart_state = \"occupancy\"\nvoids = \"as_listed\"\n\
         [waiting]\npatience = {{ family = \"exponential\", mean_days = 20.0 }}\n"
    );
    let mut seen = [0; 4];
    for scenario in common::scenarios(&over) {
        let counted = compare(&scenario, &estate, &geography, 4);
        seen.iter_mut().zip(counted).for_each(|(sum, n)| *sum += n);
    }
    assert!(seen.iter().all(|&n| n > 0), "every fate must occur: {seen:?}");
}

#[test]
fn it_agrees_under_first_fit() {
    let geography = common::geography();
    let estate = common::estate("data/stoke-on-trent", &geography);
    let over = format!("{HEAD}name = \"first fit\"\n[placement]\npolicy = \"first_fit\"\n");
    let scenario = common::scenarios(&over).remove(1);
    let demand = demand::build("test", &scenario, &estate, &geography).unwrap();
    let model = Model::new(&scenario, &estate, &geography, &demand);
    let (mut tape, mut log) = (Tape::default(), Log::default());
    tape.draw(&model, 0);
    Replay::new(&model).run(&tape, &mut log);
    let first = log.0.iter().find_map(|event| match event {
        Event::Fate(k, Fate::Placed { unit, .. }) => Some((*k, *unit)),
        _ => None,
    });
    let (k, unit) = first.unwrap();
    let earlier = (0..unit).any(|unit| tape.suits[k] & (1 << unit) != 0);
    assert!(!earlier, "the first unit in file order that suits is taken");
}
