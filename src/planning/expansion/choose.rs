//! The plan of a budget: a champion is named and held against every other plan, and the cheapest that falls behind the best
//! by no more than the indifference is taken.

use super::bounds::Bounds;
use super::envelope::{envelope, step};
use super::exchange::improve;
use super::explored::{Explored, Found, How};
use super::groups::{FEW, Groups};
use super::near_best::{Nearness, near};
use super::plan::Plan;
use super::plan_evaluator::Trial;
use super::pool::Pool;
use super::prune::prune;
use super::question::{ERROR, StudyQuestion};
use super::race::{Ended, Rules, race};
use super::sample::{Sample, Steadied};
use super::verdict::Certificate;
use super::verdict::Chosen;
use crate::base::parse::Issues;
use crate::base::random::Replications;
use crate::base::statistics::{Says, float};
use std::collections::BTreeSet;
use std::ops::Range;

/// The part of the indifference by which a champion may fall behind where histories have run out; the rest is left for a cheaper
/// plan.
const IN_THE_END: f64 = 0.9;

/// So many plans of the search are pruned; they and what came near the best are looked at for a cheaper one.
const PROMISING: usize = 16;

/// So many of the plans from which the first champion is named are looked at on all tapes, the others on a part of them.
const NAMED: usize = 12;
const BRIEFLY: u32 = 4;

/// What chooses in one reading, budget by budget.
pub(super) struct Chooser<'a, 'q> {
    explored: &'q Explored<'a>,
    /// Candidates that could do anything in it.
    usable: &'q [usize],
    question: StudyQuestion<'q>,
    /// Whether fewer are turned away than make a difference.
    hardly_any_need: bool,
    /// Where plans are pruned.
    pruning: Pool<'a>,
    /// Where the first champion is named.
    naming: Pool<'a>,
}

impl<'a, 'q> Chooser<'a, 'q> {
    /// For a reading that was explored.
    pub(super) fn new(
        explored: &'q Explored<'a>,
        usable: &'q [usize],
        question: StudyQuestion<'q>,
        hardly_any_need: bool,
    ) -> Self {
        const LEAST: u32 = 48;
        let tapes = |times: u32| question.aim.tapes.saturating_mul(times).clamp(LEAST, 1 << 24);
        let pool = |of: Replications, times| {
            Pool::new(explored.pool.evaluator(), of.some(tapes(times)), question.aim.refusals)
        };
        let (pruning, naming) = (pool(Replications::Pruning, 2), pool(Replications::Naming, 4));
        Self { explored, usable, question, hardly_any_need, pruning, naming }
    }

    /// The plan of a budget; what it bought ends with its funding.
    pub(super) fn choose(&mut self, found: &Found) -> Result<Chosen, Issues> {
        let nothing = Plan::nothing(self.question.candidates.len());
        let ones: Vec<Plan> = self.usable.iter().map(|&one| nothing.with(one, 1)).collect();
        if !ones.iter().any(|plan| found.allowance.allows(plan)) {
            return Ok(Chosen::nothing(Certificate::NothingAffordable, nothing));
        }
        if self.hardly_any_need {
            return Ok(Chosen::nothing(Certificate::HardlyAnyNeed, nothing));
        }
        let promising = self.promising(found);
        let pruned = self.pruned(&promising, found)?;
        if pruned.iter().all(|plan| *plan == nothing) {
            return Ok(Chosen::nothing(Certificate::NothingHelps, nothing));
        }
        let lesser = [pruned, ones, vec![nothing]].concat();
        let lesser: Vec<Plan> =
            lesser.into_iter().filter(|plan| found.allowance.allows(plan)).collect();
        let champion = self.name(&[promising, lesser.clone()].concat(), found)?;
        let plans = self.contest(found, &lesser, &champion);
        let (ended, together) = self.race(&plans, &champion, found)?;
        Ok(Chosen { together, ..self.take(&plans, &ended, lesser, found)? })
    }

    /// Plans within a budget that promise most on the tapes of the search, and on the way to them those of which none is
    /// both cheaper and better; the cheapest first.
    fn promising(&self, found: &Found) -> Vec<Plan> {
        let is_within =
            |trial: &Trial| trial.ends == found.ends && found.allowance.allows(&trial.plan);
        let (plans, points) = self.explored.by_cost(is_within);
        let mut taken = envelope(&points, step(&points, 12.0, self.question.aim.indifference));
        let mut by_value: Vec<usize> = (0..plans.len()).collect();
        by_value.sort_by(|&a, &b| points[a].1.total_cmp(&points[b].1).then(a.cmp(&b)));
        taken.extend(by_value.into_iter().take(PROMISING));
        taken.sort_unstable();
        taken.dedup();
        taken.into_iter().map(|which| plans[which].clone()).collect()
    }

