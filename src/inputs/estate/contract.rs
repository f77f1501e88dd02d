//! What one provider's contract says and where, so that no screen or page cites another's.
//!
//! Not here: `clause` of an answer's findings, which other software reads and which is the same for every provider.

use serde::Deserialize;
use std::collections::BTreeMap;

/// What one provider's contract says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Contract {
    /// Its clauses by topic: a rule's name, or what else screens speak of.
    pub clauses: BTreeMap<String, String>,
    /// Who decides whether a home can be made safe; none: the council.
    pub sanctuary_decided_by: Option<String>,
    /// How soon that begins, as the rest of a sentence.
    pub sanctuary_clock: Option<String>,
}

impl Contract {
    /// " (4.7)" where the contract has a clause about a topic, for the end of a sentence; else nothing.
    pub fn cited(&self, topic: &str) -> String {
        self.clauses.get(topic).map_or_else(String::new, |clause| format!(" ({clause})"))
    }

    /// Who decides whether a home can be made safe.
    pub fn decides_sanctuary(&self) -> &str {
        self.sanctuary_decided_by.as_deref().unwrap_or("the council")
    }
}
