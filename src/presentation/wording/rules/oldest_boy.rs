//! How old a boy may be.

use super::words::RuleWords;
use crate::base::domain::household::Sex;
use crate::engine::eligibility::Finding;

pub(super) const WORDS: RuleWords = RuleWords {
    finding: |_, candidate, finding| {
        let limit = candidate.setting.oldest_boy.unwrap_or_default();
        match finding {
            Finding::Decision if candidate.setting.oldest_boy_discretion => {
                format!("Boys over {limit} need a manager's agreement here.").into()
            }
            Finding::Decision => {
                format!("Boys over {limit} are for a manager to look at here.").into()
            }
            _ => format!("Boys over {limit} are not admitted here.").into(),
        }
    },
    question: |household| {
        if household.children().any(|child| child.sex == Sex::Male && child.age.is_unknown()) {
            "How old is the boy? May he come, if he is older than this house usually takes?"
        } else {
            "May the boy come, although he is older than this house usually takes?"
        }
    },
    change: Some("the manager agrees about the boy"),
    in_the_way: |_| "the age up to which boys are taken",
};
