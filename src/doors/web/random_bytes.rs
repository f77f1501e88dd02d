//! Bytes by chance, as the system gives them.

use crate::doors::failure::Failure;
use anyhow::anyhow;

/// Bytes by chance.
pub(super) fn chance(bytes: &mut [u8]) -> Result<(), Failure> {
    getrandom::fill(bytes)
        .map_err(|error| anyhow!("the system has no chance to give: {error}").into())
}
