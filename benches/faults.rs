//! What goes wrong at the desk, tried on a running one: ended in the middle of its work, flooded with sign-ins, sent bodies and
//! heads without end, and cut off. It fails if anything that was confirmed is lost, or if the desk does not come back.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark may fail at once, says what it measured, and waits as people do"
)]

#[path = "../tests/common/browser.rs"]
mod browser;
#[cfg(feature = "postgres")]
#[path = "../tests/common/postgres_server.rs"]
mod postgres_server;

use browser::{Desk, Phone};
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

fn main() {
    let mut desk = Desk::open(0);
    sign_ins(&desk);
    bodies(&desk);
    cut(&desk);
    slow(&desk);
    killed(&mut desk);
    println!("memory of the desk: {} MB at most since it was opened again", desk.peak_megabytes());
    drop(desk);
    #[cfg(feature = "postgres")]
    database();
}

/// Two hundred who guess at once; meanwhile somebody works.
fn sign_ins(desk: &Desk) {
    let phone = desk.phone("duty-1");
    let (begun, ended) = (Instant::now(), AtomicBool::new(false));
    let longest = thread::scope(|scope| {
        let guess = |k: usize| {
            let stranger = Phone::new(desk.address(), "203.0.113.9", String::new());
            let name = format!("nobody-{k}");
            stranger.post("/sign-in", &[("name", &name), ("passphrase", "guessed")]).status
        };
        let guesses: Vec<_> = (0..200).map(|k| scope.spawn(move || guess(k))).collect();
        let ended = &ended;
        let working = scope.spawn(move || {
            let mut longest = Duration::ZERO;
            while !ended.load(Ordering::Relaxed) {
                let begun = Instant::now();
                assert_eq!(phone.get("/").status, 200);
                longest = longest.max(begun.elapsed());
            }
            longest
        });
        let said: Vec<u16> = guesses.into_iter().map(|guess| guess.join().unwrap()).collect();
        ended.store(true, Ordering::Relaxed);
        let waits = said.iter().filter(|status| **status == 429).count();
        assert!(said.iter().all(|status| [401, 429].contains(status)), "{said:?}");
        println!(
            "200 guesses at once: {waits} were told to wait, all answered in {} ms",
            begun.elapsed().as_millis()
        );
        working.join().unwrap()
    });
    println!(
        "  meanwhile tonight took {} ms at most; {} MB",
        longest.as_millis(),
        desk.peak_megabytes()
    );
}

/// Sends bytes, and says what came back and after how long the other end had enough.
fn sent(desk: &Desk, text: &str) -> (String, Duration) {
    let begun = Instant::now();
    let mut line = TcpStream::connect(desk.address()).unwrap();
    line.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    line.write_all(text.as_bytes()).unwrap();
    let mut back = Vec::new();
    match line.read_to_end(&mut back) {
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::ConnectionReset => {}
        Err(error) => panic!("the desk keeps a line that says nothing: {error}"),
    }
    let back = String::from_utf8_lossy(&back);
    (back.lines().next().unwrap_or("closed").to_owned(), begun.elapsed())
}

fn bodies(desk: &Desk) {
    let host = desk.address();
    let head = format!("POST /sign-in HTTP/1.1\r\nhost: {host}\r\norigin: http://{host}\r\n");
    for (what, text) in [
        (
            "a body of 100 KB",
            format!(
                "{head}connection: close\r\ncontent-length: 100000\r\n\r\n{}",
                "x".repeat(100_000)
            ),
        ),
        ("a body that never comes", format!("{head}content-length: 100\r\n\r\nname=")),
        ("a head that never ends", format!("GET / HTTP/1.1\r\nhost: {host}\r\nx-")),
        ("a line that says nothing", String::new()),
        (
            "a head of 200 KB",
            format!("GET / HTTP/1.1\r\nhost: {host}\r\nx-long: {}\r\n\r\n", "x".repeat(200_000)),
        ),
        ("no HTTP", "what is this\r\n\r\n".to_owned()),
    ] {
        let (said, after) = sent(desk, &text);
        println!("{what}: {said}, after {:.1} s", after.as_secs_f64());
        assert!(!said.starts_with("HTTP/1.1 2") && after < Duration::from_secs(45), "{what}");
    }
}

/// Five hundred lines that are cut in the middle of a request.
fn cut(desk: &Desk) {
    let host = desk.address();
    for k in 0..500 {
        let mut line = TcpStream::connect(host).unwrap();
        let text =
            format!("POST /sign-in HTTP/1.1\r\nhost: {host}\r\ncontent-length: 500\r\n\r\nname=");
        line.write_all(&text.as_bytes()[..20 + k % (text.len() - 20)]).unwrap();
    }
    let begun = Instant::now();
    assert_eq!(Phone::new(host, "192.0.2.1", String::new()).get("/healthz").status, 200);
    println!("after 500 lines that were cut it answers in {} ms", begun.elapsed().as_millis());
}

