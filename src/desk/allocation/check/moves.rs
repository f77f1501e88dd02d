//! Whether whoever moves may, and can: agreed, once, from where they live, and in no ring.

use super::Checker;
use std::collections::BTreeSet;

impl Checker<'_> {
    pub(super) fn moves(&mut self, most: usize) {
        if self.answer.moves.len() > most {
            self.fault("more residents are moved than was asked for");
        }
        for moved in &self.answer.moves {
            let before = self
                .batch
                .occupancy
                .residents
                .iter()
                .find(|resident| resident.reference == moved.reference);
            let from = before.map(|resident| self.unit(resident.unit));
            if !before.is_some_and(|resident| resident.movable) {
                self.fault("somebody is moved who has not agreed to it");
            }
            if self.households.contains_key(moved.reference.as_str()) {
                self.fault("somebody is moved who asks for a unit");
            }
            let times = self.answer.moves.iter().filter(|other| other.reference == moved.reference);
            if times.count() > 1 {
                self.fault("somebody is moved twice");
            }
            if from != Some(&moved.from) || moved.from == moved.to {
                self.fault(format!("{} does not leave {}", moved.reference, moved.from));
            }
        }
        // Whoever moves last along a chain moves into a unit that is vacant now: a ring has no such unit.
        let left: BTreeSet<&str> = self.answer.moves.iter().map(|moved| &*moved.from).collect();
        for moved in &self.answer.moves {
            let mut to = moved.to.as_str();
            let mut steps = 0;
            while left.contains(to) && steps <= self.answer.moves.len() {
                let next = self.answer.moves.iter().find(|other| other.from == to);
                to = next.map_or("", |other| &other.to);
                steps += 1;
            }
            if steps > self.answer.moves.len() {
                self.fault("residents move round in a ring, so that nobody can begin");
            }
        }
    }
}
