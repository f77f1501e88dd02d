//! Scenarios side by side on the same tapes: what changes, and how surely.
//!
//! Every history is played under each scenario with the same random numbers, so the difference is that of the
//! scenarios and hardly that of chance. Differences are paired by history. Not here: forecasts of one
//! scenario (`run`).

use super::history::History;
use super::loss::Ledger;
use super::run::Inconsistent;
use super::scope::Scope;
use crate::base::statistics::{Interval, Says, Sums};
use crate::engine::simulation::{
    DrawnModels, Loss, Model, Numbers, Replay, Tape, fold_replications, replicate_losses,
};
use schemars::JsonSchema;
use serde::Serialize;

/// One figure of each scenario and what it differs by from the first's, a year.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Difference {
    /// The measure, by its name in the table of a forecast.
    pub measure: String,
    /// `all`, or a class of household.
    pub group: String,
    /// In the first scenario, a year.
    pub first: f64,
    /// In the other, a year.
    pub other: f64,
    /// The other less the first, a year, with its interval.
    pub difference: Interval,
    /// What that says.
    pub says: Says,
    /// How many times as many histories separate runs would have needed for an interval as narrow; none: the
    /// difference is the same in every history.
    pub as_good_as_times: Option<f64>,
}

/// Figures of scenarios on the same tapes.
#[derive(Debug, Clone)]
pub struct Paired {
    replications: u64,
    years: f64,
    inconsistent: u64,
    /// Measure and group of each figure, and what one whole number of it stands for.
    names: Vec<Named>,
    /// For each scenario, for each figure.
    own: Vec<Vec<Sums>>,
    /// For each scenario but the first, for each figure.
    less_first: Vec<Vec<Sums>>,
}

#[derive(Debug, Clone, PartialEq)]
struct Named {
    measure: String,
    group: String,
    scale: f64,
}

