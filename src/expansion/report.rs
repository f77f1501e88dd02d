//! What a study came to, as other software reads it. Figures are a year, over the years that count; money is in
//! pounds. Not here: sentences (`said`).

use super::budget::Budget;
use super::candidate::Candidate;
use super::chance::{Kept, Often};
use super::count::Count;
use super::explore::{Diminishing, How, SearchCheck};
use super::lab::Trial;
use super::plan::Plan;
use super::robust::{Robust, robust};
use super::study::{Aim, Chosen, Question, Reading, paired};
use crate::evidence::Standing;
use crate::forecast::{Interval, Says, Sums};
use serde::Serialize;

/// The whole answer.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The program's version.
    pub version: String,
    /// What was asked for.
    pub asked: Asked,
    /// What money could buy.
    pub candidates: Vec<Offer>,
    /// What may be spent.
    pub budgets: Vec<BudgetSaid>,
    /// Each reading by itself.
    pub readings: Vec<ReadingSaid>,
    /// Plans of one reading under the others.
    pub robustness: Vec<Robust>,
}

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Asked {
    /// Tapes of the search.
    pub search_tapes: u32,
    /// Tapes on which everything printed is estimated.
    pub fresh_tapes: u32,
    /// Households a year that make no difference.
    pub indifference: f64,
    /// The share under which refusals for capacity are to be kept.
    pub refusals_under: f64,
    /// In what share of histories.
    pub in_histories: f64,
    /// The most units of a plan among those that the search is held against.
    pub size: u32,
}

/// A candidate with its costs.
#[derive(Debug, Clone, Serialize)]
pub struct Offer {
    /// Codename.
    pub candidate: String,
    /// What it is.
    pub title: String,
    /// Whether it is a unit.
    pub is_unit: bool,
    /// Capital and yearly cost.
    pub capital: super::candidate::Money,
    /// What it costs a year.
    pub yearly: super::candidate::Money,
    /// Pounds a year, capital spread over its life: best estimate, least, most.
    pub a_year: [f64; 3],
    /// Days until it works.
    pub lead_days: u32,
    /// How many at most.
    pub most: u32,
}

/// A budget with its limits by year.
#[derive(Debug, Clone, Serialize)]
pub struct BudgetSaid {
    /// Its name.
    pub budget: String,
    /// Capital and running cost by year.
    pub by_year: Vec<(f64, f64)>,
    /// The funding that it rests on.
    pub funding: Option<String>,
    /// How far it can be trusted.
    pub standing: Standing,
    /// Where it comes from.
    pub source: String,
}

/// A plan with what it costs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlanSaid {
    /// In words.
    pub words: String,
    /// Codenames with how many.
    pub buys: Vec<(String, u16)>,
    /// Pounds once.
    pub capital: f64,
    /// Pounds a year of running.
    pub yearly: f64,
    /// Pounds a year, capital spread over its life: best estimate, least, most.
    pub a_year: [f64; 3],
    /// Whether any of its costs is assumed.
    pub cost_assumed: bool,
}

/// Households a year under which nothing is made of them: fewer than one in ten years.
pub const HARDLY_ANY: f64 = 0.1;

impl Averted {
    /// Whether it averts anything worth the name, beyond doubt.
    pub fn is_something(&self) -> bool {
        self.says == Says::More && self.households.mean >= HARDLY_ANY
    }

    /// Whether it cannot avert anything worth the name.
    pub fn is_hardly_any(&self) -> bool {
        self.households.high < HARDLY_ANY
    }
}

/// Fewer households turned away, and what one of them costs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Averted {
    /// Households a year, paired tape by tape.
    pub households: Interval,
    /// What that says: more are averted, fewer, the same, or chance could make it.
    pub says: Says,
    /// Pounds for each further household housed: best estimate, and the range over costs and the interval; none where
    /// it could be nothing. The upper end is none where the interval or the cost gives none.
    pub per_household: Option<[f64; 3]>,
}

