//! What somebody tries who should not be here.

use super::{HOST, Opened};
use axum::body::Body;
use axum::http::Request;

#[test]
fn every_answer_says_what_keeps_a_browser_from_telling() {
    let desk = Opened::new();
    for (path, cookie) in [
        ("/", String::new()),
        ("/", desk.sign_in("duty-1")),
        ("/nowhere", String::new()),
        ("/assets/desk.js", String::new()),
    ] {
        let got = desk.get(path, &cookie);
        assert_eq!(got.header("cache-control"), Some("no-store"), "{path}");
        let policy = got.header("content-security-policy").unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert_eq!(got.header("x-content-type-options"), Some("nosniff"));
        for inline in ["<style", " style=", " onclick", "<script>", "http://", "https://"] {
            assert!(!got.body.contains(inline) || path.ends_with("js"), "{inline} on {path}");
        }
    }
}

#[test]
fn another_site_can_change_nothing() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let page = desk.refer(&cookie);
    let from = |headers: &[(&str, &str)]| {
        let mut request =
            Request::post(format!("{page}/note")).header("host", HOST).header("cookie", &*cookie);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        desk.send(request.body(Body::from("request=r&text=forged")).unwrap()).status
    };
    assert_eq!(from(&[]), 404);
    assert_eq!(from(&[("origin", "https://elsewhere.example")]), 404);
    assert_eq!(from(&[("origin", "null"), ("sec-fetch-site", "same-origin")]), 404);
    assert_eq!(
        from(&[("origin", &format!("http://{HOST}")), ("sec-fetch-site", "cross-site")]),
        404
    );
    assert_eq!(from(&[("sec-fetch-site", "none")]), 404);
    assert!(desk.events_called("noted").is_empty());
    assert_eq!(from(&[("origin", &format!("http://{HOST}"))]), 303);
    assert_eq!(desk.events_called("noted").len(), 1);
}

#[test]
fn a_name_that_somebody_led_here_is_not_answered() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let request = Request::get("/").header("host", "elsewhere.example").header("cookie", cookie);
    let got = desk.send(request.body(Body::empty()).unwrap());
    assert_eq!(got.status, 421);
    assert!(!got.body.contains("Free now"));
}

#[test]
fn a_cookie_that_was_tampered_with_is_nobodys() {
    let desk = Opened::new();
    let cookie = desk.sign_in("manager-1");
    assert_eq!(desk.get("/accounts", &cookie).status, 200);
    let mut other = cookie.clone();
    let last = if other.pop() == Some('0') { '1' } else { '0' };
    other.push(last);
    for wrong in [
        other,
        "__Host-desk=".to_owned(),
        "__Host-desk=manager-1".to_owned(),
        cookie.replace("__Host-", ""),
    ] {
        assert_eq!(desk.get("/accounts", &wrong).status, 401, "{wrong}");
    }
}

#[test]
fn the_cookie_is_for_this_host_alone_and_no_script_reads_it() {
    let desk = Opened::new();
    let passphrase = desk.passphrase("duty-1");
    let got = desk.post("/sign-in", "", &[("name", "duty-1"), ("passphrase", passphrase)]);
    assert_eq!(desk.get("/", &got.cookie()).status, 200);
    let cookie = got.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-desk="), "{cookie}");
    for part in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
}

#[test]
fn leaving_the_page_ends_the_session_and_leads_away() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let got = desk.get("/exit", &cookie);
    assert_eq!((got.status, got.header("location")), (303, Some("https://example.org/")));
    assert_eq!(desk.get("/", &cookie).status, 401);
}

#[test]
fn after_five_wrong_passphrases_even_the_right_one_waits() {
    let desk = Opened::new();
    let try_it = |name: &str, passphrase: &str| {
        desk.post("/sign-in", "", &[("name", name), ("passphrase", passphrase)]).status
    };
    for _ in 0..5 {
        assert_eq!(try_it("duty-1", "wrong"), 401);
    }
    let right = desk.passphrase("duty-1").to_owned();
    assert_eq!(try_it("duty-1", &right), 429);
    desk.wait(16);
    assert_eq!(try_it("duty-1", &right), 303);
}

