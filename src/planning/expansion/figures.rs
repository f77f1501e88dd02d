//! From counts on fresh tapes to the figures of a report. Not here: what the figures mean (`report`), and sentences
//! (`wording/expansion`).

use super::budget::Budget;
use super::candidate::Candidate;
use super::envelope::{by_cost, envelope};
use super::explored::How;
use super::family::FamilyShape;
use super::horizon::{Horizon, YEAR};
use super::luck::Figure;
use super::plan::Plan;
use super::plan_evaluator::Trial;
use super::plan_label::plan_said;
use super::question::{Aim, ExploredReading, StudyQuestion};
use super::replay_count::Count;
use super::report::{
    Asked, Averted, Better, BudgetNote, BudgetPlan, BudgetSaid, ByOrigin, ClassFigure, Diminishing,
    Ending, Enough, ExpansionReport, Family, FlowAndStock, Idle, Member, Next, Offer, ReadingSaid,
    Valued, When,
};
use super::robust::robust;
use super::sample::Sample;
use super::told::{Told, paired, turned_away};
use super::verdict::Certificate;
use super::verdict::Chosen;
use crate::base::domain::time::DAYS_OF_YEAR;
use crate::base::statistics::{Interval, Says};
use crate::inputs::scenario::Scenario;

/// The report of a study.
pub fn report(
    version: &str,
    readings: &[ExploredReading<'_>],
    question: StudyQuestion<'_>,
) -> ExpansionReport {
    let StudyQuestion { candidates, budgets, aim } = question;
    let years = readings.iter().map(|reading| reading.evaluator.scenario.years).max().unwrap_or(1);
    ExpansionReport {
        version: version.to_owned(),
        asked: asked(aim),
        candidates: candidates.iter().map(offer).collect(),
        budgets: budgets.iter().map(|budget| budget_said(budget, years)).collect(),
        readings: readings.iter().map(|reading| Teller::new(reading, question).reading()).collect(),
        robustness: robust(readings, question),
    }
}

fn asked(aim: &Aim) -> Asked {
    Asked {
        search_tapes: aim.tapes,
        fresh_tapes: aim.fresh,
        indifference: aim.indifference,
        refusals_under: aim.refusals,
        in_histories: aim.sure,
        size: aim.size,
    }
}

fn offer(candidate: &Candidate) -> Offer {
    Offer {
        candidate: candidate.name.clone(),
        title: candidate.title.clone(),
        is_unit: candidate.lever.is_unit(),
        capital: candidate.capital.clone(),
        yearly: candidate.yearly.clone(),
        a_year: candidate.price(),
        lead_days: candidate.lead_days,
        most: candidate.most,
        agrees: candidate.agrees.clone(),
        falls_on: candidate.falls_on.clone(),
        in_plans: candidate.lever.is_in_plans(),
    }
}

fn budget_said(budget: &Budget, years: u16) -> BudgetSaid {
    let limits = (1..=years).map(|year| budget.limit(year));
    BudgetSaid {
        budget: budget.name.clone(),
        by_year: limits.map(|limit| (limit.capital, limit.yearly)).collect(),
        funding: budget.funding.clone(),
        standing: budget.standing,
        source: budget.source.clone(),
    }
}

/// What is needed to tell of a reading.
struct Teller<'a, 'r> {
    reading: &'r ExploredReading<'a>,
    question: StudyQuestion<'r>,
    /// Paired intervals that hold together.
    comparisons: usize,
    years: f64,
}

impl<'a, 'r> Teller<'a, 'r> {
    fn new(reading: &'r ExploredReading<'a>, question: StudyQuestion<'r>) -> Self {
        let years = f64::from(reading.evaluator.scenario.years.max(1));
        Self { reading, question, comparisons: reading.fresh.len().max(1), years }
    }

    fn horizon(&self, ends: Option<u32>) -> Horizon {
        self.reading.evaluator.horizon(ends)
    }

    fn counts(&self, plan: &Plan, ends: Option<u32>) -> &[Told] {
        let trial = Trial { plan: plan.clone(), ends };
        // Nothing bought is the same however long it lasts.
        let nothing = Trial::lasting(Plan::nothing(plan.0.len()));
        let trial = if trial.plan == nothing.plan { nothing } else { trial };
        self.reading.fresh.get(&trial).map_or(&[], Vec::as_slice)
    }

    fn interval(&self, sample: &Sample) -> Interval {
        sample.interval(self.comparisons).times(1.0 / self.years)
    }

    /// A figure of a plan, history by history.
    fn sample(&self, plan: &[Told], figure: Figure) -> Sample {
        plan.iter().map(|told| told.steadied(figure, self.reading.luck)).collect()
    }

    /// By how much more of it the first has.
    fn more(&self, mine: &[Told], other: &[Told], figure: Figure) -> Sample {
        let of = |told: &Told| told.steadied(figure, self.reading.luck);
        mine.iter().zip(other).map(|(mine, other)| of(mine).more_than(of(other))).collect()
    }

    fn averted(&self, than: &[Told], mine: &[Told], cost: [f64; 3]) -> Averted {
        let fewer = paired(than, mine);
        let households = self.interval(&fewer);
        let says = fewer.says(self.comparisons);
        let range =
            [cost[0] / households.mean, cost[1] / households.high, cost[2] / households.low];
        let more = |figure| self.interval(&self.more(mine, than, figure));
        Averted {
            households,
            says,
            placed_longer: more(Figure::Longer),
            placed_short_only: more(Figure::ShortOnly),
            per_household: (says == Says::More).then_some(range),
        }
    }

    fn groups(&self, than: Option<&[Told]>, mine: &[Told]) -> Vec<ClassFigure> {
        let demand = &self.reading.evaluator.plain().demand;
        let group = |which: usize| {
            let group = Figure::Group(which);
            let households =
                than.map_or_else(|| self.sample(mine, group), |than| self.more(than, mine, group));
            let households = households.interval(demand.groups.len()).times(1.0 / self.years);
            let households = if than.is_none() { level(households) } else { households };
            ClassFigure { class: demand.groups[which].clone(), households }
        };
        (0..demand.groups.len()).map(group).collect()
    }

    /// Fewer turned away of local households and of those from elsewhere, where a scenario tells them apart.
    fn from(&self, than: &[Told], mine: &[Told]) -> Option<ByOrigin> {
        let demand = &self.reading.evaluator.plain().demand;
        demand.classes.iter().find(|class| class.drawn.is_some())?;
        let fewer = self.more(than, mine, Figure::FromElsewhere);
        let local = than.iter().zip(mine).map(|(than, mine)| {
            let from_elsewhere =
                |told: &Told| told.steadied(Figure::FromElsewhere, self.reading.luck);
            let local = |told: &Told| told.turned_away.more_than(from_elsewhere(told));
            local(than).more_than(local(mine))
        });
        let of = |fewer: Sample| fewer.interval(2).times(1.0 / self.years);
        Some(ByOrigin { local: of(local.collect()), elsewhere: of(fewer) })
    }

    fn valued(&self, plan: &Plan, ends: Option<u32>) -> Valued {
        let nothing = Plan::nothing(plan.0.len());
        let (none, mine) = (self.counts(&nothing, None), self.counts(plan, ends));
        let sum = |of: &dyn Fn(&Count) -> u32| -> f64 {
            mine.iter().map(|told| f64::from(of(&told.count))).sum()
        };
        let said = plan_said(plan, self.question.candidates, self.horizon(ends));
        Valued {
            turned_away: level(turned_away(mine).interval(1).times(1.0 / self.years)),
            averts: self.averted(none, mine, said.a_year),
            full: sum(&|count| count.full) / sum(&|count| count.referrals).max(1.0),
            who: self.groups(Some(none), mine),
            still: self.groups(None, mine),
            plan: said,
        }
    }

    /// One more of each candidate; those of which a household costs least first, those that may do nothing last.
    fn next(&self, plan: &Plan, ends: Option<u32>) -> Vec<Next> {
        let candidates = self.question.candidates;
        let own = self.counts(plan, ends);
        let mut next = Vec::new();
        for (which, candidate) in candidates.iter().enumerate() {
            let more = plan.with(which, 1);
            let Some(counts) = self.reading.fresh.get(&Trial { plan: more.clone(), ends }) else {
                continue;
            };
            if self.reading.idle[which].is_some() || !more.is_possible(candidates) {
                continue;
            }
            let a_year = candidate.a_year(self.horizon(ends));
            next.push(Next {
                candidate: candidate.name.clone(),
                title: candidate.title.clone(),
                is_unit: candidate.lever.is_unit(),
                rank: 0,
                lead_days: candidate.lead_days,
                agrees: candidate.agrees.clone(),
                falls_on: candidate.falls_on.clone(),
                a_year: a_year[0],
                cost_assumed: candidate.cost_is_assumed(),
                averts: self.averted(own, counts, a_year),
                who: self.groups(Some(own), counts),
                from: self.from(own, counts),
            });
        }
        let rank =
            |next: &Next| next.averts.pounds_for_each().map_or(f64::INFINITY, |range| range[0]);
        next.sort_by(|a, b| {
            let by_value = b.averts.households.mean.total_cmp(&a.averts.households.mean);
            rank(a).total_cmp(&rank(b)).then(by_value)
        });
        rank_alike(&mut next);
        next
    }

    fn budget(&self, which: usize) -> BudgetPlan {
        let (found, chosen) = (&self.reading.explored.found[which], &self.reading.chosen[which]);
        let Chosen { compared, together, best, verdict, plan, histories, .. } = chosen;
        let another = Some(best).filter(|best| *verdict == Certificate::Certified && *best != plan);
        let budget = &self.question.budgets[which];
        let funding = self.reading.evaluator.scenario.funding.iter();
        let mut own = funding.filter(|funding| Some(&funding.name) == budget.funding.as_ref());
        let ends = own.next().map(|funding| Ending {
            funding: funding.name.clone(),
            yearly: funding.yearly,
            day: funding.ends.to_string(),
            when: when(self.horizon(found.ends)),
        });
        BudgetPlan {
            budget: budget.name.clone(),
            ends,
            how: found.how,
            compared: *compared,
            together: *together,
            every: (found.how != How::Search).then_some(found.every.len()),
            verdict: *verdict,
            histories: *histories,
            best: best.words(self.question.candidates),
            chosen: self.valued(plan, found.ends),
            left_over: found.allowance.left_over(plan),
            family: self.family(&chosen.family, found.ends),
            best_compared: another.map(|best| Better {
                valued: self.valued(best, found.ends),
                averts_more: self.interval(&paired(
                    self.counts(plan, found.ends),
                    self.counts(best, found.ends),
                )),
            }),
            next: self.next(plan, found.ends),
            // No more can be averted than are turned away.
            at_most: self.reading.bounds.get(which).and_then(|bound| bound.at_most).map(
                |at_most| {
                    let nothing = Plan::nothing(self.question.candidates.len());
                    at_most.min(turned_away(self.counts(&nothing, None)).mean() / self.years)
                },
            ),
            diminishing: self.diminishing(which),
            same_as: self.same_as(which),
            notes: notes(budget, self.reading.evaluator.scenario),
        }
    }

    /// Plans that cannot be told apart, if there are several.
    fn family(&self, plans: &[Plan], ends: Option<u32>) -> Option<Family> {
        let candidates = self.question.candidates;
        let nothing = Plan::nothing(candidates.len());
        let none = self.counts(&nothing, None);
        let member = |plan: &Plan| Member {
            plan: plan_said(plan, candidates, self.horizon(ends)),
            averts: self.interval(&paired(none, self.counts(plan, ends))),
        };
        let members: Vec<Member> = plans.iter().map(member).collect();
        let all = || members.iter().map(|member| member.averts);
        let (low, high) = (
            all().map(|averts| averts.low).fold(f64::INFINITY, f64::min),
            all().map(|averts| averts.high).fold(f64::NEG_INFINITY, f64::max),
        );
        let averts = Interval { mean: f64::midpoint(low, high), low, high };
        let shape = FamilyShape::of(plans, candidates);
        (members.len() > 1).then_some(Family { shape, averts, members })
    }

    fn diminishing(&self, which: usize) -> Diminishing {
        let title = |one: &usize| self.question.candidates[*one].title.clone();
        self.reading.bounds.get(which).map_or_else(Diminishing::default, |bound| Diminishing {
            tried: bound.tried,
            broken: bound.broken.iter().map(title).collect(),
            bound_is_beaten: bound.is_beaten,
        })
    }

    /// An earlier budget with the same money in every year and the same end.
    fn same_as(&self, which: usize) -> Option<String> {
        let budgets = self.question.budgets;
        let (budget, years) = (&budgets[which], self.reading.evaluator.scenario.years);
        let ends = |of: usize| self.reading.explored.found[of].ends;
        let is_same = |of: &usize| {
            ends(*of) == ends(which)
                && (1..=years).all(|year| budgets[*of].limit(year) == budget.limit(year))
        };
        (0..which).find(is_same).map(|of| budgets[of].name.clone())
    }

    /// The envelope of all plans on fresh tapes whose funding goes on.
    fn envelope(&self) -> Vec<Valued> {
        let evaluator = self.reading.evaluator;
        let lasting = self.reading.fresh.iter().filter(|(trial, _)| trial.ends.is_none());
        let lasting = lasting.filter(|(trial, _)| self.reading.may_buy_all(&trial.plan));
        let (all, points) = by_cost(lasting.map(|(Trial { plan, .. }, counts)| {
            let away = turned_away(counts).mean() / self.years;
            (evaluator.pounds_a_year(plan, None), away, plan)
        }));
        let kept = envelope(&points, 0.0);
        kept.into_iter().map(|which| self.valued(all[which], None)).collect()
    }

    fn flow_and_stock(&self) -> FlowAndStock {
        let estate = self.reading.evaluator.plain().estate;
        let (asks_a_year, stay_days) = (self.reading.asks, self.reading.mean_stay);
        FlowAndStock {
            asks_a_year,
            stay_days,
            at_once: asks_a_year * stay_days / DAYS_OF_YEAR,
            units: estate.units.iter().filter(|unit| unit.is_in_stock()).count(),
            waits_besides: self.reading.evaluator.scenario.move_on_homes.is_some(),
        }
    }

    fn reading(&self) -> ReadingSaid {
        let candidates = self.question.candidates;
        let nothing = Plan::nothing(candidates.len());
        let idle = candidates.iter().zip(&self.reading.idle);
        let tested = &self.reading.tested;
        ReadingSaid {
            scenario: self.reading.evaluator.scenario.name.clone(),
            reading: self.reading.evaluator.scenario.reading.clone(),
            what_if: self.reading.evaluator.scenario.what_if,
            years: self.reading.evaluator.scenario.years,
            flow_and_stock: self.flow_and_stock(),
            now: self.valued(&nothing, None),
            turned_away_now: self.groups(None, self.counts(&nothing, None)),
            idle: idle
                .filter_map(|(one, why)| Some(Idle { title: one.title.clone(), why: (*why)? }))
                .collect(),
            next: self.next(&nothing, None),
            budgets: (0..self.question.budgets.len()).map(|which| self.budget(which)).collect(),
            envelope: self.envelope(),
            enough: tested.iter().map(|tested| self.enough(tested)).collect(),
            comparisons: self.comparisons,
            check: self.reading.explored.check.clone(),
        }
    }

    fn enough(&self, tested: &super::question::Tested) -> Enough {
        let candidates = self.question.candidates;
        let units = tested.plan.parts(candidates).filter(|(one, _)| one.lever.is_unit());
        Enough {
            plan: plan_said(&tested.plan, candidates, self.horizon(None)),
            units: units.map(|(_, count)| u32::from(count)).sum(),
            often: tested.often,
            says: tested.says,
        }
    }
}

/// How many there are: no fewer than none, whatever is put right in the mean.
fn level(households: Interval) -> Interval {
    let [mean, low, high] =
        [households.mean, households.low, households.high].map(|of| of.max(0.0));
    Interval { mean, low, high }
}

/// Gives each its place, and the same to those of which the cost of a household of one lies in the range of the other; whatever could cost
/// anything shares the last.
fn rank_alike(next: &mut [Next]) {
    let mut leader: Option<(usize, Option<[f64; 3]>)> = None;
    for (at, one) in (1..).zip(next) {
        let own = one.averts.pounds_for_each();
        let is_alike = |first: &Option<[f64; 3]>| match (first, own) {
            (Some(first), Some(own)) => own[0] <= first[2] || first[0] >= own[1],
            (first, own) => first.is_none() && own.is_none(),
        };
        let place = leader.filter(|(_, first)| is_alike(first)).map_or(at, |(place, _)| place);
        one.rank = place;
        if place == at {
            leader = Some((at, own));
        }
    }
}

/// Where the end of the funding lies.
fn when(horizon: Horizon) -> When {
    match horizon.ends {
        Some(0) => When::Before,
        Some(ends) if ends < u32::from(horizon.years) * YEAR => When::Within,
        _ => When::After,
    }
}

/// What a budget leaves unsaid or says in vain in a scenario.
fn notes(budget: &Budget, scenario: &Scenario) -> Vec<BudgetNote> {
    let is_known = |name: &&String| scenario.funding.iter().any(|funding| funding.name == **name);
    let unknown = budget.funding.as_ref().filter(|name| !is_known(name));
    let late = budget.by_year.iter().map(|(year, _)| *year).filter(|year| *year > scenario.years);
    let late: Vec<u16> = late.collect();
    let lasting = unknown.cloned().map(BudgetNote::TakenAsLasting);
    let late = (!late.is_empty()).then_some(BudgetNote::BeyondTheYears(late));
    lasting.into_iter().chain(late).collect()
}
