//! A run that stops by itself is right about its half-width in 95 of 100 runs, also where next to nobody is
//! turned away; and it stops at the same history on any number of threads.
//!
//! Repeats go through the stopping code itself, with counts drawn here from known distributions, so that the
//! true mean is known. 500 repeats each; `LINTEL_REPEATS=5000` (`make test-long`) makes them 5,000. The seed is
//! fixed, so a test either always passes or always fails. A rule that trusted Student's interval alone must
//! fail the same repeats: otherwise they would prove nothing.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use lintel::base::statistics::two_sided;
use lintel::planning::forecast::{Headline, Reached, StoppingRule, Target, until};
use std::collections::BTreeMap;
use std::convert::Infallible;

/// `SplitMix64`: enough for drawing counts, and the same on every machine.
struct Random(u64);

impl Random {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        #[expect(clippy::cast_precision_loss, reason = "53 bits")]
        let bits = ((z ^ (z >> 31)) >> 11) as f64;
        bits / 9_007_199_254_740_992.0
    }
}

/// A distribution of a count: the chance of each value up to it.
struct Counts {
    name: &'static str,
    up_to: Vec<f64>,
    mean: f64,
}

impl Counts {
    fn new(name: &'static str, chances: &[f64]) -> Self {
        let all: f64 = chances.iter().sum();
        let (mut sum, mut mean, mut up_to) = (0.0, 0.0, Vec::new());
        for (value, chance) in (0_u32..).zip(chances) {
            sum += chance / all;
            mean += f64::from(value) * chance / all;
            up_to.push(sum);
        }
        Self { name, up_to, mean }
    }

    fn poisson(name: &'static str, mean: f64, most: u32) -> Self {
        let mut chance = (-mean).exp();
        let mut chances = vec![chance];
        for k in 1..=most {
            chance *= mean / f64::from(k);
            chances.push(chance);
        }
        Self::new(name, &chances)
    }

    /// Nobody but in a share of histories, and then a clump: one more with chance `more`, again and again.
    fn clumps(name: &'static str, share: f64, more: f64, most: u32) -> Self {
        let mut chances = vec![1.0 - share];
        let mut chance = share * (1.0 - more);
        for _ in 1..=most {
            chances.push(chance);
            chance *= more;
        }
        Self::new(name, &chances)
    }

    /// A long right tail: the logarithm is normal.
    fn skewed(name: &'static str, middle: f64, spread: f64, most: u32) -> Self {
        let chance = |k: u32| {
            let x = f64::from(k) + 0.5;
            (-((x / middle).ln() / spread).powi(2) / 2.0).exp() / x
        };
        Self::new(name, &(0..=most).map(chance).collect::<Vec<f64>>())
    }

    fn draw(&self, random: &mut Random) -> i64 {
        let at = random.uniform();
        let value = self.up_to.partition_point(|&up_to| up_to <= at);
        i64::try_from(value.min(self.up_to.len() - 1)).unwrap()
    }
}

/// The counts of one run so far.
#[derive(Default)]
struct Run {
    histories: u64,
    values: BTreeMap<i64, u64>,
}

impl Run {
    fn simulate(&mut self, counts: &Counts, random: &mut Random, more: u32) {
        self.histories += u64::from(more);
        for _ in 0..more {
            *self.values.entry(counts.draw(random)).or_default() += 1;
        }
    }

    fn headline(&self, counts: &Counts) -> Headline {
        let most_asked = i64::try_from(counts.up_to.len() - 1).unwrap();
        Headline::new(self.histories, self.values.iter().map(|(k, n)| (*k, *n)), most_asked)
    }

    /// Student's half-width at each look, as if nothing else could happen.
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    fn students(&self, error: f64) -> (f64, f64) {
        let n = self.histories as f64;
        let sum = |power: i32| -> f64 {
            self.values.iter().map(|(k, times)| (*k as f64).powi(power) * *times as f64).sum()
        };
        let mean = sum(1) / n;
        let variance = (sum(2) - n * mean * mean).max(0.0) / (n - 1.0);
        (mean, two_sided(error, self.histories - 1) * (variance / n).sqrt())
    }
}

fn repeats() -> u32 {
    std::env::var("LINTEL_REPEATS").map_or(500, |said| said.parse().unwrap())
}

