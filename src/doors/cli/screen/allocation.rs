//! Several households at once, for whoever rings them: what to offer whom, what else each may choose, what to
//! know before each call, and why somebody is without.

use super::age_of_the_list::{age, not_whole};
use super::batch_lines::{Asking, asking};
use super::elsewhere::any_council;
use super::offer::IT_MAY_SAY_NO;
use super::safety::{IF_DANGER_COMES, RING_999};
use super::{decided, elsewhere, joined, list, section};
use crate::desk::allocation::Batch;
use crate::desk::allocation::answer::{Allocation, Placed, Unplaced};
use crate::doors::cli::layout::{count, hanging, wrapped};
use jiff::Timestamp;

/// Other units shown to each household; the rest are in the JSON.
const CHOICES: usize = 4;

pub(in crate::doors::cli) fn allocation(
    batch: &Batch<'_>,
    answer: &Allocation,
    passed_over: &[String],
    now: Timestamp,
) -> String {
    let desk = Desk { batch, answer, now };
    joined([
        not_whole(batch.estate),
        desk.heading(),
        desk.danger(),
        desk.for_each(),
        desk.under_16(),
        desk.moves(),
        desk.offers(),
        desk.if_no(),
        desk.without(),
        decided::why(answer),
        desk.elsewhere(),
        section("HOW THIS WAS DECIDED", &decided::how(answer, passed_over)),
    ])
}

/// What the screen is written from.
#[derive(Clone, Copy)]
struct Desk<'a> {
    batch: &'a Batch<'a>,
    answer: &'a Allocation,
    now: Timestamp,
}

impl<'a> Desk<'a> {
    fn heading(self) -> String {
        let Self { batch, answer, now } = self;
        let said = match (batch.households.len(), answer.placed.len()) {
            (1, 1) => "The household can be offered a unit.".to_owned(),
            (1, _) => "There is no unit for the household yet.".to_owned(),
            (2, 2) => "Both households can be offered a unit.".to_owned(),
            (n, placed) if n == placed => format!("All {n} households can be offered a unit."),
            (n, placed) => format!("{placed} of {n} households can be offered a unit."),
        };
        let received = batch.households.iter().map(|household| household.referral.received);
        let earliest = received.min().unwrap_or(now);
        let age = age(batch.estate, earliest, now);
        wrapped("", &format!("{said}{}", self.of_those_in_danger())) + &wrapped("", &age)
    }

    /// " In immediate danger: 2 of 3."
    fn of_those_in_danger(self) -> String {
        let in_danger = self.in_danger().len();
        if in_danger == 0 {
            return String::new();
        }
        let placed = self.answer.objective.immediate_danger_placed;
        let later = self.answer.placed.iter().filter(|placed| placed.in_nights > 0);
        let later =
            later.filter(|placed| self.asking(&placed.reference).is_some_and(|a| a.in_danger()));
        let later = match later.count() {
            0 => String::new(),
            n => format!(", {n} of them not tonight but once a resident has moved"),
        };
        format!(" In immediate danger: {placed} of {in_danger}{later}.")
    }

