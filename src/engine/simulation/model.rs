//! A scenario on an estate, compiled for replay: what the rules say of every class in every unit.
//!
//! Rules that do not depend on who lives there are asked once for each class, and once for each postcode
//! an unsafe place may be drawn from. The rest (`complex_needs`, `nrpf`) are asked at every arrival by the
//! replay. Simulated households name nobody to keep apart, so `keep_apart` never speaks.

use super::bitset::{BitSet, words};
use super::calendar::Calendar;
use super::class_guide::ClassGuide;
use super::rate::Rate;
use super::risk::{Risks, SectorRisk};
use crate::base::domain::unit::State;
use crate::base::domain::{Household, Kind, RuleName, RuleSet};
use crate::base::geography::{Geography, Places};
use crate::base::random::place_of;
use crate::engine::demand::{Class, Demand, ms};
use crate::engine::eligibility::rules::{chance_outside, rule};
use crate::engine::eligibility::{Case, Finding, OccupancyView, Verdict, judge_alone};
use crate::engine::placement::{penalty, sanctuary_may_serve};
use crate::inputs::estate::Estate;
use crate::inputs::occupancy::Occupancy;
use crate::inputs::scenario::{Decisions, Policy, Scenario, StartState, Voids};
use rayon::prelude::*;
use std::sync::Arc;

/// Everything a replication reads and nothing it changes.
#[derive(Debug)]
pub struct Model<'a> {
    /// The estate.
    pub estate: &'a Estate,
    /// Who lives there today.
    pub occupancy: &'a Occupancy,
    /// The geography.
    pub geography: &'a Geography,
    /// What is drawn from.
    pub demand: &'a Demand,
    /// The simulated span.
    pub calendar: Calendar,
    /// How many ask, moment by moment.
    pub rate: Rate,
    /// Moments at which residents are counted, in days since `start` and in milliseconds since the beginning.
    pub census: Vec<(f64, u64)>,
    /// The seed.
    pub seed: u64,
    /// How many histories.
    pub replications: u32,
    /// Whether today's residents live there at the beginning.
    pub starts_occupied: bool,
    /// Chances that decisions are granted.
    pub decisions: Decisions,
    /// For each unit, the moment it opens; none: never within the span.
    pub opens: Vec<Option<u64>>,
    /// For each unit, its kind.
    pub kinds: Vec<Kind>,
    /// For each unit, which of the sectors of the estate it lies in.
    pub sector_of: Vec<usize>,
    /// For each setting, its units.
    pub(super) units_in: Arc<[Vec<usize>]>,
    /// Every unit, as words of bits.
    pub(super) all: Vec<u64>,
    /// Units of the kinds in which stays are short.
    pub(super) short: Vec<u64>,
    /// Units of settings that never have a place for complex needs.
    pub(super) never_complex: Vec<u64>,
    /// Which class a number stands for.
    pub(super) class_guide: ClassGuide,
    /// For each class, what was compiled; the same for models that differ in nothing but numbers.
    pub(super) compiled: Arc<[Compiled]>,
    /// For each class, the chance that the manager grants each decision that may be asked for; nearness and neighbours
    /// are for whoever knows the address.
    grants: Vec<Vec<(RuleName, f64)>>,
    /// Which draws of the manager's decisions some class needs.
    pub(super) grants_drawn: [bool; MANAGER_DRAWS],
}

/// Draws of the manager's decisions, three rules a draw.
pub(super) const MANAGER_DRAWS: usize = RuleName::ALL.len().div_ceil(3);

/// One class before every unit. Nearness is apart from the rest, for it depends on the drawn place.
#[derive(Debug, Clone)]
pub(super) struct Compiled {
    /// The rules that do not depend on residents, unit by unit.
    pub(super) verdicts: Vec<Verdict>,
    /// Units in the order in which they are offered.
    pub(super) order: Vec<usize>,
    /// Each unit's place in that order.
    pub(super) rank: Vec<u32>,
    /// Units that some rule bars.
    pub(super) barred: Vec<u64>,
    /// Rules that ask for a decision, each with the units of which it asks.
    pub(super) asks: Vec<(RuleName, Vec<u64>)>,
    /// Nearness: shared by classes with the same places.
    pub(super) risks: Arc<Risks>,
    /// Whether it may be made safe at home (4.35-4.39).
    pub(super) may_stay_home: bool,
}

/// The places that a class of household names, and those that it draws one of.
fn whereabouts(class: &Class, default_radius_m: u32) -> impl PartialEq + '_ {
    let drawn = class.drawn.as_ref().map(|drawn| (&drawn.candidates, drawn.radius_m));
    let named = class.household.unsafe_places.iter();
    let named =
        named.map(move |named| (&*named.place, named.radius_m(default_radius_m), named.hard));
    (drawn, named.collect::<Vec<_>>())
}

