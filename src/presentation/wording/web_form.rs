//! What is said at a field of a form whose answer is missing or cannot be read, and at a terminal of the same.

/// A field that was left empty.
pub fn missing(label: &str) -> String {
    format!("Say this: {label}")
}

/// It is no time, and no more can be said of it.
pub const NO_TIME: &str = "This is no time.";

/// Nothing was typed where a sum belongs.
pub const HOW_MUCH: &str = "say how much, in pounds";

/// Nothing was typed where posts belong.
pub const HOW_MANY_POSTS: &str = "say how many full-time posts, as in 12.5";

/// It is no whole number.
pub const NO_WHOLE_NUMBER: &str = "give the answer as a whole number";

/// Nobody said what is to be done.
pub const WHAT_TO_DO: &str = "say what is to be done";

/// It is no sum of money.
pub fn no_sum(said: &str) -> String {
    format!("\"{said}\" is no sum: say pounds, as in 84.50")
}

/// It is no number of posts.
pub fn no_posts(said: &str) -> String {
    format!(
        "\"{said}\" is no number of posts: say it as in 12.5, with two figures behind the point at most"
    )
}
