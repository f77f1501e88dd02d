//! Whatever plan can be found beats no certified one by more than the indifference.
//!
//! The truth is looked for without the search, the enumeration or the race of the program: budgets are read a second time
//! in pounds, every plan is counted, and those that leave no money for one thing more, with as many others at random,
//! are thinned out on more and more histories of a seed of their own; what is left is changed by up to two things at a
//! time for as long as that helps. `LINTEL_SEEDS` (`20`, or `6-20`) says which seeds of the program's are then held against it; the
//! usual test takes one, on a service of two years and the smallest budget.

#![expect(clippy::print_stderr, reason = "the long test says what it found")]

use super::{GEOGRAPHY, STOKE, budgets, busy, candidates};
use lintel::inputs::scenario::Scenario;
use lintel::planning::expansion::{
    self, Aim, Budget, BudgetPlan, Candidate, Certificate, ModelParts, Models, Plan, PlanEvaluator,
    StudyQuestion, Trial,
};
use std::collections::BTreeSet;

/// A seed that no study here has.
const OF_THE_TRUTH: u64 = 4_711_000_001;

const YEAR: f64 = 365.0;

/// What is left of a budget, year by year: capital up to its end, and running cost in it.
fn left(budget: &Budget, plan: &Plan, candidates: &[Candidate], years: u16) -> Vec<f64> {
    let (mut capital, mut rows) = (0.0, Vec::new());
    for year in 1..=years {
        capital += budget.limit(year).capital;
        let (begin, end) = (f64::from(year - 1) * YEAR, f64::from(year) * YEAR);
        let (mut once, mut running) = (capital, budget.limit(year).yearly);
        for (candidate, count) in plan.parts(candidates) {
            let from = f64::from(candidate.lead_days);
            once -= if from < end { f64::from(count) * candidate.capital.pounds } else { 0.0 };
            let days = (end - from.max(begin)).max(0.0);
            running -= f64::from(count) * candidate.yearly.pounds * days / YEAR;
        }
        rows.extend([once, running]);
    }
    rows
}

/// What can be bought, and with what.
struct Shop<'a> {
    budget: &'a Budget,
    candidates: &'a [Candidate],
    usable: Vec<usize>,
    years: u16,
}

impl Shop<'_> {
    fn pays_for(&self, plan: &Plan) -> bool {
        plan.is_possible(self.candidates)
            && left(self.budget, plan, self.candidates, self.years).iter().all(|&row| row > -0.004)
    }

    fn is_full(&self, plan: &Plan) -> bool {
        self.usable.iter().all(|&one| !self.pays_for(&plan.with(one, 1)))
    }

    /// Every plan.
    fn every(&self) -> Vec<Plan> {
        let mut plans = vec![Plan::nothing(self.candidates.len())];
        for &one in &self.usable {
            let mut next = Vec::new();
            for plan in plans {
                let more = (0..).map(|more| plan.with(one, more));
                next.extend(more.take_while(|plan| self.pays_for(plan)));
            }
            plans = next;
        }
        plans
    }

    /// Plans of which one differs from this one by up to two things given up and up to two taken.
    fn around(&self, plan: &Plan) -> BTreeSet<Plan> {
        let less = |plan: &Plan| -> Vec<Plan> {
            self.usable.iter().filter_map(|&one| plan.without(one)).chain([plan.clone()]).collect()
        };
        let more = |plan: &Plan| -> Vec<Plan> {
            let more = self.usable.iter().map(|&one| plan.with(one, 1));
            more.chain([plan.clone()]).collect()
        };
        let fewer = less(plan).iter().flat_map(less).collect::<BTreeSet<Plan>>();
        let changed = fewer.iter().flat_map(more).collect::<BTreeSet<Plan>>();
        let changed = changed.iter().flat_map(more).collect::<BTreeSet<Plan>>();
        changed.into_iter().filter(|plan| self.pays_for(plan)).collect()
    }
}

/// Households turned away a year of some plans, on so many histories.
fn means(evaluator: &PlanEvaluator<'_>, plans: &[Plan], tapes: u32) -> Vec<f64> {
    let trials: Vec<Trial> = plans.iter().cloned().map(Trial::lasting).collect();
    let counts = evaluator.replay(&trials, 0..tapes).unwrap();
    counts
        .iter()
        .map(|counts| expansion::Count::turned_away_a_year(counts, evaluator.scenario.years))
        .collect()
}

/// The best so many of some plans, on so many histories.
fn best(evaluator: &PlanEvaluator<'_>, plans: Vec<Plan>, tapes: u32, so_many: usize) -> Vec<Plan> {
    let mut ranked: Vec<(f64, Plan)> =
        means(evaluator, &plans, tapes).into_iter().zip(plans).collect();
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    ranked.into_iter().take(so_many).map(|(_, plan)| plan).collect()
}

/// The best plan that can be found.
fn truth(evaluator: &PlanEvaluator<'_>, shop: &Shop<'_>, tapes: u32) -> Plan {
    let every = shop.every();
    let (full, others): (Vec<Plan>, Vec<Plan>) =
        every.into_iter().partition(|plan| shop.is_full(plan));
    let stride = others.len().div_ceil(full.len().max(200)).max(1);
    let mut plans: Vec<Plan> = others.into_iter().step_by(stride).chain(full).collect();
    let mut histories = 4;
    while histories < tapes {
        let so_many = plans.len().div_ceil(4).max(6);
        plans = best(evaluator, plans, histories, so_many);
        histories *= 4;
    }
    let mut found = best(evaluator, plans, tapes, 1).remove(0);
    loop {
        let near = shop.around(&found).into_iter().collect();
        let near = best(evaluator, near, tapes.div_ceil(16), 24);
        let near: Vec<Plan> = near.into_iter().chain([found.clone()]).collect();
        let better = best(evaluator, near, tapes, 1).remove(0);
        if better == found {
            return found;
        }
        found = better;
    }
}

