//! What keeps somebody safe, decided here for every screen that names a household.
//!
//! Each line has a topic, and topics stand in the order in which they are needed. A screen may lay lines out
//! in its own way; it may not leave one out or say it in other words. Nothing that was typed hides or replaces a
//! line: it stands beside it.

mod coming;
mod household;
mod places;
mod ringing;
mod service;
mod told;
mod unseen;
mod when;
mod young;

pub use household::Household;
pub(super) use service::confirm;
pub(super) use young::nobody_at_night;

use crate::base::domain::Referral;
use crate::base::domain::household::Answer;
use crate::presentation::document::Text;

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Danger now, and how to ring when one cannot speak.
    Danger,
    /// A form whose date cannot be right, or is long ago.
    When,
    /// Under 16 or under 18: who else must help.
    Young,
    /// When and how it is safe to ring.
    Ringing,
    /// Who here may know.
    Service,
    /// What to arrange before and with the call.
    Call,
    /// Who must not be met here.
    KeepApart,
    /// Who comes when, and babies due.
    Coming,
    /// A risk, as told.
    Risk,
    /// What was not asked or not checked.
    NotChecked,
    /// What each place was taken to be, where it was checked.
    ReadBack,
}

/// One thing to know, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is about.
    pub topic: Topic,
    /// What is said.
    pub text: Text,
}

impl Household<'_> {
    /// Every line, in the order of their topics.
    pub fn lines(&self) -> Vec<Line> {
        let (not_checked, read_back) = places::lines(self);
        let said = [
            (Topic::Danger, vec![danger(self.referral).into()]),
            (Topic::When, when::lines(self)),
            (Topic::Young, plain(young::lines(self))),
            (Topic::Ringing, ringing::lines(self)),
            (Topic::Service, plain(service::lines(self))),
            (Topic::Call, plain(told::of_the_call(self))),
            (Topic::KeepApart, plain(keep_apart(self))),
            (Topic::Coming, coming::lines(self)),
            (Topic::Risk, plain(told::of_risk(self))),
            (Topic::NotChecked, plain(not_checked)),
            (Topic::ReadBack, plain(read_back)),
        ];
        let line =
            |topic, texts: Vec<Text>| texts.into_iter().map(move |text| Line { topic, text });
        said.into_iter().flat_map(|(topic, texts)| line(topic, texts)).collect()
    }

    /// The texts of the lines with these topics.
    pub fn texts(&self, wanted: impl Fn(Topic) -> bool) -> Vec<Text> {
        let lines = self.lines().into_iter().filter(|line| wanted(line.topic));
        lines.map(|line| line.text).collect()
    }
}

/// Ring 999; what to do where one cannot speak.
pub const RING_999: &str = "Ring 999, or ring it for them. Cannot speak? Mobile: 999, stay on, press 55 when asked. Landline: 999, stay on the line.";

/// The same where nobody is in danger now.
pub(in crate::presentation::wording) const IF_DANGER_COMES: &str = "999, at any moment. Cannot speak? Mobile: 999, stay on, press 55 when asked. Landline: 999, stay on the line.";

fn danger(referral: &Referral) -> &'static str {
    if referral.household.in_danger() { RING_999 } else { IF_DANGER_COMES }
}

fn plain(lines: Vec<String>) -> Vec<Text> {
    lines.into_iter().map(Text::from).collect()
}

/// The same words whether or not anybody of the form's references lives here.
fn keep_apart(household: &Household<'_>) -> Vec<String> {
    let referral = household.referral;
    if !referral.household.has_somebody_to_keep_apart() {
        return Vec::new();
    }
    // Words, and no reference: they are hers, and shown without anybody's reference.
    let in_words = |typed: &&String| typed.contains(char::is_whitespace);
    let said: Vec<String> = referral
        .household
        .keep_apart
        .iter()
        .filter(in_words)
        .map(|typed| told::as_said(household, &Answer::Text(typed.clone())))
        .collect();
    let told =
        if said.is_empty() { String::new() } else { format!(" As told: {}.", said.join(", ")) };
    vec![format!(
        "Somebody on the form is to be kept apart: ask who is meant before any offer. Never say who is or is not here.{told}"
    )]
}
