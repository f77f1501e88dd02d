//! What can be recorded on a page: each act with what it asks, and where it cannot be, why.
//!
//! The acts themselves are `tasks`'; here is what is typed for them in a browser.

use super::fields::{Fields, Slip};
use super::input::{Input, Kind, a_past_time, a_time};
use super::session::hex;
use super::visit::Asked;
use crate::base::domain::{EventName, ReturnReason};
use crate::doors::failure::Failure;
use crate::doors::tasks::spoken::form;
use crate::doors::tasks::{Answer, Departure, Desk, Judged, Person};
use crate::presentation::wording::register::{self as wording, Fit};
use crate::service::register::{Household, Next, Standing, UnitStanding, UnitView, Why};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

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
    /// What it rests on, as the page shows it.
    pub(super) seen: Option<String>,
    /// When it was, as it was typed, and what is wrong with that.
    pub(super) at: String,
    pub(super) wrong_at: Option<String>,
    /// It was tried just now: it is shown with what was typed.
    pub(super) is_open: bool,
}

impl Act {
    pub(super) fn new(name: &'static str, title: impl Into<String>, inputs: Vec<Input>) -> Self {
        Self {
            name,
            title: title.into(),
            why_not: inputs.iter().find_map(Input::nothing_to_choose),
            inputs,
            is_folded: false,
            unit: None,
            seen: None,
            at: String::new(),
            wrong_at: None,
            is_open: false,
        }
    }

    pub(super) fn unless(self, why: Option<Why>) -> Self {
        Self { why_not: why.map(wording::why_not_now).or(self.why_not), ..self }
    }

    fn folded(self) -> Self {
        Self { is_folded: true, ..self }
    }

    pub(super) fn on(self, unit: &str) -> Self {
        Self { unit: Some(unit.to_owned()), ..self }
    }

    /// With what was typed for it on a page that could not be recorded, and what of that is wrong.
    pub(super) fn with_typed(mut self, typed: &Fields, now: Timestamp) -> Self {
        let with_typed = |input: Input| {
            let said = typed.text(&input.name).unwrap_or_default();
            input.chosen(said).checked(typed, now)
        };
        self.inputs = self.inputs.into_iter().map(with_typed).collect();
        typed.text("at").unwrap_or_default().clone_into(&mut self.at);
        self.wrong_at = typed.text("at").and_then(|at| a_past_time(at, now).err());
        Self { is_open: true, ..self }
    }

    /// The field of the page for when it was.
    pub(super) fn id_of_at(&self) -> String {
        format!("{}-at", self.name)
    }

    /// What is missing or cannot be read, each with its field.
    pub(super) fn slips(&self) -> Vec<Slip> {
        let at = self.wrong_at.as_ref().map(|wrong| Slip::of(self.id_of_at(), wrong));
        self.inputs.iter().filter_map(|input| input.slip(self.name)).chain(at).collect()
    }
}

/// What stands against what may come next.
type Against<'a> = &'a dyn Fn(Next) -> Option<Why>;

/// Everything that can happen to a household that has asked, or lives here; `outcome` is the reason that the program proposes
/// for turning it away.
pub(super) fn of_household(
    desk: &Desk<'_>,
    household: &Household,
    (outcome, options): (Option<&str>, &[String]),
) -> Vec<Act> {
    let of = (Some(&*household.reference), household.unit.as_deref());
    let not = |next| desk.why_not_next(next, if next == Next::Moved { (of.0, None) } else { of });
    let how = vec![Input::text("how", "How"), Input::tick("reached", "Somebody was reached")];
    let fit = desk.fit(&household.reference);
    let mut acts = claims(&not, household, fit.as_ref());
    if !options.is_empty() {
        // Each unit that suits has a button of its own.
        acts.retain(|act| act.name != "offer");
    }
    acts.extend(closings(&not, outcome, options));
    acts.extend(stays(desk, household, &not));
    acts.extend([
        Act::new("contact", "Tried to reach them", how).unless(not(Next::Contacted)),
        Act::new(
            "note",
            "Write a note",
            vec![Input::text("text", "Note (no names, no addresses)").needed()],
        ),
    ]);
    acts
}

fn reason() -> Vec<Input> {
    vec![Input::text("reason", "Why, in words (no names, no addresses)")]
}

