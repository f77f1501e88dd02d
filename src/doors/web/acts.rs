//! What can be recorded on a page: each act with what it asks, and where it cannot be, why.
//!
//! The acts themselves are `tasks`'; here is what is typed for them in a browser.

use super::fields::Fields;
use super::session::hex;
use crate::base::domain::ReturnReason;
use crate::doors::failure::Failure;
use crate::doors::tasks::{Answer, Departure, Desk, Person};
use crate::presentation::wording::register as wording;
use crate::service::register::{Household, Next, UnitStanding, Why};
use sha2::{Digest, Sha256};

/// Something to type or choose.
#[derive(Debug, Clone)]
pub(super) struct Input {
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) kind: Kind,
    pub(super) value: String,
}

/// How it is typed or chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Tick,
    /// What is sent, and what is read.
    Choice(Vec<(String, String)>),
}

impl Input {
    pub(super) fn text(name: &'static str, label: impl Into<String>) -> Self {
        Self { name, label: label.into(), kind: Kind::Text, value: String::new() }
    }

    fn tick(name: &'static str, label: &str) -> Self {
        Self { kind: Kind::Tick, ..Self::text(name, label) }
    }

    pub(super) fn choice(name: &'static str, label: &str, of: &[(&str, &str)]) -> Self {
        let of = of.iter().map(|(value, read)| ((*value).to_owned(), (*read).to_owned()));
        Self { kind: Kind::Choice(of.collect()), ..Self::text(name, label) }
    }

    pub(super) fn chosen(self, value: impl Into<String>) -> Self {
        Self { value: value.into(), ..self }
    }

    /// Somebody of a household.
    pub(super) fn person(name: &'static str, of: &Household) -> Self {
        let choices = of.people.iter().enumerate().map(|(k, member)| {
            let lead = if k == 0 { " (lead)" } else { "" };
            (member.id.clone(), format!("{}{lead}", member.id))
        });
        Self {
            kind: Kind::Choice(choices.collect()),
            ..Self::text(name, "Who, by the number on the form")
        }
    }

    pub(super) fn choices(&self) -> &[(String, String)] {
        if let Kind::Choice(of) = &self.kind { of } else { &[] }
    }

    pub(super) fn is_tick(&self) -> bool {
        self.kind == Kind::Tick
    }
}

/// An act on a page.
#[derive(Debug, Clone)]
pub(super) struct Act {
    /// Its name in the address.
    pub(super) name: &'static str,
    pub(super) title: String,
    pub(super) inputs: Vec<Input>,
    /// Why it cannot be now.
    pub(super) why_not: Option<&'static str>,
    /// One tap more is wanted: it is not done by a slip of the thumb.
    pub(super) is_folded: bool,
    /// The unit that is meant; none: the one the household has, or the page's.
    pub(super) unit: Option<String>,
}

impl Act {
    pub(super) fn new(name: &'static str, title: impl Into<String>, inputs: Vec<Input>) -> Self {
        Self { name, title: title.into(), inputs, why_not: None, is_folded: false, unit: None }
    }

    fn unless(self, why: Option<Why>) -> Self {
        Self { why_not: why.map(wording::why), ..self }
    }

    fn folded(self) -> Self {
        Self { is_folded: true, ..self }
    }

    pub(super) fn on(self, unit: &str) -> Self {
        Self { unit: Some(unit.to_owned()), ..self }
    }
}

/// What stands against what may come next.
type Against<'a> = &'a dyn Fn(Next) -> Option<Why>;

/// Everything that can happen to a household that has asked, or lives here; `outcome` is the reason that the program proposes
/// for turning it away.
pub(super) fn of_household(
    desk: &Desk<'_>,
    household: &Household,
    outcome: Option<&str>,
) -> Vec<Act> {
    let of = (Some(&*household.reference), household.unit.as_deref());
    let not = |next| desk.why_not_next(next, if next == Next::Moved { (of.0, None) } else { of });
    let how = vec![Input::text("how", "How"), Input::tick("reached", "Somebody was reached")];
    let mut acts = claims(&not);
    acts.extend(closings(&not, outcome));
    acts.extend(stays(desk, household, &not));
    acts.extend([
        Act::new("contact", "Tried to reach them", how).unless(not(Next::Contacted)),
        Act::new(
            "note",
            "Write a note",
            vec![Input::text("text", "Note (no names, no addresses)")],
        ),
    ]);
    acts
}