/// Plays so many histories under each model; `tick` is called after each history.
///
/// The models have the same seed and the same years.
///
/// # Errors
/// If in any replication some referral did not have exactly one outcome.
pub fn compare(
    models: &[Model<'_>],
    replications: u32,
    tick: impl Fn() + Sync + Send,
) -> Result<Paired, Inconsistent> {
    let scopes: Vec<Scope> = models.iter().map(Scope::of).collect();
    let kept = Kept::of(&scopes);
    let empty = || Paired::empty(&kept, models.len(), &scopes);
    match Loss::of_all(models) {
        Some(losses) => of_losses(&losses, &scopes, &kept, (replications, &tick), empty),
        None => of_any(models, &scopes, &kept, (replications, &tick), empty),
    }
    .settled()
}

/// The same under the draws of each scenario: those that have the same draws take the same one in each history.
///
/// # Errors
/// If in any replication some referral did not have exactly one outcome.
pub fn compare_drawn(
    scenarios: &[DrawnModels<'_>],
    replications: u32,
    tick: impl Fn() + Sync + Send,
) -> Result<Paired, Inconsistent> {
    let scopes: Vec<Scope> = scenarios.iter().map(|models| Scope::of(models.plain())).collect();
    let kept = Kept::of(&scopes);
    let stages = || -> Vec<(Numbers, Tape, History<'_>)> {
        let each = scenarios.iter().zip(&scopes);
        each.map(|(models, scope)| (models.numbers(), Tape::default(), History::new(scope)))
            .collect()
    };
    let (paired, _) = fold_replications(
        0..replications,
        || (Paired::empty(&kept, scenarios.len(), &scopes), stages()),
        |(paired, stages), replication| {
            let mut rows = Vec::new();
            for (models, (numbers, tape, history)) in scenarios.iter().zip(stages) {
                models.with(numbers, replication, |model| {
                    tape.draw(model, replication);
                    history.play(model, tape, &mut Replay::new(model));
                });
                paired.inconsistent += u64::from(!history.is_conserved());
                rows.push(history.figures());
            }
            paired.add(&kept, &rows);
            tick();
        },
        |(mine, stages), (theirs, _)| (mine.merge(&theirs), stages),
    );
    paired.settled()
}

fn of_any(
    models: &[Model<'_>],
    scopes: &[Scope],
    kept: &Kept,
    (replications, tick): (u32, &(impl Fn() + Sync + Send)),
    empty: impl Fn() -> Paired + Sync + Send,
) -> Paired {
    let (paired, _) = fold_replications(
        0..replications,
        || (empty(), None::<Vec<Stage<'_>>>),
        |(paired, stages), replication| {
            let stages = stages.get_or_insert_with(|| {
                models.iter().zip(scopes).map(|(model, scope)| Stage::new(model, scope)).collect()
            });
            let rows: Vec<Vec<i64>> =
                stages.iter_mut().map(|stage| stage.play(replication)).collect();
            let conserved = stages.iter().all(|stage| stage.history.is_conserved());
            paired.inconsistent += u64::from(!conserved);
            paired.add(kept, &rows);
            tick();
        },
        |(mine, stages), (theirs, _)| (mine.merge(&theirs), stages),
    );
    paired
}

/// The same of loss systems, all on one drawing.
fn of_losses(
    losses: &[Loss<'_>],
    scopes: &[Scope],
    kept: &Kept,
    (replications, tick): (u32, &(impl Fn() + Sync + Send)),
    empty: impl Fn() -> Paired + Sync + Send,
) -> Paired {
    let rooms = || {
        let each = losses.iter().zip(scopes);
        each.map(|(loss, scope)| (Ledger::new(loss, scope), History::new(scope))).collect()
    };
    let (paired, _) = replicate_losses(
        losses,
        0..replications,
        || (empty(), None::<Vec<(Ledger, History<'_>)>>),
        |(paired, stages), lost| {
            let stages = stages.get_or_insert_with(rooms).iter_mut().zip(lost);
            let enter = |((ledger, history), lost): (&mut (Ledger, History<'_>), _)| {
                ledger.enter(lost, history);
                (history.figures(), history.is_conserved())
            };
            let (rows, conserved): (Vec<Vec<i64>>, Vec<bool>) = stages.map(enter).unzip();
            paired.inconsistent += u64::from(conserved.contains(&false));
            paired.add(kept, &rows);
            tick();
        },
        |(mine, stages), (theirs, _)| (mine.merge(&theirs), stages),
    );
    paired
}

/// One scenario with room for one history.
struct Stage<'a> {
    model: &'a Model<'a>,
    tape: Tape,
    replay: Replay<'a>,
    history: History<'a>,
}

impl<'a> Stage<'a> {
    fn new(model: &'a Model<'a>, scope: &'a Scope) -> Self {
        let (tape, replay) = (Tape::default(), Replay::new(model));
        Self { model, tape, replay, history: History::new(scope) }
    }

    /// The figures of a history, in the order of the scope's names.
    fn play(&mut self, replication: u32) -> Vec<i64> {
        self.tape.draw(self.model, replication);
        self.history.play(self.model, &self.tape, &mut self.replay);
        self.history.figures()
    }
}

/// The figures that all scenarios have, and where each has them.
struct Kept {
    names: Vec<Named>,
    at: Vec<Vec<usize>>,
}

impl Kept {
    fn of(scopes: &[Scope]) -> Self {
        let all: Vec<Vec<Named>> = scopes
            .iter()
            .map(|scope| {
                let figures = scope.figures().into_iter();
                let named = |(measure, group, scale)| Named { measure, group, scale };
                figures.map(named).collect()
            })
            .collect();
        let everywhere = |name: &&Named| all.iter().all(|names| names.contains(name));
        let first = all.first().map_or(&[] as &[Named], Vec::as_slice);
        let names: Vec<Named> = first.iter().filter(everywhere).cloned().collect();
        let place = |names: &[Named], name: &Named| names.iter().position(|n| n == name);
        let at = all
            .iter()
            .map(|own| names.iter().filter_map(|name| place(own, name)).collect())
            .collect();
        Self { names, at }
    }
}

impl Paired {
    fn empty(kept: &Kept, scenarios: usize, scopes: &[Scope]) -> Self {
        let years = scopes.first().map_or(1.0, Scope::years);
        let row = vec![Sums::default(); kept.names.len()];
        Self {
            replications: 0,
            years,
            inconsistent: 0,
            names: kept.names.clone(),
            own: vec![row.clone(); scenarios],
            less_first: vec![row; scenarios.saturating_sub(1)],
        }
    }

    fn settled(self) -> Result<Self, Inconsistent> {
        match self.inconsistent {
            0 => Ok(self),
            n => Err(Inconsistent(n)),
        }
    }

    fn add(&mut self, kept: &Kept, rows: &[Vec<i64>]) {
        self.replications += 1;
        for (which, (row, at)) in rows.iter().zip(&kept.at).enumerate() {
            for (figure, (&here, &there)) in at.iter().zip(&kept.at[0]).enumerate() {
                self.own[which][figure].add(row[here]);
                if which > 0 {
                    self.less_first[which - 1][figure].add(row[here] - rows[0][there]);
                }
            }
        }
    }

    fn merge(mut self, other: &Self) -> Self {
        self.replications += other.replications;
        self.inconsistent += other.inconsistent;
        let pairs = [(&mut self.own, &other.own), (&mut self.less_first, &other.less_first)];
        for (mine, theirs) in pairs {
            let all = mine.iter_mut().flatten().zip(theirs.iter().flatten());
            all.for_each(|(mine, theirs)| mine.merge(theirs));
        }
        self
    }

    /// Histories played.
    pub fn replications(&self) -> u64 {
        self.replications
    }

    /// What a scenario, counted from 1, differs by from the first; figures that are 0 throughout are left out.
    /// All intervals hold together in 95 of 100 runs, where `comparisons` is how many there are.
    pub fn differences(&self, which: usize, comparisons: usize) -> Vec<Difference> {
        let n = self.replications;
        let figures = self.names.iter().enumerate().filter(|(figure, _)| {
            self.own[0][*figure].differing() + self.own[which][*figure].differing() > 0
        });
        figures
            .map(|(figure, name)| {
                let (first, other) = (&self.own[0][figure], &self.own[which][figure]);
                let less = &self.less_first[which - 1][figure];
                let a_year = 1.0 / (name.scale * self.years);
                let (apart, paired) = (first.se(n).powi(2) + other.se(n).powi(2), less.se(n));
                Difference {
                    measure: name.measure.clone(),
                    group: name.group.clone(),
                    first: first.mean(n) * a_year,
                    other: other.mean(n) * a_year,
                    difference: less.interval(n, comparisons).times(a_year),
                    says: less.says(n, comparisons),
                    as_good_as_times: (n > 1 && paired > 0.0).then(|| apart / (paired * paired)),
                }
            })
            .collect()
    }

    /// How many figures are compared for each scenario.
    pub fn figures(&self) -> usize {
        self.names.len()
    }
}
