//! Each setting admits boys up to its own age; a manager may have discretion.

use super::{Candidate, Case, Change, Finding, Rule, Who, needs_other};
use crate::domain::household::Sex;
use crate::domain::{Person, RuleName};

pub(super) const RULE: Rule = Rule {
    name: RuleName::OldestBoy,
    clause: Some("6.2"),
    who: Who::ManagerOnCall,
    depends_on_residents: false,
    find,
    reason: needs_other,
    text: |_, candidate, finding| {
        let limit = candidate.setting.oldest_boy.unwrap_or_default();
        match finding {
            Finding::Decision => {
                format!("Boys over {limit} need a manager's agreement here.").into()
            }
            _ => format!("Boys over {limit} are not admitted here.").into(),
        }
    },
    question: "May the boy come, although he is older than this house usually takes?",
    change: Some(Change { words: "the manager agrees about the boy", lifts_bar: true }),
};

fn find(case: &Case<'_>, candidate: &Candidate<'_>) -> Option<Finding> {
    let limit = candidate.setting.oldest_boy?;
    let mut over = case.referral.children().filter(|child| is_boy_over(child, limit)).peekable();
    over.peek()?;
    let every_one_reviewed = over.all(|child| child.policy_review);
    let decision = every_one_reviewed || candidate.setting.oldest_boy_discretion;
    Some(if decision { Finding::Decision } else { Finding::Unsuitable })
}

fn is_boy_over(child: &Person, limit: u8) -> bool {
    child.sex == Sex::Male && child.age > limit
}
