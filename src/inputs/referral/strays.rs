//! Keys of a form that stand in the wrong table, are spelled otherwise, or are nobody's: what keeps somebody safe may be
//! said under any of them.
//!
//! None is ever advised away, but for what names a person. `check` says which key is meant and where it belongs; the desk
//! takes it as that where it can, reads where the perpetrator may be as unsafe, and shows it in any case.

use super::REFERRAL;
use super::everyday::Says::{self, Again, Never, Not, Same, When};
use super::everyday::everyday;
use super::keys::{
    About, about, is_an_identity, is_long_number, names_the_perpetrator, says_keep_off,
};
use super::slips::Entries;
use super::stray::{AS_A_PLACE, Look, Stray, TAKE_OUT, put, table_of};
use super::words::{self, said};
use super::{ages, apart, calling, in_words, joined, linked, stray_places, tables, watched_phone};
use crate::base::domain::household::Unread;
use crate::base::parse::names::{join, nearest, nearly};
use crate::base::parse::node::Value;
use crate::base::parse::{Field, Node, Shape, belongs};

const AS_RISK: &str = "say it where it belongs: support or mobility under [needs], interpreter, near under [preferences], or risk_to_others if it is a risk; or begin it with x_ to keep it as a note that nobody reads";
const OF_A_DEVICE: &str =
    "words about a telephone are a risk: say them under risk_to_others; but of its number";
const OF_A_PERSON: &str = "what a person is to whoever asks has no key: nothing was done with it. Who is the partner of whoever asks, say as partner_of_lead under [[person]]; begin it with x_ to keep it as a note that nobody reads";
const WHERE: &str =
    "say it where it belongs, or begin it with x_ to keep it as a note that nobody reads";
const AS_PEOPLE: &str = "list each of them under [[person]]";

/// What is to be done about a key that nobody knows there, in the words of an issue.
///
/// `belongs`: where one of this very name belongs.
pub(super) fn advice(known: &[&str], key: &str, belongs: Option<&str>) -> String {
    if is_of_a_person(known, key) {
        return OF_A_PERSON.to_owned();
    }
    if let Some((_, meant, says)) = everyday(key) {
        return as_meant(meant, *says);
    }
    if let Some(belongs) = belongs.filter(|_| !matches!(about("", key), About::Identity)) {
        return format!("move it: {belongs}");
    }
    if watched_phone::says_so(key) {
        return as_meant("risk_to_others", Again);
    }
    match (about("", key), nearest(key, known)) {
        (About::Identity, _) if watched_phone::is_of_a_device(key) => {
            format!("{OF_A_DEVICE}: {TAKE_OUT}")
        }
        (About::Identity, _) => TAKE_OUT.to_owned(),
        (About::Address, _) => format!("{TAKE_OUT}; {AS_A_PLACE}"),
        (About::People(_), _) => AS_PEOPLE.to_owned(),
        (About::Unsafe(_), _) => AS_A_PLACE.to_owned(),
        (_, Some(name)) => format!("write {name} if that is what is meant; else {AS_RISK}"),
        (_, None) => AS_RISK.to_owned(),
    }
}

fn as_meant(meant: &str, says: Says) -> String {
    let to = match says {
        Says::Word(word) => format!(" = \"{word}\""),
        Not => ", the other way round".to_owned(),
        Never => " = \"never\"".to_owned(),
        Same | When | Again | Says::Told(_) | Says::Lacks(_) => String::new(),
    };
    let otherwise = WHERE;
    let or = if says == Again {
        format!(" if that is what is meant; else {otherwise}")
    } else {
        String::new()
    };
    format!("say it as {}{to}{or}", named(meant))
}

/// "message under `[contact]`", "interpreter at the top".
fn named(path: &str) -> String {
    match path.split_once('.') {
        Some((table @ ("unsafe" | "person"), key)) => format!("{key} under [[{table}]]"),
        Some((table, key)) => format!("{key} under [{table}]"),
        None => format!("{path} at the top"),
    }
}

