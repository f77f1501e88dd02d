//! The files of a provider that begins, each from a template with its marks filled in.

use super::figures::Figures;
use super::homes::{Counts, Homes, SETTING, UNIT, homes};
use super::money;
use super::place::{Place, plain};
use crate::base::domain::Nation;
use crate::base::geography::Geography;
use crate::base::parse::notation::quoted;
use crate::base::parse::{Field, Shape};
use crate::doors::failure::Failure;
use crate::doors::files::table;
use crate::inputs::estate::PROVIDER;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use std::collections::BTreeMap;

/// What a provider is begun from.
pub(super) struct Beginning<'a> {
    pub(super) name: &'a str,
    pub(super) slug: &'a str,
    pub(super) place: &'a Place,
    pub(super) counts: Counts,
    pub(super) now: Timestamp,
    pub(super) today: Date,
}

/// Every file, by its path in the folder.
pub(super) fn files(
    beginning: &Beginning<'_>,
    geography: &Geography,
) -> Result<Vec<(String, String)>, Failure> {
    let homes = homes(beginning.place, beginning.counts);
    let figures = Figures::of(beginning.counts.all());
    let fill = |template: &str| filled(template, beginning, &homes, figures);
    let scenario = format!("scenarios/{}.toml", beginning.slug);
    let mut files = vec![
        (
            "provider.toml".to_owned(),
            fill(include_str!("../../../../templates/provider/provider.toml")),
        ),
        (scenario, fill(include_str!("../../../../templates/provider/scenario.toml"))),
        (
            "calibration.toml".to_owned(),
            fill(include_str!("../../../../templates/provider/calibration.toml")),
        ),
        ("README.md".to_owned(), fill(include_str!("../../../../templates/provider/README.md"))),
        (
            "sample-referral.toml".to_owned(),
            fill(include_str!("../../../../templates/provider/sample-referral.toml")),
        ),
        ("evidence.csv".to_owned(), figures.evidence()),
        ("places.csv".to_owned(), places(geography, &beginning.place.district.code)?),
        ("bank_holidays.csv".to_owned(), bank_holidays(&beginning.place.district.code).to_owned()),
        (
            "occupancy.csv".to_owned(),
            "unit,reference,moved_in,complex_needs,nrpf,keep_apart,movable\n".to_owned(),
        ),
        ("candidates.csv".to_owned(), money::candidates(&homes)),
        ("budgets.csv".to_owned(), money::budgets()),
    ];
    files.push(("settings.csv".to_owned(), table(SETTING, homes.settings)?));
    files.push(("units.csv".to_owned(), table(UNIT, homes.units)?));
    Ok(files)
}

fn filled(
    template: &str,
    beginning: &Beginning<'_>,
    homes: &Homes<'_>,
    figures: Figures,
) -> String {
    let Beginning { name, slug, place, counts, now, today } = beginning;
    let district = plain(&place.district.name);
    let last = today.first_of_month().saturating_sub(1.year());
    let marks = [
        ("@NAME@", quoted(name)),
        ("@NAME_COMMENT@", (*name).to_owned()),
        ("@NAME_PLAIN@", (*name).to_owned()),
        ("@SLUG@", (*slug).to_owned()),
        ("@DISTRICT@", district.clone()),
        ("@DISTRICT_TEXT@", district.replace(['"', '\\'], "'")),
        ("@DISTRICT_TOML@", quoted(&district)),
        ("@CODE@", place.district.code.clone()),
        ("@UNITS@", counts.all().to_string()),
        ("@POPULATION@", place.population.to_string()),
        ("@POPULATION_IS@", place.population_is.clone()),
        ("@NATION@", Nation::of_district(&place.district.code).name().to_owned()),
        ("@YEAR@", today.year().to_string()),
        ("@MINIMUM@", minimum(*counts)),
        ("@HOUSEHOLDS@", households()),
        ("@NOW@", now.to_string()),
        ("@START@", today.first_of_month().saturating_add(1.month()).to_string()),
        ("@LAST_FROM@", last.to_string()),
        ("@LAST_TO@", today.first_of_month().saturating_sub(1.day()).to_string()),
        ("@HELPLINES@", helplines(&place.district.code).to_owned()),
        ("@SAFE_PLACE@", safe_place(*counts).to_owned()),
        ("@ASKS_ONWARD@", asks_onward(*counts).to_owned()),
        ("@LOW@", format!("{:.1}", figures.referrals / 2.0)),
        ("@HIGH@", format!("{:.1}", figures.referrals * 2.0)),
        ("@ADDS@", adds(&homes.unit_names)),
        ("@UNSAFE@", unsafe_place(place, &homes.sectors)),
    ];
    marks.iter().fold(template.to_owned(), |text, (mark, with)| text.replace(mark, with))
}

