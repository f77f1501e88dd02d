//! Keys of a form that stand in the wrong table, are spelled otherwise, or are nobody's: what keeps somebody safe may be
//! said under any of them.
//!
//! None is ever advised away. `check` says which key is meant and where it belongs; the desk takes it as that where it
//! can, and shows it in any case.

use super::REFERRAL;
use super::slips::Entries;
use super::words::{self, said};
use crate::base::domain::household::Unread;
use crate::base::parse::names::{join, nearest, nearly};
use crate::base::parse::node::Value;
use crate::base::parse::{Field, Node, Shape, belongs};

/// An everyday key, the one that is meant (`contact.message`), and what it says then.
type Meant = (&'static str, &'static str, Says);

/// What an everyday key says of the one that is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    /// The same.
    Same,
    /// The opposite.
    Not,
    /// This word, where it is so.
    Word(&'static str),
    /// It cannot be taken over: somebody must say it again.
    Again,
}

use Says::{Again, Not, Same};

const EVERYDAY: &[Meant] = &[
    ("works_here", "perpetrator.linked_to_service", Same),
    ("works_for_us", "perpetrator.linked_to_service", Same),
    ("works_with_us", "perpetrator.linked_to_service", Same),
    ("works_for_partner", "perpetrator.linked_to_service", Same),
    ("works_for_service", "perpetrator.linked_to_service", Same),
    ("employed_here", "perpetrator.linked_to_service", Same),
    ("linked", "perpetrator.linked_to_service", Same),
    ("staff", "perpetrator.linked_to_service", Same),
    ("colleague", "perpetrator.linked_to_service", Same),
    ("may_come", "perpetrator.may_seek_place", Same),
    ("lives_here", "perpetrator.may_seek_place", Same),
    ("relationship", "perpetrator.relation", Same),
    ("who", "perpetrator.relation", Same),
    ("leave_message", "contact.message", Same),
    ("messages", "contact.message", Same),
    ("voicemail", "contact.message", Same),
    ("leave_voicemail", "contact.message", Same),
    ("can_leave_message", "contact.message", Same),
    ("no_message", "contact.message", Not),
    ("no_messages", "contact.message", Not),
    ("no_voicemail", "contact.message", Not),
    ("do_not_leave_message", "contact.message", Not),
    ("do_not_ring", "contact.safe_from", Again),
    ("do_not_call", "contact.safe_from", Again),
    ("do_not_phone", "contact.safe_from", Again),
    ("no_calls", "contact.safe_from", Again),
    ("safe_to_call", "contact.safe_from", Again),
    ("safe_to_ring", "contact.safe_from", Again),
    ("safe_time", "contact.safe_from", Again),
    ("safe_times", "contact.safe_from", Again),
    ("safe_after", "contact.safe_from", Same),
    ("safe_before", "contact.safe_until", Same),
    ("safe_to_ring_until", "safe_to_call_until", Same),
    ("danger", "immediate_danger", Same),
    ("in_danger", "immediate_danger", Same),
    ("danger_now", "immediate_danger", Same),
    ("emergency", "immediate_danger", Same),
    ("urgent", "immediate_danger", Same),
    ("safe_now", "immediate_danger", Not),
    ("homeless", "homeless_before", Same),
    ("rough_sleeping", "homeless_before", Same),
    ("keep_away", "keep_apart", Same),
    ("keep_away_from", "keep_apart", Same),
    ("keep_apart_from", "keep_apart", Same),
    ("not_with", "keep_apart", Same),
    ("conflict_with", "keep_apart", Same),
    ("wheelchair", "needs.mobility", Says::Word("wheelchair")),
    ("wheelchair_user", "needs.mobility", Says::Word("wheelchair")),
    ("step_free", "needs.mobility", Says::Word("limited")),
    ("no_stairs", "needs.mobility", Says::Word("limited")),
    ("no_steps", "needs.mobility", Says::Word("limited")),
    ("disabled", "needs.mobility", Says::Word("limited")),
    ("disability", "needs.mobility", Again),
    ("access", "needs.mobility", Again),
    ("pregnant", "pregnancy_due", Same),
    ("pregnancy", "pregnancy_due", Same),
    ("due", "pregnancy_due", Same),
    ("due_date", "pregnancy_due", Same),
    ("baby_due", "pregnancy_due", Same),
    ("expecting", "pregnancy_due", Same),
    ("babies", "needs.unborn", Same),
    ("language", "interpreter", Same),
    ("speaks", "interpreter", Same),
    ("translator", "interpreter", Same),
    ("guide_dog", "needs.assistance_dog", Same),
    ("service_dog", "needs.assistance_dog", Same),
    ("assistance_animal", "needs.assistance_dog", Same),
    ("dog", "needs.pets", Same),
    ("dogs", "needs.pets", Same),
    ("cat", "needs.pets", Same),
    ("cats", "needs.pets", Same),
    ("pet", "needs.pets", Same),
    ("animals", "needs.pets", Same),
    ("no_recourse", "needs.nrpf", Same),
    ("no_recourse_to_public_funds", "needs.nrpf", Same),
    ("recourse", "needs.nrpf", Not),
    ("recourse_to_public_funds", "needs.nrpf", Not),
    ("complex_needs", "needs.complex", Same),
    ("drugs", "needs.substance_use", Again),
    ("alcohol", "needs.substance_use", Again),
    ("substances", "needs.substance_use", Same),
    ("female_worker", "worker_sex", Says::Word("female")),
    ("male_worker", "worker_sex", Says::Word("male")),
    ("risk", "risk_to_others", Same),
    ("risks", "risk_to_others", Same),
    ("weapon", "risk_to_others", Again),
    ("weapons", "risk_to_others", Again),
    ("gun", "risk_to_others", Again),
    ("violent", "risk_to_others", Again),
    ("arson", "risk_to_others", Again),
    ("warning", "risk_to_others", Again),
    ("warnings", "risk_to_others", Again),
    ("note", "risk_to_others", Again),
    ("notes", "risk_to_others", Again),
    ("comment", "risk_to_others", Again),
    ("comments", "risk_to_others", Again),
    ("info", "risk_to_others", Again),
    ("information", "risk_to_others", Again),
    ("address", "unsafe.place", Again),
    ("his_address", "unsafe.place", Again),
    ("unsafe_places", "unsafe.place", Again),
    ("leave_area", "other_area", Same),
    ("out_of_area", "other_area", Same),
    ("stay_at_home", "home.wishes_to_stay", Same),
];