    fn pruned(&mut self, plans: &[Plan], found: &Found) -> Result<Vec<Plan>, Issues> {
        prune(&mut self.pruning, plans, found.ends, self.question.aim.indifference)
    }

    /// The plan that the others are held against: the best of some, and where not every plan will be looked at, the best
    /// that exchange makes of it.
    fn name(&mut self, plans: &[Plan], found: &Found) -> Result<Plan, Issues> {
        let trial = |plan: &Plan| Trial { plan: plan.clone(), ends: found.ends };
        let mut briefly = self.naming.part(BRIEFLY);
        briefly.look(plans.iter().map(trial))?;
        let by_mean = |pool: &Pool<'_>, a: &Plan, b: &Plan| {
            let mean = |plan: &Plan| pool.mean(&trial(plan)).unwrap_or(f64::INFINITY);
            mean(a).total_cmp(&mean(b)).then(a.cmp(b))
        };
        let mut plans: Vec<&Plan> = plans.iter().collect();
        plans.sort_by(|a, b| by_mean(&briefly, a, b));
        plans.dedup();
        plans.truncate(NAMED);
        self.naming.look(plans.iter().map(|plan| trial(plan)))?;
        let best = plans.into_iter().min_by(|a, b| by_mean(&self.naming, a, b));
        let best = best.unwrap_or(&found.plan).clone();
        if found.how != How::Search {
            return Ok(best);
        }
        let bounds = Bounds {
            of: self.usable,
            size: u32::MAX,
            allowance: Some(&found.allowance),
            least: self.question.aim.least_worth,
            ends: found.ends,
            at_random: 0,
        };
        improve(&mut self.naming, &bounds, best)
    }

    /// Every plan within a budget that is known, each once, the cheapest first.
    fn contest(&self, found: &Found, lesser: &[Plan], champion: &Plan) -> Vec<Plan> {
        let pools = [&self.explored.pool, &self.naming];
        let known = pools.iter().flat_map(|pool| pool.known().keys());
        let looked = known.filter(|trial| trial.ends == found.ends).map(|trial| &trial.plan);
        let all = found.every.iter().chain(lesser).chain([champion]).chain(looked);
        let within: BTreeSet<&Plan> = all.filter(|plan| found.allowance.allows(plan)).collect();
        self.by_cost(within.into_iter().cloned().collect(), found)
    }

    /// How the champion stands against all, and how many of these were never looked at by themselves.
    fn race(
        &self,
        plans: &[Plan],
        champion: &Plan,
        found: &Found,
    ) -> Result<(Ended, usize), Issues> {
        let champion = plans.iter().position(|plan| plan == champion).unwrap_or(0);
        let rules = Rules {
            within: 0.5 * self.of_all_years(self.question.aim.indifference),
            in_the_end: IN_THE_END * self.of_all_years(self.question.aim.indifference),
            error: self.error(),
            most: self.question.aim.most,
            tapes: Replications::Choice.first(),
            in_groups: plans.len() >= FEW,
        };
        let worth = self.worth();
        let mut groups = Groups::new(plans, &worth, |plans: &[&Plan], tapes: Range<u32>| {
            self.replay(plans.iter().copied(), found, tapes)
        });
        let against = groups.against(champion, rules.in_groups);
        let ended = race(against, champion, rules, &mut groups)?;
        Ok((ended, groups.together()))
    }

    /// What one of each candidate averts by itself, on the tapes of the search.
    fn worth(&self) -> Vec<f64> {
        let candidates = self.question.candidates.len();
        let nothing = Plan::nothing(candidates);
        let mean = |plan: Plan| self.explored.pool.mean(&Trial::lasting(plan));
        let averts = |one: usize| Some(mean(nothing.clone())? - mean(nothing.with(one, 1))?);
        (0..candidates).map(|one| averts(one).unwrap_or(0.0).max(0.0)).collect()
    }

    /// The cheapest plan near the champion, and the family of those that cannot be told apart from it.
    fn take(
        &mut self,
        plans: &[Plan],
        ended: &Ended,
        lesser: Vec<Plan>,
        found: &Found,
    ) -> Result<Chosen, Issues> {
        let best = plans[ended.champion].clone();
        let of = |some: &[usize]| -> Vec<Plan> {
            some.iter().take(PROMISING).map(|&one| plans[one].clone()).collect()
        };
        let (verdict, family) = if ended.left.is_empty() {
            let near = [vec![best.clone()], of(&ended.near)].concat();
            let pruned = self.pruned(&near, found)?;
            let all = self.by_cost([near, lesser, pruned].concat(), found);
            (Certificate::Certified, self.near(all, &best, self.slack(ended), found)?)
        } else {
            let left = [vec![best.clone()], of(&ended.left)].concat();
            (Certificate::NotDistinguishable, self.by_cost(left, found))
        };
        let plan = self.cheapest(&family, found)?.unwrap_or(&best).clone();
        let (compared, histories) = (plans.len(), ended.histories);
        Ok(Chosen { compared, together: 0, verdict, plan, best, family, histories })
    }

    /// What is left of the indifference for a cheaper plan, in all years.
    fn slack(&self, ended: &Ended) -> f64 {
        self.of_all_years(self.question.aim.indifference) - ended.gap
    }

    /// Of some plans in order of cost those that are shown to fall behind the champion by little enough.
    fn near(
        &self,
        plans: Vec<Plan>,
        champion: &Plan,
        within: f64,
        found: &Found,
    ) -> Result<Vec<Plan>, Issues> {
        let aim = self.question.aim;
        let at = plans.iter().position(|plan| plan == champion).unwrap_or(0);
        let rules = Nearness {
            within,
            error: self.error(),
            most: aim.fresh.max(aim.most),
            tapes: Replications::Cheaper.first(),
        };
        let is_near = near(plans.len(), at, rules, &mut |which: &[usize], tapes| {
            self.replay(which.iter().map(|&one| &plans[one]), found, tapes)
        })?;
        let near = plans.into_iter().zip(is_near).filter(|(_, is_near)| *is_near);
        Ok(near.map(|(plan, _)| plan).collect())
    }

    /// The cheapest of some plans in order of cost; of the same cost one that averts more beyond doubt than that of fewest things.
    fn cheapest<'p>(&self, plans: &'p [Plan], found: &Found) -> Result<Option<&'p Plan>, Issues> {
        let Some(first) = plans.first() else { return Ok(None) };
        let evaluator = self.explored.pool.evaluator();
        let cost = |plan: &Plan| evaluator.pence_a_year(plan, found.ends);
        let alike: Vec<&Plan> = plans.iter().take_while(|one| cost(one) == cost(first)).collect();
        if alike.len() == 1 {
            return Ok(Some(first));
        }
        let tapes = Replications::SameCost.some(self.naming.tapes());
        let counts = self.replay(alike.iter().copied(), found, tapes)?;
        let averts_more = |of: &[Steadied]| -> Option<f64> {
            let pairs = counts[0].iter().zip(of);
            let sample: Sample = pairs.map(|(first, one)| first.more_than(*one)).collect();
            (sample.says(alike.len()) == Says::More).then(|| sample.mean())
        };
        let more = alike.iter().zip(&counts).filter_map(|(one, of)| Some((averts_more(of)?, *one)));
        let most = more.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, plan)| plan);
        Ok(Some(most.unwrap_or(first)))
    }

    /// Plans in order of cost, each once; of the same cost that of fewest things first.
    fn by_cost(&self, plans: Vec<Plan>, found: &Found) -> Vec<Plan> {
        let mut once = BTreeSet::new();
        let mut plans: Vec<Plan> =
            plans.into_iter().filter(|plan| once.insert(plan.clone())).collect();
        let evaluator = self.explored.pool.evaluator();
        let things = |plan: &Plan| plan.0.iter().map(|&count| u32::from(count)).sum::<u32>();
        plans.sort_by_cached_key(|plan| (evaluator.pence_a_year(plan, found.ends), things(plan)));
        plans
    }

    fn replay<'p>(
        &self,
        plans: impl Iterator<Item = &'p Plan>,
        found: &Found,
        tapes: Range<u32>,
    ) -> Result<Vec<Vec<Steadied>>, Issues> {
        let trial = |plan: &Plan| Trial { plan: plan.clone(), ends: found.ends };
        self.explored.pool.evaluator().steadied(&plans.map(trial).collect::<Vec<_>>(), tapes)
    }

    /// Households a year as households of a whole history.
    fn of_all_years(&self, a_year: f64) -> f64 {
        a_year * f64::from(self.explored.pool.evaluator().scenario.years.max(1))
    }

    /// The chance of error of one of the two steps of a budget.
    fn error(&self) -> f64 {
        let budgets = float(self.question.budgets.len().max(1));
        0.5 * ERROR / budgets
    }
}
