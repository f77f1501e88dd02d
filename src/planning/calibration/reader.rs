//! `calibration.toml` into a [`Calibration`], with everything that is wrong in it.

use super::model::{
    Alternative, Calibration, Counts, EvidenceReading, Load, Observation, Parameter, Services,
    World,
};
use super::prior::Prior;
use super::record::{Error, Record};
use super::rows::{
    AlternativeRow, File, ObservationRow, ParameterRow, PriorRow, ReadingRow, WorldRow, known,
};
use super::shapes::CALIBRATION;
use super::simulator::MOST_SURVEYS;
use super::year_counter::MOST_MIXES;
use crate::base::domain::RuleName;
use crate::base::domain::time::DAYS_OF_YEAR;
use crate::base::parse::{At, Code, Issues, Node, Shape, Sink, Source, notation};
use crate::inputs::evidence::{Evidence, Provenance};
use crate::inputs::scenario::{Assumption, Column, Sets, look_up_everywhere};
use std::collections::BTreeSet;

/// Reads it.
///
/// # Errors
/// Everything that is wrong in it.
pub fn read(source: Source<'_>, evidence: &Evidence) -> Result<Calibration, Issues> {
    let mut sink = Sink::new(source.file);
    let Some(mut tree) = notation::toml(source.text, &mut sink) else {
        return sink.into_issues().or_value(None);
    };
    let cited = look_up_everywhere(&mut tree, evidence, &mut sink);
    Shape::Table(CALIBRATION).check(&tree, "", "correct it", &mut sink);
    let calibration =
        Reader { tree: &tree, evidence, sink: &mut sink }.calibration(File::of(&tree), cited);
    sink.into_issues().or_value(Some(calibration))
}

/// What joins several fields, looked at one after the other.
struct Reader<'a> {
    tree: &'a Node,
    evidence: &'a Evidence,
    sink: &'a mut Sink,
}