const OTHERWISE: &str = "say it under risk_to_others, or where it belongs; or begin it with x_ to keep it as a note that nobody reads";

/// What is to be done about a key that nobody knows there, in the words of an issue.
///
/// `belongs`: where one of this very name belongs.
pub(super) fn advice(known: &[&str], key: &str, belongs: Option<&str>) -> String {
    if let Some((_, meant, says)) = everyday(key) {
        let to = match says {
            Says::Word(word) => format!(" = \"{word}\""),
            Not => ", the other way round".to_owned(),
            Same | Again => String::new(),
        };
        let or = if *says == Again {
            format!(" if that is what is meant; else {OTHERWISE}")
        } else {
            String::new()
        };
        return format!("say it as {}{to}{or}", named(meant));
    }
    match (belongs, nearest(key, known)) {
        (Some(belongs), _) => format!("move it: {belongs}"),
        (None, Some(name)) => format!("write {name} if that is what is meant; else {OTHERWISE}"),
        (None, None) => OTHERWISE.to_owned(),
    }
}

fn everyday(key: &str) -> Option<&'static Meant> {
    let plain = words::plain(key).replace(' ', "_");
    EVERYDAY.iter().find(|(said, ..)| *said == plain)
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
/// only said.
pub(super) fn settle(node: &mut Node) -> Vec<Unread> {
    let mut strays = Vec::new();
    take_out(node, REFERRAL, "", &mut strays);
    let more = strays.len().saturating_sub(MOST);
    strays.truncate(MOST);
    let mut unread: Vec<Unread> = strays.into_iter().map(|stray| home(node, &stray)).collect();
    if more > 0 {
        let text = format!(
            "NOT UNDERSTOOD, and nothing was done with them: {more} more keys that nobody knows."
        );
        unread.push(Unread { field: "the form".to_owned(), said: String::new(), text });
    }
    unread
}

