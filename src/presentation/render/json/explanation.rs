//! What is found of one unit for one household, as other software reads it.

use crate::base::domain::RuleName;
use crate::desk::allocation::explain::{self, Displaced, WeightSensitivity};
use crate::desk::allocation::{Batch, CostOfOrder};
use crate::engine::eligibility::rules::rule;
use crate::engine::eligibility::{Finding, Suitability};
use crate::presentation::wording::{rules, who, why_not};
use schemars::JsonSchema;
use serde::Serialize;

/// What a rule holds against the unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Objection {
    /// The rule.
    pub rule: RuleName,
    /// It asks for a decision; otherwise nothing lifts it here.
    pub decision: bool,
    /// Who decides; null where nobody can.
    pub who: Option<&'static str>,
    /// In words.
    pub text: String,
}

/// The answer of `lintel explain --format json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each a fact of its own, as other software reads it"
)]
pub struct Explanation {
    /// The household's pseudonym.
    pub reference: String,
    /// The unit asked about.
    pub unit: String,
    /// The unit it is offered instead; null: none.
    pub offered: Option<String>,
    /// Whether the unit asked about is what is offered.
    pub is_offered: bool,
    /// Nobody lives in the unit and it can be offered.
    pub vacant: bool,
    /// What the rules say of it.
    pub verdict: Suitability,
    /// What speaks against it.
    pub objections: Vec<Objection>,
    /// The cost is that of the unit if whoever decides says yes.
    pub if_granted: bool,
    /// If whoever decides says yes, it is what would be offered, with the weights as they are.
    pub offered_if_granted: bool,
    /// What giving it to this household would change for all together; null where it cannot be given.
    pub cost: Option<CostOfOrder>,
    /// Whom it would displace.
    pub displaced: Vec<Displaced>,
    /// One weight at a time; empty where points are not what decides.
    pub flips: Vec<WeightSensitivity>,
    /// In words.
    pub text: String,
}

impl Explanation {
    /// What was found, with its texts, for a household and a unit by their places in the batch and the estate.
    pub fn of(
        batch: &Batch<'_>,
        (household, unit): (usize, usize),
        found: &explain::Explanation,
    ) -> Self {
        let asks = &batch.households[household];
        let judged = batch.judge(asks);
        let case = batch.case(asks, &judged.occupancy);
        let candidate = case.candidate(unit);
        let objection = |name: RuleName| {
            let decision = found.verdict.asks.contains(name);
            let finding = if decision { Finding::Decision } else { Finding::Unsuitable };
            let text = rules::finding(&case, &candidate, (name, finding)).into_owned();
            let who = decision.then(|| who::title(rule(name).who));
            Objection { rule: name, decision, who, text }
        };
        Self {
            reference: found.reference.clone(),
            unit: found.unit.clone(),
            offered: found.offered.clone(),
            is_offered: found.is_offered,
            vacant: found.vacant,
            verdict: found.verdict.suitability(),
            objections: found.objections.iter().map(objection).collect(),
            if_granted: found.if_granted,
            offered_if_granted: found.offered_if_granted,
            cost: found.cost,
            displaced: found.displaced.clone(),
            flips: found.flips.clone(),
            text: why_not::in_a_sentence(found, batch.estate.state_of(unit, batch.occupancy)),
        }
    }
}
