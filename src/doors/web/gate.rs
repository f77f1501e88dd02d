//! What a request must be before any page sees it: for this host, and from a page of ours where it changes anything; and what
//! every answer says to the browser.

use super::house::Settings;
use super::session::COOKIE;
use axum::http::{HeaderMap, HeaderValue, Method, header};

/// Nothing is fetched from elsewhere, framed, or run but what this desk sends.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// What every answer says.
const ALWAYS: [(&str, &str); 9] = [
    ("content-security-policy", POLICY),
    ("cache-control", "no-store"),
    ("referrer-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("x-robots-tag", "noindex, nofollow"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
];

pub(super) fn say_always(headers: &mut HeaderMap) {
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// Whether it is asked of this desk: a name that somebody has led here is not ours.
pub(super) fn is_for_us(headers: &HeaderMap, settings: &Settings) -> bool {
    let host = text(headers, "host").unwrap_or_default();
    settings.hosts.iter().any(|ours| ours.eq_ignore_ascii_case(host))
}

/// Whether what changes something comes from a page of ours.
pub(super) fn is_from_us(method: &Method, headers: &HeaderMap) -> bool {
    if matches!(*method, Method::GET | Method::HEAD) {
        return true;
    }
    let host = text(headers, "host").unwrap_or_default();
    let origin = text(headers, "origin").and_then(|origin| origin.split_once("://"));
    match (text(headers, "sec-fetch-site"), origin) {
        (Some(site), Some((_, origin))) => site == "same-origin" && origin == host,
        (Some(site), None) => site == "same-origin" && text(headers, "origin").is_none(),
        (None, Some((_, origin))) => origin == host,
        // A browser says one or the other.
        (None, None) => false,
    }
}

/// The session's token.
pub(super) fn token(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs =
        cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let found = pairs.find(|(name, _)| *name == COOKIE)?;
    Some(found.1.to_owned())
}

/// Whose request it is: the other end, or whom a proxy of ours forwards for.
pub(super) fn address(headers: &HeaderMap, peer: Option<String>, settings: &Settings) -> String {
    let forwarded =
        || text(headers, "x-forwarded-for")?.rsplit(',').next().map(|of| of.trim().to_owned());
    let forwarded = if settings.is_behind_proxy { forwarded() } else { None };
    forwarded.or(peer).unwrap_or_default()
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}
