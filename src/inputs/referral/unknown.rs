//! What a form leaves open, and what was done without it: for the answer to say.

use super::times::in_words;
use super::unchecked_place::Unchecked;
use crate::base::domain::{Known, Person, Referral};

/// Everything that is not known, was taken for granted, or could not be understood.
pub(super) fn unknown(referral: &Referral) -> Vec<Unchecked> {
    let mut found = Vec::new();
    let mut note = |holds: bool, field: &str, text: &str| {
        if holds {
            let (field, text) = (field.to_owned(), text.to_owned());
            found.push(Unchecked {
                field,
                place: "unknown".to_owned(),
                text,
                suggestions: Vec::new(),
            });
        }
    };
    let (needs, him) = (&referral.household.needs, &referral.household.perpetrator);
    let danger = "it is not known whether anybody is in danger now: taken as yes.";
    note(referral.household.immediate_danger.is_unknown(), "immediate_danger", danger);
    let homeless = "it is not known whether the household was homeless before: taken as no.";
    note(referral.household.homeless_before.is_unknown(), "homeless_before", homeless);
    let complex =
        "it is not known whether needs are complex: where that would matter, a manager is asked.";
    note(needs.complex.is_unknown(), "needs.complex", complex);
    let recourse = "it is not known whether there is recourse to public funds: where that would matter, a manager is asked.";
    note(needs.nrpf.is_unknown(), "needs.nrpf", recourse);
    let unborn = "it is not known how many babies are expected: none was counted. Ask.";
    note(needs.unborn.is_unknown(), "needs.unborn", unborn);
    let leave = "it is not known whether they wish to leave the area: ask.";
    note(referral.household.told.other_area.is_unknown(), "other_area", leave);
    let linked = "it is not known whether the perpetrator works here or for a partner: ask before anybody is told.";
    note(him.linked_to_service == Some(Known::Unknown), "perpetrator.linked_to_service", linked);
    for (k, person) in referral.household.people.iter().enumerate() {
        note(person.age.is_unknown(), &format!("person[{k}].age"), tried(person));
    }
    found.extend(taken(referral));
    found.extend(in_words(referral).into_iter().map(|(field, said)| {
        Unchecked {
            field: field.to_owned(),
            place: said,
            text: "these words are no time that a program can read: ask for one, such as 22:30."
                .to_owned(),
            suggestions: Vec::new(),
        }
    }));
    found
}

fn tried(person: &Person) -> &'static str {
    if person.told_ages.is_some() {
        "an age is not known: every age that the form leaves open was tried."
    } else if person.is_child() {
        "a child's age is not known: every age under 18 was tried, and a bed of its own counted."
    } else {
        "an adult's age is not known: 18 or over was taken."
    }
}

/// The moment that was taken where the form says none; a slip in it is said as one.
fn taken(referral: &Referral) -> Option<Unchecked> {
    let is_slip = referral.household.unread.iter().any(|unread| unread.field == "received");
    (referral.received_taken && !is_slip).then(|| Unchecked {
        field: "received".to_owned(),
        place: String::new(),
        text: "the form does not say when this household asked: the moment of asking was taken."
            .to_owned(),
        suggestions: Vec::new(),
    })
}

/// Where an item of a list stands in the form: those that were not understood stand there too.
pub(super) fn place_in_form(referral: &Referral, list: &str, at: usize) -> usize {
    let number = |field: &str| -> Option<usize> {
        field.strip_prefix(list)?.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
    };
    let mut left_out: Vec<usize> =
        referral.household.unread.iter().filter_map(|unread| number(&unread.field)).collect();
    left_out.sort_unstable();
    left_out.into_iter().fold(at, |place, out| if out <= place { place + 1 } else { place })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::domain::household::Unread;
    use serde_json::json;

    fn referral() -> Referral {
        serde_json::from_value(json!({
            "reference": "T-1", "received": "2026-11-20T21:40:00Z", "source": "self",
            "immediate_danger": "unknown", "homeless_before": "unknown",
            "person": [
                { "role": "adult", "age": "unknown", "sex": "female" },
                { "role": "child", "age": "unknown", "sex": "male" },
            ],
            "needs": { "nrpf": "unknown", "complex": "unknown" },
        }))
        .unwrap()
    }

    #[test]
    fn everything_that_is_not_known_is_listed() {
        let fields: Vec<String> = unknown(&referral()).into_iter().map(|one| one.field).collect();
        assert_eq!(
            fields,
            [
                "immediate_danger",
                "homeless_before",
                "needs.complex",
                "needs.nrpf",
                "person[0].age",
                "person[1].age"
            ]
        );
    }

    #[test]
    fn what_is_known_is_not_listed() {
        let mut known = referral();
        known.household.immediate_danger = Known::Value(false);
        known.household.homeless_before = Known::Value(true);
        known.household.needs = crate::base::domain::household::Needs::default();
        known.household.people.iter_mut().for_each(|person| person.age = Known::Value(17));
        assert_eq!(unknown(&known), []);
    }

    #[test]
    fn an_item_keeps_its_place_in_the_form_beside_one_that_was_left_out() {
        let mut referral = referral();
        for field in ["keep_apart[0]", "keep_apart[2]"] {
            referral.household.unread.push(Unread::new(field, String::new(), ""));
        }
        let places: Vec<usize> =
            (0..3).map(|k| place_in_form(&referral, "keep_apart", k)).collect();
        assert_eq!(places, [1, 3, 4]);
    }
}
