//! Each setting admits boys up to its own age; a manager may have discretion.
//!
//! A boy whose age is not known may be over it, which is for a manager to settle.

use super::{Candidate, Case, Decider, Finding, Lifts, Rule, needs_other};
use crate::base::domain::household::Sex;
use crate::base::domain::{Holds, Person, RuleName};

pub(super) const RULE: Rule = Rule {
    name: RuleName::OldestBoy,
    clause: Some("6.2"),
    who: Decider::ManagerOnCall,
    depends_on_residents: false,
    find,
    reason: needs_other,
    lifts: Lifts::Bar,
};

fn find(case: &Case<'_>, candidate: &Candidate<'_>) -> Option<Finding> {
    let limit = candidate.setting.oldest_boy?;
    let boys = || case.household.children().filter(|child| child.sex == Sex::Male);
    let over = |holds| move |child: &&Person| child.is_under(limit.saturating_add(1)) == holds;
    let mut known = boys().filter(over(Holds::Never)).peekable();
    if known.peek().is_none() {
        return boys().find(over(Holds::Sometimes)).map(|_| Finding::Decision);
    }
    let every_one_reviewed = known.all(|child| child.policy_review);
    let decision = every_one_reviewed || candidate.setting.oldest_boy_discretion;
    Some(if decision { Finding::Decision } else { Finding::Unsuitable })
}