/// Nobody types so many; another file than a form has one on every line.
const MOST: usize = 200;

/// A key that nobody knows where it stands.
struct Stray {
    table: String,
    key: String,
    found: Node,
    known: &'static [Field],
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
fn home(node: &mut Node, stray: &Stray) -> Unread {
    let known: Vec<&str> = stray.known.iter().map(|field| field.name).collect();
    let field = join(&stray.table, &stray.key);
    let mut typed = said(&stray.found);
    let taken = meant(stray, &known).and_then(|(path, value)| {
        let in_its_table = !path.contains('.') && !is_at_the_top(&path);
        let (table, key) = match path.split_once('.') {
            _ if in_its_table => (stray.table.as_str(), path.as_str()),
            Some(found) => found,
            None => ("", path.as_str()),
        };
        let (meant, shown) = (join(table, key), said(&value));
        if meant == "keep_apart" {
            // Who is to be kept apart stands on no screen.
            typed.clear();
        }
        let here = format!("\u{201c}{}\u{201d} is no key there", stray.key);
        let read = || match &*meant {
            "keep_apart" => format!("{here}: it was read as {meant}. Write it so."),
            _ => format!("{here}: it was read as {meant}, {shown}. Write it so."),
        };
        put(node, table, key, value).then(read)
    });
    let belongs = belongs(REFERRAL, &stray.key, stray.found.line.is_some());
    let text = taken.unwrap_or_else(|| {
        format!(
            "NOT UNDERSTOOD, and nothing was done with it: {}.",
            advice(&known, &stray.key, belongs.as_deref())
        )
    });
    Unread { field, said: typed, text }
}

fn is_at_the_top(key: &str) -> bool {
    REFERRAL.iter().any(|field| field.name == key)
}

/// The key that is meant, with what it says; a name without a table is one of the top, else of the same table.
fn meant(stray: &Stray, known: &[&str]) -> Option<(String, Node)> {
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
    if is_at_the_top(&stray.key) {
        return Some((stray.key.clone(), stray.found.clone()));
    }
    if let Some(name) = nearly(&stray.key, known) {
        return Some((name.to_owned(), stray.found.clone()));
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

/// Puts a value where it belongs, unless something else stands there; of a list, behind what stands there.
fn put(node: &mut Node, table: &str, key: &str, value: Node) -> bool {
    let Some(entries) = table_of(node, table) else { return false };
    match entries.iter_mut().find(|(known, _)| known == key) {
        None => entries.push((key.to_owned(), value)),
        Some((_, there)) => match (&mut there.value, value.value) {
            (Value::List(items), Value::List(more)) => items.extend(more),
            (Value::List(items), more @ (Value::Text(_) | Value::Table(_))) => {
                items.push(Node { value: more, line: value.line });
            }
            (there, more) => return *there == more,
        },
    }
    true
}

/// The entries of `needs`, of `unsafe[2]`, or of the top.
fn table_of<'a>(node: &'a mut Node, table: &str) -> Option<&'a mut Entries> {
    let Value::Table(top) = &mut node.value else { return None };
    if table.is_empty() {
        return Some(top);
    }
    let (name, at) = table.split_once('[').unwrap_or((table, ""));
    if matches!(name, "unsafe" | "person") && at.is_empty() {
        return None;
    }
    if !top.iter().any(|(key, _)| key == name) {
        top.push((name.to_owned(), Node::bare(Value::Table(Vec::new()))));
    }
    let (_, found) = top.iter_mut().find(|(key, _)| key == name)?;
    let found = match (&mut found.value, at.trim_end_matches(']').parse::<usize>()) {
        (Value::List(items), Ok(k)) => &mut items.get_mut(k)?.value,
        (Value::List(items), Err(_)) => &mut items.first_mut()?.value,
        (value, _) => value,
    };
    match found {
        Value::Table(entries) => Some(entries),
        _ => None,
    }
}
