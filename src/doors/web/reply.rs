//! What goes back: a page, a way to another, or that there is nothing.

use super::planning::Progress;
use std::sync::Arc;

/// An answer to a request.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) kind: &'static str,
    pub(super) body: Vec<u8>,
    /// Further headers.
    pub(super) headers: Vec<(&'static str, String)>,
    /// A run that is told of as it goes on, instead of a body.
    pub(super) run: Option<Arc<Progress>>,
}

impl Reply {
    /// A page.
    pub(super) fn page(html: String) -> Self {
        Self::of(200, "text/html; charset=utf-8", html.into_bytes())
    }

    pub(super) fn of(status: u16, kind: &'static str, body: Vec<u8>) -> Self {
        Self { status, kind, body, headers: Vec::new(), run: None }
    }

    /// An event stream of a run.
    pub(super) fn events(run: Arc<Progress>) -> Self {
        Self { run: Some(run), ..Self::of(200, "text/event-stream", Vec::new()) }
    }

    pub(super) fn with_status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// To another page, which is asked for with GET.
    pub(super) fn to(path: impl Into<String>) -> Self {
        Self::of(303, "text/plain; charset=utf-8", Vec::new()).with("location", path)
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}