impl<'a> Model<'a> {
    /// Compiles a scenario on an estate and who lives there.
    pub fn new(
        scenario: &Scenario,
        homes: (&'a Estate, &'a Occupancy),
        geography: &'a Geography,
        demand: &'a Demand,
    ) -> Self {
        Self::compiled(scenario, homes, geography, demand, None)
    }

    /// The same for an estate and a scenario in which households ask, units lie and whoever knows their addresses decides
    /// as in another model's: what nearness says is not asked again.
    #[must_use]
    pub fn beside(&self, scenario: &Scenario, estate: &'a Estate, demand: &'a Demand) -> Self {
        Self::compiled(scenario, (estate, self.occupancy), self.geography, demand, Some(self))
    }

    fn compiled(
        scenario: &Scenario,
        (estate, occupancy): (&'a Estate, &'a Occupancy),
        geography: &'a Geography,
        demand: &'a Demand,
        like: Option<&Self>,
    ) -> Self {
        let calendar = Calendar::of(scenario);
        let (sectors, sector_of) = sectors_of(estate);
        let opens = (0..estate.units.len())
            .map(|unit| opening(unit, estate, scenario.voids, &calendar))
            .collect();
        let start = calendar.bounds.first().copied().unwrap_or(0);
        let mut model = Self {
            rate: Rate::new(&demand.arrivals, &calendar),
            census: scenario.census_days.iter().map(|&day| (day, start + ms(day))).collect(),
            estate,
            occupancy,
            geography,
            demand,
            calendar,
            seed: scenario.seed,
            replications: scenario.replications,
            starts_occupied: scenario.start_state == StartState::Occupancy,
            decisions: scenario.decisions.clone(),
            opens,
            kinds: (0..estate.units.len()).map(|unit| estate.setting_of(unit).kind).collect(),
            sector_of,
            units_in: units_in(estate),
            all: mask_of(estate.units.len(), |_| true),
            short: mask_of(estate.units.len(), |unit| {
                demand.course.short[estate.setting_of(unit).kind as usize]
            }),
            never_complex: mask_of(estate.units.len(), |unit| {
                estate.setting_of(unit).complex_needs_places == Some(0)
            }),
            class_guide: ClassGuide::of(&demand.classes),
            compiled: Arc::default(),
            grants: Vec::new(),
            grants_drawn: [false; MANAGER_DRAWS],
        };
        let mut compiled: Vec<Compiled> = Vec::new();
        for class in &demand.classes {
            let risks = like.and_then(|like| like.same_places(&like.compiled, class));
            let risks = risks.or_else(|| model.same_places(&compiled, class));
            compiled.push(model.compile(class, scenario.placement.policy, &sectors, risks));
        }
        model.compiled = compiled.into();
        model.note_grants();
        model
    }