fn reason() -> Vec<Input> {
    vec![Input::text("reason", "Why, in words (no names, no addresses)")]
}

/// From a hold to the door.
fn claims(not: Against<'_>) -> Vec<Act> {
    let expected =
        vec![Input::text("expected", "When they are expected: 23:30, tomorrow (may be left out)")];
    vec![
        Act::new("offer", "Offer the unit", vec![]).unless(not(Next::Offered)),
        Act::new("accept", "They say yes", expected).unless(not(Next::Accepted)),
        Act::new("decline", "They say no", reason()).unless(not(Next::Declined)),
        Act::new("arrive", "They have arrived", vec![]).unless(not(Next::Arrived)),
        Act::new("not-arrived", "They did not come", reason()).unless(not(Next::NotArrived)),
        Act::new("release", "Let the unit go", reason()).unless(not(Next::Released)),
    ]
}

/// Closed without a unit of ours.
fn closings(not: Against<'_>, outcome: Option<&str>) -> Vec<Act> {
    let reasons: Vec<(&str, String)> =
        ReturnReason::ALL.iter().map(|of| (of.name(), wording::words_of(of.name()))).collect();
    let reasons: Vec<(&str, &str)> = reasons.iter().map(|(of, read)| (*of, &**read)).collect();
    let proposed = outcome.unwrap_or("capacity");
    let why = vec![
        Input::choice("why", "Reason for the return", &reasons).chosen(proposed),
        Input::tick("would", "They would have been taken had something been free"),
    ];
    let other = vec![Input::text("of", "The other reference")];
    let elsewhere = vec![Input::choice("where", "Where", ELSEWHERE)];
    let closed = || not(Next::Closed);
    vec![
        Act::new("turn-away", "Turn away: nobody fits", why).unless(closed()),
        Act::new("elsewhere", "Placed elsewhere", elsewhere).unless(closed()),
        Act::new("withdraw", "They take the referral back", reason()).unless(closed()),
        Act::new("duplicate", "The same as another referral", other).unless(closed()),
    ]
}

/// Of those who live here.
fn stays(desk: &Desk<'_>, household: &Household, not: Against<'_>) -> Vec<Act> {
    let on = vec![Input::text("on", "When: 2026-12-01, tomorrow")];
    let vacant = desk.night.units.iter().filter(|unit| unit.state == UnitStanding::Vacant);
    let vacant: Vec<(&str, &str)> = vacant.map(|unit| (&*unit.unit, &*unit.unit)).collect();
    let to = [vec![Input::choice("to", "Unit", &vacant)], reason()].concat();
    let who = [vec![Input::person("id", household)], reason()].concat();
    vec![
        Act::new("expect-departure", "Expected to leave", on).unless(not(Next::Departed)),
        Act::new("transfer", "They moved to another unit", to).unless(not(Next::Moved)),
        Act::new("join", "Somebody joined them", person()).unless(not(Next::Joined)),
        Act::new("leave", "Somebody left them", who).unless(not(Next::Departed)),
        Act::new("depart", "They left", departure()).unless(not(Next::Departed)),
    ]
}

const ELSEWHERE: &[(&str, &str)] = &[
    ("council", "The council"),
    ("registered_provider", "Another registered provider"),
    ("other_refuge", "Another refuge"),
    ("other_area", "Another area"),
    ("family", "Family or friends"),
    ("other", "Somewhere else"),
];

fn person() -> Vec<Input> {
    vec![
        Input::choice("role", "Adult or child", &[("child", "Child"), ("adult", "Adult")]),
        Input::text("age", "Age in whole years"),
        Input::choice("sex", "Female or male", &[("female", "Female"), ("male", "Male")]),
    ]
}

fn departure() -> Vec<Input> {
    let because = [
        ("stopped_needing", "They need it no more"),
        ("lives_with_perpetrator", "They live with the perpetrator"),
        ("evicted", "They were evicted"),
        ("died", "They died"),
        ("other", "Something else"),
    ];
    vec![
        Input::choice("because", "Why", &because).chosen("stopped_needing"),
        Input::text("to", "Where to, in words; never an address"),
        Input::tick("planned", "It was planned"),
        Input::tick("independent", "To live independently"),
    ]
}

