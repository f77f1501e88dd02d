//! How sources, data and documents lie together.
//!
//! Not here: what the program does with them (`tests/engine`, `tests/program`).

#[path = "../common/mod.rs"]
mod common;

mod circles;
mod data;
mod doors;
mod glossary;
mod layering;
mod names;
mod paths;
mod planning;
mod pointers;
mod sentences;
mod threats;
