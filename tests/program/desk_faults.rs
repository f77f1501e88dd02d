//! What goes wrong at a desk that runs: killed under load, cut off, its database gone. Whatever was confirmed is there, and the desk
//! comes back. `make faults` tries the same for longer, and what takes its time.

use crate::browser::{Desk, Phone};
use std::io::Write;
use std::net::TcpStream;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

#[test]
fn whatever_was_confirmed_before_it_was_killed_is_there() {
    const AFTER: usize = 10;
    let mut desk = Desk::open(0);
    let phones: Vec<Phone> = (0..3).map(|k| desk.phone(&format!("duty-{k}"))).collect();
    let (confirmed, count) = (Mutex::new(Vec::new()), AtomicUsize::new(0));
    thread::scope(|scope| {
        for phone in &phones {
            let (confirmed, count) = (&confirmed, &count);
            scope.spawn(move || {
                while let Some(page) = phone.record() {
                    confirmed.lock().unwrap().push(page);
                    count.fetch_add(1, Ordering::Relaxed);
                }
                // Whoever finds the desk gone ends: nobody waits for more than it gave.
                count.fetch_add(AFTER, Ordering::Relaxed);
            });
        }
        while count.load(Ordering::Relaxed) < AFTER {
            thread::yield_now();
        }
        desk.kill_and_open_again();
    });
    let confirmed = confirmed.into_inner().unwrap();
    assert!(confirmed.len() >= AFTER);
    let manager = desk.manager();
    for page in &confirmed {
        assert_eq!(manager.get(page).status, 200, "{page}");
    }
    assert!(desk.lintel(&["register", "verify"]).contains("events"));
}

#[test]
fn lines_that_are_cut_keep_nobody_from_the_desk() {
    let desk = Desk::open(0);
    let host = desk.address();
    let head = "POST /sign-in HTTP/1.1\r\ncontent-length: 500\r\n\r\nname=";
    for k in 0..100 {
        let mut line = TcpStream::connect(host).unwrap();
        line.write_all(&head.as_bytes()[..10 + k % 40]).unwrap();
    }
    assert_eq!(Phone::new(host, "192.0.2.1", String::new()).get("/healthz").status, 200);
}

#[test]
fn of_many_who_guess_at_once_all_are_answered_and_others_work_on() {
    let desk = Desk::open(0);
    let phone = desk.phone("duty-1");
    thread::scope(|scope| {
        let guess = |k: usize| {
            let stranger = Phone::new(desk.address(), "203.0.113.9", String::new());
            let name = format!("nobody-{k}");
            stranger.post("/sign-in", &[("name", &name), ("passphrase", "guessed")]).status
        };
        let guesses: Vec<_> = (0..40).map(|k| scope.spawn(move || guess(k))).collect();
        assert!(phone.record().is_some());
        let said: Vec<u16> = guesses.into_iter().map(|guess| guess.join().unwrap()).collect();
        assert!(said.iter().all(|status| [401, 429].contains(status)), "{said:?}");
        assert!(said.contains(&429), "after thirty nobody from there may try");
    });
}

#[cfg(feature = "postgres")]
#[test]
fn a_database_that_was_gone_comes_back_and_nothing_confirmed_is_lost() {
    let mut server = crate::postgres_server::Server::begin();
    let desk = Desk::open_at(Some(server.address("desk")), 0);
    let phone = desk.phone("duty-1");
    let first = phone.record().unwrap();
    server.tell("stop");
    // Until it is gone there may be answers; then there is an explanation, and help.
    let said = (0..10_000).map(|_| phone.get("/")).find(|got| got.status != 200).unwrap();
    assert_eq!(said.status, 503);
    assert!(said.body.contains("The register cannot be reached"), "{}", said.body);
    assert!(said.body.contains("0808 2000 247"));
    assert!(phone.record().is_none());
    server.tell("begin");
    let back = (0..10_000).find(|_| phone.get("/").status == 200);
    assert!(back.is_some(), "the desk does not come back");
    let second = phone.record().unwrap();
    for page in [&first, &second] {
        assert_eq!(phone.get(page).status, 200);
    }
    assert!(desk.lintel(&["register", "verify"]).contains("events"));
}