/// Takes every such key out of a form: to where it is meant, if that can be told and nothing stands there; else it is
/// only said. What is so brought into a table may have keys there that nobody knows.
pub(super) fn settle(node: &mut Node, look: Look<'_>) -> Vec<Unread> {
    const DEEPEST: usize = 5;
    let mut unread = Vec::new();
    joined::settle(node);
    linked::in_places(node, &mut unread);
    for _ in 0..DEEPEST {
        let mut strays = Vec::new();
        take_out(node, REFERRAL, "", &mut strays);
        if strays.is_empty() {
            break;
        }
        unread.extend(strays.iter().map(|stray| home(node, stray, look)));
    }
    let more = unread.len().saturating_sub(MOST);
    if more > 0 {
        // What may keep somebody safe is said however many there are.
        unread.sort_by_key(|unread| !unread.asks_first && !unread.is_place);
        unread.truncate(MOST);
        let text = format!(
            "NOT UNDERSTOOD, and nothing was done with them: {more} more keys that nobody knows."
        );
        unread.push(Unread { asks_first: true, ..Unread::new("the form", "", text) });
    }
    unread
}

/// Nobody types so many; another file than a form has one on every line.
const MOST: usize = 200;

fn take_out(node: &mut Node, fields: &'static [Field], table: &str, strays: &mut Vec<Stray>) {
    match &mut node.value {
        Value::List(items) => {
            for (k, item) in items.iter_mut().enumerate() {
                if matches!(item.value, Value::Table(_)) {
                    take_out(item, fields, &format!("{table}[{k}]"), strays);
                }
            }
        }
        Value::Table(entries) => {
            let known = |key: &str| key.starts_with("x_") || fields.iter().any(|f| f.name == key);
            let (kept, stray): (Entries, Entries) =
                std::mem::take(entries).into_iter().partition(|(key, _)| known(key));
            *entries = kept;
            let stray = stray.into_iter().map(|(key, found)| Stray {
                table: table.to_owned(),
                key,
                found,
                known: fields,
            });
            strays.extend(stray);
            for (key, found) in entries {
                let field = fields.iter().find(|field| field.name == key);
                if let Some(inner) = field.and_then(|field| field.shape.fields()) {
                    take_out(found, inner, key, strays);
                }
            }
        }
        _ => {}
    }
}

/// Brings it home, and says what it was taken as.
fn home(node: &mut Node, stray: &Stray, look: Look<'_>) -> Unread {
    let known: Vec<&str> = stray.known.iter().map(|field| field.name).collect();
    let about = about(&stray.table, &stray.key);
    if let Some(taken) = apart::of_references(node, stray, look) {
        return taken;
    }
    if let Some(taken) = meant(stray, look).and_then(|meant| read_as(node, stray, meant)) {
        return taken;
    }
    if let Some(taken) = plain_no(stray).or_else(|| in_words::read(node, stray, look)) {
        return taken;
    }
    let of_ringing = match everyday(&stray.key) {
        Some((.., says)) if *says != Again => None,
        _ => calling::read(node, stray),
    };
    let near = nearly(&stray.key, &known).map(ToOwned::to_owned);
    // A place under a key that is nearly one which takes none is looked at as a place.
    let near = near.filter(|name| takes_a_place(name) || !look(&said(&stray.found)));
    let is_near_a_table = near.is_some() && !tables::tables_in(&stray.found).is_empty();
    let taken = of_the_perpetrator(node, stray, is_near_a_table, look)
        .or(of_ringing)
        .or_else(|| of_its_own(node, stray, about, look));
    if let Some(taken) = taken {
        return taken;
    }
    let near = near.and_then(|name| read_as(node, stray, (name, stray.found.clone(), Same)));
    near.or_else(|| tables::read(node, stray, look))
        .or_else(|| stray_places::read(node, stray, about, look))
        .unwrap_or_else(|| not_understood(stray, about, look))
}

