//! Single-sex settings.

use super::words::RuleWords;
use crate::base::domain::unit::Residents;
use crate::engine::eligibility::Finding;

pub(super) const WORDS: RuleWords = RuleWords {
    finding: |_, candidate, finding| {
        let for_men = candidate.setting.residents == Residents::Men;
        match (for_men, finding) {
            (true, Finding::Decision) => {
                "This setting is for men: a manager applies the single-sex policy."
            }
            (false, Finding::Decision) => {
                "This setting is for women: a manager applies the single-sex policy."
            }
            (true, _) => "This setting is for men only.",
            (false, _) => "This setting is for women only.",
        }
        .into()
    },
    question: |_| "Does the written single-sex policy welcome this household here?",
    change: Some("the manager agrees under the single-sex policy"),
    in_the_way: |_| "settings are for women, or for men, under the single-sex policy",
};
