//! What is asked before an act of a household is recorded: whether everything was said, whether the page still shows what is
//! so, and whether what does not fit is meant. A tap that was recorded before is asked nothing.

use super::acts::{self, SURE};
use super::fields::Fields;
use crate::base::domain::EventName;
use crate::doors::failure::Failure;
use crate::doors::tasks::{Audience, Correction, Desk, Rests};
use crate::presentation::wording::register as wording;
use crate::service::register::Household;
use jiff::SignedDuration;
use serde_json::Value;

/// What an act rests on; none: on nothing that a page shows.
pub(super) fn rests<'a>(act: &str, unit: Option<&'a str>) -> Option<Rests<'a>> {
    match act {
        "hold" | "offer" | "accept" | "arrive" | "ask-manager" | "decision" => {
            Some(unit.map_or(Rests::Form, Rests::Unit))
        }
        "form" | "turn-away" | "transfer" | "join" | "leave" => Some(Rests::Form),
        _ => None,
    }
}

/// Why an act is not recorded as it was sent; none: it may be.
pub(super) fn against(
    desk: &mut Desk<'_>,
    (act, reference): (&str, &str),
    typed: &Fields,
) -> Result<Option<String>, Failure> {
    if let Some(request) = desk.asked.request
        && desk.recorded_under(request)?.is_some()
    {
        return Ok(None);
    }
    let Some(household) = desk.night.household(reference).cloned() else { return Ok(None) };
    if has_changed(desk, (act, &household), typed) {
        return Ok(Some(wording::changed_since().to_owned()));
    }
    let all = acts::of_household(desk, &household, (None, &[]));
    acts::is_whole(&all, act, (typed, desk.now))?;
    if typed.flag(SURE) {
        return Ok(None);
    }
    Ok(match act {
        "turn-away" => turned_away_beside_a_unit(desk, reference),
        "transfer" => moved_where_it_does_not_suit(desk, reference, typed),
        "leave" => typed.text("id").and_then(|id| leaves_nobody_grown(desk, &household, id)),
        _ => None,
    })
}

/// Whether what an act rests on is otherwise than on the page from which it was sent.
pub(super) fn has_changed(
    desk: &Desk<'_>,
    (act, household): (&str, &Household),
    typed: &Fields,
) -> bool {
    let unit = typed.text("unit");
    let has_another = act == "arrive" && unit.is_some() && household.unit.is_some();
    if has_another && household.unit.as_deref() != unit {
        return true;
    }
    let (Some(seen), Some(rests)) = (typed.text("seen"), rests(act, unit)) else { return false };
    desk.seen_now(&household.reference, rests) != seen
}

/// Somebody is turned away while something that suits them is free.
fn turned_away_beside_a_unit(desk: &Desk<'_>, reference: &str) -> Option<String> {
    let advice = desk.advise_household(reference, Audience::Worker).ok()?;
    (!advice.options.is_empty()).then(|| wording::turned_away_beside(&advice.options))
}

fn moved_where_it_does_not_suit(
    desk: &Desk<'_>,
    reference: &str,
    typed: &Fields,
) -> Option<String> {
    let unit = desk.door.unit_named(typed.text("to")?);
    let why = does_not_suit(desk, reference, &unit)?;
    Some(wording::moved_where_it_does_not_suit(&unit, &why))
}

/// "does not suit them (an unsafe area)"; none: it does, or what it asks was granted.
fn does_not_suit(desk: &Desk<'_>, reference: &str, unit: &str) -> Option<String> {
    let judged = desk.judged(reference, unit).filter(|judged| !judged.needed().is_empty())?;
    Some(wording::does_not_suit(!judged.verdict.barred.is_empty(), judged.needed()))
}

/// Why an event is not put in the place of another as it was sent; none: it may be. What an act of its kind would be asked
/// back for then is asked back here.
pub(super) fn against_correction(
    desk: &mut Desk<'_>,
    (seq, changes): (u64, &[String]),
    typed: &Fields,
) -> Result<Option<String>, Failure> {
    let request = desk.asked.request.unwrap_or_default();
    if typed.flag(SURE) || desk.recorded_under(request)?.is_some() {
        return Ok(None);
    }
    let Correction { before, keys } = desk.correction(seq, changes)?;
    let word = |key: &str| keys.get(key).and_then(Value::as_str).unwrap_or_default();
    let is_as_before = |of: &[&str]| of.iter().all(|key| before.get(*key) == keys.get(*key));
    let reference = word("referral");
    Ok(match EventName::of(&keys) {
        Some(
            EventName::Held | EventName::Offered | EventName::Arrived | EventName::Transferred,
        ) if !is_as_before(&["event", "referral", "unit", "at"]) => {
            let unit = word("unit");
            let why = does_not_suit(desk, reference, unit);
            why.map(|why| wording::corrected_where_it_does_not_suit(unit, &why))
        }
        Some(EventName::TurnedAway) if !is_as_before(&["event", "referral"]) => {
            turned_away_beside_a_unit(desk, reference)
        }
        Some(EventName::PersonLeft) if !is_as_before(&["event", "referral", "id"]) => {
            let id = word("id").to_owned();
            let reference = reference.to_owned();
            let before = desk.night.at - SignedDuration::from_secs(1);
            desk.night = desk.door.night(before, desk.now)?;
            let household = desk.night.household(&reference);
            household.and_then(|of| leaves_nobody_grown(desk, of, &id))
        }
        _ => None,
    })
}

/// The last who lives there leaves, or only children would stay.
fn leaves_nobody_grown(desk: &Desk<'_>, household: &Household, id: &str) -> Option<String> {
    let form = desk.night.form(household)?;
    let people = household.people.iter().zip(form.get("person")?.as_array()?);
    let mut stay =
        people.filter(|(member, _)| member.id != id).map(|(_, person)| person).peekable();
    if stay.peek().is_none() {
        return Some(wording::nobody_stays().to_owned());
    }
    let is_grown = |person: &Value| person.get("role").is_some_and(|of| of == "adult");
    (!stay.any(is_grown)).then(|| wording::only_children_stay().to_owned())
}
