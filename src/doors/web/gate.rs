//! What a request must be before any page sees it: for this host, and from a page of ours where it changes anything; and what
//! every answer says to the browser.

use super::desk_state::Settings;
use super::session::COOKIE;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use std::net::IpAddr;

/// Nothing is fetched from elsewhere, framed, or run but what this desk sends.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// What every answer says.
const ALWAYS: [(&str, &str); 10] = [
    ("content-security-policy", POLICY),
    ("cache-control", "no-store"),
    ("referrer-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("x-robots-tag", "noindex, nofollow"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("strict-transport-security", "max-age=31536000"),
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

/// Whose request it is: the other end; or where that is a proxy of ours, the last address on the way that is none.
pub(super) fn address(headers: &HeaderMap, peer: Option<IpAddr>, settings: &Settings) -> String {
    let is_ours = |address: &IpAddr| settings.hops.contains(&address.to_canonical());
    let Some(peer) = peer else { return String::new() };
    if !is_ours(&peer) {
        return peer.to_canonical().to_string();
    }
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    let said: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    let ways = said.iter().rev().map(|said| said.parse::<IpAddr>().ok());
    // What is no address was said by nobody of ours.
    let first = ways.take_while(Option::is_some).flatten().find(|way| !is_ours(way));
    first.unwrap_or(peer).to_canonical().to_string()
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_named_proxy_says_for_whom_it_asks() {
        let settings = Settings {
            hosts: Vec::new(),
            hops: vec!["127.0.0.1".parse().unwrap(), "10.0.0.9".parse().unwrap()],
            exit_to: String::new(),
            results: None,
            helplines: Vec::new(),
        };
        let of = |peer: &str, said: &[&str]| {
            let mut headers = HeaderMap::new();
            for line in said {
                headers.append("x-forwarded-for", HeaderValue::from_str(line).unwrap());
            }
            address(&headers, peer.parse().ok(), &settings)
        };
        assert_eq!(of("192.0.2.7", &["203.0.113.1"]), "192.0.2.7");
        assert_eq!(of("127.0.0.1", &["203.0.113.1"]), "203.0.113.1");
        assert_eq!(of("127.0.0.1", &["203.0.113.1, 198.51.100.2", "10.0.0.9"]), "198.51.100.2");
        assert_eq!(of("::ffff:127.0.0.1", &["203.0.113.1"]), "203.0.113.1");
        assert_eq!(of("127.0.0.1", &["203.0.113.1, not an address"]), "127.0.0.1");
        assert_eq!(of("127.0.0.1", &[]), "127.0.0.1");
    }
}
