//! What lies on the disk beside the register.

use super::super::account::Accounts;
use super::super::second_factor::code;
use super::Opened;
use jiff::Timestamp;
use std::fs;

#[test]
fn who_may_sign_in_is_read_by_nobody_without_the_key() {
    let desk = Opened::new();
    let file = desk.folder.path().join("accounts.sealed");
    let bytes = fs::read(&file).unwrap();
    for word in ["duty-1", "manager", "argon2"] {
        assert!(!bytes.windows(word.len()).any(|part| part == word.as_bytes()), "{word}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn whoever_writes_to_the_disk_makes_nobody_a_manager() {
    let desk = Opened::new();
    let file = desk.folder.path().join("accounts.sealed");
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() >> 1;
    bytes[middle] ^= 1;
    fs::write(&file, bytes).unwrap();
    let door = desk.state.door();
    let opened = Accounts::open(desk.folder.path(), &door.register);
    assert!(format!("{:?}", opened.unwrap_err()).contains("not as it was written"));
}

#[test]
fn a_passphrase_is_chosen_and_signs_out_everywhere() {
    let desk = Opened::new();
    let (one, two) = (desk.sign_in("duty-1"), desk.sign_in("duty-1"));
    let old = desk.passphrase("duty-1").to_owned();
    let choose = |now: &str, chosen: &str, again: &str| {
        desk.post("/account", &one, &[("passphrase", now), ("chosen", chosen), ("again", again)])
    };
    choose("wrong", "four odd words here", "four odd words here")
        .says("not the passphrase you have now");
    choose(&old, "short", "short").says("at least 12 characters");
    choose(&old, "four odd words here", "four odd words there").says("not the same");
    assert_eq!(desk.get("/", &two).status, 200);
    choose(&old, "four odd words here", "four odd words here")
        .says("Your passphrase is another now");
    assert_eq!(desk.get("/", &one).status, 401);
    assert_eq!(desk.get("/", &two).status, 401);
    let sign_in = |passphrase: &str| {
        desk.post("/sign-in", "", &[("name", "duty-1"), ("passphrase", passphrase)]).status
    };
    assert_eq!(sign_in(&old), 401);
    assert_eq!(sign_in("four odd words here"), 303);
}

#[test]
fn a_managers_second_factor_is_asked_once_it_has_begun() {
    let desk = Opened::new();
    let cookie = desk.sign_in("manager-1");
    let page = desk.get("/account", &cookie);
    let secret = page.after("name=\"secret\" value=\"").to_owned();
    let code = |now: Timestamp| code(&secret, now.as_second().div_euclid(30)).unwrap();
    let begin = |code: &str| {
        desk.post("/account/second", &cookie, &[("secret", &secret), ("code", code)]).status
    };
    assert_eq!(begin("12345"), 422);
    let first = code(desk.state.now());
    assert_eq!(begin(&first), 303);
    desk.get("/account", &cookie).says("six digits of your authenticator are asked");
    let passphrase = desk.passphrase("manager-1").to_owned();
    let sign_in = |code: &str| {
        let fields = [("name", "manager-1"), ("passphrase", &*passphrase), ("code", code)];
        desk.post("/sign-in", "", &fields).status
    };
    assert_eq!((sign_in(""), sign_in(&first)), (401, 401));
    desk.wait(1);
    let next = code(desk.state.now());
    assert_eq!((sign_in(&next), sign_in(&next)), (303, 401));
    // Whoever lost it has it ended with a new passphrase, at the terminal or by another manager.
    let door = desk.state.door();
    let drawn = desk.state.accounts().draw(&door.register, "manager-1", None).unwrap();
    drop(door);
    let fields = [("name", "manager-1"), ("passphrase", &*drawn)];
    assert_eq!(desk.post("/sign-in", "", &fields).status, 303);
}

#[test]
fn a_passphrase_of_few_letters_or_of_the_accounts_name_is_refused() {
    let desk = Opened::new();
    let cookie = desk.sign_in("duty-1");
    let old = desk.passphrase("duty-1").to_owned();
    let chooses = |chosen: &str| {
        let fields = [("passphrase", &*old), ("chosen", chosen), ("again", chosen)];
        desk.post("/account", &cookie, &fields)
    };
    for (chosen, why) in [
        ("aaaaaaaaaaaa", "soon guessed"),
        ("abababababab", "soon guessed"),
        ("my duty-1 pass phrase", "not the account&#39;s name"),
        ("tea", "at least 12 characters"),
    ] {
        chooses(chosen).says(why);
    }
    let signs_in = |passphrase: &str| {
        desk.post("/sign-in", "", &[("name", "duty-1"), ("passphrase", passphrase)]).status
    };
    assert_eq!((signs_in("aaaaaaaaaaaa"), signs_in(&old)), (401, 303));
}
