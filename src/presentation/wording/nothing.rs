//! Where no vacant unit fits: why, what to ask others for, and what to say.

use super::count::count;
use super::rules::in_the_way;
use crate::base::domain::Holds;
use crate::base::domain::household::{Mobility, Sex, SubstanceUse};
use crate::engine::eligibility::Case;
use crate::engine::placement::InTheWay;
use crate::engine::placement::answer::Recommendation;
use crate::presentation::document::{Block, Section};

/// Why nothing can be offered, and what to do.
pub(super) fn nothing(case: &Case<'_>, answer: &Recommendation) -> Section {
    let say = "Say: \"You did right to call. We have nothing that fits tonight, and we will not leave you with that. I will ring round with you now.\"";
    let blocks = vec![
        Block::Paragraph(why_nothing(answer).into()),
        Block::Paragraph(format!("Ask others for: {}.", wanted(case)).into()),
        Block::Say(say.into()),
    ];
    Section::new("nothing", "NOTHING TO OFFER JUST NOW", blocks)
}

fn why_nothing(answer: &Recommendation) -> String {
    let why = answer.in_the_way();
    why.as_ref().map_or_else(String::new, no_vacant_unit_suits)
}

/// Why no vacant unit suits, in the same words wherever it is said.
pub(in crate::presentation) fn no_vacant_unit_suits(why: &InTheWay) -> String {
    let listed = |rules: Vec<&str>| rules.join("; ");
    match why {
        InTheWay::NowhereFarEnough => "No home in this area is far enough away. That is not their fault. Look outside the area.".to_owned(),
        InTheWay::NoneInUse => "The estate has no unit in use just now.".to_owned(),
        // Never how many: whoever asks from place after place would learn where those are in which somebody lives.
        InTheWay::Taken => {
            "What suits this household is taken or under repair. One may come free: ask again."
                .to_owned()
        }
        InTheWay::OfTheVacant(rules) => {
            let said = rules.iter().map(|name| in_the_way(*name, false)).collect();
            format!("Every vacant home is ruled out. What stands in the way: {}.", listed(said))
        }
        InTheWay::OnMost(rules) => {
            let said = rules.iter().map(|(name, is_asked)| in_the_way(*name, *is_asked)).collect();
            format!("What stands in the way on most units: {}.", listed(said))
        }
    }
}

/// What to ask another provider for: "3 beds and a cot, no steps, open to men, 1 pet".
fn wanted(case: &Case<'_>) -> String {
    let referral = case.household;
    let babies =
        referral.people.iter().filter(|person| person.can_use_cot() == Holds::Always).count();
    let beds = count(referral.people.len() - babies, "bed", "beds");
    let cots =
        if babies == 0 { String::new() } else { format!(" and {}", count(babies, "cot", "cots")) };
    let mut parts = vec![format!("{beds}{cots}")];
    if referral.people.len() > 1 {
        parts.push("the family together".to_owned());
    }
    match referral.needs.mobility {
        Mobility::None => {}
        Mobility::Limited => parts.push("no steps".to_owned()),
        Mobility::Wheelchair => parts.push("adapted for a wheelchair".to_owned()),
    }
    if referral.adults().any(|adult| adult.sex == Sex::Male) {
        parts.push("open to men".to_owned());
    }
    let oldest_boy = referral
        .children()
        .filter(|child| child.sex == Sex::Male)
        .filter_map(|child| child.age.value())
        .max();
    if let Some(age) = oldest_boy.filter(|&age| age >= 12) {
        parts.push(format!("takes a boy of {age}"));
    }
    if referral.needs.complex.may_be() {
        parts.push("support for complex needs".to_owned());
    }
    if referral.needs.substance_use == SubstanceUse::Current {
        parts.push("takes people who drink or use drugs now".to_owned());
    }
    let pets = usize::try_from(referral.needs.pets).unwrap_or(usize::MAX);
    if pets > 0 {
        parts.push(count(pets, "pet", "pets"));
    }
    parts.join(", ")
}