/// What one more of a candidate does.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Next {
    /// Codename.
    pub candidate: String,
    /// What it is.
    pub title: String,
    /// Whether it is a unit.
    pub is_unit: bool,
    /// Pounds a year of one.
    pub a_year: f64,
    /// Whether any of its cost is assumed.
    pub cost_assumed: bool,
    /// What it averts.
    pub averts: Averted,
    /// Whom it averts being turned away, by class of household; below zero: more of them are.
    pub who: Vec<Group>,
}

/// Households of one class.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// The class.
    pub class: String,
    /// Households a year.
    pub households: Interval,
}

/// A plan with what became of households.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Valued {
    /// The plan.
    pub plan: PlanSaid,
    /// Households turned away a year.
    pub turned_away: Interval,
    /// Fewer than with nothing more.
    pub averts: Averted,
    /// Refusals for capacity, as a share of referrals.
    pub full: f64,
    /// Whom it averts being turned away, by class of household.
    pub who: Vec<Group>,
}

/// Funding that ends.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ending {
    /// Its name.
    pub funding: String,
    /// Pounds a year.
    pub yearly: f64,
    /// The first day without it.
    pub day: String,
}

/// The plan of one budget.
#[derive(Debug, Clone, Serialize)]
pub struct BudgetPlan {
    /// The budget.
    pub budget: String,
    /// The funding that ends, and with it all that the budget bought.
    pub ends: Option<Ending>,
    /// How plans were found.
    pub how: How,
    /// How many plans were compared with a stated probability.
    pub compared: usize,
    /// Whether the procedure ended: if so the plan falls behind the best compared by at most the indifference.
    pub certified: bool,
    /// Histories that the procedure took.
    pub histories: u32,
    /// Those that the procedure left: the best, or those that cannot be told apart.
    pub best: Vec<String>,
    /// The plan.
    pub chosen: Valued,
    /// The best of those compared, if it is another.
    pub best_compared: Option<Valued>,
    /// One more of each candidate.
    pub next: Vec<Next>,
    /// What the plan found by search averts, on the tapes of the search.
    pub search_averts: f64,
    /// The most that any plan within the budget averts on them, if candidates help less the more there are.
    pub at_most: Option<f64>,
}

/// A candidate that can do nothing in a reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Idle {
    /// What it is.
    pub title: String,
    /// Why.
    pub why: &'static str,
}

/// A plan tested for refusals.
#[derive(Debug, Clone, Serialize)]
pub struct Enough {
    /// The plan.
    pub plan: PlanSaid,
    /// How many units it adds.
    pub units: u32,
    /// How often it keeps refusals under the share.
    pub often: Often,
    /// What that says.
    pub says: Kept,
}

/// Needs a year and places at once: a flow and a stock.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct FlowAndStock {
    /// Households that ask in a year.
    pub asks_a_year: f64,
    /// Days that one stays, on average.
    pub stay_days: f64,
    /// Households that would live here at once if all were housed.
    pub at_once: f64,
    /// Units there are.
    pub units: usize,
}

/// One reading.
#[derive(Debug, Clone, Serialize)]
pub struct ReadingSaid {
    /// Scenario.
    pub scenario: String,
    /// Reading; empty where there is only one.
    pub reading: String,
    /// Years that count.
    pub years: u16,
    /// Needs and places.
    pub flow_and_stock: FlowAndStock,
    /// With nothing more.
    pub now: Valued,
    /// Who is turned away now.
    pub turned_away_now: Vec<Group>,
    /// Candidates that can do nothing here.
    pub idle: Vec<Idle>,
    /// One of each candidate, added to what there is; the cheapest household first.
    pub next: Vec<Next>,
    /// By budget.
    pub budgets: Vec<BudgetPlan>,
    /// Cost against households turned away.
    pub envelope: Vec<Valued>,
    /// Plans tested for keeping refusals low, smallest first.
    pub enough: Vec<Enough>,
    /// How many paired intervals hold together.
    pub comparisons: usize,
    /// Diminishing returns, tried.
    pub diminishing: Diminishing,
    /// The search held against enumeration.
    pub check: Option<SearchCheck>,
}

