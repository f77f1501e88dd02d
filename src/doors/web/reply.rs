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
    /// What is told as it goes on, instead of a body.
    pub(super) stream: Option<Stream>,
}

/// What is told as it goes on.
#[derive(Debug)]
pub(super) enum Stream {
    /// How far a run is.
    Run(Arc<Progress>),
    /// How often a decision was asked of a manager.
    Asked,
}

impl Reply {
    /// A page.
    pub(super) fn page(html: String) -> Self {
        Self::of(200, "text/html; charset=utf-8", html.into_bytes())
    }

    pub(super) fn of(status: u16, kind: &'static str, body: Vec<u8>) -> Self {
        Self { status, kind, body, headers: Vec::new(), stream: None }
    }

    /// A file to be kept and not shown: what it holds runs on no page of the desk.
    pub(super) fn download(name: &str, bytes: Vec<u8>) -> Self {
        let kind = match name.rsplit('.').next().unwrap_or_default() {
            "csv" => "text/csv; charset=utf-8",
            "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "svg" => "image/svg+xml",
            "png" => "image/png",
            "json" => "application/json",
            "html" => "text/html; charset=utf-8",
            _ => "text/plain; charset=utf-8",
        };
        let attached = format!("attachment; filename=\"{name}\"");
        Self::of(200, kind, bytes).with("content-disposition", attached)
    }

    /// An event stream.
    pub(super) fn events(stream: Stream) -> Self {
        Self { stream: Some(stream), ..Self::of(200, "text/event-stream", Vec::new()) }
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