/// Of so many runs those that were right, and histories a run.
struct Coverage {
    right: u32,
    reached: u32,
    histories: u64,
}

impl Coverage {
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    fn a_run(&self) -> f64 {
        self.histories as f64 / f64::from(repeats())
    }
}

fn coverage(counts: &Counts, plan: &StoppingRule) -> Coverage {
    let mut random = Random(20_261_001);
    let mut all = Coverage { right: 0, reached: 0, histories: 0 };
    for _ in 0..repeats() {
        let mut run = Run::default();
        let Ok(reached) = until(plan, |which| {
            run.simulate(counts, &mut random, which.end - which.start);
            Ok::<Headline, Infallible>(run.headline(counts))
        });
        let Reached { half_width, histories, .. } = reached;
        let away = (run.headline(counts).mean() - counts.mean).abs() / f64::from(plan.years);
        all.right += u32::from(away <= half_width);
        all.reached += u32::from(reached.reached);
        all.histories += u64::from(histories);
        // Where it says that a width was reached, that width was asked for, and holds for the true mean.
        let asked = plan.target.absolute.unwrap_or(0.0);
        let share = plan.target.relative.unwrap_or(0.0) * counts.mean / f64::from(plan.years);
        assert!(!reached.reached || away > half_width || half_width <= asked.max(share) + 1e-12);
    }
    all
}

/// The same looks and the same error, with Student's interval alone.
fn students_coverage(counts: &Counts, plan: &StoppingRule, looks: &[u32]) -> u32 {
    let mut random = Random(20_261_001);
    let years = f64::from(plan.years);
    let error = 0.05 / f64::from(u32::try_from(looks.len()).unwrap());
    let mut right = 0;
    for _ in 0..repeats() {
        let mut run = Run::default();
        for (k, look) in looks.iter().enumerate() {
            let before = u32::try_from(run.histories).unwrap();
            run.simulate(counts, &mut random, look - before);
            let (mean, width) = run.students(error);
            let enough = plan.target.absolute.is_some_and(|absolute| width / years <= absolute);
            if enough || k + 1 == looks.len() {
                right += u32::from((mean - counts.mean).abs() <= width);
                break;
            }
        }
    }
    right
}

fn plan(target: &str, most: u32) -> StoppingRule {
    StoppingRule { target: target.parse::<Target>().unwrap(), most, years: 5, draws: 0 }
}

/// Whatever the counts are like, the truth lies within the half-width in 95 of 100 runs.
#[test]
fn the_half_width_holds_in_95_of_100_runs_that_stop_by_themselves() {
    let cases = [
        (Counts::poisson("nobody but in 1 of 500 histories", 0.002, 9), plan("0.01", 12_800)),
        (Counts::poisson("nobody but in 1 of 500, wide", 0.002, 300), plan("0.5", 12_800)),
        (Counts::poisson("1 in 50 histories", 0.02, 20), plan("0.003", 12_800)),
        (Counts::clumps("clumps in 1 of 100", 0.01, 0.85, 200), plan("0.05", 12_800)),
        (Counts::clumps("clumps in 1 of 20", 0.05, 0.9, 200), plan("0.05,10%", 12_800)),
        (Counts::poisson("a few", 3.0, 40), plan("0.05,2%", 6_400)),
        (Counts::skewed("a long tail", 6.0, 1.2, 600), plan("0.5,10%", 12_800)),
        (Counts::skewed("half of all", 565.0, 0.06, 1_120), plan("1,2%", 6_400)),
        (Counts::clumps("never reached", 0.01, 0.85, 200), plan("1%", 1_000)),
    ];
    for (counts, plan) in cases {
        let all = coverage(&counts, &plan);
        let (right, of) = (all.right, repeats());
        eprintln!(
            "{}: {right} of {of} right, {} reached, {:.0} histories a run",
            counts.name,
            all.reached,
            all.a_run()
        );
        assert!(100 * right >= 95 * of, "{}: only {right} of {of} were right", counts.name);
    }
}

