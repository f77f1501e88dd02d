//! The style and the script of the pages: the program's own, with nothing fetched from elsewhere.

use super::reply::Reply;
use super::visit::{Anyone, Visit};
use crate::doors::failure::Failure;

/// `GET /assets/desk.css`
pub(super) fn style(_: &Visit<'_, Anyone>) -> Reply {
    Reply::of(200, "text/css; charset=utf-8", include_bytes!("assets/desk.css").to_vec())
}

/// `GET /assets/desk.js`
pub(super) fn script(_: &Visit<'_, Anyone>) -> Reply {
    Reply::of(200, "text/javascript; charset=utf-8", include_bytes!("assets/desk.js").to_vec())
}

/// `GET /healthz`
pub(super) fn health(visit: &Visit<'_, Anyone>) -> Result<Reply, Failure> {
    visit.state.door().register.refresh()?;
    Ok(Reply::of(200, "text/plain; charset=utf-8", b"ok\n".to_vec()))
}

/// `GET /robots.txt`
pub(super) fn robots(_: &Visit<'_, Anyone>) -> Reply {
    let body = b"User-agent: *\nDisallow: /\n".to_vec();
    Reply::of(200, "text/plain; charset=utf-8", body)
}
