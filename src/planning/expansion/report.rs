//! What a study came to, as other software reads it. Figures are a year, over the years that count; money is in
//! pounds. Not here: how figures come from counts (`figures`), and sentences (`wording/expansion`).

use super::allowance::LeftOver;
use super::chance_constraint::{Kept, Often};
use super::envelope::{envelope, step};
use super::explored::{How, SearchCheck};
use super::family::FamilyShape;
use super::levers::WhyIdle;
use super::plan_label::PlanSaid;
use super::regret::Robust;
use super::verdict::Certificate;
use crate::base::statistics::{Interval, Says};
use crate::inputs::evidence::Provenance;
use serde::Serialize;

/// The whole answer.
#[derive(Debug, Clone)]
pub struct ExpansionReport {
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
    /// Pounds of a year in which it works all the time, capital spread over its life: best estimate, least, most.
    pub a_year: [f64; 3],
    /// Days until it works.
    pub lead_days: u32,
    /// How many at most.
    pub most: u32,
    /// Who must agree besides the provider.
    pub agrees: Option<String>,
    /// On whom it falls, besides those who pay.
    pub falls_on: Option<String>,
    /// Whether plans may buy it: who goes first is no plan's to choose.
    pub in_plans: bool,
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
    pub standing: Provenance,
    /// Where it comes from.
    pub source: String,
}

/// Households a year under which nothing is made of them: fewer than one in ten years.
pub const HARDLY_ANY: f64 = 0.1;

impl Averted {
    /// Whether it averts anything worth the name, beyond doubt.
    pub fn is_something(&self) -> bool {
        self.says == Says::More && self.households.mean >= HARDLY_ANY
    }

    /// Pounds for each further household, where it averts anything worth the name.
    pub fn pounds_for_each(&self) -> Option<[f64; 3]> {
        self.per_household.filter(|_| self.is_something())
    }

    /// How many more have a short stay and nothing after it, where that is worth the name beyond doubt.
    pub fn short_stays(&self) -> Option<f64> {
        let short = self.placed_short_only;
        (short.is_above_zero() && short.mean >= HARDLY_ANY).then_some(short.mean)
    }

    /// Whether more than half of those that are averted have no more than that.
    pub fn is_mostly_short(&self) -> bool {
        self.short_stays().is_some_and(|short| 2.0 * short > self.households.mean)
    }

    /// Whether more are turned away with it, beyond doubt.
    pub fn turns_more_away(&self) -> bool {
        self.says == Says::Fewer && self.households.mean <= -HARDLY_ANY
    }

    /// Whether it cannot change anything worth the name, one way or the other.
    pub fn is_hardly_any(&self) -> bool {
        self.households.high < HARDLY_ANY && self.households.low > -HARDLY_ANY
    }
}

/// Fewer households turned away, and what one of them costs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Averted {
    /// Households a year, paired tape by tape.
    pub households: Interval,
    /// What that says: more are averted, fewer, the same, or chance could make it.
    pub says: Says,
    /// How many more a year are placed in a longer unit, sooner or later.
    pub placed_longer: Interval,
    /// How many more a year are placed for a short stay and no longer.
    pub placed_short_only: Interval,
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
    /// Its place by what a household costs, from 1; those that cannot be told apart have the same.
    pub rank: usize,
    /// Days until it works.
    pub lead_days: u32,
    /// Who must agree besides the provider.
    pub agrees: Option<String>,
    /// On whom it falls, besides those who pay.
    pub falls_on: Option<String>,
    /// Pounds a year of one over the years that count, of the days on which it works.
    pub a_year: f64,
    /// Whether any of its cost is assumed.
    pub cost_assumed: bool,
    /// What it averts.
    pub averts: Averted,
    /// Whom it averts being turned away, by class of household; below zero: more of them are.
    pub who: Vec<ClassFigure>,
    /// The same of local households and of those from elsewhere; none: the scenario does not tell them apart.
    pub from: Option<ByOrigin>,
}

/// Households with an unsafe place in the area, and those whose unsafe places lie elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ByOrigin {
    /// Local households a year.
    pub local: Interval,
    /// Households from elsewhere a year.
    pub elsewhere: Interval,
}

/// Households of one class.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClassFigure {
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
    pub who: Vec<ClassFigure>,
    /// Who is still turned away, by class of household.
    pub still: Vec<ClassFigure>,
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
    /// Where that lies.
    #[serde(skip)]
    pub when: When,
}

/// Where a day lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// No later than the first day.
    Before,
    /// In the years that count.
    Within,
    /// After them.
    After,
}