impl Reader<'_> {
    fn note(
        &mut self,
        code: Code,
        (list, at, key): (&str, usize, &str),
        value: impl AsRef<str>,
        (allowed, action): (&str, &str),
    ) {
        let line = self
            .tree
            .get(list)
            .and_then(|list| list.item(at))
            .and_then(|item| item.get(key).and_then(|node| node.line).or(item.line));
        let place =
            if key.is_empty() { format!("{list}[{at}]") } else { format!("{list}[{at}].{key}") };
        self.sink.add(code, At::new(&place, line), value.as_ref(), allowed, action);
    }

    fn calibration(&mut self, file: File, cited: Vec<Assumption>) -> Calibration {
        let standing: Vec<(usize, Provenance, String)> = known(&file.parameter)
            .map(|(at, row)| (at, row.standing, row.source.clone()))
            .collect();
        let of_several = |sets: Sets| matches!(sets, Sets::MixShare | Sets::Granted);
        let alone = known(&file.parameter).filter(|(_, row)| !of_several(row.sets));
        self.each_once("parameter", "sets", alone.map(|(at, r)| (at, r.sets.name())));
        let rules = known(&file.parameter).filter_map(|(at, row)| Some((at, row.rule?.name())));
        self.each_once("parameter", "rule", rules);
        self.each_once("parameter", "name", known(&file.parameter).map(|(at, r)| (at, &*r.name)));
        self.mixes(&file.parameter);
        self.grants(&file.parameter);
        self.each_once(
            "observation",
            "name",
            known(&file.observation).map(|(at, r)| (at, &*r.name)),
        );
        self.each_once("reading", "name", known(&file.reading).map(|(at, r)| (at, &*r.name)));
        self.each_once(
            "alternative",
            "name",
            known(&file.alternative).map(|(at, r)| (at, &*r.name)),
        );
        self.same_money(&file.alternative);
        self.one_wait(&file.alternative);
        self.not_too_many(file.observation.len());
        let parameters = file.parameter.into_iter().enumerate();
        let parameters: Vec<Parameter> =
            parameters.filter_map(|(at, row)| self.parameter(at, row?)).collect();
        let observations = file.observation.into_iter().enumerate();
        let observations: Vec<Observation> =
            observations.filter_map(|(at, row)| Some(self.observation(at, row?))).collect();
        let readings = file.reading.into_iter().enumerate();
        let readings =
            readings.filter_map(|(at, row)| Some(self.reading(at, row?, &file.observed))).collect();
        Calibration {
            parameters,
            observations,
            readings,
            alternatives: file.alternative.into_iter().flatten().map(alternative).collect(),
            worlds: file.world.into_iter().flatten().map(world).collect(),
            log_error: file.refusal_log.map(|log| log.error),
            assumptions: cited.into_iter().map(|found| of_its_prior(found, &standing)).collect(),
        }
    }

    fn each_once<'b>(
        &mut self,
        list: &str,
        key: &str,
        names: impl Iterator<Item = (usize, &'b str)>,
    ) {
        let mut known = BTreeSet::new();
        for (at, name) in names {
            if !known.insert(name) {
                let allowed = "this stands twice";
                let said = format!("\"{name}\"");
                self.note(Code::Repeated, (list, at, key), said, (allowed, "keep one of them"));
            }
        }
    }

    /// Classes of household are named by shares of the mix alone, each by one, and together they are no more than all.
    fn mixes(&mut self, rows: &[Option<ParameterRow>]) {
        let is_mix = |row: &ParameterRow| row.sets == Sets::MixShare;
        for (at, row) in known(rows).filter(|(_, row)| is_mix(row) == row.households.is_empty()) {
            let (place, said) = (("parameter", at, "households"), row.households.join(", "));
            let (allowed, action) = if is_mix(row) {
                ("a share of the mix is of some classes of household", "name those of the scenario")
            } else {
                ("only a share of the mix is of classes of household", "leave households out")
            };
            self.note(Code::Contradiction, place, said, (allowed, action));
        }
        let mixes = || known(rows).filter(|(_, row)| is_mix(row));
        let names = mixes().flat_map(|(at, r)| r.households.iter().map(move |name| (at, &**name)));
        self.each_once("parameter", "households", names);
        let most: f64 = mixes().filter_map(|(_, row)| row.prior.greatest()).sum();
        if let (true, Some((last, _))) = (most >= 1.0, mixes().last()) {
            let allowed = "all shares of the mix together stay below 1";
            let place = ("parameter", last, "prior");
            self.note(Code::OutOfRange, place, most.to_string(), (allowed, "draw their ends in"));
        }
        if mixes().count() > MOST_MIXES {
            let allowed = format!("there are at most {MOST_MIXES} shares of the mix");
            let place = ("parameter", rows.len() - 1, "sets");
            self.note(
                Code::OutOfRange,
                place,
                "mix_share",
                (&allowed, "put some of them together"),
            );
        }
    }

    /// A rule is named by chances of a grant alone, and by each of them.
    fn grants(&mut self, rows: &[Option<ParameterRow>]) {
        let is_granted = |row: &ParameterRow| row.sets == Sets::Granted;
        for (at, row) in known(rows).filter(|(_, row)| is_granted(row) != row.rule.is_some()) {
            let (allowed, action) = if is_granted(row) {
                ("a chance of a grant is of one rule", "name one of those under decisions")
            } else {
                ("only a chance of a grant is of a rule", "leave rule out")
            };
            let said = row.rule.map_or("", RuleName::name);
            self.note(Code::Contradiction, ("parameter", at, "rule"), said, (allowed, action));
        }
    }

    /// Each survey of a draw has random numbers of its own, of which there are so many.
    fn not_too_many(&mut self, observations: usize) {
        if observations > MOST_SURVEYS as usize {
            let allowed = format!("there are at most {MOST_SURVEYS} records");
            let place = ("observation", observations - 1, "");
            self.note(Code::OutOfRange, place, "", (&allowed, "leave out what no reading takes"));
        }
    }

    /// Alternatives are held against each other at a fixed budget.
    fn same_money(&mut self, rows: &[Option<AlternativeRow>]) {
        const NEAR: f64 = 0.03;
        let Some(Some(first)) = rows.first() else { return };
        for (at, row) in known(rows) {
            if (row.a_year - first.a_year).abs() > NEAR * first.a_year {
                let allowed = "alternatives cost the same within three in a hundred";
                let action = "make it cost as much as the first";
                let place = ("alternative", at, "a_year");
                let said = row.a_year.to_string();
                self.note(Code::Contradiction, place, said, (allowed, action));
            }
        }
    }

    /// A wait is shortened by levers that are defined elsewhere, or by a factor of its own.
    fn one_wait(&mut self, rows: &[Option<AlternativeRow>]) {
        let is_both =
            |row: &AlternativeRow| !row.levers.is_empty() && row.home_wait_factor.is_some();
        for (at, row) in known(rows).filter(|(_, row)| is_both(row)) {
            let allowed = "a lever is defined in one place: candidates.csv says by how much it shortens the wait";
            let action = "leave home_wait_factor or levers out";
            let place = ("alternative", at, "levers");
            self.note(Code::Contradiction, place, row.levers.join(", "), (allowed, action));
        }
    }

    fn parameter(&mut self, at: usize, row: ParameterRow) -> Option<Parameter> {
        let prior = self.prior(at, row.prior)?;
        let ((low, high), (least, greatest)) = (prior.ends(), row.sets.bounds());
        if low < least || high > greatest {
            let allowed =
                format!("a prior of {} lies within {least} to {greatest}", row.sets.name());
            let said = format!("{low} to {high}");
            let place = ("parameter", at, "prior");
            self.note(Code::OutOfRange, place, said, (&allowed, "draw its ends in"));
            return None;
        }
        let ParameterRow { name, sets, households, rule, unit, standing, source, .. } = row;
        let column = Column { sets, households, rule };
        Some(Parameter { name, column, unit, prior, standing, source })
    }

    fn prior(&mut self, at: usize, mut row: PriorRow) -> Option<Prior> {
        let place = ("parameter", at, "prior");
        if let Some(name) = &row.evidence {
            let Some(figure) = self.evidence.get(name) else {
                let allowed = "the evidence has no figure of this name";
                let action = "correct the name, or add the figure to data/evidence/evidence.csv";
                self.note(Code::NotFound, place, format!("\"{name}\""), (allowed, action));
                return None;
            };
            row.low = row.low.or(figure.low);
            row.mode = row.mode.or(Some(figure.value));
            row.high = row.high.or(figure.high);
        }
        let found = match (&*row.family, row.low, row.mode, row.high, row.values) {
            ("uniform", Some(low), _, Some(high), _) => {
                (low < high).then_some(Prior::Uniform { low, high })
            }
            ("triangular", Some(low), Some(mode), Some(high), _) => (low < high
                && (low..=high).contains(&mode))
            .then_some(Prior::Triangular { low, mode, high }),
            ("lognormal", Some(low), _, Some(high), _) => {
                (0.0 < low && low < high).then_some(Prior::Lognormal { low, high })
            }
            ("choice", _, _, _, Some(values)) => {
                let in_order = values.windows(2).all(|pair| pair[0] < pair[1]);
                (!values.is_empty() && in_order).then_some(Prior::Choice { values })
            }
            _ => None,
        };
        if found.is_none() {
            let allowed = "uniform and lognormal need low below high (above 0 for lognormal), triangular a mode between them too, choice its values in order";
            let said = row.family;
            self.note(Code::Contradiction, place, said, (allowed, "give what the family needs"));
        }
        found
    }

    fn observation(&mut self, at: usize, row: ObservationRow) -> Observation {
        const DAYS: (i32, i32) = (364, 367);
        let days = (row.to - row.from).get_days() + 1;
        let least = if row.part_of_a_year { 28 } else { DAYS.0 };
        if !(least..DAYS.1).contains(&days) {
            let allowed = "a record is of one year";
            let action = "give a record of twelve months";
            self.note(
                Code::Contradiction,
                ("observation", at, "to"),
                row.to.to_string(),
                (allowed, action),
            );
        }
        if !row.kinds.is_empty()
            && (row.counts != Counts::Placements || row.services != Services::TheseUnits)
        {
            let allowed = "only placements in these units are counted by kind";
            let place = ("observation", at, "kinds");
            self.note(Code::Contradiction, place, "", (allowed, "leave kinds out"));
        }
        let is_share = row.counts == Counts::CapacityShare;
        if is_share && row.value > 1.0 {
            let allowed = "a share is from 0 to 1";
            let place = ("observation", at, "value");
            self.note(
                Code::OutOfRange,
                place,
                row.value.to_string(),
                (allowed, "give 77% as 0.77"),
            );
        }
        let error = match (row.error, row.tolerance) {
            (Some(share), None) => Error::Share(share),
            (None, Some(most)) => Error::Tolerance(most),
            _ => {
                let allowed = "a record has an error or a tolerance, and not both";
                let place = ("observation", at, "error");
                self.note(Code::Contradiction, place, "", (allowed, "give one of them"));
                Error::Share(0.0)
            }
        };
        let half_step = if is_share { 0.005 } else { 0.5 };
        Observation {
            name: row.name,
            place: row.place,
            estate: row.estate,
            days: (row.from.to_string(), row.to.to_string()),
            share_of_year: if row.part_of_a_year { f64::from(days) / DAYS_OF_YEAR } else { 1.0 },
            counts: row.counts,
            who: row.who,
            services: row.services,
            kinds: row.kinds,
            load: row.load.unwrap_or(Load::Own),
            record: Record { value: row.value, half_step, error, at_most: row.at_most },
            source: row.source,
            standing: row.standing,
        }
    }

    fn reading(&mut self, at: usize, row: ReadingRow, known: &[Option<String>]) -> EvidenceReading {
        if row.takes.is_empty() {
            let allowed = "a reading takes one record at least";
            let place = ("reading", at, "takes");
            self.note(Code::Missing, place, "", (allowed, "name an observation of this file"));
        }
        let takes = self.named(("reading", at, "takes"), &row.takes, known);
        let checks = self.named(("reading", at, "checks"), &row.checks, known);
        EvidenceReading { name: row.name, about: row.about, takes, checks, what_if: row.what_if }
    }

    /// Observations by their names.
    fn named(
        &mut self,
        place: (&str, usize, &str),
        names: &[String],
        known: &[Option<String>],
    ) -> Vec<usize> {
        let mut found = Vec::new();
        for name in names {
            let which = known.iter().position(|known| known.as_ref() == Some(name));
            if which.is_none() {
                let allowed = "no observation has this name";
                let action = "name an observation of this file";
                self.note(Code::NotFound, place, format!("\"{name}\""), (allowed, action));
            }
            found.extend(which);
        }
        found
    }
}

fn alternative(row: AlternativeRow) -> Alternative {
    Alternative {
        name: row.name,
        a_year: row.a_year,
        adds: row.adds,
        levers: row.levers,
        home_wait_factor: row.home_wait_factor.unwrap_or(1.0),
        standing: row.standing,
        source: row.source,
    }
}

fn world(row: WorldRow) -> World {
    World {
        name: row.name,
        stay_family: row.stay_family,
        stay_cv: row.stay_cv,
        dispersion: row.dispersion,
        mix_alike: row.mix.is_some_and(|mix| mix == "alike"),
    }
}

/// A number of a prior has the prior's standing and source.
fn of_its_prior(found: Assumption, priors: &[(usize, Provenance, String)]) -> Assumption {
    let of = |at: usize| found.key.starts_with(&format!("parameter[{at}]."));
    match priors.iter().find(|(at, ..)| of(*at)) {
        Some((_, standing, source)) => {
            Assumption { standing: *standing, source: source.clone(), ..found }
        }
        None => found,
    }
}