fn minimum(counts: Counts) -> String {
    let kinds = [
        ("refuge", counts.refuge),
        ("safe_place", counts.safe_place),
        ("dispersed", counts.dispersed),
    ];
    let some = kinds.iter().filter(|(_, units)| *units > 0);
    some.map(|(kind, units)| format!("{kind} = {units}\n")).collect::<Vec<_>>().concat()
}

/// How many rows `occupancy.csv` has, where provider.toml says so.
fn households() -> String {
    let says = |fields: &[Field]| fields.iter().any(|field| field.name == "households");
    let occupancy = PROVIDER.iter().find(|field| field.name == "occupancy");
    match occupancy.map(|field| field.shape) {
        Some(Shape::Table(fields)) if says(fields) => {
            "households = 0                       # rows of occupancy.csv: fewer there means that it was half saved\n".to_owned()
        }
        _ => String::new(),
    }
}

fn helplines(code: &str) -> &'static str {
    match Nation::of_district(code) {
        Nation::Scotland => {
            "  \"Scotland's Domestic Abuse and Forced Marriage Helpline: 0800 027 1234, day and night\",\n  \"Men's Advice Line (run by Respect): 0808 801 0327, weekdays in the daytime\",\n  \"Galop, LGBT+ helpline: 0800 999 5428, not at night\",\n  \"Childline, for anyone under 19: 0800 1111, day and night\","
        }
        Nation::Wales => {
            "  \"Live Fear Free Helpline (Wales): 0808 80 10 800, day and night\",\n  \"Men's Advice Line (run by Respect): 0808 801 0327, weekdays in the daytime\",\n  \"Galop, LGBT+ helpline: 0800 999 5428, not at night\",\n  \"Childline, for anyone under 19: 0800 1111, day and night\","
        }
        Nation::England => {
            "  \"National Domestic Abuse Helpline (run by Refuge): 0808 2000 247, day and night\",\n  \"Men's Advice Line (run by Respect): 0808 801 0327, weekdays in the daytime\",\n  \"Galop, LGBT+ helpline: 0800 999 5428, not at night\",\n  \"Childline, for anyone under 19: 0800 1111, day and night\","
        }
    }
}

/// Scotland has bank holidays of its own.
fn bank_holidays(code: &str) -> &'static str {
    if code.starts_with('S') {
        include_str!("../../../../templates/provider/bank_holidays_scotland.csv")
    } else {
        include_str!("../../../../data/plymouth/bank_holidays.csv")
    }
}

fn safe_place(counts: Counts) -> &'static str {
    if counts.safe_place == 0 {
        return "";
    }
    "[stay.safe_place]                    # short stays\nfamily = \"lognormal\"\nmean_days = { evidence = \"stay_days_short_safe_place\" }\ncv = { evidence = \"stay_days_cv\" }\n\n[move_on.safe_place]                 # left for other safe accommodation: no wait assumed\nfamily = \"deterministic\"\nmean_days = { evidence = \"move_on_wait_days_safe_place\" }\n\n[onward]                             # who asks for a longer unit then, and may wait where she is\nchance = { evidence = \"chance_asks_onward_safe_place\" }\nmay_stay_days = { evidence = \"may_stay_days_safe_place\" }\n\n"
}

/// What follows a short stay is an unknown where there are short stays.
fn asks_onward(counts: Counts) -> &'static str {
    if counts.safe_place == 0 {
        return "";
    }
    include_str!("../../../../templates/provider/asks_onward.toml")
}

/// Three units such as the last ones.
fn adds(units: &[String]) -> String {
    let three: Vec<String> = units.iter().rev().cycle().take(3).map(|unit| quoted(unit)).collect();
    format!("[{}]", three.join(", "))
}

fn unsafe_place(place: &Place, used: &[&str]) -> String {
    place.free_of(used).map_or_else(String::new, |sector| {
        format!("\n[[unsafe]]                           # where the perpetrator has a connection: invented\nplace = \"{sector}\"\nradius_m = 500\nwhy = \"home\"\n")
    })
}

/// What people there call places: a line a ward and town, for the provider to go on from.
fn places(geography: &Geography, code: &str) -> Result<String, Failure> {
    let mut lines: BTreeMap<String, (String, Vec<String>)> = BTreeMap::new();
    let mut add = |name: &str, stands_for: String| {
        let key: String = name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        let (_, all) = lines.entry(key).or_insert_with(|| (name.to_owned(), Vec::new()));
        if !all.contains(&stands_for) {
            all.push(stands_for);
        }
    };
    for ward in geography.wards_of_district(code) {
        for name in &ward.names {
            add(name, ward.code.clone());
        }
    }
    for town in geography.towns_of_district(code) {
        add(&town.name, town.postcode_district);
    }
    let rows = lines.into_values().map(|(name, all)| [name, all.join(";")]);
    table(["name", "stands_for"], rows)
}