/// A width that is always right could be had by being useless: in hindsight, knowing the spread and looking
/// once, Student's interval would have needed a sixth of these histories or more.
#[test]
fn being_right_costs_at_most_six_times_the_histories_needed_in_hindsight() {
    let counts = Counts::poisson("a few", 3.0, 40);
    for width in [0.1_f64, 0.05, 0.02] {
        let all = coverage(&counts, &plan(&width.to_string(), 102_400));
        let in_hindsight = 3.0 * (1.96 / (5.0 * width)).powi(2);
        let a_run = all.a_run();
        eprintln!("within {width}: {a_run:.0} histories a run, {in_hindsight:.0} in hindsight");
        assert!(a_run <= 6.0 * in_hindsight.max(100.0), "{width}: {a_run} of {in_hindsight}");
    }
}

/// The repeats have teeth: Student's interval alone stops at a hundred histories without an event, certain.
#[test]
fn students_interval_alone_fails_the_same_repeats() {
    let looks = [100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800];
    for (counts, plan) in [
        (Counts::poisson("nobody but in 1 of 500 histories", 0.002, 9), plan("0.01", 12_800)),
        (Counts::clumps("clumps in 1 of 100", 0.01, 0.85, 200), plan("0.05", 12_800)),
    ] {
        let (right, of) = (students_coverage(&counts, &plan, &looks), repeats());
        eprintln!("{}, Student alone: {right} of {of} right", counts.name);
        assert!(100 * right < 90 * of, "{}: {right} of {of}", counts.name);
    }
}

/// What is not known, drawn: a distribution of the count for each draw, which histories take in turn.
struct DrawnCounts(Vec<Counts>);

/// How histories came out, draw by draw.
#[derive(Default)]
struct DrawnRun {
    run: Run,
    by_draw: BTreeMap<usize, (u64, u64)>,
}

impl DrawnCounts {
    /// Of so many draws, whose means are spread as widely as need is in a reading of the evidence.
    fn spread(draws: u32, random: &mut Random) -> Self {
        let mean = |random: &mut Random| 3.0 + 60.0 * random.uniform().powi(2);
        Self((0..draws).map(|_| Counts::poisson("a draw", mean(random), 150)).collect())
    }

    #[expect(clippy::cast_precision_loss, reason = "a hundred draws")]
    fn mean(&self) -> f64 {
        self.0.iter().map(|counts| counts.mean).sum::<f64>() / self.0.len() as f64
    }

    /// A run that stops by itself, told of the draws or not: where it stopped, and how far it was from the truth.
    fn run(&self, plan: &StoppingRule, random: &mut Random) -> (Reached, f64) {
        let mut drawn = DrawnRun::default();
        let headline = |drawn: &DrawnRun| {
            let headline = drawn.run.headline(&self.0[0]);
            let draws = drawn.by_draw.values().copied();
            if plan.draws == 0 { headline } else { headline.of_draws(draws) }
        };
        let Ok(reached) = until(plan, |which| {
            for history in which {
                let draw = usize::try_from(history).unwrap() % self.0.len();
                let value = self.0[draw].draw(random);
                drawn.run.histories += 1;
                *drawn.run.values.entry(value).or_default() += 1;
                let own = drawn.by_draw.entry(draw).or_default();
                *own = (own.0 + 1, own.1 + u64::try_from(value).unwrap());
            }
            Ok::<Headline, Infallible>(headline(&drawn))
        });
        let away = (headline(&drawn).mean() - self.mean()).abs() / f64::from(plan.years);
        (reached, away)
    }
}

/// Which draws histories took is no matter of chance once all were taken equally often: the half-width holds as often, and
/// a run that knows so stops after half of the histories or less.
#[test]
fn where_all_draws_are_taken_in_turn_only_chance_within_them_counts() {
    let mut random = Random(20_261_130);
    let (mut right, mut histories) = ([0, 0], [0_u64, 0]);
    for _ in 0..repeats() {
        let counts = DrawnCounts::spread(100, &mut random);
        for (which, draws) in [0, 100].into_iter().enumerate() {
            let plan = StoppingRule { draws, ..plan("0.15", 12_800) };
            let (reached, away) = counts.run(&plan, &mut random);
            right[which] += u32::from(away <= reached.half_width);
            histories[which] += u64::from(reached.histories);
        }
    }
    let of = repeats();
    eprintln!("draws in turn: {right:?} of {of} right, {histories:?} histories in all");
    assert!(right.iter().all(|right| 100 * right >= 95 * of), "{right:?} of {of}");
    assert!(2 * histories[1] <= histories[0], "{histories:?}");
}
