//! What somebody meets who runs the program: every test here goes through the binary.
//!
//! Not here: what the library promises to its own parts (`tests/engine`), how the sources lie (`tests/architecture`).

#[path = "../common/chance.rs"]
mod chance;
#[path = "../common/mod.rs"]
mod common;
#[cfg(feature = "postgres")]
#[path = "../common/postgres_server.rs"]
mod postgres_server;
#[path = "../common/said_alike.rs"]
mod said_alike;

#[path = "../common/browser.rs"]
mod browser;

mod asking;
mod bad_input;
mod broken_in_part;
mod calibration;
mod casebook;
mod cli;
mod compare;
mod desk;
mod desk_faults;
mod desk_words;
mod determinism;
mod everyday_names;
mod evidence;
mod forms;
mod from_anywhere;
mod heard;
mod hostile;
mod import;
mod in_doubt;
mod night;
mod nobodys_keys;
mod one_woman;
mod outlook;
mod own_provider;
mod own_words;
mod policy;
mod precision;
mod readme;
mod register;
mod registered;
mod report;
mod returns;
mod said_otherwise;
mod same_words;
mod screens;
mod sets;
mod shards;
mod true_words;
mod typed;
mod verify;