/// That something which a word of the form stands for is not so: `wheelchair = false`.
fn plain_no(stray: &Stray) -> Option<Unread> {
    let (_, path, Says::Word(_)) = everyday(&stray.key)? else { return None };
    let is_no = matches!(words::flag(&stray.found)?.value, Value::Flag(false));
    let text = format!("it was read as a plain no, and nothing was taken for {}.", named(path));
    is_no.then(|| Unread::new(stray.field(), said(&stray.found), text))
}

/// What may be said of the perpetrator, or of people, under a key that means none of the form's own.
fn of_the_perpetrator(
    node: &mut Node,
    stray: &Stray,
    is_near_a_table: bool,
    look: Look<'_>,
) -> Option<Unread> {
    if is_near_a_table || everyday(&stray.key).is_some_and(|(.., says)| *says != Again) {
        return None;
    }
    watched_phone::read(node, stray)
        .or_else(|| linked::read(node, stray, look))
        .or_else(|| tables::read(node, stray, look))
}

/// What nothing could be done with, as it stands there.
fn not_understood(stray: &Stray, about: About, look: Look<'_>) -> Unread {
    let field = stray.field();
    let typed = said(&stray.found);
    if is_long_number(&typed) || is_an_identity(&stray.key) {
        return taken_out(field, TAKE_OUT);
    }
    let known: Vec<&str> = stray.known.iter().map(|field| field.name).collect();
    let belongs = belongs(REFERRAL, &stray.key, stray.found.line.is_some());
    let advice = advice(&known, &stray.key, belongs.as_deref());
    // Whoever is not on the list of people has no bed; what is a place may be one to keep away from.
    let asks_first =
        matches!(about, About::People(_)) || stray_places::may_be_in(&stray.found, look);
    let text = format!("NOT UNDERSTOOD, and nothing was done with it: {advice}.");
    Unread { asks_first, ..Unread::new(field, typed, text) }
}

/// Whether a key says what somebody is to somebody.
fn is_a_relation(key: &str) -> bool {
    ["relation", "relationship", "relation_to_lead", "relationship_to_lead", "who", "related"]
        .contains(&&*words::plain(key).replace(' ', "_"))
}

/// What is said of a person is to whoever asks, and not to the perpetrator.
fn is_of_a_person(known: &[&str], key: &str) -> bool {
    known.contains(&"partner_of_lead") && is_a_relation(key)
}

/// Keys that have a reading of their own, whatever they are nearly called.
fn of_its_own(node: &mut Node, stray: &Stray, about: About, look: Look<'_>) -> Option<Unread> {
    let field = stray.field();
    match about {
        _ if everyday(&stray.key).is_some() => None,
        About::Identity => Some(taken_out(field, TAKE_OUT)),
        About::Address => Some(stray_places::of_an_address(node, stray, look)),
        About::Radius(unit) => how_far(node, stray, unit),
        About::People(role) => people(node, stray, role),
        // Whoever comes in a table of another name; of the perpetrator's family nobody knows.
        About::Other if !names_the_perpetrator(&stray.key) => people(node, stray, ""),
        About::Unsafe(_)
            if stray.key.to_lowercase().contains("unsafe")
                || stray.is_in_a_place()
                || says_keep_off(&stray.key) =>
        {
            stray_places::read(node, stray, about, look)
        }
        _ => None,
    }
}

/// Whether a place may stand under a key of the form.
fn takes_a_place(name: &str) -> bool {
    ["place", "near", "sectors", "home_authority", "where_now", "other_area"].contains(&name)
}

/// Said without what stands there.
fn taken_out(field: String, text: &str) -> Unread {
    Unread::new(field, String::new(), format!("{text}."))
}