    /// References of those in danger now.
    fn in_danger(self) -> Vec<&'a str> {
        let households = self.batch.households.iter();
        let in_danger = households.filter(|household| household.referral.in_danger());
        in_danger.map(|household| household.referral.reference.as_str()).collect()
    }

    /// How to ring 999, once for everybody on the screen.
    fn danger(self) -> String {
        let who = self.in_danger();
        if who.is_empty() {
            return section("IF DANGER COMES", &[IF_DANGER_COMES.to_owned()]);
        }
        let who = if who.len() == self.batch.households.len() && who.len() > 1 {
            "Everybody below.".to_owned()
        } else {
            format!("{}.", who.join(", "))
        };
        section("IN DANGER NOW?", &[who, RING_999.to_owned()])
    }

    /// Who may know, where the same is to be said of every household.
    fn for_each(self) -> String {
        let alone = self.batch.households.len() == 1;
        list(if alone { "WHO MAY KNOW" } else { "FOR EACH OF THEM" }, &self.of_all())
    }

    /// Lines on whom to ask that every household of the batch has in the same words.
    fn of_all(self) -> Vec<String> {
        let references = self.batch.households.iter().map(|h| &h.referral.reference);
        let mut lines = references.filter_map(|reference| Some(self.asking(reference)?.of_whom()));
        let first = lines.next().unwrap_or_default();
        if lines.all(|other| other == first) { first } else { Vec::new() }
    }

    /// The household of a reference, asking or to be moved.
    fn asking(self, reference: &str) -> Option<Asking<'a>> {
        asking(self.batch, reference, self.now)
    }

    /// The lines of a household, as far as this screen does not say them above all.
    fn lines(self, reference: &str) -> String {
        let asking = self.asking(reference);
        asking.map(|asking| asking.lines(&self.of_all())).unwrap_or_default()
    }

    /// No adult route is for a child: these stand apart from those who are rung round for.
    fn under_16(self) -> String {
        let children = self.answer.unplaced.iter().filter(|unplaced| self.is_under_16(unplaced));
        let mut text = String::new();
        for Unplaced { reference, .. } in children {
            text += &wrapped("  ", reference);
            text += &self.lines(reference);
        }
        if text.is_empty() { text } else { format!("CHILDREN'S SERVICES NOW\n{text}") }
    }

    fn is_under_16(self, unplaced: &Unplaced) -> bool {
        let asking = self.asking(&unplaced.reference);
        asking.is_some_and(|asking| asking.household.referral.lead_is_under_16())
    }

    fn moves(self) -> String {
        let answer = self.answer;
        if answer.moves.is_empty() {
            return String::new();
        }
        let mut text = "ASK FIRST WHETHER THESE RESIDENTS STILL AGREE TO MOVE\n".to_owned();
        for moved in &answer.moves {
            let said = format!("from {} to {}. {}", moved.from, moved.to, moved.text);
            text += &hanging(&format!("  {}  ", moved.reference), &said, 4);
            if let Some(asking) = self.asking(&moved.reference) {
                text += &asking.lines(&self.of_all());
            }
        }
        if let Some(without) = answer.without_moves {
            let said = format!(
                "If nobody moves, {} can be placed, {} of them in immediate danger.",
                count(without.placed, "household", "households"),
                without.immediate_danger_placed
            );
            text += &wrapped("  ", &said);
        }
        text
    }

    fn offers(self) -> String {
        let placed = &self.answer.placed;
        if placed.is_empty() {
            return String::new();
        }
        let widest = |of: fn(&Placed) -> &str| {
            placed.iter().map(|placed| of(placed).chars().count()).max().unwrap_or(0)
        };
        let (references, units) = (widest(|p| &p.reference), widest(|p| &p.unit));
        let mut text = "OFFER, AND SAY THAT THE CHOICE IS THEIRS\n".to_owned();
        let of_all = self.to_confirm();
        text += &of_all.map_or_else(String::new, |said| wrapped("  ", said));
        for placed in placed {
            let lead = format!("  {:<references$}  {:<units$}  ", placed.reference, placed.unit);
            text += &hanging(&lead, &self.offered(placed), (references + units + 6).min(40));
            if let (None, Some(asking)) = (of_all, self.asking(&placed.reference)) {
                text += &wrapped("     - ", asking.to_confirm());
            }
            text +=
                &self.at_night(placed).map_or_else(String::new, |said| wrapped("     - ", &said));
            text += &self.lines(&placed.reference);
        }
        text
    }

    /// With whom to confirm that a unit is free, where that is the same for everybody who is offered one.
    fn to_confirm(self) -> Option<&'static str> {
        let placed = self.answer.placed.iter();
        let mut said = placed.filter_map(|one| Some(self.asking(&one.reference)?.to_confirm()));
        let first = said.next()?;
        said.all(|other| other == first).then_some(first)
    }

    /// Of a home without night staff that somebody under 18 is offered: whom to ask, and who is offered one with staff.
    fn at_night(self, placed: &Placed) -> Option<String> {
        let asking = self.asking(&placed.reference)?;
        let night = asking.at_night(&placed.unit)?;
        let staffed = placed.may_choose.iter().map(|other| &*other.unit);
        let mut staffed = staffed.filter(|name| asking.at_night(name).is_none());
        let instead = staffed.find_map(|name| Some((name, self.whose(name)?)));
        let said = match instead {
            Some((name, owner)) if self.staffed_instead(placed).is_none() => format!(
                " {name}, where staff are there day and night, is offered to {owner}: the manager may turn that round; then ask again with --accepted."
            ),
            _ => String::new(),
        };
        Some(format!("{}: {night}{said}", placed.unit))
    }

    /// The household of the batch that a unit is offered to.
    fn whose(self, unit: &str) -> Option<&'a str> {
        let mut placed = self.answer.placed.iter();
        placed.find(|placed| placed.unit == unit).map(|placed| placed.reference.as_str())
    }

    /// Whether a resident would move into a unit first.
    fn is_moved_into(self, unit: &str) -> bool {
        self.answer.moves.iter().any(|moved| moved.to == unit)
    }

    /// "in danger now; granted; or Dunlin, Siskin".
    fn offered(self, placed: &Placed) -> String {
        let mut parts = Vec::new();
        let asking = self.asking(&placed.reference);
        if asking.as_ref().is_some_and(Asking::in_danger) {
            parts.push("in danger now".to_owned());
        }
        if placed.in_nights > 0 {
            let nights = usize::try_from(placed.in_nights).unwrap_or(usize::MAX);
            let nights = count(nights, "night", "nights");
            parts.push(format!("free after {nights}, needs somewhere safe until then"));
        }
        if let Some(who) = asking.as_ref().and_then(|asking| asking.who_granted(&placed.unit)) {
            parts.push(format!("granted: {who} has agreed"));
        }
        let accepted = asking.as_ref().is_some_and(|asking| asking.has_accepted(&placed.unit));
        if !accepted && let Some(first) = self.staffed_instead(placed) {
            parts.push(format!(
                "under 18, so offer {first} first, where staff are there day and night; after a yes ask again with --accepted"
            ));
        }
        if accepted {
            parts.push("accepted".to_owned());
        } else {
            parts.push(self.others(placed, asking.as_ref()));
        }
        parts.join("; ")
    }

    /// For somebody under 18 given a home without night staff: one with staff that is as much hers to choose, and
    /// that nobody else is offered.
    fn staffed_instead(self, placed: &'a Placed) -> Option<&'a str> {
        let asking = self.asking(&placed.reference)?;
        asking.at_night(&placed.unit)?;
        let mut others = placed.may_choose.iter().map(|other| other.unit.as_str());
        others.find(|name| asking.at_night(name).is_none() && self.is_nobody_elses(name))
    }

    fn is_nobody_elses(self, unit: &str) -> bool {
        self.whose(unit).is_none() && !self.is_moved_into(unit)
    }

    fn others(self, placed: &Placed, asking: Option<&Asking<'_>>) -> String {
        if placed.may_choose.is_empty() {
            let others_suit = asking.is_some_and(|asking| asking.others_suit(&placed.unit));
            return match (self.answer.choices_complete, others_suit) {
                (_, false) => "nothing else vacant suits without a decision",
                (true, true) => "no other unit without somebody else going without",
                (false, true) => {
                    "other choices were not worked out; ask again with --declined if it says no"
                }
            }
            .to_owned();
        }
        self.choices(placed, asking)
    }

    /// "or Dunlin, Siskin; or, once B-1 has said no to it, Larch-1": no unit is offered to two.
    fn choices(self, placed: &Placed, asking: Option<&Asking<'_>>) -> String {
        let is_unstaffed =
            |name: &str| asking.is_some_and(|asking| asking.at_night(name).is_some());
        let named = |name: &str| {
            let night = if is_unstaffed(name) { " (nobody there at night)" } else { "" };
            format!("{name}{night}")
        };
        let others = || placed.may_choose.iter().map(|other| &*other.unit);
        let free: Vec<String> =
            others().filter(|name| self.is_nobody_elses(name)).map(named).collect();
        let more = free.len().saturating_sub(CHOICES);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let mut parts = Vec::new();
        if !free.is_empty() {
            parts.push(format!("or {}{more}", free[..free.len().min(CHOICES)].join(", ")));
        }
        let taken = others().filter_map(|name| Some((name, self.first_of_all(name)?)));
        let left = CHOICES.saturating_sub(free.len());
        let other = |(name, first): (&str, String)| format!("or, {first}, {}", named(name));
        parts.extend(taken.take(left).map(other));
        parts.join("; ")
    }

    /// What must come first where a unit is another household's, or a resident would move there.
    fn first_of_all(self, unit: &str) -> Option<String> {
        let owner = self.whose(unit).map(|owner| format!("once {owner} has said no to it"));
        let moved = || self.is_moved_into(unit).then(|| "unless a resident moves there".to_owned());
        owner.or_else(moved)
    }

    fn if_no(self) -> String {
        if self.answer.placed.is_empty() {
            return String::new();
        }
        let then = format!(
            "Then ask again with --declined. If nothing here is right: the helplines below, and {}",
            any_council(&self.batch.estate.provider)
        );
        section("IF A HOUSEHOLD SAYS NO", &[IT_MAY_SAY_NO.to_owned(), then])
    }

    fn without(self) -> String {
        let grown = self.grown_without();
        let count_of = grown.len();
        if grown.is_empty() {
            return String::new();
        }
        let mut text = "NO UNIT TONIGHT: RING ROUND WITH THEM, AND GO ON HELPING\n".to_owned();
        for household in grown {
            let asking = self.asking(&household.reference);
            let danger = asking.as_ref().filter(|asking| asking.in_danger());
            let danger = danger.map_or("", |_| "In danger now. ");
            let said = format!("{danger}{}", household.text);
            text += &hanging(&format!("  {}  ", household.reference), &said, 4);
            text += &asking.map(|asking| asking.who_decides(self.answer)).unwrap_or_default();
            text += &self.lines(&household.reference);
        }
        let each = if count_of > 1 { "For each of them: " } else { "" };
        text += &wrapped("  ", &format!("{each}lintel recommend says what else is possible."));
        text
    }
}

impl<'a> Desk<'a> {
    /// Households without a unit that are not a child's.
    fn grown_without(self) -> Vec<&'a Unplaced> {
        let unplaced = self.answer.unplaced.iter();
        unplaced.filter(|one| !self.is_under_16(one)).collect()
    }

    fn elsewhere(self) -> String {
        elsewhere::for_all(&self.batch.estate.provider, !self.grown_without().is_empty())
    }
}
