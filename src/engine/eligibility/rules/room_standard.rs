//! Nobody of 10 or over shares a room with the opposite sex, save the lead and her partner (4.5).
//!
//! Asked only where there are sleeping places enough. In a self-contained home a manager decides; in a
//! shared setting, where a family usually has one room, it is advice. Children whose age is not known are tried at
//! every age at which there are sleeping places enough.

use super::{Candidate, Case, Decider, Finding, Lifts, Rule, needs_other};
use crate::base::domain::household::Sex;
use crate::base::domain::{Holds, Household, RuleName, Unit};

pub(super) const RULE: Rule = Rule {
    name: RuleName::RoomStandard,
    clause: Some("4.5"),
    who: Decider::ManagerOnCall,
    depends_on_residents: false,
    find,
    reason: needs_other,
    lifts: Lifts::Decision,
};

fn find(case: &Case<'_>, candidate: &Candidate<'_>) -> Option<Finding> {
    if always_fits(case.household, candidate.unit) {
        return None;
    }
    Some(if candidate.setting.shared { Finding::Advice } else { Finding::Decision })
}

/// Whether the rooms can be shared at every age of the children at which there are sleeping places enough.
fn always_fits(household: &Household, unit: &Unit) -> bool {
    let count = |sex, holds| {
        let people = household.people.iter().filter(|person| person.sex == sex);
        people.filter(|person| person.is_below_room_standard() == holds).count()
    };
    let (women, girls) = (count(Sex::Female, Holds::Never), count(Sex::Female, Holds::Sometimes));
    let (men, boys) = (count(Sex::Male, Holds::Never), count(Sex::Male, Holds::Sometimes));
    (0..=girls).all(|grown_girls| {
        (0..=boys).all(|grown_boys| {
            // Whoever is not 10 or over is as young as may be: that leaves the most sleeping places.
            let small = girls + boys - grown_girls - grown_boys;
            let too_few = sleepers(household, unit.cots, small) > unit.sleeping_places();
            too_few || fits(household, &unit.rooms, women + grown_girls, men + grown_boys)
        })
    })
}

/// People who need a bed if so many of the children whose age is not known are under 2.
fn sleepers(household: &Household, cots: u32, small: usize) -> u32 {
    let babies =
        household.people.iter().filter(|p| p.can_use_cot() == Holds::Always).count() + small;
    let in_cots = babies.min(usize::try_from(cots).unwrap_or(usize::MAX));
    u32::try_from(household.people.len() - in_cots).unwrap_or(u32::MAX)
}

/// Whether the rooms, which hold everybody, can be shared so that the standard is kept.
///
/// Children under 10 can go anywhere, so only the others are placed: each room is given to one sex, or
/// one room to the lead and a partner of the opposite sex.
fn fits(household: &Household, rooms: &[u32], women: usize, men: usize) -> bool {
    if splits(rooms, women, men) {
        return true;
    }
    if !couple_of_both_sexes(household) {
        return false;
    }
    (0..rooms.len()).filter(|&room| rooms[room] >= 2).any(|room| {
        let others: Vec<u32> =
            rooms.iter().enumerate().filter(|(k, _)| *k != room).map(|(_, r)| *r).collect();
        splits(&others, women - 1, men - 1)
    })
}

/// The lead and her partner, both counted by the standard and of opposite sex.
fn couple_of_both_sexes(household: &Household) -> bool {
    let partner = household.people.iter().find(|person| person.partner_of_lead);
    household.lead().zip(partner).is_some_and(|(lead, partner)| {
        lead.sex != partner.sex
            && lead.is_below_room_standard() == Holds::Never
            && partner.is_below_room_standard() == Holds::Never
    })
}

/// Whether the rooms split in two so that one part holds the women and the other the men.
fn splits(rooms: &[u32], women: usize, men: usize) -> bool {
    let places = |rooms: u32| usize::try_from(rooms).unwrap_or(usize::MAX);
    let all: usize = rooms.iter().map(|&room| places(room)).sum();
    if all < women + men {
        return false;
    }
    if women == 0 || men == 0 {
        return true;
    }
    // reachable[n]: some of the rooms together have exactly n places.
    let mut reachable = vec![false; all + 1];
    reachable[0] = true;
    for &room in rooms {
        for n in (places(room)..=all).rev() {
            reachable[n] |= reachable[n - places(room)];
        }
    }
    (women..=all - men).any(|n| reachable[n])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::domain::Known;
    use crate::base::domain::household::{Person, Role};
    use proptest::prelude::*;

    /// Everybody tried in every room.
    fn fits_by_trial(people: &[Person], rooms: &mut Vec<Vec<Person>>, sizes: &[u32]) -> bool {
        let Some((first, rest)) = people.split_first() else { return true };
        for room in 0..rooms.len() {
            let clash = rooms[room].iter().any(|other| {
                let couple = (first.partner_of_lead || other.partner_of_lead)
                    && first.is_adult()
                    && other.is_adult()
                    && (first.policy_review || other.policy_review);
                first.sex != other.sex
                    && first.is_below_room_standard() == Holds::Never
                    && other.is_below_room_standard() == Holds::Never
                    && !couple
            });
            if !clash && rooms[room].len() < sizes[room] as usize {
                rooms[room].push(first.clone());
                let found = fits_by_trial(rest, rooms, sizes);
                rooms[room].pop();
                if found {
                    return true;
                }
            }
        }
        false
    }

    proptest! {
        #[test]
        fn the_split_of_rooms_agrees_with_trying_everything(
            ages in prop::collection::vec((0u8..30, any::<bool>()), 1..6),
            sizes in prop::collection::vec(1u32..4, 1..4),
            with_partner in any::<bool>(),
        ) {
            // `policy_review` marks the lead in this test, so that the trial can tell the couple.
            let mut people: Vec<Person> = vec![];
            for (k, (age, female)) in ages.iter().enumerate() {
                let adult = k == 0 || (k == 1 && with_partner);
                people.push(Person {
                    id: None,
                    arrives: None,
                    told_ages: None,
                    role: if adult { Role::Adult } else { Role::Child },
                    age: Known::Value(if adult { age + 16 } else { *age }),
                    sex: if *female { Sex::Female } else { Sex::Male },
                    policy_review: k == 0,
                    partner_of_lead: k == 1 && with_partner,
                });
            }
            let places: u32 = sizes.iter().sum();
            prop_assume!(people.len() <= places as usize);
            let mut household = nobody();
            household.people.clone_from(&people);
            let mut rooms = vec![vec![]; sizes.len()];
            let counted = |sex| {
                let grown = |p: &&Person| p.is_below_room_standard() == Holds::Never && p.sex == sex;
                people.iter().filter(grown).count()
            };
            let split = fits(&household, &sizes, counted(Sex::Female), counted(Sex::Male));
            prop_assert_eq!(split, fits_by_trial(&people, &mut rooms, &sizes));
        }
    }

    fn nobody() -> Household {
        serde_json::from_value(serde_json::json!({
            "immediate_danger": false, "homeless_before": false, "person": [],
        }))
        .unwrap()
    }
}
