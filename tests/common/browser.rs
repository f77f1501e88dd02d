//! The desk opened as a program with a register of its own, and phones that ask it for pages: HTTP by hand, so that nothing else
//! is measured.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::integer_division,
    reason = "a test may fail at once, and counts in whole numbers"
)]
#![allow(dead_code, reason = "each of several programs uses its part")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

/// The desk as a program.
pub(crate) struct Desk {
    folder: PathBuf,
    /// Where the register is.
    register: String,
    program: Child,
    address: String,
    manager: String,
    /// How often it was opened again.
    opened: u32,
}

/// What came back.
pub(crate) struct Got {
    pub(crate) status: u16,
    pub(crate) location: Option<String>,
    pub(crate) cookie: Option<String>,
    pub(crate) body: String,
}

/// One who is signed in.
pub(crate) struct Phone {
    address: String,
    /// From where, as a proxy says.
    from: String,
    cookie: String,
    line: Mutex<Option<BufReader<TcpStream>>>,
}

impl Desk {
    /// Opens one over a register with so many open referrals.
    pub(crate) fn open(referrals: u64) -> Self {
        Self::open_at(None, referrals)
    }

    /// The same with the register at an address.
    pub(crate) fn open_at(address: Option<String>, referrals: u64) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let name =
            format!("lintel-web-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).unwrap();
        let register = address.unwrap_or_else(|| folder.join("register").display().to_string());
        let lintel = |args: &[&str]| {
            let output = command(&folder, &register).args(args).output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{args:?}: {said}");
            String::from_utf8(output.stdout).unwrap()
        };
        lintel(&["register", "init", "--estate", "stoke-on-trent"]);
        lintel(&["register", "import", "data/stoke-on-trent/occupancy.csv"]);
        if referrals > 0 {
            let file = folder.join("referrals.jsonl");
            fs::write(&file, events(referrals)).unwrap();
            lintel(&["register", "import", &file.display().to_string()]);
        }
        let accounts = folder.join("accounts").display().to_string();
        let said = lintel(&["serve", "--setup", "--account", "manager-1", "--accounts", &accounts]);
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        let (_, said) = said.split_once("kept nowhere: ").unwrap();
        let manager = said.split('.').next().unwrap().to_owned();
        let (program, address) = begun(&folder, &register, 0);
        Self { folder, register, program, address, manager, opened: 0 }
    }

    /// Makes an account of this name, and signs it in.
    pub(crate) fn phone(&self, name: &str) -> Phone {
        let manager = self.signed_in("manager-1", &self.manager);
        let made = manager.post("/accounts", &[("do", "new"), ("name", name), ("part", "duty")]);
        let (_, rest) = made.body.split_once("<code>").unwrap();
        let passphrase = rest.split("</code>").next().unwrap().to_owned();
        self.signed_in(name, &passphrase)
    }

    /// Signs the manager in.
    pub(crate) fn manager(&self) -> Phone {
        self.signed_in("manager-1", &self.manager)
    }

