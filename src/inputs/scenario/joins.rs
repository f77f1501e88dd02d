//! What joins two keys of a scenario: shares, names, stays, the calendar.
//!
//! Looks at the tree, so that one wrong value hides no other issue.

use super::households::variants;
use crate::base::domain::time::DAYS_OF_YEAR;
use crate::base::domain::{Kind, RuleName};
use crate::base::parse::names::join;
use crate::base::parse::node::Value;
use crate::base::parse::{At, Code, Node, Sink};
use jiff::civil::Date;
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// Notes everything that two keys contradict each other in; shares are summed only if all were found.
pub(super) fn check_joins(tree: &Node, all_cited: bool, sink: &mut Sink) {
    let line = |key: &str| {
        let node = tree.get(key)?;
        node.line
    };
    let classes = match tree.get("household").map(|list| &list.value) {
        Some(Value::List(classes)) => classes.as_slice(),
        _ => &[],
    };
    if all_cited {
        let whole = "the shares of all household classes sum to 1";
        check_shares(classes, At::new("household", line("household")), whole, sink);
        for (k, class) in classes.iter().enumerate() {
            let (place, whole) =
                (format!("household[{k}].variants"), "the shares of a class's variants sum to 1");
            check_shares(variants(class), At::new(&place, class.line), whole, sink);
        }
    }
    check_patterns(tree, sink);
    check_census(tree, line("census_days"), sink);
    check_names(classes, sink);
    let said = |kind: &str| tree.get("stay").is_some_and(|stay| stay.get(kind).is_some());
    let every_kind = said("default") || Kind::ALL.iter().all(|kind| said(kind.name()));
    if !classes.is_empty()
        && !every_kind
        && !classes.iter().all(|class| class.get("stay").is_some())
    {
        let allowed =
            "every kind of unit needs a stay: stay.default serves all that have none of their own";
        let action = "add [stay.default] with family and mean_days";
        sink.add(Code::Missing, At::new("stay", line("stay")), "", allowed, action);
    }
    check_onward(tree, sink);
    check_calendar(tree, line("years"), sink);
    check_exponentials(&tree.to_json(), "", sink);
}

/// Stays are short in some kind of unit, and not in every one: else there is nothing to ask for.
fn check_onward(tree: &Node, sink: &mut Sink) {
    let Some(from) = tree.get("onward").and_then(|onward| onward.get("from")) else { return };
    let Json::Array(kinds) = from.to_json() else { return };
    let names = |kind: &Kind| kinds.iter().any(|named| named.as_str() == Some(kind.name()));
    let at = At::new("onward.from", from.line);
    if kinds.is_empty() {
        let allowed = "stays are short in one kind of unit at least";
        let action = "name the kinds in which they are, or leave from out: then it is safe_place";
        sink.add(Code::OutOfRange, at, "[]", allowed, action);
    } else if Kind::ALL.iter().all(names) {
        let allowed = "some kind of unit must be left in which stays are longer";
        let action = "leave out the kinds that a household moves on to";
        let named: Vec<&str> = kinds.iter().filter_map(Json::as_str).collect();
        sink.add(Code::OutOfRange, at, named.join(", "), allowed, action);
    }
}

fn check_shares(listed: &[Node], at: At<'_>, whole: &str, sink: &mut Sink) {
    const ROUNDING: f64 = 1e-6;
    let number =
        |class: &Node| class.get("share")?.to_json().as_f64().filter(|x| (0.0..=1.0).contains(x));
    let shares: Option<Vec<f64>> = listed.iter().map(number).collect();
    let Some(sum) = shares.filter(|shares| !shares.is_empty()).map(|s| s.iter().sum::<f64>())
    else {
        return;
    };
    if (sum - 1.0).abs() > ROUNDING {
        sink.add(Code::Contradiction, at, sum.to_string(), whole, "correct the shares");
    }
}

