//! What can be told of a unit: what it is, beds, access, company. Never where.

use super::count::count;
use crate::base::domain::unit::{Cover, Residents, Setting, SubstancePolicy, Unit};
use crate::base::domain::{Holds, Kind};
use crate::engine::eligibility::Case;

/// What can be told of a unit: what it is, beds, access, company. Never where.
pub(super) fn describe(case: &Case<'_>, unit: &Unit, setting: &Setting) -> String {
    described(unit, setting, beds(case, unit)).join(", ")
}

/// The same to nobody in particular, with every cot, and whom it is for.
pub(super) fn describe_to_anybody(unit: &Unit, setting: &Setting) -> String {
    let cots = (unit.cots > 0).then(|| format!(", {}", count(whole(unit.cots), "cot", "cots")));
    let beds = format!("{}{}", beds_in_rooms(unit), cots.unwrap_or_default());
    let mut parts = described(unit, setting, beds);
    parts.extend((!setting.pets).then(|| "no pets".to_owned()));
    let residents = match setting.residents {
        Residents::Women => "for women",
        Residents::Men => "for men",
        Residents::Any => "for anybody",
    };
    parts.push(residents.to_owned());
    parts.join(", ")
}

fn described(unit: &Unit, setting: &Setting, beds: String) -> Vec<String> {
    let mut parts: Vec<String> = placeholder(unit).map(ToOwned::to_owned).into_iter().collect();
    parts.push(match (setting.kind, setting.shared) {
        (Kind::Dispersed, false) => "self-contained home".to_owned(),
        (kind, false) => format!("{}, self-contained", kind.title()),
        (kind, true) => format!(
            "{}, own {}, some rooms shared",
            kind.title(),
            if unit.rooms.len() > 1 { "rooms" } else { "room" }
        ),
    });
    parts.push(beds);
    let access = match (unit.wheelchair, unit.step_free) {
        (true, _) => "adapted for a wheelchair",
        (_, true) => "no steps",
        _ => "has steps",
    };
    parts.push(access.to_owned());
    let staff = match setting.cover {
        Cover::AllHours => "staff day and night",
        Cover::Visiting => "no staff at night; phone support always",
    };
    parts.push(staff.to_owned());
    if setting.pets {
        parts.push("pets welcome".to_owned());
    }
    if setting.substances == SubstancePolicy::Dry {
        parts.push("alcohol- and drug-free (medicines are fine)".to_owned());
    }
    parts
}

/// What must be said wherever a unit is offered that stands for no home.
pub(super) fn placeholder(unit: &Unit) -> Option<&'static str> {
    unit.is_placeholder.then_some("PLACEHOLDER: no such home exists")
}

/// "3 beds in 2 rooms, 1 cot"; cots where there is a baby, or one is due.
pub(super) fn beds(case: &Case<'_>, unit: &Unit) -> String {
    let baby = case.household.people.iter().any(|person| person.can_use_cot() != Holds::Never)
        || case.household.needs.unborn.value() != Some(0)
        || case.household.told.pregnancy_due.is_some();
    let cots = match unit.cots {
        0 if baby => ", no cot".to_owned(),
        n if baby => format!(", {}", count(whole(n), "cot", "cots")),
        _ => String::new(),
    };
    format!("{}{cots}", beds_in_rooms(unit))
}

fn beds_in_rooms(unit: &Unit) -> String {
    let beds = count(whole(unit.sleeping_places()), "bed", "beds");
    format!("{beds} in {}", count(unit.rooms.len(), "room", "rooms"))
}

fn whole(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}
