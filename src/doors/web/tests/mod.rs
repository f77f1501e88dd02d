//! The desk in process: every route in every part, what a night needs, and what somebody tries who should not.

mod api;
mod forms;
mod gates;
mod listen;
mod night;
mod parts;
mod planning;
mod returns;
mod sealed;
mod seen;
mod support;
mod waiting;
mod words;

use super::account::{Accounts, Part};
use super::desk_state::{DeskState, Settings};
use super::router::router;
use crate::doors::tasks::Door;
use crate::service::register::Draft;
use crate::service::vault::{Place, Register, Secret};
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use jiff::{SignedDuration, Timestamp};
use std::path::Path;
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use tower::ServiceExt;

const HOST: &str = "localhost:8080";

/// A desk over a register of its own, in which nobody lives anywhere.
struct Opened {
    folder: TempDir,
    secret: Secret,
    state: Arc<DeskState>,
    now: Arc<Mutex<Timestamp>>,
    passphrases: Vec<(&'static str, String)>,
}

/// An answer.
struct Got {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

impl Got {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
    }

    /// What stands in an attribute of the first tag that has this beginning.
    fn after(&self, before: &str) -> &str {
        let (_, rest) =
            self.body.split_once(before).unwrap_or_else(|| panic!("{before}: {}", self.body));
        rest.split('"').next().unwrap()
    }

    fn request(&self) -> &str {
        self.after("name=\"request\" value=\"")
    }

    fn says(&self, words: &str) {
        assert!(self.body.contains(words), "{words}: {} {}", self.status, self.body);
    }

    fn cookie(&self) -> String {
        let cookie = self.header("set-cookie").unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }
}

const NAMES: [(&str, Part); 4] = [
    ("duty-1", Part::Duty),
    ("manager-1", Part::Manager),
    ("strategist-1", Part::Strategist),
    ("commissioner-1", Part::Commissioner),
];

impl Opened {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let secret = Secret::draw().unwrap();
        let place = Place::read(folder.path()).unwrap();
        let register = Register::create(&place, &secret, "stoke-on-trent").unwrap();
        let mut accounts = Accounts::open(folder.path(), &register).unwrap();
        let draw = |(name, part): (&'static str, Part)| {
            (name, accounts.draw(&register, name, Some(part)).unwrap())
        };
        let passphrases = NAMES.into_iter().map(draw).collect();
        let door = Door::open(Path::new("data"), register, None).unwrap();
        let now = Arc::new(Mutex::new("2026-11-20T22:00:00Z".parse().unwrap()));
        let clock = Arc::clone(&now);
        let settings = Settings {
            hosts: vec![HOST.to_owned()],
            hops: vec!["10.0.0.9".parse().unwrap()],
            exit_to: "https://example.org/".to_owned(),
            results: Some(folder.path().join("results")),
            helplines: Vec::new(),
        };
        let clock = Arc::new(move || *clock.lock().unwrap());
        let state = Arc::new(DeskState::new(
            (door, Path::new("data"), folder.path()),
            accounts,
            settings,
            clock,
        ));
        Self { folder, secret, state, now, passphrases }
    }

    fn wait(&self, minutes: i64) {
        let mut now = self.now.lock().unwrap();
        *now = now.checked_add(SignedDuration::from_mins(minutes)).unwrap();
    }

    fn send(&self, request: Request<Body>) -> Got {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let response = router(&self.state).oneshot(request).await.unwrap();
            let status = response.status().as_u16();
            let text = |value: &header::HeaderValue| value.to_str().unwrap().to_owned();
            let headers = response.headers();
            let headers = headers.iter().map(|(k, v)| (k.to_string(), text(v))).collect();
            let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
            Got { status, headers, body: String::from_utf8(body.to_vec()).unwrap() }
        })
    }

    fn get(&self, path: &str, cookie: &str) -> Got {
        let request = Request::get(path).header("host", HOST).header("cookie", cookie);
        self.send(request.body(Body::empty()).unwrap())
    }

    /// The status of what is no text.
    fn get_bytes(&self, path: &str, cookie: &str) -> u16 {
        let request = Request::get(path).header("host", HOST).header("cookie", cookie);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let request = request.body(Body::empty()).unwrap();
        let response = runtime.block_on(router(&self.state).oneshot(request)).unwrap();
        response.status().as_u16()
    }

    fn post(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Got {
        let mut body = form_urlencoded::Serializer::new(String::new());
        let body = body.extend_pairs(fields).finish();
        let request = Request::post(path)
            .header("host", HOST)
            .header("cookie", cookie)
            .header("origin", format!("http://{HOST}"))
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap())
    }

    /// Somebody who is signed in; the cookie.
    fn sign_in(&self, name: &str) -> String {
        let (_, part) = NAMES.iter().find(|(of, _)| *of == name).unwrap();
        let token = self.state.sessions().begin(name, *part, self.state.now()).unwrap();
        format!("{}={token}", super::session::COOKIE)
    }

    fn passphrase(&self, name: &str) -> &str {
        &self.passphrases.iter().find(|(of, _)| *of == name).unwrap().1
    }

    /// Records a mother with her boy; the address of their page.
    fn refer(&self, cookie: &str) -> String {
        let request = self.get("/referral", cookie).request().to_owned();
        let got = self.post("/referral", cookie, &mother(&request, "record"));
        assert_eq!(got.status, 303, "{}", got.body);
        got.header("location").unwrap().to_owned()
    }

    /// Records an event at the register as another program does.
    fn elsewhere(&self, event: &serde_json::Value) {
        let place = Place::read(self.folder.path()).unwrap();
        let mut register = Register::open(&place, &self.secret).unwrap();
        let draft = Draft::of(event.as_object().unwrap().clone()).unwrap();
        let files = self.state.door().files.clone();
        register.record(draft, &files, self.state.now()).unwrap().unwrap();
    }

    /// Every event of the register, as it is exported.
    fn events(&self) -> Vec<serde_json::Value> {
        let text = self.state.door().register.export(None).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn events_called(&self, name: &str) -> Vec<serde_json::Value> {
        self.events().into_iter().filter(|event| event["event"] == name).collect()
    }

    /// Taps the first button of this act on a page, as often as is said; the last answer.
    fn tap(&self, page: &str, cookie: &str, act: &str, more: &[(&str, &str)]) -> Got {
        let request = self.get(page, cookie).request().to_owned();
        let fields = [&[("request", &*request)], more].concat();
        self.post(&format!("{page}/{act}"), cookie, &fields)
    }
}

/// A mother of 31 with a boy of 9; he lives in Longton.
fn mother<'a>(request: &'a str, act: &'a str) -> [(&'a str, &'a str); 8] {
    [
        ("request", request),
        ("danger", "yes"),
        ("who", "woman"),
        ("age", "31"),
        ("who", "boy"),
        ("age", "9"),
        ("places", "ST3 1AB"),
        ("do", act),
    ]
}
