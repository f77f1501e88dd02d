//! Several households at once, for whoever rings them: what to offer whom, what else each may choose, what to
//! know before each call, and why somebody is without.

use super::asking::{Asking, asking};
use super::{decided, words};
use crate::base::domain::Household;
use crate::desk::allocation::Batch;
use crate::desk::allocation::answer::{Allocation, Placed, Unplaced};
use crate::presentation::document::{
    Action, Block, Document, Entry, Line, Section, Text, Verb, household, text, unit,
};
use crate::presentation::wording::count::count;
use crate::presentation::wording::elsewhere::{any_council, for_all};
use crate::presentation::wording::list_of_residents::{age, not_whole};
use crate::presentation::wording::offer::IT_MAY_SAY_NO;
use crate::presentation::wording::safety::{IF_DANGER_COMES, RING_999};
use jiff::Timestamp;

/// Other units shown to each household; the rest are in the JSON.
const CHOICES: usize = 4;

/// What to offer whom, what to know before each call, and why somebody is without.
pub fn allocation(
    batch: &Batch<'_>,
    answer: &Allocation,
    passed_over: &[String],
    now: Timestamp,
) -> Document {
    let desk = Desk { batch, answer, now };
    Document::of([
        not_whole((batch.estate, batch.occupancy)),
        desk.heading(),
        desk.danger(),
        desk.for_each(),
        desk.under_16(),
        desk.moves(),
        desk.offers(),
        desk.if_no(),
        desk.unless_decided(),
        desk.without(),
        decided::why(answer),
        for_all(&batch.estate.provider, !desk.without_a_unit().is_empty(), desk.somebody_linked()),
        decided::how(batch.estate, answer, passed_over),
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
    fn heading(self) -> Section {
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
        let age = age(batch.occupancy, earliest, now);
        let said = format!("{said}{}{}", self.of_those_decided_about(), self.of_those_in_danger());
        let said = said.into();
        Section::plain("placed", vec![Block::Paragraph(said), Block::Paragraph(age)])
    }

    /// " For 1 more a unit is free about which somebody must decide."
    fn of_those_decided_about(self) -> String {
        let more = if self.answer.placed.is_empty() { "" } else { " more" };
        match (self.batch.households.len(), self.grown_without(true).len()) {
            (_, 0) => String::new(),
            (1, _) => " A unit is free about which somebody must decide.".to_owned(),
            (_, n) => format!(" For {n}{more} a unit is free about which somebody must decide."),
        }
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

    /// Somebody of whom the perpetrator, or one close, may hear of a call.
    fn somebody_linked(self) -> Option<&'a Household> {
        let mut households = self.batch.households.iter().map(|form| &form.referral.household);
        households.find(|household| household.perpetrator.is_linked_to_service())
    }

    /// References of those in danger now.
    fn in_danger(self) -> Vec<&'a str> {
        let households = self.batch.households.iter();
        let in_danger = households.filter(|household| household.referral.household.in_danger());
        in_danger.map(|household| household.referral.reference.as_str()).collect()
    }

    /// How to ring 999, once for everybody on the screen.
    fn danger(self) -> Section {
        let who = self.in_danger();
        if who.is_empty() {
            return Section::paragraphs("danger", "IF DANGER COMES", [IF_DANGER_COMES.into()]);
        }
        let who = if who.len() == self.batch.households.len() && who.len() > 1 {
            "Everybody below.".into()
        } else {
            text![Text::joined(who.into_iter().map(household), ", "), "."]
        };
        Section::paragraphs("danger", "IN DANGER NOW?", [who, RING_999.into()])
    }

    /// Who may know, where the same is to be said of every household.
    fn for_each(self) -> Section {
        let alone = self.batch.households.len() == 1;
        let heading = if alone { "WHO MAY KNOW" } else { "FOR EACH OF THEM" };
        Section::list("who-may-know", heading, self.of_all())
    }

    /// Lines on whom to ask that every household of the batch has in the same words.
    fn of_all(self) -> Vec<Text> {
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
    fn lines(self, reference: &str) -> Vec<Line> {
        let asking = self.asking(reference);
        asking.map(|asking| asking.lines(&self.of_all())).unwrap_or_default()
    }

    /// No adult route is for a child: these stand apart from those who are rung round for.
    fn under_16(self) -> Section {
        let children = self.answer.unplaced.iter().filter(|unplaced| self.is_under_16(unplaced));
        let entries = children.map(|Unplaced { reference, .. }| Entry {
            names: vec![household(reference)],
            lines: self.lines(reference),
            ..Entry::default()
        });
        let blocks = vec![Block::Households(entries.collect())];
        Section::new("children", "CHILDREN'S SERVICES NOW", blocks)
    }

    fn is_under_16(self, unplaced: &Unplaced) -> bool {
        let asking = self.asking(&unplaced.reference);
        asking.is_some_and(|asking| asking.household.referral.household.lead_is_under_16())
    }

    fn moves(self) -> Section {
        let of_all = self.of_all();
        let entries = self.answer.moves.iter().map(|moved| {
            let agrees = words::moving(self.batch.estate, moved);
            let asking = self.asking(&moved.reference);
            Entry {
                names: vec![household(&moved.reference)],
                text: text![
                    "from ",
                    unit(&moved.from),
                    " to ",
                    unit(&moved.to),
                    format!(". {agrees}"),
                ],
                lines: asking.map(|asking| asking.lines(&of_all)).unwrap_or_default(),
                ..Entry::default()
            }
        });
        let mut blocks = vec![Block::Households(entries.collect())];
        if let Some(without) = self.answer.without_moves {
            let said = format!(
                "If nobody moves, {} can be placed, {} of them in immediate danger.",
                count(without.placed, "household", "households"),
                without.immediate_danger_placed
            );
            blocks.push(Block::Paragraph(said.into()));
        }
        Section::new("moves", "ASK FIRST WHETHER THESE RESIDENTS STILL AGREE TO MOVE", blocks)
    }

    fn offers(self) -> Section {
        let heading = "OFFER, AND SAY THAT THE CHOICE IS THEIRS";
        if self.answer.placed.is_empty() {
            return Section::new("offer", heading, Vec::new());
        }
        let of_all = self.to_confirm();
        let entries = self.answer.placed.iter().map(|placed| Entry {
            names: vec![household(&placed.reference), unit(&placed.unit)],
            text: self.offered(placed),
            lines: self.before_the_call(placed, of_all.is_none()),
            ..Entry::default()
        });
        let mut blocks: Vec<Block> =
            of_all.into_iter().map(|said| Block::Paragraph(said.into())).collect();
        blocks.push(Block::Households(entries.collect()));
        Section::new("offer", heading, blocks)
    }

    /// With whom to confirm, where that is not said of all, who is there at night, and every line of its own.
    fn before_the_call(self, placed: &Placed, confirm: bool) -> Vec<Line> {
        let asking = self.asking(&placed.reference).filter(|_| confirm);
        let to_confirm = asking.map(|asking| asking.to_confirm().into());
        let known = to_confirm.into_iter().chain(self.at_night(placed)).map(Line::Point);
        known.chain(self.lines(&placed.reference)).collect()
    }

    /// With whom to confirm that a unit is free, where that is the same for everybody who is offered one.
    fn to_confirm(self) -> Option<&'static str> {
        let placed = self.answer.placed.iter();
        let mut said = placed.filter_map(|one| Some(self.asking(&one.reference)?.to_confirm()));
        let first = said.next()?;
        said.all(|other| other == first).then_some(first)
    }

    /// Of a home without night staff that somebody under 18 is offered: whom to ask, and who is offered one with staff.
    fn at_night(self, placed: &Placed) -> Option<Text> {
        let asking = self.asking(&placed.reference)?;
        let night = asking.at_night(&placed.unit)?;
        let staffed = placed.may_choose.iter().map(|other| &*other.unit);
        let mut staffed = staffed.filter(|name| asking.at_night(name).is_none());
        let instead = staffed.find_map(|name| Some((name, self.whose(name)?)));
        let said = match instead {
            Some((name, owner)) if self.staffed_instead(placed).is_none() => text![
                " ",
                unit(name),
                ", where staff are there day and night, is offered to ",
                household(owner),
                ": the manager may turn that round; then ",
                Action::new(Verb::SayAccepted).of(&placed.reference).on(name),
                ".",
            ],
            _ => Text::default(),
        };
        Some(text![unit(&placed.unit), ": ", night, said])
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
    fn offered(self, placed: &Placed) -> Text {
        let asking = self.asking(&placed.reference);
        let mut parts: Vec<Text> = Vec::new();
        parts.extend(asking.as_ref().and_then(|one| one.made_up(&placed.unit)).map(Text::from));
        if asking.as_ref().is_some_and(Asking::in_danger) {
            parts.push("in danger now".into());
        }
        if placed.in_nights > 0 {
            let nights = usize::try_from(placed.in_nights).unwrap_or(usize::MAX);
            let nights = count(nights, "night", "nights");
            let said = format!("free after {nights}, needs somewhere safe until then");
            parts.push(said.into());
        }
        if let Some(who) = asking.as_ref().and_then(|asking| asking.who_granted(&placed.unit)) {
            parts.push(format!("granted: {who}").into());
        }
        if asking.as_ref().is_some_and(|asking| asking.has_accepted(&placed.unit)) {
            parts.push("accepted".into());
        } else {
            parts.extend(self.offer_first(placed));
            parts.push(self.others(placed, asking.as_ref()));
        }
        Text::joined(parts, "; ")
    }

    fn offer_first(self, placed: &Placed) -> Option<Text> {
        let first = self.staffed_instead(placed)?;
        Some(text![
            "under 18, so offer ",
            unit(first),
            " first, where staff are there day and night; after a yes ",
            Action::new(Verb::SayAccepted).of(&placed.reference).on(first),
        ])
    }

    /// For somebody under 18 given a home without night staff: one with staff that is as much hers to choose, and
    /// that nobody else is offered.
    fn staffed_instead(self, placed: &Placed) -> Option<&str> {
        let asking = self.asking(&placed.reference)?;
        asking.at_night(&placed.unit)?;
        let mut others = placed.may_choose.iter().map(|other| other.unit.as_str());
        others.find(|name| asking.at_night(name).is_none() && self.is_nobody_elses(name))
    }

    fn is_nobody_elses(self, unit: &str) -> bool {
        self.whose(unit).is_none() && !self.is_moved_into(unit)
    }

    fn others(self, placed: &Placed, asking: Option<&Asking<'_>>) -> Text {
        if !placed.may_choose.is_empty() {
            return self.choices(placed, asking);
        }
        let others_suit = asking.is_some_and(|asking| asking.others_suit(&placed.unit));
        match (self.answer.choices_complete, others_suit) {
            (_, false) => "nothing else vacant suits without a decision".into(),
            (true, true) => "no other unit without somebody else going without".into(),
            (false, true) => text![
                "other choices were not worked out; ",
                Action::new(Verb::SayDeclined).of(&placed.reference).on(&placed.unit),
                " if it says no",
            ],
        }
    }

    /// "or Dunlin, Siskin; or, once B-1 has said no to it, Larch-1": no unit is offered to two.
    fn choices(self, placed: &Placed, asking: Option<&Asking<'_>>) -> Text {
        let is_unstaffed =
            |name: &str| asking.is_some_and(|asking| asking.at_night(name).is_some());
        let named = |name: &str| {
            let night = if is_unstaffed(name) { " (nobody there at night)" } else { "" };
            text![unit(name), night]
        };
        let others = || placed.may_choose.iter().map(|other| &*other.unit);
        let free: Vec<&str> = others().filter(|name| self.is_nobody_elses(name)).collect();
        let more = free.len().saturating_sub(CHOICES);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let mut parts = Vec::new();
        if !free.is_empty() {
            let named = free.iter().take(CHOICES).map(|name| named(name));
            parts.push(text!["or ", Text::joined(named, ", "), more]);
        }
        let taken = others().filter_map(|name| Some((name, self.first_of_all(name)?)));
        let left = CHOICES.saturating_sub(free.len());
        let other = |(name, first): (&str, Text)| text!["or, ", first, ", ", named(name)];
        parts.extend(taken.take(left).map(other));
        Text::joined(parts, "; ")
    }

    /// What must come first where a unit is another household's, or a resident would move there.
    fn first_of_all(self, unit: &str) -> Option<Text> {
        let owner = self.whose(unit);
        let owner = owner.map(|owner| text!["once ", household(owner), " has said no to it"]);
        let moved = || self.is_moved_into(unit).then(|| "unless a resident moves there".into());
        owner.or_else(moved)
    }

    fn if_no(self) -> Section {
        let heading = "IF A HOUSEHOLD SAYS NO";
        if self.answer.placed.is_empty() {
            return Section::new("if-no", heading, Vec::new());
        }
        let then = text![
            "Then ",
            Action::new(Verb::SayDeclined),
            format!(
                ". If nothing here is right: the helplines below, and {}",
                any_council(&self.batch.estate.provider)
            ),
        ];
        let blocks = vec![Block::Say(IT_MAY_SAY_NO.into()), Block::Paragraph(then)];
        Section::new("if-no", heading, blocks)
    }

    /// Those for whom a unit is free that nobody may offer before somebody has decided.
    fn unless_decided(self) -> Section {
        let heading = "NO UNIT TONIGHT UNLESS SOMEBODY DECIDES: ASK FIRST";
        let asked = self.grown_without(true);
        if asked.is_empty() {
            return Section::new("unless-decided", heading, Vec::new());
        }
        let entries = asked.into_iter().map(|unplaced| {
            let mut entry = self.without_unit(unplaced);
            entry.text =
                text![entry.text, " If the person named agrees, these can be offered tonight:"];
            entry.lines.splice(0..0, self.who_decides(unplaced));
            entry
        });
        let then = text![
            "Agreed? Then ",
            Action::new(Verb::SayGranted),
            ". Not agreed, or nobody to be reached: ring round with them as well."
        ];
        let blocks = vec![Block::Households(entries.collect()), Block::Paragraph(then)];
        Section::new("unless-decided", heading, blocks)
    }

    fn without(self) -> Section {
        let heading = "NO UNIT TONIGHT: RING ROUND WITH THEM, AND GO ON HELPING";
        let grown = self.grown_without(false);
        if grown.is_empty() {
            return Section::new("without", heading, Vec::new());
        }
        let each = if grown.len() > 1 { "For each of them: " } else { "" };
        let more = text![each, Action::new(Verb::Recommend), " says what else is possible."];
        let entries = grown.into_iter().map(|unplaced| self.without_unit(unplaced)).collect();
        let blocks = vec![Block::Households(entries), Block::Paragraph(more)];
        Section::new("without", heading, blocks)
    }

    fn without_unit(self, unplaced: &Unplaced) -> Entry {
        let asking = self.asking(&unplaced.reference);
        let danger = asking.filter(Asking::in_danger).map_or("", |_| "In danger now. ");
        Entry {
            names: vec![household(&unplaced.reference)],
            text: format!("{danger}{}", words::without(unplaced)).into(),
            lines: self.lines(&unplaced.reference),
            ..Entry::default()
        }
    }

    /// Who could decide on which unit.
    fn who_decides(self, unplaced: &Unplaced) -> Vec<Line> {
        let asking = self.asking(&unplaced.reference);
        asking.map(|asking| asking.who_decides(self.answer)).unwrap_or_default()
    }

    /// Households without a unit that are not a child's: those for whom a decision opens one, or the others.
    fn grown_without(self, decided: bool) -> Vec<&'a Unplaced> {
        let of_these = |one: &&Unplaced| self.who_decides(one).is_empty() != decided;
        self.without_a_unit().into_iter().filter(of_these).collect()
    }

    /// Households without a unit that are not a child's.
    fn without_a_unit(self) -> Vec<&'a Unplaced> {
        let unplaced = self.answer.unplaced.iter();
        unplaced.filter(|one| !self.is_under_16(one)).collect()
    }
}
