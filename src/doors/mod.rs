//! How the world comes in: files and the command line, the only rooms that read files or the clock.

pub mod cli;
mod failure;
mod files;
