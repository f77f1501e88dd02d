//! Event streams: how far a run is, twice a second, until it has ended; and how often a decision was asked. Each ends when the desk
//! closes or a minute is over; a browser that is still there then asks again.

use super::planning::Progress;
use futures_util::future::{Either, select};
use futures_util::stream::{Stream, unfold};
use std::convert::Infallible;
use std::pin::pin;
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

/// So long a stream that has nothing to tell stays open.
const QUIET: Duration = Duration::from_secs(60);

/// How often a decision was asked: told at once, and anew whenever another is.
pub(super) fn of_asked(
    asked: watch::Receiver<u64>,
    closing: watch::Receiver<bool>,
) -> impl Stream<Item = Result<String, Infallible>> {
    unfold((asked, closing, false), |(mut asked, mut closing, is_told)| async move {
        if *closing.borrow() {
            return None;
        }
        if is_told {
            let (next, closes) = (pin!(asked.changed()), pin!(closing.changed()));
            let either = tokio::time::timeout(QUIET, select(next, closes)).await;
            if !matches!(either, Ok(Either::Left((Ok(()), _)))) {
                return None;
            }
        }
        let event = format!("data: {}\n\n", *asked.borrow_and_update());
        Some((Ok(event), (asked, closing, true)))
    })
}