/// Everything that can happen to a unit.
pub(super) fn of_unit(desk: &Desk<'_>, unit: &str) -> Vec<Act> {
    let not = |next| desk.why_not_next(next, (None, Some(unit)));
    let reason = Input::text("reason", "Why, in words");
    let expected = Input::text("expected", "Ready again: 2026-12-01 (may be left out)");
    vec![
        Act::new("made-ready", "It is ready", vec![]).unless(not(Next::MadeReady)),
        Act::new("void", "It is under repair", vec![reason, expected]).unless(not(Next::VoidBegan)),
        Act::new("void-end", "The repair is over", vec![]).unless(not(Next::VoidEnded)),
        Act::new("close", "Close it", vec![]).folded().unless(not(Next::UnitClosed)),
        Act::new("open", "Open it", vec![]).folded().unless(not(Next::UnitOpened)),
        Act::new(
            "note",
            "Write a note",
            vec![Input::text("text", "Note (no names, no addresses)")],
        ),
    ]
}

/// Records an act of a household; none: there is no such act.
pub(super) fn record_of_household(
    desk: Desk<'_>,
    (act, of): (&str, &str),
    typed: &Fields,
) -> Option<Result<Answer, Failure>> {
    let text = |name| typed.text(name);
    let word = |name| typed.text(name).unwrap_or_default();
    let (unit, reason) = (text("unit"), text("reason"));
    Some(match act {
        "hold" => desk.hold(of, word("unit"), (None, None)),
        "offer" => desk.offer(of, unit, (None, None)),
        "accept" => desk.accept(of, unit, text("expected")),
        "decline" => desk.end_claim(of, unit, ("declined", reason)),
        "arrive" => desk.arrive(of, unit),
        "not-arrived" => desk.end_claim(of, unit, ("not_arrived", reason)),
        "release" => desk.end_claim(of, unit, ("released", reason)),
        "ask-manager" => desk.ask_manager(of, word("unit")),
        "turn-away" => desk.turn_away(of, word("why"), (&[], typed.flag("would"))),
        "elsewhere" => desk.place_elsewhere(of, word("where")),
        "withdraw" => desk.withdraw(of, reason),
        "duplicate" => desk.duplicate(of, word("of")),
        "expect-departure" => desk.expect_departure(of, word("on")),
        "transfer" => desk.transfer(of, word("to"), reason),
        "join" => {
            let (role, age, sex) = (word("role"), word("age"), word("sex"));
            desk.join(of, Person { role, age, sex, id: None, was: None })
        }
        "leave" => desk.leave(of, word("id"), reason),
        "depart" => desk.depart(of, left(typed)),
        "contact" => desk.contact(of, text("how"), typed.flag("reached")),
        "note" => desk.note(of, word("text")),
        _ => return None,
    })
}

fn left(typed: &Fields) -> Departure<'_> {
    Departure {
        because: typed.text("because").unwrap_or("other"),
        to: typed.text("to"),
        planned: typed.flag("planned"),
        independent: typed.flag("independent"),
    }
}

/// Records an act of a unit; none: there is no such act.
pub(super) fn record_of_unit(
    desk: Desk<'_>,
    (act, of): (&str, &str),
    typed: &Fields,
) -> Option<Result<Answer, Failure>> {
    Some(match act {
        "made-ready" => desk.of_unit(of, "made_ready"),
        "void" => desk.void(of, typed.text("reason"), typed.text("expected")),
        "void-end" => desk.of_unit(of, "void_ended"),
        "close" => desk.of_unit(of, "unit_closed"),
        "open" => desk.of_unit(of, "unit_opened"),
        "note" => desk.note(of, typed.text("text").unwrap_or_default()),
        _ => return None,
    })
}

/// What was tapped, in short: two buttons of one page are two requests.
pub(super) fn tapped(act: &str, of: &str, typed: &Fields) -> String {
    let unit = typed.text("unit").unwrap_or_default();
    hex(&Sha256::digest(format!("{act}\n{of}\n{unit}"))[..8])
}

/// A word of the contract as it is read.
pub(super) fn spaced(word: &str) -> String {
    word.replace('_', " ")
}