#[test]
fn who_is_not_there_is_told_the_same_as_who_is_wrong() {
    let desk = Opened::new();
    let of = |name: &str| desk.post("/sign-in", "", &[("name", name), ("passphrase", "wrong")]);
    let (there, not_there) = (of("duty-1"), of("duty-9"));
    assert_eq!(there.status, not_there.status);
    assert_eq!(there.body.replace("duty-1", ""), not_there.body.replace("duty-9", ""));
}

#[test]
fn a_body_that_is_too_large_is_refused() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let got = desk.post("/referral", &cookie, &[("places", &"x".repeat(70_000))]);
    assert_eq!(got.status, 413);
}

#[test]
fn a_worker_who_leaves_is_out_at_once() {
    let desk = Opened::new();
    let (duty, manager) = (desk.sign_in("duty-1"), desk.sign_in("manager-1"));
    assert_eq!(desk.post("/accounts", &manager, &[("do", "end"), ("name", "duty-1")]).status, 200);
    assert_eq!(desk.get("/", &duty).status, 401);
    let passphrase = desk.passphrase("duty-1");
    let again = desk.post("/sign-in", "", &[("name", "duty-1"), ("passphrase", passphrase)]);
    assert_eq!(again.status, 401);
    let last = desk.post("/accounts", &manager, &[("do", "end"), ("name", "manager-1")]);
    assert_eq!(last.status, 422);
    last.says("one manager at least");
}

#[test]
fn what_was_typed_is_kept_while_somebody_signs_in_again() {
    let desk = Opened::new();
    let got = desk.post("/referral", "", &super::mother("r", "see"));
    assert_eq!(got.status, 401);
    let kept = got.after("name=\"kept\" value=\"").replace("&amp;", "&").replace("&#38;", "&");
    let passphrase = desk.passphrase("duty-1");
    let fields =
        [("name", "duty-1"), ("passphrase", passphrase), ("then", "/referral"), ("kept", &kept)];
    let got = desk.post("/sign-in", "", &fields);
    assert_eq!(got.status, 200, "{}", got.body);
    got.says("action=\"/referral\"");
    got.says("name=\"places\" value=\"ST3 1AB\"");
    let elsewhere =
        [("name", "duty-1"), ("passphrase", passphrase), ("then", "//elsewhere.example")];
    assert_eq!(desk.post("/sign-in", "", &elsewhere).header("location"), Some("/account"));
}

#[test]
fn help_is_in_sight_on_every_page_errors_included() {
    let desk = Opened::new();
    let duty = desk.sign_in("duty-1");
    let page = desk.refer(&duty);
    let large = desk.post("/referral", &duty, &[("places", &"x".repeat(70_000))]);
    let got = ["/", "/referral", "/nowhere", "/accounts", "/sign-in", &page];
    for got in got.map(|path| desk.get(path, &duty)).into_iter().chain([large]) {
        let (_, help) = got.body.split_once("<aside class=\"always\"").unwrap();
        assert!(help.contains("tel:999") && help.contains("0808 2000 247"), "{}", got.body);
    }
}

#[test]
fn leaving_works_while_everybody_else_waits_for_the_register() {
    let desk = Opened::new();
    let (one, leaves) = (desk.sign_in("duty-1"), desk.sign_in("manager-1"));
    let door = desk.state.door();
    std::thread::scope(|scope| {
        let (desk, one) = (&desk, &one);
        let wait: Vec<_> =
            (0..12).map(|_| scope.spawn(move || desk.get("/", one).status)).collect();
        assert_eq!(desk.get("/exit", &leaves).status, 303);
        assert_eq!(desk.get("/sign-in", "").status, 200);
        drop(door);
        for waited in wait {
            assert_eq!(waited.join().unwrap(), 200);
        }
    });
    assert_eq!(desk.get("/", &leaves).status, 401);
}