/// How far from a place, under a key that has the unit, or none.
fn how_far(node: &mut Node, stray: &Stray, unit: &str) -> Option<Unread> {
    let typed = said(&stray.found);
    let number = matches!(stray.found.value, Value::Whole(_) | Value::Number(_));
    let number = number || typed.trim().parse::<f64>().is_ok();
    let radius = if number { format!("{typed} {unit}") } else { typed.clone() };
    let value = Node { value: Value::Text(radius.trim().to_owned()), line: stray.found.line };
    put(node, &stray.table, "radius", value).then(|| {
        let text =
            format!("it was read as radius, \u{201c}{}\u{201d}. Write it so.", radius.trim());
        Unread::new(stray.field(), typed, text)
    })
}

/// Persons in a table of another name, each in the role that it says.
fn people(node: &mut Node, stray: &Stray, role: &str) -> Option<Unread> {
    let mut found = match &stray.found.value {
        Value::List(items) => items.clone(),
        _ => vec![stray.found.clone()],
    };
    let is_person = |person: &Node| person.get("age").is_some() || person.get("sex").is_some();
    if found.is_empty() || !found.iter().all(is_person) {
        return None;
    }
    for person in &mut found {
        let role = if role.is_empty() { role_by_age(person) } else { role };
        if let (None, Value::Table(entries)) = (person.get("role").cloned(), &mut person.value) {
            entries.push(("role".to_owned(), Node::bare(Value::Text(role.to_owned()))));
        }
    }
    let list = Node { value: Value::List(found), line: stray.found.line };
    put(node, "", "person", list).then(|| {
        let text = format!("everybody in it was counted. Write it so: {AS_PEOPLE}.");
        Unread::new(stray.field(), String::new(), text)
    })
}

/// Whoever is not known to be grown is a child.
fn role_by_age(person: &Node) -> &'static str {
    const GROWN: i64 = 18;
    match person.get("age").and_then(ages::age) {
        Some(years) if years >= GROWN => "adult",
        _ => "child",
    }
}

/// Where a value is meant, the value, and how the key says it.
type Meaning = (String, Node, Says);

/// Puts it where it is meant, and says so.
fn read_as(node: &mut Node, stray: &Stray, (path, value, says): Meaning) -> Option<Unread> {
    let path = &*path;
    let in_its_table = !path.contains('.') && !is_at_the_top(path);
    let (table, key) = match path.split_once('.') {
        _ if in_its_table => (stray.table.as_str(), path),
        Some(found) => found,
        None => ("", path),
    };
    let (meant, shown) = (join(table, key), said(&value));
    // Who is to be kept apart stands on no screen.
    let (typed, shown) = match &*meant {
        "keep_apart" => (String::new(), String::new()),
        _ => (said(&stray.found), format!(", {shown}")),
    };
    let belongs = belongs(REFERRAL, key, stray.found.line.is_some());
    let text = match belongs.filter(|_| key == stray.key) {
        Some(belongs) => format!(
            "it stands in the wrong table, and was read all the same as {key}{shown}. Move it: {belongs}."
        ),
        None => format!(
            "\u{201c}{}\u{201d} is no key there: it was read as {meant}{shown}. Write it so.",
            stray.key
        ),
    };
    // That it is never safe to ring holds over any hour that stands there.
    if matches!(says, Never | When)
        && value.as_text() == Some(NEVER)
        && let Some(entries) = table_of(node, table)
    {
        entries.retain(|(known, _)| known != key);
    }
    if let Some(entries) = table_of(node, table).filter(|there| may_join(there, table, key, &value))
    {
        joined::merge(entries, key, value);
        return Some(Unread::new(stray.field(), typed, text));
    }
    put(node, table, key, value).then(|| Unread::new(stray.field(), typed, text))
}

/// Whether a value may stand beside another of the same key: the more careful of the two counts, and words are joined.
fn may_join(there: &Entries, table: &str, key: &str, value: &Node) -> bool {
    let is_single = |node: &Node| !matches!(node.value, Value::List(_) | Value::Table(_));
    let known = there.iter().find(|(known, _)| known == key);
    !["person", "unsafe"].iter().any(|list| table.starts_with(list))
        && !["reference", "received", "source"].contains(&key)
        && is_single(value)
        && known.is_some_and(|(_, known)| is_single(known))
}