/// From a hold to the door.
fn claims(not: Against<'_>, household: &Household, fit: Option<&Fit>) -> Vec<Act> {
    let although = fit.and_then(Fit::although);
    let its = |act: Act| match household.unit.as_deref() {
        Some(unit) => act.on(unit),
        None => act,
    };
    // One tap is not enough for what does not suit.
    let warned = |act: Act| match although {
        Some(why) => Act { title: format!("{}, although {why}", act.title), ..act }.folded(),
        None => act,
    };

    let expected = vec![
        Input::text("expected", "When they are expected: 23:30, tomorrow (may be left out)")
            .read_as(a_time),
    ];
    let puts_them_in = vec![
        Act::new("offer", "Offer the unit", vec![]).unless(not(Next::Offered)),
        Act::new("accept", "They say yes", expected).unless(not(Next::Accepted)),
        Act::new("arrive", "They have arrived", vec![]).unless(not(Next::Arrived)),
    ];
    let lets_go = vec![
        Act::new("decline", "They say no", reason()).unless(not(Next::Declined)),
        Act::new("not-arrived", "They did not come", reason()).unless(not(Next::NotArrived)),
        Act::new("release", "Let the unit go", reason()).unless(not(Next::Released)),
    ];
    let mut acts: Vec<Act> = puts_them_in.into_iter().map(warned).chain(lets_go).map(its).collect();
    // "They say no" stands beside "They say yes".
    acts.swap(2, 3);
    acts
}

/// Closed without a unit of ours.
fn closings(not: Against<'_>, outcome: Option<&str>, options: &[String]) -> Vec<Act> {
    let reasons: Vec<(&str, String)> =
        ReturnReason::ALL.iter().map(|of| (of.name(), wording::words_of(of.name()))).collect();
    let reasons: Vec<(&str, &str)> = reasons.iter().map(|(of, read)| (*of, &**read)).collect();
    let proposed = outcome.filter(|_| options.is_empty()).map(wording::words_of);
    let label = match proposed {
        Some(proposed) => format!("Reason for the return (proposed: {proposed})"),
        None => "Reason for the return".to_owned(),
    };
    let mut why = vec![
        Input { label, ..Input::choice("why", "", &reasons).needed() },
        Input::tick("would", "They would have been taken had something been free"),
    ];
    let title = if options.is_empty() { "Turn away: nobody fits" } else { "Turn away" };
    if !options.is_empty() {
        why.push(Input::tick(SURE, &wording::turn_away_all_the_same(options)));
    }
    let other = vec![Input::text("of", "The other reference").needed()];
    let elsewhere = vec![Input::choice("where", "Where", ELSEWHERE).needed()];
    let closed = || not(Next::Closed);
    vec![
        Act::new("turn-away", title, why).unless(closed()),
        Act::new("elsewhere", "Placed elsewhere", elsewhere).unless(closed()),
        Act::new("withdraw", "They take the referral back", reason()).unless(closed()),
        Act::new("duplicate", "The same as another referral", other).unless(closed()),
    ]
}

/// What is ticked where what is recorded does not fit with what suits.
pub(super) const SURE: &str = "sure";

/// Units to which a household can move, each with what the rules say.
fn ways(desk: &Desk<'_>, household: &Household) -> Vec<(String, String)> {
    let is_there = |unit: &&UnitView| {
        unit.state == UnitStanding::Vacant
            || unit.state.is_claim() && unit.referral.as_ref() == Some(&household.reference)
    };
    let units: Vec<&str> =
        desk.night.units.iter().filter(is_there).map(|unit| &*unit.unit).collect();
    let mut judged = desk.judged_of_each(&household.reference, units.iter().copied());
    let rank = |judged: &Judged| match judged.verdict.barred.is_empty() {
        true if judged.needed().is_empty() => (0, "suits"),
        true => (1, "only if somebody decides"),
        false => (2, "does not suit"),
    };
    judged.sort_by_key(|(_, judged)| rank(judged).0);
    if judged.is_empty() {
        // Nothing is known of whom a list carried in.
        return units.iter().map(|unit| ((*unit).to_owned(), (*unit).to_owned())).collect();
    }
    let choice = |(unit, judged): &(&str, Judged)| {
        ((*unit).to_owned(), format!("{unit}: {}", rank(judged).1))
    };
    judged.iter().map(choice).collect()
}

/// Of those who live here.
fn stays(desk: &Desk<'_>, household: &Household, not: Against<'_>) -> Vec<Act> {
    let on = vec![Input::text("on", "When: 2026-12-01, tomorrow").needed().read_as(a_time)];
    let lives_here = household.standing == Standing::Placed;
    let ways = if lives_here { ways(desk, household) } else { Vec::new() };
    let ways = Input { kind: Kind::Choice(ways), ..Input::text("to", "Unit") }.needed();
    let although = Input::tick(SURE, "They moved there although it does not suit them");
    let to = [vec![ways, although], reason()].concat();
    let alone = Input::tick(SURE, "Only children stay, and somebody grown is with them");
    let who = [vec![Input::person("id", household, &desk.night), alone], reason()].concat();
    vec![
        Act::new("expect-departure", "Expected to leave", on).unless(not(Next::Departed)),
        Act::new("transfer", "They moved to another unit", to).unless(not(Next::Moved)),
        Act::new("join", "Somebody joined them", person()).unless(not(Next::Joined)),
        Act::new("leave", "Somebody left them", who).unless(not(Next::Departed)),
        Act::new("depart", "They left", departure()).unless(not(Next::Departed)),
    ]
}

