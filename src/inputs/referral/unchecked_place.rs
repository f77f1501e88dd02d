//! Something of a referral that could not be checked.

/// Something of the referral that could not be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unchecked {
    /// The field of the form.
    pub field: String,
    /// What stands there.
    pub place: String,
    /// What that means, without naming it.
    pub text: String,
    /// What may have been meant, at most three.
    pub suggestions: Vec<String>,
}