/// How a form says that it is never safe to ring.
const NEVER: &str = "do not ring";

/// Whether what stands there is a table where one of this name is a table: `[perpetrator] home` is no `[home]`.
fn is_of_its_kind(stray: &Stray) -> bool {
    let field = REFERRAL.iter().find(|field| field.name == stray.key);
    let is_table = field.is_some_and(|field| matches!(field.shape, Shape::Table(_)));
    !is_table || matches!(stray.found.value, Value::Table(_))
}

fn is_at_the_top(key: &str) -> bool {
    REFERRAL.iter().any(|field| field.name == key)
}

/// The key that is meant, with what it says: an everyday one, or one that belongs elsewhere.
fn meant(stray: &Stray, look: Look<'_>) -> Option<Meaning> {
    let line = stray.found.line;
    let known: Vec<&str> = stray.known.iter().map(|field| field.name).collect();
    if is_of_a_person(&known, &stray.key) {
        return None;
    }
    if let Some((_, path, says)) = everyday(&stray.key) {
        let has_places = !tables::tables_in(&stray.found).is_empty()
            || stray_places::is_all_of(&stray.found, look);
        // A place, or several, under a key that takes none is looked at as that.
        if has_places && !takes_a_place(path) {
            return None;
        }
        let value = everyday_value(stray, *says)?;
        return Some(((*path).to_owned(), Node { value, line }, *says));
    }
    if is_at_the_top(&stray.key) && is_of_its_kind(stray) {
        return Some((stray.key.clone(), stray.found.clone(), Same));
    }
    let tables = REFERRAL.iter().filter_map(|field| match field.shape {
        Shape::Table(fields) if fields.iter().any(|inner| inner.name == stray.key) => {
            Some(field.name)
        }
        // Nobody knows which of several is meant.
        Shape::List(&Shape::Table(fields))
            if fields.iter().any(|inner| inner.name == stray.key) =>
        {
            Some("")
        }
        _ => None,
    });
    match &tables.collect::<Vec<_>>()[..] {
        [table] if !table.is_empty() => {
            Some((format!("{table}.{}", stray.key), stray.found.clone(), Same))
        }
        _ => None,
    }
}

/// Whether no other language than English is named.
fn is_english(stray: &Stray, typed: &str) -> bool {
    everyday(&stray.key).is_some_and(|(_, path, _)| *path == "interpreter")
        && words::plain(typed) == "english"
}

/// What an everyday key says, if it can be taken over.
fn everyday_value(stray: &Stray, says: Says) -> Option<Value> {
    let typed = said(&stray.found);
    let flag = words::flag(&stray.found).map(|heard| heard.value);
    let is_said = !words::is_unknown(&typed) && !is_long_number(&typed);
    match (says, flag) {
        // Whoever speaks English needs no interpreter.
        (Same, _) if is_english(stray, &typed) => Some(Value::Flag(false)),
        (Same, _) => Some(stray.found.value.clone()),
        (Says::Told(as_what), Some(Value::Flag(true))) => Some(Value::Text(as_what.to_owned())),
        (Says::Told(_), Some(no)) => Some(no),
        (Says::Told(as_what) | Says::Lacks(as_what), None) if is_said => {
            Some(Value::Text(format!("{as_what}: {typed}")))
        }
        (When, Some(Value::Flag(true))) => Some(Value::Text("yes".to_owned())),
        (Not | Says::Lacks(_), Some(Value::Flag(flag))) => Some(Value::Flag(!flag)),
        (Says::Word(word), Some(Value::Flag(true))) => Some(Value::Text(word.to_owned())),
        (Never, Some(Value::Flag(true))) | (When, Some(Value::Flag(false))) => {
            Some(Value::Text(NEVER.to_owned()))
        }
        (Never, None) if is_said => Some(Value::Text(format!("{NEVER}: {typed}"))),
        (When, None) if is_said => Some(Value::Text(typed)),
        _ => None,
    }
}