    /// The same estate and rules under a demand that differs from this one's in nothing but numbers, and other
    /// chances of decisions: what the rules say is not asked again.
    #[must_use]
    pub fn under<'b>(&self, demand: &'b Demand, decisions: &Decisions) -> Model<'b>
    where
        'a: 'b,
    {
        let arrivals = &demand.arrivals;
        let is_like = arrivals.have_the_pattern_of(&self.demand.arrivals);
        let mut model = Model {
            estate: self.estate,
            occupancy: self.occupancy,
            geography: self.geography,
            demand,
            calendar: self.calendar.clone(),
            rate: if is_like {
                self.rate.with_per_day(arrivals.per_day())
            } else {
                Rate::new(arrivals, &self.calendar)
            },
            census: self.census.clone(),
            seed: self.seed,
            replications: self.replications,
            starts_occupied: self.starts_occupied,
            decisions: decisions.clone(),
            opens: self.opens.clone(),
            kinds: self.kinds.clone(),
            sector_of: self.sector_of.clone(),
            units_in: Arc::clone(&self.units_in),
            all: self.all.clone(),
            short: self.short.clone(),
            never_complex: self.never_complex.clone(),
            class_guide: ClassGuide::of(&demand.classes),
            compiled: Arc::clone(&self.compiled),
            grants: Vec::new(),
            grants_drawn: [false; MANAGER_DRAWS],
        };
        model.note_grants();
        model
    }

    /// Notes which decisions of the manager have to be drawn.
    fn note_grants(&mut self) {
        let of = |(compiled, class): (&Compiled, &Class)| {
            let asked = compiled.asks.iter().map(|(rule, _)| *rule);
            let funded = class.household.needs.nrpf.may_be().then_some(RuleName::Nrpf);
            let said = |rule| self.decisions.said(rule).map(|chance| (rule, chance));
            asked.chain(funded).filter_map(said).collect()
        };
        self.grants = self.compiled.iter().zip(&self.demand.classes).map(of).collect();
        for (rule, _) in self.grants.iter().flatten() {
            self.grants_drawn[place_of(*rule as u32).0 as usize] = true;
        }
    }

    /// What the manager grants a class of household, by the number that each rule draws at its place.
    pub(super) fn granted(&self, class: usize, number: impl Fn(u32) -> f64) -> RuleSet {
        let is_granted = |(rule, chance): &&(RuleName, f64)| number(*rule as u32) < *chance;
        self.grants[class].iter().filter(is_granted).map(|(rule, _)| *rule).collect()
    }

    /// Whether the stay of a class of household in a unit is a short one.
    pub fn is_short(&self, class: usize, unit: usize) -> bool {
        self.short.has(unit) && !self.demand.classes[class].has_own_stay
    }

    /// The rules that bar a unit from a class of household, and those that ask for a decision: whoever lives there, and
    /// wherever the perpetrator is.
    pub fn rules_alone(&self, class: usize, unit: usize) -> (RuleSet, RuleSet) {
        let verdict = self.compiled[class].verdicts[unit];
        (verdict.barred, verdict.asks)
    }

    /// The units in the order in which they are offered to a class of household.
    pub fn order(&self, class: usize) -> &[usize] {
        &self.compiled[class].order
    }

    fn compile(
        &self,
        class: &Class,
        policy: Policy,
        sectors: &[usize],
        risks: Option<Arc<Risks>>,
    ) -> Compiled {
        let occupancy = self.nobody();
        let case = self.case(&class.household, &class.places, &occupancy);
        let verdicts: Vec<Verdict> =
            (0..self.estate.units.len()).map(|unit| judge_alone(&case, unit)).collect();
        let mut order: Vec<usize> = (0..verdicts.len()).collect();
        if policy == Policy::Preference {
            order.sort_by_key(|&unit| (penalty(&case, unit, verdicts[unit]), unit));
        }
        let risks = risks.unwrap_or_else(|| {
            let alone = sectors.iter().map(|&unit| Self::risk(&case, unit)).collect();
            let places = [vec![alone], self.drawn_risks(class, sectors)].concat();
            Arc::new(Risks::new(&places, &self.sector_of))
        });
        let verdicts: Vec<Verdict> = verdicts.into_iter().map(Self::without_place).collect();
        let (barred, asks) = masks(&verdicts);
        let rank = rank(&order, verdicts.len());
        let may_stay_home = sanctuary_may_serve(&class.household);
        Compiled { verdicts, order, rank, barred, asks, risks, may_stay_home }
    }

    /// The table of one of the classes compiled so far that has the same places and draws the same.
    fn same_places(&self, compiled: &[Compiled], class: &Class) -> Option<Arc<Risks>> {
        let before = self.demand.classes.iter().zip(compiled);
        let default = self.estate.provider.default_radius_m;
        let mine = whereabouts(class, default);
        before
            .filter(|(other, _)| whereabouts(other, default) == mine)
            .map(|(_, compiled)| Arc::clone(&compiled.risks))
            .next()
    }

    fn drawn_risks(&self, class: &Class, sectors: &[usize]) -> Vec<Vec<SectorRisk>> {
        let Some(drawn) = &class.drawn else { return Vec::new() };
        (0..drawn.candidates.count())
            .into_par_iter()
            .map(|which| {
                let (household, places) = self.with_drawn(class, which);
                let occupancy = self.nobody();
                let case = self.case(&household, &places, &occupancy);
                sectors.iter().map(|&unit| Self::risk(&case, unit)).collect()
            })
            .collect()
    }

    fn risk(case: &Case<'_>, unit: usize) -> SectorRisk {
        let candidate = case.candidate(unit);
        let finding = (rule(RuleName::UnsafeArea).find)(case, &candidate);
        let outside = if finding == Some(Finding::Decision) {
            let (outside, all) = chance_outside(case, &candidate);
            f64::from(outside) / f64::from(all)
        } else {
            0.0
        };
        SectorRisk { finding, outside }
    }

    /// A class's household with the drawn place as one of its unsafe places.
    pub fn with_drawn(&self, class: &Class, which: usize) -> (Household, Places) {
        let (mut household, mut places) = (class.household.clone(), class.places.clone());
        if let Some(drawn) = &class.drawn {
            household.unsafe_places.push(crate::base::domain::household::UnsafePlace {
                place: String::new(),
                radius_m: Some(drawn.radius_m),
                radius_unread: false,
                hard: true,
                why: crate::base::domain::household::Connection::Home,
            });
            places.unsafe_areas.push(drawn.candidates.single(which));
        }
        (household, places)
    }

    /// A case on this model's estate.
    pub fn case<'b>(
        &'b self,
        household: &'b Household,
        places: &'b Places,
        view: &'b OccupancyView,
    ) -> Case<'b> {
        Case::new((self.estate, self.occupancy), self.geography, (household, places), view)
    }

    fn nobody(&self) -> OccupancyView {
        OccupancyView {
            lived_in: vec![false; self.estate.units.len()],
            complex_needs: vec![0; self.estate.settings.len()],
            ..OccupancyView::default()
        }
    }

    /// Asks `keep_apart` of every unit for one class, with who lives there tonight, and holds to the answer
    /// for the whole span.
    pub fn keep_apart(&mut self, class: usize, occupancy: &OccupancyView) {
        let class_of = &self.demand.classes[class];
        let case = self.case(&class_of.household, &class_of.places, occupancy);
        let find = rule(RuleName::KeepApart).find;
        let found: Vec<Option<Finding>> =
            (0..self.estate.units.len()).map(|unit| find(&case, &case.candidate(unit))).collect();
        let compiled = &mut Arc::make_mut(&mut self.compiled)[class];
        for (verdict, finding) in compiled.verdicts.iter_mut().zip(found) {
            match finding {
                Some(Finding::Unsuitable) => {
                    verdict.barred = verdict.barred.with(RuleName::KeepApart);
                }
                Some(Finding::Decision) => verdict.asks = verdict.asks.with(RuleName::KeepApart),
                _ => {}
            }
        }
        (compiled.barred, compiled.asks) = masks(&compiled.verdicts);
        self.note_grants();
    }

    /// Rules whose findings are the same for a household whatever its drawn place.
    fn without_place(verdict: Verdict) -> Verdict {
        let place = RuleSet::EMPTY.with(RuleName::UnsafeArea);
        Verdict {
            barred: verdict.barred.minus(place),
            asks: verdict.asks.minus(place),
            advice: verdict.advice,
        }
    }
}

