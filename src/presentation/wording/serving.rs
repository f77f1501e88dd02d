//! The desk in a browser, as whoever starts it reads of it at a terminal.

use crate::presentation::document::Document;

/// Somebody may sign in as a manager, by a passphrase that is told once.
pub fn new_manager(account: &str, passphrase: &str) -> Document {
    Document::saying(
        "manager",
        format!(
            "{account} may sign in as a manager with this passphrase, which is shown once and kept nowhere: {passphrase}. Sign in, choose another under the account's name, and make the accounts of those who take calls."
        ),
    )
}

/// The desk is open at an address.
pub fn desk_open(address: &str) -> Document {
    let said = format!("The desk is open at {address} until you press Ctrl and C.");
    Document::saying("open", said)
}

/// It is closed.
pub fn desk_closed() -> Document {
    Document::saying("closed", "The desk is closed.")
}