/// The plan of one budget.
#[derive(Debug, Clone)]
pub struct BudgetPlan {
    /// The budget.
    pub budget: String,
    /// The funding that ends, and with it all that the budget bought.
    pub ends: Option<Ending>,
    /// How plans were found.
    pub how: How,
    /// How many plans were compared with a stated probability.
    pub compared: usize,
    /// How many of them were compared only together with others, as one plan that buys all that they buy.
    pub together: usize,
    /// How many of them are every plan within the budget, or every one that leaves no money for one thing more; none where
    /// plans were searched for.
    pub every: Option<usize>,
    /// What is known of the plan: what is certified, or why nothing is bought.
    pub verdict: Certificate,
    /// Histories that the procedure took.
    pub histories: u32,
    /// The best of those compared, as far as is known.
    pub best: String,
    /// The plan.
    pub chosen: Valued,
    /// What the plan leaves of the budget, in pounds.
    pub left_over: LeftOver,
    /// Plans that cannot be told apart from the best, if there are several; the plan is the first.
    pub family: Option<Family>,
    /// The best of those compared, if it is another.
    pub best_compared: Option<Better>,
    /// One more of each candidate.
    pub next: Vec<Next>,
    /// The most that any plan within the budget averts, if candidates help less the more there are; none where they do not.
    pub at_most: Option<f64>,
    /// Whether they do.
    pub diminishing: Diminishing,
    /// An earlier budget that comes to the same money, year by year and to the same end.
    pub same_as: Option<String>,
    /// What a reader has to know of the budget besides.
    pub notes: Vec<BudgetNote>,
}

/// What a budget leaves unsaid or says in vain in a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BudgetNote {
    /// It rests on a funding of which the scenario does not say when it ends: taken as lasting.
    TakenAsLasting(String),
    /// Its money of these years is not counted, since the scenario counts fewer.
    BeyondTheYears(Vec<u16>),
}

/// Whether candidates help less the more there are, on the histories on which everything is estimated.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Diminishing {
    /// Candidates that were added to nothing and to the plan.
    pub tried: usize,
    /// Those that helped more beside the plan than by themselves.
    pub broken: Vec<String>,
    /// Whether some plan averts more than would follow from it.
    pub bound_is_beaten: bool,
}

/// Plans that cannot be told apart to within the indifference.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Family {
    /// What they have in common.
    #[serde(skip)]
    pub shape: FamilyShape,
    /// Households a year that they avert: the least and the most of their intervals, and the middle of their means.
    pub averts: Interval,
    /// The plans, the cheapest first.
    pub members: Vec<Member>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Member {
    /// The plan.
    pub plan: PlanSaid,
    /// Households a year that it averts.
    pub averts: Interval,
}

/// A plan beside the one chosen.
#[derive(Debug, Clone, Serialize)]
pub struct Better {
    /// The plan.
    pub valued: Valued,
    /// Households a year that it averts more than the one chosen; below zero: fewer.
    pub averts_more: Interval,
}

/// A candidate that can do nothing in a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idle {
    /// What it is.
    pub title: String,
    /// Why.
    pub why: WhyIdle,
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
    /// Whether the wait for a home to move on to comes on top of the days, since homes are counted.
    pub waits_besides: bool,
}

/// One reading.
#[derive(Debug, Clone)]
pub struct ReadingSaid {
    /// Scenario.
    pub scenario: String,
    /// Reading; empty where there is only one.
    pub reading: String,
    /// Whether that asks "what if".
    pub what_if: bool,
    /// Years that count.
    pub years: u16,
    /// Needs and places.
    pub flow_and_stock: FlowAndStock,
    /// With nothing more.
    pub now: Valued,
    /// Who is turned away now.
    pub turned_away_now: Vec<ClassFigure>,
    /// Candidates that can do nothing here.
    pub idle: Vec<Idle>,
    /// One of each candidate, added to what there is; the cheapest household first.
    pub next: Vec<Next>,
    /// By budget.
    pub budgets: Vec<BudgetPlan>,
    /// Cost against households turned away: of all plans estimated whose funding goes on, those of which none is both
    /// cheaper and better; the cheapest first.
    pub envelope: Vec<Valued>,
    /// Plans tested for keeping refusals low, smallest first.
    pub enough: Vec<Enough>,
    /// How many paired intervals hold together.
    pub comparisons: usize,
    /// The search held against enumeration.
    pub check: Option<SearchCheck>,
}

impl ReadingSaid {
    /// What is worth adding first of some: the one with which a household costs least, or whatever cannot be told from it by that
    /// and helps more; none where none of them averts anything beyond doubt.
    pub fn worth_first(&self, is_one: impl Fn(&Next) -> bool) -> Option<&Next> {
        let mut next = self.next.iter().filter(|next| next.averts.is_something() && is_one(next));
        let first = next.next()?;
        let alike = next.take_while(|next| next.rank == first.rank);
        let averted = |next: &Next| next.averts.households.mean;
        std::iter::once(first).chain(alike).max_by(|a, b| averted(a).total_cmp(&averted(b)))
    }

    /// So many of the envelope's plans or a few more, each a good step below the one before; the cheapest and the dearest
    /// are among them.
    pub fn main_steps(&self, most: f64) -> Vec<&Valued> {
        let points: Vec<(f64, f64)> = self
            .envelope
            .iter()
            .map(|valued| (valued.plan.a_year[0], valued.turned_away.mean))
            .collect();
        let mut kept = envelope(&points, step(&points, most, 0.0));
        kept.extend(points.len().checked_sub(1).filter(|last| !kept.contains(last)));
        kept.into_iter().map(|which| &self.envelope[which]).collect()
    }
}
