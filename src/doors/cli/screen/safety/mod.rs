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

pub(in crate::doors::cli) use household::Household;
pub(super) use service::confirm;
pub(super) use told::who_searches;
pub(super) use young::{NOBODY_AT_NIGHT, nobody_at_night};

use crate::base::domain::Referral;

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::doors::cli) enum Topic {
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
pub(in crate::doors::cli) struct Line {
    pub(in crate::doors::cli) topic: Topic,
    pub(in crate::doors::cli) text: String,
}

impl Household<'_> {
    /// Every line, in the order of their topics.
    pub(in crate::doors::cli) fn lines(&self) -> Vec<Line> {
        let (not_checked, read_back) = places::lines(self);
        let said = [
            (Topic::Danger, vec![danger(self.referral)]),
            (Topic::When, when::lines(self)),
            (Topic::Young, young::lines(self)),
            (Topic::Ringing, ringing::lines(self)),
            (Topic::Service, service::lines(self)),
            (Topic::Call, told::of_the_call(self)),
            (Topic::KeepApart, keep_apart(self.referral)),
            (Topic::Coming, coming::lines(self)),
            (Topic::Risk, told::of_risk(self)),
            (Topic::NotChecked, not_checked),
            (Topic::ReadBack, read_back),
        ];
        let line =
            |topic, texts: Vec<String>| texts.into_iter().map(move |text| Line { topic, text });
        said.into_iter().flat_map(|(topic, texts)| line(topic, texts)).collect()
    }

    /// The texts of the lines with these topics.
    pub(in crate::doors::cli) fn texts(&self, wanted: impl Fn(Topic) -> bool) -> Vec<String> {
        let lines = self.lines().into_iter().filter(|line| wanted(line.topic));
        lines.map(|line| line.text).collect()
    }
}

/// Ring 999; what to do where one cannot speak.
pub(in crate::doors::cli) const RING_999: &str = "Ring 999, or ring it for them. Cannot speak? Mobile: 999, stay on, press 55 when asked. Landline: 999, stay on the line.";

/// The same where nobody is in danger now.
pub(in crate::doors::cli) const IF_DANGER_COMES: &str = "999, at any moment. Cannot speak? Mobile: 999, stay on, press 55 when asked. Landline: 999, stay on the line.";

fn danger(referral: &Referral) -> String {
    if referral.in_danger() { RING_999 } else { IF_DANGER_COMES }.to_owned()
}

/// The same words whether or not anybody of the form's references lives here.
fn keep_apart(referral: &Referral) -> Vec<String> {
    if !referral.has_somebody_to_keep_apart() {
        return Vec::new();
    }
    let said = "Somebody on the form is to be kept apart: ask who is meant before any offer. Never say who is or is not here.";
    vec![said.to_owned()]
}
