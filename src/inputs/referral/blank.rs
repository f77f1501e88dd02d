//! A blank form: a line for every key that a referral may have, with what it means.
//!
//! Written from the description that the reader reads by, so that it can never fall behind it. Every key is commented
//! out: what is not filled in is not there, and `lintel check` reads the form as far as it is filled.

use super::REFERRAL;
use crate::base::parse::format::Format;
use crate::base::parse::{Field, Shape};

/// The radius shown where nobody knows the provider's.
const USUAL_RADIUS_M: i64 = 2000;

/// The form, in TOML, with the radius that the provider takes where none is named.
pub fn blank(default_radius_m: Option<i64>) -> String {
    let radius = default_radius_m.unwrap_or(USUAL_RADIUS_M);
    written().replace(&padded("# radius_m = 0"), &padded(&format!("# radius_m = {radius}")))
}

fn written() -> String {
    let mut text = String::from(HEAD);
    let (tables, plain): (Vec<&Field>, Vec<&Field>) =
        REFERRAL.iter().partition(|field| header(field).is_some());
    for field in plain {
        text += &line(field);
    }
    for field in tables {
        text += &table(field);
    }
    text
}

const HEAD: &str = "# A referral: one household. Take away the \"# \" before a key and write what you know; leave the rest as it is.
# Never a name, a birth date or an address of the household. What follows the second # says what to give.
# lintel check FILE says what is still needed; lintel recommend FILE answers.

";

/// The fields of a table, and how its header is written.
fn header(field: &Field) -> Option<(&'static [Field], String)> {
    match field.shape {
        Shape::Table(fields) => Some((fields, format!("[{}]", field.name))),
        Shape::List(Shape::Table(fields)) => Some((fields, format!("[[{}]]", field.name))),
        _ => None,
    }
}

/// A table. One that may be left out and would miss something if it stood there empty is commented out whole.
fn table(field: &Field) -> String {
    let Some((fields, header)) = header(field) else { return String::new() };
    let off = if !field.required && fields.iter().any(|field| field.required) { "# " } else { "" };
    let again = if matches!(field.shape, Shape::List(_)) { "; again for each" } else { "" };
    let said = format!("{off}{header}");
    let mut text = format!("\n{}{}{again}\n", padded(&said), comment(field));
    for field in fields {
        text += &line(field);
    }
    text
}

fn line(field: &Field) -> String {
    let said = format!("# {} = {}", field.name, example(field.shape));
    format!("{}{}\n", padded(&said), comment(field))
}

/// Comments stand below each other where what they explain is short.
fn padded(said: &str) -> String {
    format!("{said:<36} # ")
}

fn comment(field: &Field) -> String {
    let needed = if field.required { "needed: " } else { "" };
    let bounds = match field.shape {
        Shape::Whole { .. } | Shape::Text(Format::Timestamp | Format::Date | Format::Sector) => {
            format!(" ({})", field.shape.allowed())
        }
        _ => String::new(),
    };
    format!("{needed}{}{bounds}", field.help)
}

/// Something of the right kind to write over.
fn example(shape: Shape) -> String {
    match shape {
        Shape::Choice(words) => format!("\"{}\"", words.join(" | ")),
        Shape::Flag => "true".to_owned(),
        Shape::Whole { min, .. } | Shape::Count { min, .. } => min.to_string(),
        Shape::Number { min, .. } | Shape::Quantity { min, .. } => format!("{min:?}"),
        Shape::List(of) => format!("[{}]", example(*of)),
        Shape::Pair(of) => format!("[{0}, {0}]", example(*of)),
        Shape::Either(shapes) => either(shapes),
        Shape::Text(_) => "\"\"".to_owned(),
        Shape::Table(_) | Shape::Map(_) => "{}".to_owned(),
    }
}

/// "unknown" where that may be said; else as the first of the shapes.
fn either(shapes: &[Shape]) -> String {
    let says_unknown = |shape: &Shape| match shape {
        Shape::Choice(words) => words.contains(&"unknown"),
        Shape::Text(Format::Free) => true,
        _ => false,
    };
    if shapes.iter().any(says_unknown) {
        return "\"unknown\"".to_owned();
    }
    shapes.first().map_or_else(String::new, |shape| example(*shape))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::parse::{Code, Issues, Source};
    use crate::inputs::referral::read;

    fn issues(text: &str) -> Issues {
        let source = Source { file: "blank.toml", text };
        read(source, jiff::Timestamp::UNIX_EPOCH)
            .map_or_else(|issues| issues, |_| Issues::default())
    }

    #[test]
    fn a_blank_form_misses_what_is_needed_and_has_nothing_else_wrong() {
        let found = issues(&blank(None));
        assert!(found.issues.iter().all(|issue| issue.code == Code::Missing), "{found}");
        let missing: Vec<&str> = found.issues.iter().map(|issue| issue.place.as_str()).collect();
        for needed in REFERRAL.iter().filter(|field| field.required) {
            let place = |known: &&str| {
                known.split(['.', '[']).next().is_some_and(|first| first == needed.name)
            };
            assert!(missing.iter().any(place), "{} of {missing:?}", needed.name);
        }
    }

    #[test]
    fn every_key_of_the_description_stands_on_the_form_with_its_meaning() {
        let form = blank(None);
        let keys = |fields: &[Field]| {
            for field in fields {
                let said = format!("{} = ", field.name);
                let found =
                    form.lines().any(|line| line.contains(&said) && line.contains(field.help));
                assert!(found, "{}", field.name);
            }
        };
        keys(&REFERRAL.iter().filter(|f| header(f).is_none()).copied().collect::<Vec<_>>());
        for (fields, _) in REFERRAL.iter().filter_map(header) {
            keys(fields);
        }
    }

    #[test]
    fn a_key_taken_out_of_its_comment_is_still_toml_and_known() {
        let form = blank(None);
        let lines: Vec<&str> = form.lines().collect();
        let head = HEAD.lines().count();
        for (at, line) in
            lines.iter().enumerate().skip(head).filter(|(_, line)| line.starts_with("# "))
        {
            let mut uncommented: Vec<&str> = lines.clone();
            uncommented[at] = line.trim_start_matches("# ");
            if !line.starts_with("# [[") {
                // A key under a table that is commented out needs its header as well.
                let above = (head..at)
                    .rev()
                    .find(|k| lines[*k].contains("[[") || lines[*k].starts_with('['));
                if let Some(above) = above {
                    uncommented[above] = lines[above].trim_start_matches("# ");
                }
            }
            let wrong = issues(&uncommented.join("\n"));
            let bad = |code| matches!(code, Code::Syntax | Code::UnknownKey);
            assert!(!wrong.issues.iter().any(|issue| bad(issue.code)), "{line}: {wrong}");
        }
    }
}
