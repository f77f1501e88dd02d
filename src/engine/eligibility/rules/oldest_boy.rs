//! Each setting admits boys up to its own age; a manager may have discretion.
//!
//! A boy whose age is not known may be over it, which is for a manager to settle.

use super::{Candidate, Case, Change, Decider, Finding, Rule, needs_other};
use crate::base::domain::household::Sex;
use crate::base::domain::{Holds, Person, RuleName};

pub(super) const RULE: Rule = Rule {
    name: RuleName::OldestBoy,
    clause: Some("6.2"),
    who: Decider::ManagerOnCall,
    depends_on_residents: false,
    find,
    reason: needs_other,
    text: |_, candidate, finding| {
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
    question: |referral| {
        if referral.children().any(|child| child.sex == Sex::Male && child.age.is_unknown()) {
            "How old is the boy? May he come, if he is older than this house usually takes?"
        } else {
            "May the boy come, although he is older than this house usually takes?"
        }
    },
    change: Some(Change { words: "the manager agrees about the boy", lifts_bar: true }),
};

fn find(case: &Case<'_>, candidate: &Candidate<'_>) -> Option<Finding> {
    let limit = candidate.setting.oldest_boy?;
    let boys = || case.referral.children().filter(|child| child.sex == Sex::Male);
    let over = |holds| move |child: &&Person| child.is_under(limit.saturating_add(1)) == holds;
    let mut known = boys().filter(over(Holds::Never)).peekable();
    if known.peek().is_none() {
        return boys().find(over(Holds::Sometimes)).map(|_| Finding::Decision);
    }
    let every_one_reviewed = known.all(|child| child.policy_review);
    let decision = every_one_reviewed || candidate.setting.oldest_boy_discretion;
    Some(if decision { Finding::Decision } else { Finding::Unsuitable })
}