/// The report of a study.
pub fn report(version: &str, readings: &[Reading<'_>], question: Question<'_>) -> Report {
    let Question { candidates, budgets, aim } = question;
    let years = readings.iter().map(|reading| reading.lab.scenario.years).max().unwrap_or(1);
    Report {
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
        a_year: candidate.a_year(),
        lead_days: candidate.lead_days,
        most: candidate.most,
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

/// A plan in words with its costs.
pub(super) fn plan_said(plan: &Plan, candidates: &[Candidate]) -> PlanSaid {
    let (capital, yearly) = plan.money(candidates);
    PlanSaid {
        words: plan.words(candidates),
        buys: plan.parts(candidates).map(|(one, count)| (one.name.clone(), count)).collect(),
        capital,
        yearly,
        a_year: plan.a_year(candidates),
        cost_assumed: plan.parts(candidates).any(|(one, _)| one.cost_is_assumed()),
    }
}

/// What is needed to tell of a reading.
struct Teller<'a, 'r> {
    reading: &'r Reading<'a>,
    question: Question<'r>,
    /// Paired intervals that hold together.
    comparisons: usize,
    n: u64,
    years: f64,
}

impl<'a, 'r> Teller<'a, 'r> {
    fn new(reading: &'r Reading<'a>, question: Question<'r>) -> Self {
        let years = f64::from(reading.lab.scenario.years.max(1));
        let n = u64::from(question.aim.fresh);
        Self { reading, question, comparisons: reading.fresh.len().max(1), n, years }
    }

    fn counts(&self, plan: &Plan, ends: Option<u32>) -> &[Count] {
        let trial = Trial { plan: plan.clone(), ends };
        let nothing = || Trial::lasting(Plan::nothing(plan.0.len()));
        let found = self.reading.fresh.get(&trial).or_else(|| self.reading.fresh.get(&nothing()));
        found.map_or(&[], Vec::as_slice)
    }

    fn interval(&self, sums: &Sums) -> Interval {
        sums.interval(self.n, self.comparisons).times(1.0 / self.years)
    }

    fn averted(&self, than: &[Count], mine: &[Count], cost: [f64; 3]) -> Averted {
        let sums = paired(than, mine);
        let households = self.interval(&sums);
        let says = sums.says(self.n, self.comparisons);
        let range =
            [cost[0] / households.mean, cost[1] / households.high, cost[2] / households.low];
        Averted { households, says, per_household: (says == Says::More).then_some(range) }
    }

    fn groups(&self, than: Option<&[Count]>, mine: &[Count]) -> Vec<Group> {
        let demand = &self.reading.lab.plain().demand;
        let group = |which: usize| {
            let mut sums = Sums::default();
            for (tape, count) in mine.iter().enumerate() {
                let mine = i64::from(count.by_group[which]);
                let value = than.map_or(mine, |than| i64::from(than[tape].by_group[which]) - mine);
                sums.add(value);
            }
            let comparisons = demand.groups.len();
            let households = sums.interval(self.n, comparisons).times(1.0 / self.years);
            Group { class: demand.groups[which].clone(), households }
        };
        (0..demand.groups.len()).map(group).collect()
    }

    fn valued(&self, plan: &Plan, ends: Option<u32>) -> Valued {
        let nothing = Plan::nothing(plan.0.len());
        let (none, mine) = (self.counts(&nothing, None), self.counts(plan, ends));
        let mut turned_away = Sums::default();
        for count in mine {
            turned_away.add(i64::from(count.turned_away));
        }
        let sum = |of: &dyn Fn(&Count) -> u32| mine.iter().map(|c| f64::from(of(c))).sum::<f64>();
        let said = plan_said(plan, self.question.candidates);
        Valued {
            turned_away: turned_away.interval(self.n, 1).times(1.0 / self.years),
            averts: self.averted(none, mine, said.a_year),
            full: sum(&|count| count.full) / sum(&|count| count.referrals).max(1.0),
            who: self.groups(Some(none), mine),
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
            next.push(Next {
                candidate: candidate.name.clone(),
                title: candidate.title.clone(),
                is_unit: candidate.lever.is_unit(),
                a_year: candidate.a_year()[0],
                cost_assumed: candidate.cost_is_assumed(),
                averts: self.averted(own, counts, candidate.a_year()),
                who: self.groups(Some(own), counts),
            });
        }
        let rank = |next: &Next| next.averts.per_household.map_or(f64::INFINITY, |range| range[0]);
        next.sort_by(|a, b| {
            let by_value = b.averts.households.mean.total_cmp(&a.averts.households.mean);
            rank(a).total_cmp(&rank(b)).then(by_value)
        });
        next
    }

    fn budget(&self, which: usize) -> BudgetPlan {
        let (found, chosen) = (&self.reading.explored.found[which], &self.reading.chosen[which]);
        let Chosen { compared, best, ended, plan, histories } = chosen;
        let another = best.first().filter(|best| *ended && *best != plan);
        let budget = &self.question.budgets[which];
        let funding = self.reading.lab.scenario.funding.iter();
        let mut own = funding.filter(|funding| Some(&funding.name) == budget.funding.as_ref());
        let ends = own.next().map(|funding| Ending {
            funding: funding.name.clone(),
            yearly: funding.yearly,
            day: funding.ends.to_string(),
        });
        BudgetPlan {
            budget: budget.name.clone(),
            ends,
            how: found.how,
            compared: *compared,
            certified: *ended,
            histories: *histories,
            best: best.iter().map(|plan| plan.words(self.question.candidates)).collect(),
            chosen: self.valued(plan, found.ends),
            best_compared: another.map(|plan| self.valued(plan, found.ends)),
            next: self.next(plan, found.ends),
            search_averts: found.averts,
            at_most: found.at_most,
        }
    }

    /// The envelope on fresh tapes: a plan that no longer turns away fewer than a cheaper one is left out.
    fn envelope(&self) -> Vec<Valued> {
        let all: Vec<Valued> =
            self.reading.envelope.iter().map(|plan| self.valued(plan, None)).collect();
        let points: Vec<(f64, f64)> =
            all.iter().map(|valued| (valued.plan.a_year[0], valued.turned_away.mean)).collect();
        let kept = super::envelope::envelope(&points, 0.0);
        kept.into_iter().map(|which| all[which].clone()).collect()
    }

    fn flow_and_stock(&self) -> FlowAndStock {
        let estate = self.reading.lab.plain().estate;
        let (asks_a_year, stay_days) = (self.reading.asks, self.reading.mean_stay);
        FlowAndStock {
            asks_a_year,
            stay_days,
            at_once: asks_a_year * stay_days / 365.0,
            units: estate.units.iter().filter(|unit| unit.is_in_stock()).count(),
        }
    }

    fn reading(&self) -> ReadingSaid {
        let candidates = self.question.candidates;
        let nothing = Plan::nothing(candidates.len());
        let idle = candidates.iter().zip(&self.reading.idle);
        let tested = &self.reading.tested;
        ReadingSaid {
            scenario: self.reading.lab.scenario.name.clone(),
            reading: self.reading.lab.scenario.reading.clone(),
            years: self.reading.lab.scenario.years,
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
            diminishing: self.reading.explored.diminishing,
            check: self.reading.explored.check.clone(),
        }
    }

    fn enough(&self, tested: &super::study::Tested) -> Enough {
        let candidates = self.question.candidates;
        let units = tested.plan.parts(candidates).filter(|(one, _)| one.lever.is_unit());
        Enough {
            plan: plan_said(&tested.plan, candidates),
            units: units.map(|(_, count)| u32::from(count)).sum(),
            often: tested.often,
            says: tested.says,
        }
    }
}
