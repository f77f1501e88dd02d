//! Names of keys: which known one is meant, and where a key stands.

/// The known name that a mistyped one most resembles, if any does.
pub fn nearest<'a>(typed: &str, known: &[&'a str]) -> Option<&'a str> {
    const ALIKE: f64 = 0.75;
    let likeness = |name: &str| strsim::jaro_winkler(&typed.to_lowercase(), &name.to_lowercase());
    let best = known.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(best) >= ALIKE).then_some(*best)
}

/// The known name that a key is but for a letter or an ending.
pub fn nearly<'a>(key: &str, known: &[&'a str]) -> Option<&'a str> {
    const NEARLY: f64 = 0.9;
    let likeness = |name: &str| strsim::jaro_winkler(&key.to_lowercase(), name);
    let best = known.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(best) >= NEARLY).then_some(*best)
}

/// The place of a key inside a place.
pub fn join(place: &str, key: &str) -> String {
    if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") }
}
