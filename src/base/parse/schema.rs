//! JSON Schema (2020-12) of a shape, so that the reader and its schema cannot drift apart.

use super::shape::{Field, Shape};
use serde_json::{Map, Value as Json, json};

/// The schema of a whole document.
pub fn document(title: &str, fields: &'static [Field]) -> Json {
    under_title(title, of(Shape::Table(fields), true))
}

/// The schema of a document that may build on another: where it does, nothing is required of it.
pub fn document_with_base(title: &str, fields: &'static [Field], base: &str) -> Json {
    let schema = json!({
        "if": { "required": [base] },
        "then": of(Shape::Table(fields), false),
        "else": of(Shape::Table(fields), true),
    });
    under_title(title, schema)
}

fn under_title(title: &str, body: Json) -> Json {
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
    });
    if let (Json::Object(head), Json::Object(body)) = (&mut schema, body) {
        head.extend(body);
    }
    schema
}

/// A number, or a figure of the evidence by name.
fn or_cited(number: &Json) -> Json {
    let cited = json!({
        "type": "object",
        "properties": { "evidence": { "type": "string" } },
        "required": ["evidence"],
        "patternProperties": { "^x_": {} },
        "additionalProperties": false,
    });
    json!({ "anyOf": [number, cited] })
}

/// The schema of one value; `whole`: what is required must be there.
fn of(shape: Shape, whole: bool) -> Json {
    match shape {
        Shape::Text(format) => match format.pattern() {
            Some(pattern) => {
                json!({ "type": "string", "pattern": pattern, "description": format.allowed() })
            }
            None => json!({ "type": "string" }),
        },
        Shape::Choice(words) => json!({ "enum": words }),
        Shape::Whole { min, max, step: 1 } => {
            json!({ "type": "integer", "minimum": min, "maximum": max })
        }
        Shape::Whole { min, max, step } => {
            json!({ "type": "integer", "minimum": min, "maximum": max, "multipleOf": step })
        }
        Shape::Number { min, max } if max >= f64::MAX => {
            json!({ "type": "number", "minimum": min })
        }
        Shape::Number { min, max } => json!({ "type": "number", "minimum": min, "maximum": max }),
        Shape::Quantity { min, max } => or_cited(&of(Shape::Number { min, max }, whole)),
        Shape::Count { min, max } => or_cited(&of(Shape::whole(min, max), whole)),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::List(item) => json!({ "type": "array", "items": of(*item, whole) }),
        Shape::Pair(item) => {
            json!({ "type": "array", "items": of(*item, whole), "minItems": 2, "maxItems": 2 })
        }
        Shape::Map(item) => {
            json!({ "type": "object", "patternProperties": { "^x_": {}, "^(?!x_)": of(*item, whole) } })
        }
        Shape::Either(shapes) => {
            json!({ "anyOf": shapes.iter().map(|shape| of(*shape, whole)).collect::<Vec<_>>() })
        }
        Shape::Table(fields) => table(fields, whole),
    }
}

fn table(fields: &[Field], whole: bool) -> Json {
    let properties: Map<String, Json> =
        fields.iter().map(|f| (f.name.to_owned(), field(f, whole))).collect();
    let required: Vec<&str> =
        fields.iter().filter(|f| whole && f.required).map(|f| f.name).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "patternProperties": { "^x_": {} },
        "additionalProperties": false,
    })
}

fn field(field: &Field, whole: bool) -> Json {
    let mut schema = of(field.shape, whole);
    if let Json::Object(entries) = &mut schema {
        let said = match entries.get("description").and_then(Json::as_str) {
            Some(form) => format!("{}; {form}", field.help),
            None => field.help.to_owned(),
        };
        entries.insert("description".to_owned(), said.into());
    }
    schema
}
