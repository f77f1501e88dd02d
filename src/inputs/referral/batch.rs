//! Several referrals of one day, in several files or as the lines of one: those that can be read, and every issue of
//! the others.

use super::no_form::{is_of_a_form, none_in};
use super::places::unknown_places;
use super::reader::{read_and_locate, reference_of, slips};
use crate::base::domain::{Referral, calendar};
use crate::base::geography::{Geography, Places, Viewpoint};
use crate::base::parse::{At, Code, Issues, Sink, Source};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A referral's text, and its line where it is one of several in a file.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a> {
    /// Its file and text.
    pub source: Source<'a>,
    /// Its line, counted from 1.
    pub line: Option<usize>,
}

/// The forms of a JSON Lines file: one a line, empty lines passed over.
pub fn lines(source: Source<'_>) -> Vec<Form<'_>> {
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(source.text);
    let numbered = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    numbered
        .map(|(text, line)| Form { source: Source { text, ..source }, line: Some(line) })
        .collect()
}

/// Forms that could be read, with their places, and what is wrong with the others.
#[derive(Debug, Default)]
pub struct Read {
    /// Each that could be read.
    pub households: Vec<(Referral, Places)>,
    /// Why each of the others could not.
    pub left_out: Issues,
}

/// Reads every form and looks its places up; one that cannot be read keeps no other from an answer.
///
/// # Errors
/// The forms are of several days: nobody knows which day is asked about.
pub fn read_batch(
    forms: &[Form<'_>],
    asked: Timestamp,
    geography: &Geography,
    from: Viewpoint<'_>,
) -> Result<Read, Issues> {
    let (mut day, mut days) = (None, Issues::default());
    let mut read = read_forms(forms, asked, (geography, from), |form, referral, _| {
        if !referral.received_taken {
            let mut sink = Sink::new(form.source.file);
            check_day(form, referral, &mut day, &mut sink);
            days.extend(on_line(sink.into_issues(), form.line));
        }
    });
    if !days.is_empty() {
        read.left_out.extend(days);
        return Err(read.left_out);
    }
    ask_on(day, &mut read.households);
    Ok(read)
}

/// Whoever does not say when it asked asks with the last of the others, where these asked on another day than now.
fn ask_on(day: Option<Date>, read: &mut [(Referral, Places)]) {
    let said = |(referral, _): &&(Referral, Places)| !referral.received_taken;
    let last = read.iter().filter(said).map(|(referral, _)| referral.received).max();
    let Some((day, last)) = day.zip(last) else { return };
    for (referral, _) in read.iter_mut().filter(|(referral, _)| referral.received_taken) {
        if calendar::london_day(referral.received) != day {
            referral.received = last;
        }
    }
}

/// The same for a list of those who wait, which grows over many days.
pub fn read_waiting(
    forms: &[Form<'_>],
    (geography, from): (&Geography, Viewpoint<'_>),
    now: Timestamp,
) -> Read {
    read_forms(forms, now, (geography, from), |form, referral, sink| {
        check_moment(form, referral, now, sink);
    })
}

/// Whoever waits asked lately: a date that is far off is a slip, and would decide who comes first.
fn check_moment(form: &Form<'_>, referral: &Referral, now: Timestamp, sink: &mut Sink) {
    const LONGEST_HOURS: i64 = 180 * 24;
    const LATER_HOURS: i64 = 24;
    let hours = now.duration_since(referral.received).as_hours();
    if (-LATER_HOURS..=LONGEST_HOURS).contains(&hours) {
        return;
    }
    let allowed =
        "whoever waits asked within 180 days before the moment asked about, or a day after";
    let action = "correct the date, or take this household off the list";
    let at = At::new("received", form.line);
    sink.add(Code::OutOfRange, at, referral.received.to_string(), allowed, action);
}

/// One issue for a whole file of which no line is a form.
fn no_form_of_all(forms: &[Form<'_>]) -> Option<Issues> {
    let is_a_line = |form: &Form<'_>| form.line.is_some() && !is_of_a_form(form.source.text);
    let first = forms.first()?;
    (forms.len() > 1 && forms.iter().all(is_a_line)).then(|| none_in(first.source.file))
}

fn read_forms(
    forms: &[Form<'_>],
    asked: Timestamp,
    (geography, from): (&Geography, Viewpoint<'_>),
    mut check: impl FnMut(&Form<'_>, &Referral, &mut Sink),
) -> Read {
    let mut found = Read::default();
    if let Some(none) = no_form_of_all(forms) {
        found.left_out = none;
        return found;
    }
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for form in forms {
        let mut sink = Sink::new(form.source.file);
        if let Some(reference) = reference_of(form.source) {
            check_reference(form, reference, &mut known, &mut sink);
        }
        match read_and_locate(form.source, asked, geography, from) {
            Ok((referral, places)) => {
                check(form, &referral, &mut sink);
                if sink.is_empty() {
                    found.households.push((referral, places));
                }
            }
            Err(issues) => found.left_out.extend(on_line(issues, form.line)),
        }
        found.left_out.extend(on_line(sink.into_issues(), form.line));
    }
    found
}

/// What of the forms is wrong and can be answered without, as the issues it is.
pub fn batch_slips(forms: &[Form<'_>]) -> Issues {
    let mut issues = Issues::default();
    for form in forms {
        issues.extend(on_line(slips(form.source), form.line));
    }
    issues
}

/// Every place of the forms that nothing known is called, as the issues they are.
pub fn batch_unknown_places(
    forms: &[Form<'_>],
    geography: &Geography,
    from: Viewpoint<'_>,
) -> Issues {
    let mut issues = Issues::default();
    for form in forms {
        issues.extend(on_line(unknown_places(form.source, geography, from), form.line));
    }
    issues
}

fn check_reference(
    form: &Form<'_>,
    reference: String,
    known: &mut BTreeMap<String, String>,
    sink: &mut Sink,
) {
    let here = form.line.map_or_else(
        || form.source.file.to_owned(),
        |line| format!("{} line {line}", form.source.file),
    );
    if let Some(first) = known.get(&reference) {
        let allowed =
            format!("a household stands in a batch once; this reference is also in {first}");
        let action = "keep one of the two forms, or correct the reference";
        sink.add(Code::Repeated, At::new("reference", None), reference, allowed, action);
    } else {
        known.insert(reference, here);
    }
}

fn check_day(form: &Form<'_>, referral: &Referral, day: &mut Option<Date>, sink: &mut Sink) {
    let received = calendar::london_day(referral.received);
    let first = *day.get_or_insert(received);
    if received != first {
        let allowed = format!(
            "all forms of a batch are received on one day, London time: the first on {first}, this one on {received}"
        );
        let action = "allocate the days apart, or correct the moment";
        let at = At::new("received", form.line);
        sink.add(Code::Contradiction, at, referral.received.to_string(), allowed, action);
    }
}

/// Issues of one line of a file, which says for itself that it begins at 1.
fn on_line(mut issues: Issues, line: Option<usize>) -> Issues {
    if let Some(line) = line {
        for issue in &mut issues.issues {
            let place = if issue.place.is_empty() { "the whole line" } else { &issue.place };
            issue.place = format!("line {line}, {place}");
            issue.line = Some(line);
        }
    }
    issues
}