fn units_in(estate: &Estate) -> Arc<[Vec<usize>]> {
    let mut units_in = vec![Vec::new(); estate.settings.len()];
    for (unit, listed) in estate.units.iter().enumerate() {
        units_in[listed.setting].push(unit);
    }
    units_in.into()
}

/// Those of so many units of which something holds, as words of bits.
fn mask_of(units: usize, holds: impl Fn(usize) -> bool) -> Vec<u64> {
    let mut mask = vec![0; words(units)];
    (0..units).filter(|&unit| holds(unit)).for_each(|unit| mask.put(unit));
    mask
}

/// The units that verdicts bar, and for each rule that asks those of which it asks.
fn masks(verdicts: &[Verdict]) -> (Vec<u64>, Vec<(RuleName, Vec<u64>)>) {
    let of =
        |holds: &dyn Fn(&Verdict) -> bool| mask_of(verdicts.len(), |unit| holds(&verdicts[unit]));
    let asks = RuleName::ALL.into_iter().map(|rule| (rule, of(&|v| v.asks.contains(rule))));
    let asks = asks.filter(|(_, mask)| mask.iter().any(|&word| word != 0)).collect();
    (of(&|verdict| !verdict.barred.is_empty()), asks)
}

/// The place of each unit in an order.
pub(super) fn rank(order: &[usize], units: usize) -> Vec<u32> {
    let mut rank = vec![NEVER_OFFERED; units];
    for (place, &unit) in (0..).zip(order) {
        rank[unit] = place;
    }
    rank
}

/// The rank of a unit that an order leaves out.
pub(super) const NEVER_OFFERED: u32 = u32::MAX;

/// One unit of each sector, and for each unit which of these sectors is its own.
fn sectors_of(estate: &Estate) -> (Vec<usize>, Vec<usize>) {
    let mut first: Vec<usize> = Vec::new();
    let mut sector_of = Vec::new();
    for (k, unit) in estate.units.iter().enumerate() {
        let known = first.iter().position(|&other| estate.units[other].sector == unit.sector);
        sector_of.push(known.unwrap_or(first.len()));
        if known.is_none() {
            first.push(k);
        }
    }
    (first, sector_of)
}

fn opening(unit: usize, estate: &Estate, voids: Voids, calendar: &Calendar) -> Option<u64> {
    let unit = &estate.units[unit];
    if unit.state == State::Open || (unit.state == State::Void && voids == Voids::Open) {
        return Some(0);
    }
    unit.from.map(|day| calendar.moment(day)).filter(|&opens| opens < calendar.end())
}
