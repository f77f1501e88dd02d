//! How the world comes in: the command line, the only module that reads files or the clock.

pub mod cli;
