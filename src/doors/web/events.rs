//! A run as an event stream: how far it is, twice a second, until it has ended, the desk closes, or a minute is over; a browser
//! that is still there then asks again.

use super::planning::Progress;
use futures_util::stream::{Stream, unfold};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Between two events.
const PAUSE: Duration = Duration::from_millis(500);

/// So many events, then the stream ends: whoever has signed out meanwhile sees no more.
const MOST: u32 = 120;

/// The events of a run.
pub(super) fn of(
    run: Arc<Progress>,
    closing: watch::Receiver<bool>,
) -> impl Stream<Item = Result<String, Infallible>> {
    unfold((run, closing, 0), |(run, mut closing, told)| async move {
        if told == MOST || *closing.borrow() {
            return None;
        }
        if told > 0 {
            drop(tokio::time::timeout(PAUSE, closing.changed()).await);
        }
        let far = run.now();
        let next = if run.is_over() { MOST } else { told + 1 };
        let event = format!("data: {}\n\n", serde_json::to_string(&far).unwrap_or_default());
        Some((Ok(event), (run, closing, next)))
    })
}