/// Three hundred phones that send a letter a second, and read nothing: others work on.
fn slow(desk: &Desk) {
    let (host, phone) = (desk.address(), desk.phone("duty-slow"));
    let text =
        format!("POST /sign-in HTTP/1.1\r\nhost: {host}\r\ncontent-length: 500\r\n\r\nname=");
    let mut lines: Vec<TcpStream> = (0..300).map(|_| TcpStream::connect(host).unwrap()).collect();
    let mut longest = Duration::ZERO;
    for second in 0..10 {
        for line in &mut lines {
            // Those that had enough of it are closed.
            drop(line.write_all(&text.as_bytes()[second..=second]));
        }
        let begun = Instant::now();
        assert_eq!(phone.get("/").status, 200);
        longest = longest.max(begun.elapsed());
        thread::sleep(Duration::from_secs(1).saturating_sub(begun.elapsed()));
    }
    println!(
        "with 300 phones that send a letter a second tonight takes {} ms at most",
        longest.as_millis()
    );
}

/// The register in a database that goes, comes back, and then says nothing for a while.
#[cfg(feature = "postgres")]
fn database() {
    let mut server = postgres_server::Server::begin();
    let desk = Desk::open_at(Some(server.address("desk")), 0);
    let phone = desk.phone("duty-1");
    let mut confirmed: Vec<String> = Vec::new();
    for (word, back) in [("stop", "begin"), ("halt", "go-on")] {
        confirmed.extend((0..20).map(|_| phone.record().unwrap()));
        server.tell(word);
        let begun = Instant::now();
        while phone.get("/").status == 200 {
            thread::sleep(Duration::from_millis(10));
        }
        let told = begun.elapsed();
        assert_eq!(phone.get("/sign-in").status, 200);
        let pages: Vec<u16> = thread::scope(|scope| {
            let desk = &desk;
            let phones: Vec<_> = (0..3)
                .map(|_| {
                    scope.spawn(move || {
                        Phone::new(desk.address(), "192.0.2.2", String::new())
                            .get("/healthz")
                            .status
                    })
                })
                .collect();
            phones.into_iter().map(|phone| phone.join().unwrap()).collect()
        });
        assert!(pages.iter().all(|status| *status == 503), "{pages:?}");
        server.tell(back);
        let begun = Instant::now();
        while phone.get("/").status != 200 {
            thread::sleep(Duration::from_millis(10));
            assert!(begun.elapsed() < Duration::from_secs(120), "the desk does not come back");
        }
        println!(
            "the database is told to {word}: said after {:.1} s; it is told to {back}: the desk is there after {:.1} s",
            told.as_secs_f64(),
            begun.elapsed().as_secs_f64()
        );
    }
    let lost = confirmed.iter().filter(|page| phone.get(page).status != 200).count();
    println!("  of {} referrals that were confirmed {lost} are lost", confirmed.len());
    assert_eq!(lost, 0);
}

/// Ended in the middle of its work, five times: whatever was confirmed is there.
fn killed(desk: &mut Desk) {
    let mut confirmed: Vec<String> = Vec::new();
    let mut slowest = Duration::ZERO;
    for round in 0..5 {
        let phones: Vec<Phone> = (0..8).map(|k| desk.phone(&format!("duty-{round}-{k}"))).collect();
        let (said, ended) = (Mutex::new(Vec::new()), AtomicBool::new(false));
        thread::scope(|scope| {
            for phone in &phones {
                let (said, ended) = (&said, &ended);
                scope.spawn(move || {
                    while !ended.load(Ordering::Relaxed) {
                        let Some(page) = phone.record() else { return };
                        said.lock().unwrap().push(page);
                    }
                });
            }
            thread::sleep(Duration::from_millis(700));
            let begun = Instant::now();
            desk.kill_and_open_again();
            slowest = slowest.max(begun.elapsed());
            ended.store(true, Ordering::Relaxed);
        });
        confirmed.extend(said.into_inner().unwrap());
    }
    let phone = desk.manager();
    let lost = confirmed.iter().filter(|page| phone.get(page).status != 200).count();
    println!(
        "ended five times under load: {} referrals were confirmed, {lost} are lost; open again after {} ms at most",
        confirmed.len(),
        slowest.as_millis()
    );
    println!("  {}", desk.lintel(&["register", "verify"]).lines().next().unwrap_or_default());
    assert_eq!(lost, 0);
    assert_eq!(desk.units_held_twice(), 0);
}
