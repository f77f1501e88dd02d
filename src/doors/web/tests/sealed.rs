//! What lies on the disk beside the register.

use super::super::account::Accounts;
use super::Opened;
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
    let door = desk.house.door();
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