const YES_OR_NO: &[(&str, &str)] = &[("yes", "Yes"), ("no", "No")];

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
        Input::choice("role", "Adult or child", &[("child", "Child"), ("adult", "Adult")]).needed(),
        Input::text("age", "Age: 31, 6 weeks, or don't know")
            .needed()
            .read_as(|said, _| age(said).map(drop)),
        Input::choice("sex", "Female or male", &[("female", "Female"), ("male", "Male")]).needed(),
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
        Input::choice("because", "Why", &because).needed(),
        Input::text("to", "Where to, in words; never an address"),
        Input::choice("planned", "Was it planned?", YES_OR_NO).needed(),
        Input::choice("independent", "To live independently?", YES_OR_NO).needed(),
    ]
}

/// Everything that can happen to a unit.
pub(super) fn of_unit(desk: &Desk<'_>, unit: &str) -> Vec<Act> {
    let not = |next| desk.why_not_next(next, (None, Some(unit)));
    let reason = Input::text("reason", "Why, in words");
    let expected =
        Input::text("expected", "Ready again: 2026-12-01 (may be left out)").read_as(a_time);
    vec![
        Act::new("made-ready", "It is ready", vec![]).unless(not(Next::MadeReady)),
        Act::new("void", "It is under repair", vec![reason, expected]).unless(not(Next::VoidBegan)),
        Act::new("void-end", "The repair is over", vec![]).unless(not(Next::VoidEnded)),
        Act::new("close", "Close it", vec![]).folded().unless(not(Next::UnitClosed)),
        Act::new("open", "Open it", vec![]).folded().unless(not(Next::UnitOpened)),
        Act::new(
            "note",
            "Write a note",
            vec![Input::text("text", "Note (no names, no addresses)").needed()],
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
            let age = match age(word("age")) {
                Ok(age) => age,
                Err(why) => return Some(Err(Failure::Usage(why))),
            };
            let (role, sex) = (word("role"), word("sex"));
            desk.join(of, Person { role, age: &age, sex, id: None, was: None })
        }
        "leave" => desk.leave(of, word("id"), reason),
        "depart" => desk.depart(of, left(typed)),
        "contact" => desk.contact(of, text("how"), typed.flag("reached")),
        "note" => desk.note(of, word("text")),
        _ => return None,
    })
}

/// An age as the register takes it, heard as on a referral.
fn age(said: &str) -> Result<String, String> {
    let not_clear = || format!("The age \"{said}\" was not clear: whole years, please");
    let field = form::field("person.age").ok_or_else(not_clear)?;
    match form::hear(field, said) {
        Ok(form::Value::Whole(age)) => Ok(age.to_string()),
        Ok(form::Value::Text(word)) => Ok(word),
        _ => Err(not_clear()),
    }
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
        "made-ready" => desk.of_unit(of, EventName::MadeReady),
        "void" => desk.void(of, typed.text("reason"), typed.text("expected")),
        "void-end" => desk.of_unit(of, EventName::VoidEnded),
        "close" => desk.of_unit(of, EventName::UnitClosed),
        "open" => desk.of_unit(of, EventName::UnitOpened),
        "note" => desk.note(of, typed.text("text").unwrap_or_default()),
        _ => return None,
    })
}

/// What was typed for an act that could not be recorded stays on the page, unfolded; the act.
pub(super) fn keep_what_was_typed<'a>(
    acts: &mut [Act],
    asked: &'a Asked,
    now: Timestamp,
) -> &'a str {
    let name = asked.path.rsplit('/').next().unwrap_or_default();
    for act in acts.iter_mut().filter(|act| act.name == name && !act.inputs.is_empty()) {
        *act = act.clone().with_typed(&asked.fields, now);
    }
    name
}

/// What is missing or cannot be read of the acts of a page, each with its field.
pub(super) fn slips(acts: &[Act]) -> Vec<Slip> {
    acts.iter().flat_map(Act::slips).collect()
}

/// Whether everything was said that an act needs, and can be read.
pub(super) fn is_whole(
    acts: &[Act],
    name: &str,
    (typed, now): (&Fields, Timestamp),
) -> Result<(), Failure> {
    let act = acts.iter().find(|act| act.name == name).filter(|act| !act.inputs.is_empty());
    let slips = act.map(|act| act.clone().with_typed(typed, now).slips()).unwrap_or_default();
    none_of(&slips)
}

/// Nothing is recorded where anything is missing or cannot be read.
pub(super) fn none_of(slips: &[Slip]) -> Result<(), Failure> {
    if slips.is_empty() {
        return Ok(());
    }
    let said: Vec<&str> = slips.iter().map(|slip| slip.said.as_str()).collect();
    Err(Failure::Usage(wording::wrong_in_the_form(&said)))
}

/// What was tapped, in short: two buttons of one page are two requests.
pub(super) fn tapped(act: &str, of: &str, typed: &Fields) -> String {
    let unit = typed.text("unit").unwrap_or_default();
    hex(&Sha256::digest(format!("{act}\n{of}\n{unit}"))[..8])
}
