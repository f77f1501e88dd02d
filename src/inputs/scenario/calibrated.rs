//! A scenario whose numbers are drawn: those of one history, and their means where one number stands for all.

use super::model::Scenario;
use super::posterior::Draws;
use super::sets::{Column, Sets};
use super::values::Values;
use crate::inputs::evidence::Provenance;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

impl Scenario {
    /// The values that a history takes; none: its numbers are the same in every history.
    pub fn drawn(&self, replication: u32) -> Option<Values<'_>> {
        let draws = self.draws()?;
        Some(Values::new(draws.columns(), &draws.rows()[draws.turn(replication)]))
    }

    /// What a history draws of the load and of the wait for a home, beside the means over all draws
    /// ([`Draws::load_and_wait`]); none: its numbers are the same in every history.
    pub fn load_and_wait(&self, replication: u32) -> Option<[f64; 2]> {
        Some(self.draws()?.load_and_wait(replication))
    }

    /// Takes up draws; where one number has to stand for all of them, it is their mean.
    #[must_use]
    pub fn with_draws(mut self, draws: Arc<Draws>) -> Self {
        let means = draws.means();
        let values = Values::new(draws.columns(), &means);
        values.put_into(&mut self);
        self.note_means(&draws);
        if let Some(posterior) = &mut self.posterior {
            posterior.draws = Some(draws);
        }
        self
    }

    /// Says of every number that is drawn that it is a mean, and of what.
    fn note_means(&mut self, draws: &Draws) {
        let Some(posterior) = self.posterior.clone() else { return };
        let mut keys: BTreeSet<String> = draws.columns().iter().flat_map(Column::keys).collect();
        if draws.columns().iter().any(|column| column.sets == Sets::MixShare)
            && !self.holds("household")
        {
            keys.extend(self.classes.iter().map(|class| format!("{}.share", class.key)));
        }
        let now = self.drawn_numbers();
        let source = format!(
            "mean of {} draws, posterior \u{201c}{}\u{201d} of posteriors/{}",
            draws.len(),
            self.reading,
            posterior.name
        );
        for assumption in &mut self.assumptions {
            let is_drawn =
                keys.contains(&assumption.key) && !posterior.held.contains(&assumption.key);
            let Some(&value) = now.get(&assumption.key).filter(|_| is_drawn) else { continue };
            assumption.value = value;
            assumption.evidence = None;
            // No record tells of what a person grants, or of what follows a short stay: that stays as assumed as its prior.
            let is_of_a_record =
                !["decisions.", "onward."].iter().any(|part| assumption.key.starts_with(part));
            if is_of_a_record {
                assumption.standing = Provenance::Derived;
            }
            assumption.source.clone_from(&source);
        }
    }

    /// Numbers that a draw may change, by their keys.
    fn drawn_numbers(&self) -> BTreeMap<String, f64> {
        let parts = [Some(&self.stay), self.move_on.as_ref()].into_iter().zip(["stay", "move_on"]);
        let of_stays = parts.filter_map(|(stays, name)| Some((stays?.default?, name)));
        let stays = of_stays.flat_map(|(own, name)| {
            [("mean_days", own.mean_days), ("cv", own.cv)]
                .map(|(key, value)| (format!("{name}.default.{key}"), value))
        });
        let shares = self.classes.iter().map(|class| (format!("{}.share", class.key), class.share));
        let chance = self.unsafe_drawn.as_ref().map(|drawn| drawn.chance);
        let others = [
            ("arrivals.per_year", Some(self.arrivals.per_year)),
            ("arrivals.share_needing_unit", Some(self.arrivals.share_needing_unit)),
            ("unsafe_drawn.chance", chance),
            ("funnel.accepts", Some(self.funnel.accepts)),
            ("onward.chance", self.onward.as_ref().map(|onward| onward.chance)),
        ];
        let granted = self.decisions.all();
        let granted = granted.map(|(rule, chance)| (format!("decisions.{}", rule.name()), chance));
        let others = others.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
        others.chain(stays).chain(shares).chain(granted).collect()
    }
}
