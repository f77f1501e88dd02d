//! Decisions that are asked, wherever that was recorded: at this desk, at another, or at a terminal. While a manager has a page
//! open the register is looked at every other second, and a decision that was not asked before is told to the page.

use super::desk_state::DeskState;
use crate::doors::failure::Failure;
use crate::doors::tasks::{Asked as AskedAt, Desk};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// Between two looks.
const PAUSE: Duration = Duration::from_secs(2);

/// Looks for as long as the desk is open.
pub(super) async fn watch(state: Arc<DeskState>) {
    let (mut closing, mut is_first) = (state.closing(), true);
    while !*closing.borrow() {
        let over = tokio::time::timeout(PAUSE, closing.changed()).await;
        if over.is_err() && (is_first || state.is_listened_to()) {
            is_first = false;
            let looked = Arc::clone(&state);
            let look = tokio::task::spawn_blocking(move || look(&looked));
            // A register that cannot be reached is looked at again.
            drop(look.await);
        }
    }
}

/// Tells managers where a decision is asked that was not when the register was last looked at.
pub(super) fn look(state: &DeskState) -> Result<(), Failure> {
    let mut door = state.door();
    door.register.refresh()?;
    let events = door.register.log().next_seq();
    if state.known().has(events) {
        return Ok(());
    }
    let asked = AskedAt { at: None, by: "", request: None, now: state.now() };
    let sheet = Desk::open(&mut door, asked)?.sheet()?.asked;
    let open = sheet.into_iter().filter(|of| of.granted.is_none());
    let asked: BTreeSet<(String, String)> = open.map(|of| (of.reference, of.unit)).collect();
    drop(door);
    let is_new = state.known().is_new(events, asked);
    if is_new {
        state.decision_is_asked();
    }
    Ok(())
}
