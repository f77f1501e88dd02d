//! What can be recorded on a page: each act with what it asks, and where it cannot be, why.
//!
//! The acts themselves are `tasks`'; here is what is typed for them in a browser.

use super::fields::Fields;
use super::session::hex;
use crate::base::domain::ReturnReason;
use crate::doors::failure::Failure;
use crate::doors::tasks::{Answer, Departure, Desk, Person};
use crate::presentation::wording::register as wording;
use crate::service::register::{Household, Standing, UnitStanding, UnitView, Why};
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
        Self { why_not: why.map(Why::text), ..self }
    }

    fn folded(self) -> Self {
        Self { is_folded: true, ..self }
    }

    pub(super) fn on(self, unit: &str) -> Self {
        Self { unit: Some(unit.to_owned()), ..self }
    }
}

/// What stands against an act of a household, as it stands.
struct Standings {
    open: Option<Why>,
    here: Option<Why>,
    held: Option<Why>,
    claimed: Option<Why>,
    offered: Option<Why>,
    accepted: Option<Why>,
}

impl Standings {
    fn of(household: &Household, unit: Option<&UnitView>) -> Self {
        let lives_here = household.standing == Standing::Placed;
        let claim = unit.filter(|_| !lives_here).map(|unit| unit.state);
        let is = |state| claim == Some(state);
        let unless = |holds: bool, why: Why| (!holds).then_some(why);
        let open = unless(household.standing == Standing::Open, Why::ReferralNotOpen);
        Self {
            open,
            here: unless(lives_here, Why::NotLivingHere),
            held: open.or(unless(is(UnitStanding::Held), Why::NotClaimed)),
            claimed: open.or(unless(claim.is_some(), Why::NotClaimed)),
            offered: open.or(unless(is(UnitStanding::Offered), Why::NotOffered)),
            accepted: open.or(unless(is(UnitStanding::Accepted), Why::NotAccepted)),
        }
    }
}

/// Everything that can happen to a household that has asked, or lives here.
pub(super) fn of_household(
    household: &Household,
    unit: Option<&UnitView>,
    outcome: Option<&str>,
) -> Vec<Act> {
    let not = Standings::of(household, unit);
    let how = vec![Input::text("how", "How"), Input::tick("reached", "Somebody was reached")];
    let mut acts = claims(&not);
    acts.extend(closings(&not, outcome));
    acts.extend(stays(&not));
    acts.extend([
        Act::new("contact", "Tried to reach them", how).unless(not.open.and(not.here)),
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
fn claims(not: &Standings) -> Vec<Act> {
    let expected =
        vec![Input::text("expected", "When they are expected: 23:30, tomorrow (may be left out)")];
    vec![
        Act::new("offer", "Offer the unit", vec![]).unless(not.held),
        Act::new("accept", "They say yes", expected).unless(not.offered),
        Act::new("decline", "They say no", reason()).unless(not.offered),
        Act::new("arrive", "They have arrived", vec![]).unless(not.claimed),
        Act::new("not-arrived", "They did not come", reason()).unless(not.accepted),
        Act::new("release", "Let the unit go", reason()).unless(not.claimed),
    ]
}

/// Closed without a unit of ours.
fn closings(not: &Standings, outcome: Option<&str>) -> Vec<Act> {
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
    vec![
        Act::new("turn-away", "Turn away: nobody fits", why).unless(not.open),
        Act::new("elsewhere", "Placed elsewhere", elsewhere).unless(not.open),
        Act::new("withdraw", "They take the referral back", reason()).unless(not.open),
        Act::new("duplicate", "The same as another referral", other).unless(not.open),
    ]
}

/// Of those who live here.
fn stays(not: &Standings) -> Vec<Act> {
    let on = vec![Input::text("on", "When: 2026-12-01, tomorrow")];
    let to = [vec![Input::text("to", "Unit")], reason()].concat();
    let who = [vec![Input::text("id", "Who: the number on the form")], reason()].concat();
    vec![
        Act::new("expect-departure", "Expected to leave", on).unless(not.here),
        Act::new("transfer", "They moved to another unit", to).unless(not.here),
        Act::new("join", "Somebody joined them", person()).unless(not.here),
        Act::new("leave", "Somebody left them", who).unless(not.here),
        Act::new("depart", "They left", departure()).unless(not.here),
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
pub(super) fn of_unit(unit: &UnitView) -> Vec<Act> {
    let is = |state| unit.state == state;
    let is_void = is(UnitStanding::Void) || unit.void_since.is_some();
    let not = |holds: bool, why: Why| (!holds).then_some(why);
    let in_use = match unit.state {
        UnitStanding::Closed => Some(Why::UnitClosed),
        UnitStanding::LivedIn => Some(Why::UnitLivedIn),
        claimed if claimed.is_claim() => Some(Why::UnitClaimed),
        _ => None,
    };
    let reason = || Input::text("reason", "Why, in words");
    vec![
        Act::new("made-ready", "It is ready", vec![])
            .unless(not(is(UnitStanding::BeingMadeReady), Why::NotInTurnaround)),
        Act::new(
            "void",
            "It is under repair",
            vec![reason(), Input::text("expected", "Ready again: 2026-12-01 (may be left out)")],
        )
        .unless(
            is_void
                .then_some(Why::AlreadyVoid)
                .or_else(|| is(UnitStanding::Accepted).then_some(Why::UnitClaimed)),
        ),
        Act::new("void-end", "The repair is over", vec![]).unless(not(is_void, Why::NotVoid)),
        Act::new("close", "Close it", vec![]).folded().unless(in_use),
        Act::new("open", "Open it", vec![])
            .folded()
            .unless(not(is(UnitStanding::Closed), Why::NotClosed)),
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
