//! The acts of support on a page: what each asks, and the keys that were typed for it.

use super::acts::Act;
use super::fields::Fields;
use super::input::{self, Input, Kind, spaced};
use crate::base::domain::EventName;
use crate::doors::tasks::{pence, posts};
use crate::presentation::wording::register as wording;
use crate::presentation::wording::web_form;
use crate::service::pathway::{AREAS, MEASURES};
use crate::service::register::{Household, Night, keys_of, words_for};
use serde_json::{Map, Value, json};

/// What can be recorded of a household, in the order in which it is shown.
pub(super) const EVENTS: [EventName; 28] = [
    EventName::SanctuaryReferred,
    EventName::SanctuaryDetermined,
    EventName::RiskAssessmentBegan,
    EventName::RiskAssessmentPart,
    EventName::RiskAssessmentDone,
    EventName::MeasuresAgreed,
    EventName::ApprovalGiven,
    EventName::MeasureFitted,
    EventName::NeedsAssessed,
    EventName::SupportPlanMade,
    EventName::SanctuaryEnded,
    EventName::SupportGiven,
    EventName::SupportNeeds,
    EventName::NeedIdentified,
    EventName::ProgressReviewed,
    EventName::SecondStageBegan,
    EventName::SecondStageLevel,
    EventName::SecondStageEnded,
    EventName::FloatingBegan,
    EventName::FloatingContact,
    EventName::FloatingEnded,
    EventName::CounsellingReferred,
    EventName::CounsellingSession,
    EventName::CounsellingEnded,
    EventName::BudgetAllocated,
    EventName::BudgetSpent,
    EventName::IncidentReported,
    EventName::BuddyAssigned,
];

/// What belongs to no household, and is counted in returns.
pub(super) const OF_THE_SERVICE: [EventName; 4] = [
    EventName::StaffRecorded,
    EventName::ComplaintRecorded,
    EventName::SurveyAnswered,
    EventName::IncidentReported,
];

/// Acts of the service.
pub(super) fn of_the_service() -> Vec<Act> {
    let act = |event: EventName| {
        let (title, inputs) = asked_of_the_service(event);
        Act::new(event.word(), title, inputs)
    };
    OF_THE_SERVICE.into_iter().map(act).collect()
}

fn asked_of_the_service(event: EventName) -> (&'static str, Vec<Input>) {
    match event {
        EventName::StaffRecorded => {
            let posts = Input::text("fte", "Full-time posts, as in 12.5")
                .needed()
                .read_as(input::some_posts);
            let on = Input::text("on", "On which day").chosen("today").read_as(input::a_time);
            ("How many staff there are", vec![posts, on])
        }
        EventName::ComplaintRecorded => {
            let about = Input::text("about", "About what (no names)");
            ("A complaint", vec![about, tick("upheld", "It was upheld")])
        }
        EventName::SurveyAnswered => {
            let score = Input::text("score", "The answer, as a whole number")
                .needed()
                .read_as(input::a_whole);
            ("An answer to a survey", vec![Input::text("question", "What was asked"), score])
        }
        event => incident(event),
    }
}

fn incident(event: EventName) -> (&'static str, Vec<Input>) {
    let text = Input::text("text", "What happened (no names, no addresses)");
    ("A serious incident", vec![one_of(event, "heading", "Heading").needed(), text])
}

/// Every act, with why it cannot be now.
pub(super) fn of_household(of: &Household, night: &Night) -> Vec<Act> {
    let act = |event: EventName| {
        let (title, mut inputs) = asked(event, of);
        if keys_of(event).contains(&"person") {
            inputs.insert(0, Input::person("person", of, night));
        }
        Act::new(event.word(), title, inputs).unless(of.why_not(event, night.at))
    };
    EVENTS.into_iter().map(act).collect()
}

fn tick(name: &'static str, label: &str) -> Input {
    Input { kind: Kind::Tick, ..Input::text(name, label) }
}

/// One of the words that a key may be.
fn one_of(event: EventName, key: &'static str, label: &str) -> Input {
    let read = |word: &str| wording::word_read(event, key, word);
    let choices = words_for(event, key).iter().map(|word| ((*word).to_owned(), read(word)));
    Input { kind: Kind::Choice(choices.collect()), ..Input::text(key, label) }
}