    fn signed_in(&self, name: &str, passphrase: &str) -> Phone {
        let phone = Phone::new(&self.address, "192.0.2.1", String::new());
        let got = phone.post("/sign-in", &[("name", name), ("passphrase", passphrase)]);
        Phone::new(&self.address, "192.0.2.1", got.cookie.unwrap())
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Ends the program in the middle of whatever it does, and opens it again.
    pub(crate) fn kill_and_open_again(&mut self) {
        self.program.kill().unwrap();
        self.program.wait().unwrap();
        self.opened += 1;
        (self.program, self.address) = begun(&self.folder, &self.register, self.opened);
    }

    /// What a command prints about the register.
    pub(crate) fn lintel(&self, args: &[&str]) -> String {
        let mut command = command(&self.folder, &self.register);
        let output = command.env("LINTEL_NOW", later(11)).args(args).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Every event, as it is exported.
    pub(crate) fn events(&self) -> Vec<serde_json::Value> {
        let text = self.lintel(&["register", "export"]);
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// How often a unit was held while another had it.
    pub(crate) fn units_held_twice(&self) -> usize {
        let mut held = std::collections::BTreeMap::new();
        let mut twice = 0;
        for event in self.events() {
            let word = |key: &str| event[key].as_str().unwrap_or_default().to_owned();
            match event["event"].as_str().unwrap() {
                "held" => {
                    let before = held.insert(word("unit"), word("referral"));
                    twice += usize::from(before.is_some_and(|of| of != word("referral")));
                }
                "claim_ended" | "turned_away" => held.retain(|_, of| *of != word("referral")),
                _ => {}
            }
        }
        twice
    }

    /// The most memory that the desk has had.
    pub(crate) fn peak_megabytes(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.program.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or("VmHWM: 0");
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        drop(self.program.kill());
        drop(self.program.wait());
        drop(fs::remove_dir_all(&self.folder));
    }
}

fn command(folder: &Path, register: &str) -> Command {
    // Another build of the program may be measured: an older one, or one that is optimised.
    let program = std::env::var_os("LINTEL_PROGRAM");
    let mut command = Command::new(program.unwrap_or_else(|| env!("CARGO_BIN_EXE_lintel").into()));
    command
        .args(["--data", "data"])
        .env("LINTEL_REGISTER", register)
        .env("LINTEL_KEY", folder.join("key"))
        .env("LINTEL_NOW", "2026-11-20T22:00:00Z");
    command
}

/// The desk's clock begins later each time, for it never goes back.
fn later(opened: u32) -> String {
    format!("2026-11-20T22:{:02}:00Z", opened * 5)
}

fn begun(folder: &Path, register: &str, opened: u32) -> (Child, String) {
    let mut command = command(folder, register);
    command.env("LINTEL_NOW", later(opened));
    command.args(["serve", "--listen", "127.0.0.1:0", "--behind-proxy", "--accounts"]);
    command.arg(folder.join("accounts"));
    let mut program = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut said = String::new();
    BufReader::new(program.stderr.take().unwrap()).read_line(&mut said).unwrap();
    let (_, address) = said.split_once("http://").unwrap_or_else(|| panic!("{said}"));
    (program, address.split_whitespace().next().unwrap().to_owned())
}

/// Referrals that are open, as events.
fn events(number: u64) -> String {
    let event = |k: u64| {
        let (age, minute) = (18 + k % 50, k % 60);
        format!(
            "{{\"at\":\"2026-11-20T{:02}:{minute:02}:00Z\",\"by\":\"bench\",\"event\":\"referral_received\",\"referral\":\"B-{k:05}\",\"request\":\"bench-{k}\",\"form\":{{\"reference\":\"B-{k:05}\",\"received\":\"2026-11-20T{:02}:{minute:02}:00Z\",\"source\":\"agency\",\"immediate_danger\":false,\"homeless_before\":false,\"person\":[{{\"role\":\"adult\",\"age\":{age},\"sex\":\"female\"}}]}}}}\n",
            k * 20 / number,
            k * 20 / number
        )
    };
    (0..number).map(event).collect()
}

impl Phone {
    pub(crate) fn new(address: &str, from: &str, cookie: String) -> Self {
        let (address, from) = (address.to_owned(), from.to_owned());
        Self { address, from, cookie, line: Mutex::new(None) }
    }

    pub(crate) fn get(&self, path: &str) -> Got {
        self.try_get(path).unwrap_or_else(|| panic!("{path}: no answer"))
    }

    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Got {
        self.try_post(path, fields).unwrap_or_else(|| panic!("{path}: no answer"))
    }

    /// The same where the desk may be gone.
    pub(crate) fn try_get(&self, path: &str) -> Option<Got> {
        self.ask("GET", path, "")
    }

    pub(crate) fn try_post(&self, path: &str, fields: &[(&str, &str)]) -> Option<Got> {
        let mut body = form_urlencoded::Serializer::new(String::new());
        self.ask("POST", path, &body.extend_pairs(fields).finish())
    }

    /// Records a referral; the address of its page. None: it is not confirmed.
    pub(crate) fn record(&self) -> Option<String> {
        let form = self.try_get("/referral").filter(|form| form.status == 200)?;
        let request = form.request();
        let said = [
            ("request", &*request),
            ("danger", "no"),
            ("who", "woman"),
            ("age", "30"),
            ("do", "record"),
        ];
        self.try_post("/referral", &said)?.location
    }

    /// Asks over a line that stays open; a line that was closed meanwhile is opened once more.
    fn ask(&self, method: &str, path: &str, body: &str) -> Option<Got> {
        let of = &self.address;
        let text = format!(
            "{method} {path} HTTP/1.1\r\nhost: {of}\r\norigin: http://{of}\r\nsec-fetch-site: same-origin\r\nx-forwarded-for: {}\r\ncookie: {}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            self.from,
            self.cookie,
            body.len()
        );
        let mut line = self.line.lock().unwrap();
        if let Some(open) = line.as_mut()
            && let Some(got) = asked(open, &text)
        {
            return Some(got);
        }
        let stream = TcpStream::connect(of).ok()?;
        stream.set_nodelay(true).unwrap();
        asked(line.insert(BufReader::new(stream)), &text)
    }
}

/// Sends a request and reads what comes back; none: the line is closed.
fn asked(line: &mut BufReader<TcpStream>, text: &str) -> Option<Got> {
    line.get_mut().write_all(text.as_bytes()).ok()?;
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if line.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let value = |name: &str| {
        let lines = head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(of, _)| of.eq_ignore_ascii_case(name)).map(|(_, of)| of.to_owned()).next()
    };
    let mut body = vec![0; value("content-length")?.parse().ok()?];
    line.read_exact(&mut body).ok()?;
    let cookie = value("set-cookie").and_then(|set| Some(set.split(';').next()?.to_owned()));
    Some(Got {
        status: head.split(' ').nth(1)?.parse().ok()?,
        location: value("location"),
        cookie,
        body: String::from_utf8_lossy(&body).into_owned(),
    })
}

impl Got {
    /// The number of the page, under which what is tapped on it is one event.
    pub(crate) fn request(&self) -> String {
        self.between("name=\"request\" value=\"").unwrap_or_default()
    }

    /// The first unit that can be held.
    pub(crate) fn first_unit(&self) -> Option<String> {
        let (_, rest) = self.body.split_once("/hold\"")?;
        let (_, rest) = rest.split_once("name=\"unit\" value=\"")?;
        Some(rest.split('"').next()?.to_owned())
    }

    fn between(&self, before: &str) -> Option<String> {
        let (_, rest) = self.body.split_once(before)?;
        Some(rest.split('"').next()?.to_owned())
    }
}
