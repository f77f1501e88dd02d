//! Keys of a form that stand in the wrong table, are spelled otherwise, or are nobody's: what keeps somebody safe may be
//! said under any of them.
//!
//! None is ever advised away, but for what names a person. `check` says which key is meant and where it belongs; the desk
//! takes it as that where it can, reads where the perpetrator may be as unsafe, and shows it in any case.

use super::REFERRAL;
use super::everyday::Says::{self, Again, Not, Same};
use super::everyday::everyday;
use super::keys::{About, about, is_long_number};
use super::slips::Entries;
use super::somewhere;
use super::stray::{AS_A_PLACE, Look, Stray, TAKE_OUT, put};
use super::words::{self, said};
use crate::base::domain::household::Unread;
use crate::base::parse::names::{join, nearest, nearly};
use crate::base::parse::node::Value;
use crate::base::parse::{Field, Node, Shape, belongs};

const AS_RISK: &str = "say it under risk_to_others, or where it belongs; or begin it with x_ to keep it as a note that nobody reads";
const WHERE: &str =
    "say it where it belongs, or begin it with x_ to keep it as a note that nobody reads";
const AS_PEOPLE: &str = "list each of them under [[person]]";

/// What is to be done about a key that nobody knows there, in the words of an issue.
///
/// `belongs`: where one of this very name belongs.
pub(super) fn advice(known: &[&str], key: &str, belongs: Option<&str>) -> String {
    if let Some((_, meant, says)) = everyday(key) {
        return as_meant(meant, *says);
    }
    if let Some(belongs) = belongs.filter(|_| !matches!(about("", key), About::Identity)) {
        return format!("move it: {belongs}");
    }
    match (about("", key), nearest(key, known)) {
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
        Same | Again => String::new(),
    };
    let otherwise = if meant == "risk_to_others" { WHERE } else { AS_RISK };
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
    for _ in 0..DEEPEST {
        for list in ["unsafe", "person"] {
            as_list(node, list);
        }
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

/// One table where a list of tables belongs is a list of one.
fn as_list(node: &mut Node, name: &str) {
    let Value::Table(top) = &mut node.value else { return };
    let Some((_, found)) = top.iter_mut().find(|(key, _)| key == name) else { return };
    if matches!(found.value, Value::Table(_)) {
        *found = Node { value: Value::List(vec![found.clone()]), line: found.line };
    }
}

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
    let field = stray.field();
    if let Some(taken) = meant(stray).and_then(|(path, value)| read_as(node, stray, &path, value)) {
        return taken;
    }
    if let Some(taken) = of_its_own(node, stray, about, look) {
        return taken;
    }
    let near = nearly(&stray.key, &known).map(ToOwned::to_owned);
    // A place under a key that is nearly one which takes none is looked at as a place.
    let near = near.filter(|name| takes_a_place(name) || !look(&said(&stray.found)));
    let near = near.and_then(|name| read_as(node, stray, &name, stray.found.clone()));
    if let Some(taken) = near.or_else(|| somewhere::read(node, stray, about, look)) {
        return taken;
    }
    let typed = said(&stray.found);
    if is_long_number(&typed) {
        return taken_out(field, TAKE_OUT);
    }
    let belongs = belongs(REFERRAL, &stray.key, stray.found.line.is_some());
    let advice = advice(&known, &stray.key, belongs.as_deref());
    // Whoever is not on the list of people has no bed; what is a place may be one to keep away from.
    let asks_first = matches!(about, About::People(_)) || look(&typed);
    let text = format!("NOT UNDERSTOOD, and nothing was done with it: {advice}.");
    Unread { asks_first, ..Unread::new(field, typed, text) }
}

/// Keys that have a reading of their own, whatever they are nearly called.
fn of_its_own(node: &mut Node, stray: &Stray, about: About, look: Look<'_>) -> Option<Unread> {
    let field = stray.field();
    match about {
        _ if everyday(&stray.key).is_some() => None,
        About::Identity => Some(taken_out(field, TAKE_OUT)),
        About::Address => Some(somewhere::of_an_address(node, stray, look)),
        About::Radius(unit) => how_far(node, stray, unit),
        About::People(role) => people(node, stray, role),
        About::Unsafe(_)
            if stray.key.to_lowercase().contains("unsafe") || stray.is_in_a_place() =>
        {
            somewhere::read(node, stray, about, look)
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
        if let (None, Value::Table(entries), false) =
            (person.get("role").cloned(), &mut person.value, role.is_empty())
        {
            entries.push(("role".to_owned(), Node::bare(Value::Text(role.to_owned()))));
        }
    }
    let list = Node { value: Value::List(found), line: stray.found.line };
    put(node, "", "person", list).then(|| {
        let text = format!("everybody in it was counted. Write it so: {AS_PEOPLE}.");
        Unread::new(stray.field(), String::new(), text)
    })
}

/// Puts it where it is meant, and says so.
fn read_as(node: &mut Node, stray: &Stray, path: &str, value: Node) -> Option<Unread> {
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
    put(node, table, key, value).then(|| Unread::new(stray.field(), typed, text))
}

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
fn meant(stray: &Stray) -> Option<(String, Node)> {
    let line = stray.found.line;
    if let Some((_, path, says)) = everyday(&stray.key) {
        let value = match (says, words::flag(&stray.found).map(|heard| heard.value)) {
            (Same, _) => stray.found.value.clone(),
            (Not, Some(Value::Flag(flag))) => Value::Flag(!flag),
            (Says::Word(word), Some(Value::Flag(true))) => Value::Text((*word).to_owned()),
            _ => return None,
        };
        return Some(((*path).to_owned(), Node { value, line }));
    }
    if is_at_the_top(&stray.key) && is_of_its_kind(stray) {
        return Some((stray.key.clone(), stray.found.clone()));
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
            Some((format!("{table}.{}", stray.key), stray.found.clone()))
        }
        _ => None,
    }
}
