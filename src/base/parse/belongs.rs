//! Where a key belongs that stands in the wrong table: a slip that hides what somebody needs to be safe.
//!
//! In TOML a key belongs to the table above it, so that `keep_apart` written at the end of a form is read as one
//! of the last place. It is never advised away. Not here: keys that are mistyped (`shape`).

use super::shape::{Field, Shape};

/// Where a key belongs in a document, in words; none: nowhere.
pub fn belongs(root: &[Field], key: &str, in_toml: bool) -> Option<String> {
    const MOST: usize = 3;
    let mut tables = Vec::new();
    find(root, key, &mut Vec::new(), false, &mut tables);
    if tables.iter().any(|table| table.path.is_empty()) {
        return Some(if in_toml {
            format!(
                "{key} belongs at the top of the file, above the first [\u{2026}] or [[\u{2026}]]"
            )
        } else {
            format!("{key} belongs at the top, beside the first keys and inside no other table")
        });
    }
    let named: Vec<String> = tables.iter().take(MOST).map(|table| table.named(in_toml)).collect();
    (!named.is_empty()).then(|| format!("{key} belongs {}", named.join(" or ")))
}

/// A table of a document.
struct Table {
    path: Vec<&'static str>,
    /// It is one of a list.
    listed: bool,
}

impl Table {
    fn named(&self, in_toml: bool) -> String {
        let path = self.path.join(".");
        match (in_toml, self.listed) {
            (true, true) => format!("under [[{path}]]"),
            (true, false) => format!("under [{path}]"),
            (false, true) => format!("inside one of {path}"),
            (false, false) => format!("inside {path}"),
        }
    }
}

fn find(
    fields: &[Field],
    key: &str,
    path: &mut Vec<&'static str>,
    listed: bool,
    tables: &mut Vec<Table>,
) {
    if fields.iter().any(|field| field.name == key) {
        tables.push(Table { path: path.clone(), listed });
    }
    for field in fields {
        path.push(field.name);
        inside(field.shape, key, path, tables);
        path.pop();
    }
}

fn inside(shape: Shape, key: &str, path: &mut Vec<&'static str>, tables: &mut Vec<Table>) {
    match shape {
        Shape::Table(fields) => find(fields, key, path, false, tables),
        Shape::List(&Shape::Table(fields)) => find(fields, key, path, true, tables),
        Shape::List(of) => inside(*of, key, path, tables),
        Shape::Either(shapes) => shapes.iter().for_each(|shape| inside(*shape, key, path, tables)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INNER: &[Field] = &[Field::optional("hard", Shape::Flag, "")];
    const ROOT: &[Field] = &[
        Field::optional("keep_apart", Shape::List(&Shape::Flag), ""),
        Field::optional("unsafe", Shape::List(&Shape::Table(INNER)), ""),
        Field::optional("needs", Shape::Table(&[Field::optional("pets", Shape::Flag, "")]), ""),
    ];

    #[test]
    fn a_key_is_sent_where_it_belongs() {
        for (key, in_toml, words) in [
            ("keep_apart", true, "keep_apart belongs at the top of the file"),
            ("keep_apart", false, "keep_apart belongs at the top"),
            ("hard", true, "hard belongs under [[unsafe]]"),
            ("pets", true, "pets belongs under [needs]"),
            ("pets", false, "pets belongs inside needs"),
        ] {
            let said = belongs(ROOT, key, in_toml).unwrap();
            assert!(said.starts_with(words), "{said}");
        }
        assert_eq!(belongs(ROOT, "dish", true), None);
    }
}