/// A tick for each of the words that a key may hold; they are sent by the names of the words.
fn ticks(words: &[&'static str]) -> Vec<Input> {
    words.iter().map(|word| tick(word, &spaced(word))).collect()
}

fn yes_or_no(name: &'static str, label: &str, [yes, no]: [&str; 2]) -> Input {
    Input::choice(name, label, &[("yes", yes), ("no", no)]).needed()
}

fn why() -> Input {
    Input::text("reason", "Why, in words (no names, no addresses)")
}

/// The title of an act, and what it asks besides whom.
fn asked(event: EventName, of: &Household) -> (&'static str, Vec<Input>) {
    match event {
        EventName::SupportGiven => {
            let mut inputs = ticks(words_for(event, "types"));
            inputs.push(tick("childrens", "As children's support"));
            ("Support was given", inputs)
        }
        EventName::SupportNeeds => {
            ("What they need support with", ticks(words_for(event, "needs")))
        }
        EventName::NeedIdentified => ("A need was found", vec![areas()]),
        EventName::ProgressReviewed => {
            let progress = yes_or_no("positive", "Progress", ["yes", "not yet"]);
            ("Progress was reviewed", vec![areas(), progress])
        }
        EventName::SecondStageBegan => {
            let relevant = tick("relevant", "In relevant accommodation (10.13 ii)");
            ("Second stage began", vec![relevant])
        }
        EventName::SecondStageLevel => {
            let extended = tick("extended", "It may go on beyond 12 months (say why)");
            (
                "Second stage: another level",
                vec![one_of(event, "level", "Level").needed(), extended, why()],
            )
        }
        EventName::SecondStageEnded => {
            ("Second stage ended", vec![Input::text("because", "Why, in words")])
        }
        EventName::FloatingBegan => ("Floating support began", vec![]),
        EventName::FloatingContact => ("Floating support: a contact", vec![]),
        EventName::FloatingEnded => ("Floating support ended", vec![]),
        EventName::CounsellingReferred => {
            ("Referred to counselling", vec![Input::text("kind", "Which kind")])
        }
        EventName::CounsellingSession => ("A counselling session", vec![]),
        EventName::CounsellingEnded => ("Counselling ended", vec![]),
        EventName::BudgetAllocated => (
            "Money set aside",
            vec![Input::text("pounds", "Pounds, as in 84.50").needed().read_as(input::a_sum)],
        ),
        EventName::BudgetSpent => {
            let purpose = Input::text("purpose", "For what");
            (
                "Money spent",
                vec![
                    Input::text("pounds", "Pounds, as in 84.50").needed().read_as(input::a_sum),
                    purpose,
                ],
            )
        }
        EventName::IncidentReported => incident(event),
        EventName::BuddyAssigned => {
            let account = Input::text("account", "Whose account (somebody with lived experience)");
            ("Somebody stands by them", vec![account])
        }
        event => of_sanctuary(event, of),
    }
}

fn areas() -> Input {
    Input::choice("area", "Area", &AREAS).needed()
}

fn of_sanctuary(event: EventName, of: &Household) -> (&'static str, Vec<Input>) {
    match event {
        EventName::SanctuaryReferred => {
            let mut tenure = one_of(event, "tenure", "How their home is held");
            if let Kind::Choice(choices) = &mut tenure.kind {
                choices.insert(0, (String::new(), "as on the form".to_owned()));
            }
            ("Refer for sanctuary", vec![tenure])
        }
        EventName::SanctuaryDetermined => {
            let said = yes_or_no("accepted", "Housing Solutions", ["accepted", "did not accept"]);
            ("Housing Solutions decided", vec![said, why()])
        }
        EventName::RiskAssessmentBegan => ("The risk assessment began", vec![]),
        EventName::RiskAssessmentPart => {
            ("A part of it is there", vec![one_of(event, "part", "Whose")])
        }
        EventName::RiskAssessmentDone => {
            let mut inputs: Vec<Input> =
                MEASURES.iter().map(|(word, name, _)| tick(word, name)).collect();
            inputs.push(Input::text("other", "Other measures, joined by commas"));
            inputs.push(
                Input::text("pounds", "What it would cost in all, in pounds")
                    .needed()
                    .read_as(input::a_sum),
            );
            ("It is done: what it recommends", inputs)
        }
        EventName::MeasuresAgreed => {
            let (mut inputs, others) = ticks_of(&recommended(of));
            if !others.is_empty() {
                inputs.push(Input::text("other", "Other measures").chosen(others));
            }
            inputs.push(Input::text("reason", "Why not the others"));
            ("They agree to", inputs)
        }
        EventName::ApprovalGiven => {
            let said = yes_or_no("granted", "The council", ["approved", "did not approve"]);
            ("The council answered", vec![said])
        }
        EventName::MeasureFitted => {
            let choices: Vec<(String, String)> =
                agreed(of).into_iter().map(|word| (word.clone(), measure(&word))).collect();
            let measure =
                Input { kind: Kind::Choice(choices), ..Input::text("measure", "Which") }.needed();
            let money = ["materials", "labour"]
                .map(|of| Input::text(of, format!("{of}, in pounds")).read_as(input::a_sum));
            let mut inputs = vec![measure];
            inputs.extend(money);
            inputs.push(tick("instructions", "They were shown how to use it"));
            ("A measure was fitted", inputs)
        }
        EventName::NeedsAssessed => ("Their needs were assessed", vec![]),
        EventName::SupportPlanMade => ("The support and safety plan is made", vec![]),
        _ => {
            let not_safe = tick("unsafe", "Home is no longer safe: they ask for accommodation");
            ("The sanctuary ended", vec![not_safe, why()])
        }
    }
}

/// Ticks of the measures that the schedule names, and the others joined by commas.
fn ticks_of(measures: &[String]) -> (Vec<Input>, String) {
    let known = |word: &String| MEASURES.iter().find(|(of, ..)| of == word);
    let ticks = measures.iter().filter_map(known);
    let ticks = ticks.map(|(word, name, _)| tick(word, name).chosen("yes")).collect();
    let others: Vec<&str> =
        measures.iter().filter(|word| known(word).is_none()).map(String::as_str).collect();
    (ticks, others.join(", "))
}

fn measure(word: &str) -> String {
    let known = MEASURES.iter().find(|(of, ..)| *of == word);
    known.map_or_else(|| spaced(word), |(_, name, _)| (*name).to_owned())
}

/// What was recommended and is not ticked is refused.
pub(super) fn refuse_the_others(
    keys: &mut Map<String, Value>,
    of: &Household,
    reason: Option<&str>,
) {
    let agreed = keys.get("agreed").and_then(Value::as_array).cloned().unwrap_or_default();
    let others = recommended(of).into_iter().filter(|word| !agreed.contains(&json!(word)));
    let refused: Vec<Value> =
        others.map(|measure| json!({"measure": measure, "reason": reason})).collect();
    keys.insert("refused".to_owned(), Value::Array(refused));
}

fn recommended(of: &Household) -> Vec<String> {
    let done = of.pathways.sanctuary.assessed().and_then(|of| of.done.as_ref());
    done.map(|(_, finding)| finding.measures.iter().map(ToString::to_string).collect())
        .unwrap_or_default()
}

fn agreed(of: &Household) -> Vec<String> {
    let done = of.pathways.sanctuary.assessed();
    done.map(|done| done.agreed().iter().map(|(of, _)| of.to_string()).collect())
        .unwrap_or_default()
}

/// The keys of an event from what was typed.
pub(super) fn keys(event: EventName, typed: &Fields) -> Result<Map<String, Value>, String> {
    let mut keys = Map::new();
    for key in keys_of(event) {
        if let Some(value) = value(event, key, typed)? {
            keys.insert(key.to_owned(), value);
        }
    }
    Ok(keys)
}

fn value(event: EventName, key: &str, typed: &Fields) -> Result<Option<Value>, String> {
    let ticked = |words: &[&'static str]| -> Value {
        words.iter().filter(|word| typed.flag(word)).copied().collect()
    };
    let money = |name: &str| typed.text(name).map(pence).transpose();
    Ok(match key {
        "types" | "needs" => Some(ticked(words_for(event, key))),
        "measures" | "agreed" => Some(measures(typed)),
        "pence" => Some(json!(money("pounds")?.ok_or(web_form::HOW_MUCH)?)),
        "materials_pence" => Some(json!(money("materials")?.unwrap_or_default())),
        "labour_pence" => Some(json!(money("labour")?.unwrap_or_default())),
        "fte" => Some(json!(hundredths(typed)?)),
        "score" => Some(json!(input::whole(typed.text(key).unwrap_or_default())?)),
        "upheld" | "positive" | "accepted" | "granted" | "relevant" | "childrens"
        | "instructions" => Some(json!(typed.flag(key))),
        "extended" => typed.flag(key).then(|| json!(true)),
        "refused" => None,
        key => typed.text(key).map(Value::from),
    })
}

/// Posts in hundredths.
fn hundredths(typed: &Fields) -> Result<u64, String> {
    typed.text("fte").map_or_else(|| Err(web_form::HOW_MANY_POSTS.to_owned()), posts)
}

/// The measures that were ticked, and others in words.
fn measures(typed: &Fields) -> Value {
    let ticked = MEASURES.iter().map(|(word, ..)| (*word).to_owned()).filter(|of| typed.flag(of));
    let others = typed.text("other").unwrap_or_default().split(',').map(str::trim);
    let others = others.filter(|of| !of.is_empty()).map(|of| of.to_lowercase().replace(' ', "_"));
    ticked.chain(others).collect()
}