/// The plan of each budget, by the program.
fn studied(scenario: &Scenario, budgets: &[Budget], aim: &Aim) -> Vec<BudgetPlan> {
    let candidates = candidates();
    let question = StudyQuestion { candidates: &candidates, budgets, aim };
    let (parts, models) = (ModelParts::new(), Models::new());
    let place = ("s.toml", &*STOKE, &*GEOGRAPHY);
    let scenarios = [scenario.clone()];
    let evaluators =
        expansion::evaluators(&scenarios, place, &candidates, (&parts, &models)).unwrap();
    let readings = expansion::study(&evaluators, question, &|| ()).unwrap();
    expansion::report("0", &readings, question).readings.remove(0).budgets
}

fn plan_of(budget: &BudgetPlan, candidates: &[Candidate]) -> Plan {
    let buys: Vec<(&str, u16)> =
        budget.chosen.plan.buys.iter().map(|(name, count)| (&**name, *count)).collect();
    super::plan(candidates, &buys)
}

/// What is the best that can be found within each budget, and what it turns away a year.
fn best_of_each<'b>(
    evaluator: &PlanEvaluator<'_>,
    candidates: &[Candidate],
    budgets: &'b [Budget],
    tapes: u32,
) -> Vec<(&'b Budget, f64)> {
    // What can do nothing in the scenario, and who goes first, which no plan decides.
    const NEVER: [&str; 4] = ["sanctuary", "turnaround", "holds", "local-priority"];
    let usable: Vec<usize> =
        (0..candidates.len()).filter(|&one| !NEVER.contains(&&*candidates[one].name)).collect();
    let of = |budget: &'b Budget| {
        let years = evaluator.scenario.years;
        let shop = Shop { budget, candidates, usable: usable.clone(), years };
        let best = truth(evaluator, &shop, tapes);
        let at_best = means(evaluator, std::slice::from_ref(&best), tapes)[0];
        eprintln!("{}: {at_best:.2} turned away with {}", budget.name, best.words(candidates));
        (budget, at_best)
    };
    budgets.iter().map(of).collect()
}

/// By budget: of so many seeds how many plans were certified, and how many of these does the best that can be found beat by
/// more than the indifference.
fn beaten(
    (scenario, aim): (&Scenario, &Aim),
    budgets: &[Budget],
    seeds: std::ops::RangeInclusive<u64>,
    tapes: u32,
) -> Vec<(usize, usize)> {
    let candidates = candidates();
    let own = Scenario { seed: OF_THE_TRUTH, ..scenario.clone() };
    let (parts, models) = (ModelParts::new(), Models::new());
    let evaluator = PlanEvaluator::new(
        ("s.toml", &own),
        STOKE.both(),
        &GEOGRAPHY,
        &candidates,
        (&parts, &models),
    )
    .unwrap();
    let bests = best_of_each(&evaluator, &candidates, budgets, tapes);
    let mut counted = vec![(0, 0); budgets.len()];
    for seed in seeds {
        let scenario = Scenario { seed, ..scenario.clone() };
        let studied = studied(&scenario, budgets, aim);
        for ((said, (budget, at_best)), counted) in studied.iter().zip(&bests).zip(&mut counted) {
            let plan = plan_of(said, &candidates);
            let left = left(budget, &plan, &candidates, scenario.years);
            assert!(left.iter().all(|&row| row > -0.004), "{}", said.chosen.plan.words);
            let behind = means(&evaluator, std::slice::from_ref(&plan), tapes)[0] - at_best;
            let is_certified = said.verdict == Certificate::Certified;
            counted.0 += usize::from(is_certified);
            counted.1 += usize::from(is_certified && behind > aim.indifference);
            eprintln!(
                "{}, seed {seed}: {:?}, {behind:.2} behind, {} of {:?}, {} histories: {}",
                budget.name,
                said.verdict,
                said.compared,
                said.every,
                said.histories,
                said.chosen.plan.words
            );
        }
    }
    counted
}

/// `LINTEL_SEEDS`: `20` is the seeds 1 to 20, `6-20` those from 6 on.
fn seeds_asked() -> Option<std::ops::RangeInclusive<u64>> {
    let said = std::env::var("LINTEL_SEEDS").ok()?;
    let (first, last) = said.split_once('-').unwrap_or(("1", &said));
    Some(first.parse().ok()?..=last.parse().ok()?)
}

#[test]
fn no_plan_that_can_be_found_beats_a_certified_one() {
    let aim = Aim { check_tapes: 0, ..super::aim() };
    let budgets = budgets();
    let Some(seeds) = seeds_asked() else {
        let aim = Aim { most: 800, ..aim };
        assert_eq!(beaten((&busy(""), &aim), &budgets[..1], 1..=1, 400), [(1, 0)]);
        return;
    };
    let long = Aim { tapes: 60, fresh: 400, most: 1_000, indifference: 1.0, ..aim };
    let scenario = super::scenarios("base = \"stoke-37\"\n").remove(1);
    let counted = beaten((&scenario, &long), &budgets, seeds.clone(), 4_096);
    let seeds = seeds.count();
    eprintln!("certified, and beaten of these, by budget: {counted:?}");
    for (certified, beaten) in counted {
        assert!(20 * beaten <= seeds && 20 * certified >= 19 * seeds);
    }
}