/// Patterns have a rate for each month, day or hour, and not only zeros.
fn check_patterns(tree: &Node, sink: &mut Sink) {
    for (key, length) in [("by_month", 12), ("by_weekday", 7), ("by_hour", 24)] {
        let Some(node) = tree.get("arrivals").and_then(|arrivals| arrivals.get(key)) else {
            continue;
        };
        let Json::Array(rates) = node.to_json() else { continue };
        let place = format!("arrivals.{key}");
        if rates.len() != length {
            let allowed = format!("it must list {length} relative rates, or be left out");
            let action = "give a rate for each";
            let found = format!("{} rates", rates.len());
            sink.add(Code::OutOfRange, At::new(&place, node.line), found, allowed, action);
        } else if rates.iter().all(|rate| rate.as_f64() == Some(0.0)) {
            let (allowed, action) = ("some rate must be above 0", "correct the rates");
            sink.add(Code::OutOfRange, At::new(&place, node.line), "", allowed, action);
        }
    }
}

/// Residents are counted on days of the span, in order.
fn check_census(tree: &Node, line: Option<usize>, sink: &mut Sink) {
    let Some(Json::Array(days)) = tree.get("census_days").map(Node::to_json) else { return };
    let days: Option<Vec<f64>> = days.iter().map(Json::as_f64).collect();
    let Some(days) = days else { return };
    let at = || At::new("census_days", line);
    if days.windows(2).any(|pair| pair[0] >= pair[1]) {
        let (allowed, action) = ("days are listed in order, each once", "sort them");
        sink.add(Code::Contradiction, at(), "", allowed, action);
    }
    let years = tree.get("years").and_then(|years| years.to_json().as_f64());
    if let Some((years, last)) = years.zip(days.last())
        && *last >= DAYS_OF_YEAR * years
    {
        let allowed = "residents are counted on days of the years that count";
        sink.add(
            Code::OutOfRange,
            at(),
            last.to_string(),
            allowed,
            "give more years, or leave it out",
        );
    }
}

fn check_names(classes: &[Node], sink: &mut Sink) {
    let reserved = |name: &str| {
        name == "all"
            || Kind::ALL.iter().any(|kind| kind.name() == name)
            || RuleName::named(name).is_some()
    };
    let mut names = BTreeSet::new();
    for (k, class) in classes.iter().enumerate() {
        let Some(node) = class.get("name") else { continue };
        let Some(name) = node.as_text() else { continue };
        let place = format!("household[{k}].name");
        let at = At::new(&place, node.line);
        if reserved(name) {
            let allowed = "a class is not named like a kind of unit, a rule, or \"all\"";
            sink.add(Code::NotAllowed, at, name, allowed, "choose another name");
        }
        if !names.insert(name) {
            let allowed = "two classes have this name";
            sink.add(Code::Repeated, at, name, allowed, "give each class its own name");
        }
    }
}

/// The calendar ends with the year 9999.
fn check_calendar(tree: &Node, line: Option<usize>, sink: &mut Sink) {
    let start = tree.get("start").and_then(Node::as_text).and_then(|day| day.parse::<Date>().ok());
    let years = tree.get("years").and_then(|years| years.to_json().as_i64());
    let Some((start, years)) = start.zip(years.filter(|years| (0..=1_000).contains(years))) else {
        return;
    };
    if start.checked_add(jiff::Span::new().years(years)).is_err() {
        let allowed = "the years end before the year 10000";
        let action = "begin earlier, or give fewer years";
        sink.add(Code::OutOfRange, At::new("years", line), years.to_string(), allowed, action);
    }
}

/// An exponential time varies exactly as much as its mean: another `cv` would be silently ignored. A deterministic
/// one may keep a `cv`, so that a scenario can change families and nothing else.
fn check_exponentials(json: &Json, place: &str, sink: &mut Sink) {
    let Json::Object(entries) = json else {
        if let Json::Array(items) = json {
            for (k, item) in items.iter().enumerate() {
                check_exponentials(item, &format!("{place}[{k}]"), sink);
            }
        }
        return;
    };
    let exponential = entries.get("family").and_then(Json::as_str) == Some("exponential");
    if let (true, Some(cv)) = (exponential, entries.get("cv").and_then(Json::as_f64))
        && (cv - 1.0).abs() > f64::EPSILON
    {
        let (key, action) = (join(place, "cv"), "leave cv out, or choose another family");
        let allowed = "an exponential time has cv 1";
        sink.add(Code::Contradiction, At::new(&key, None), cv.to_string(), allowed, action);
    }
    for (key, item) in entries {
        check_exponentials(item, &join(place, key), sink);
    }
}
