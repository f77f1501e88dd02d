//! How the world comes in: files and the command line, where alone files and the clock are read.

pub mod cli;
mod failure;
mod files;
mod tasks;
mod web;
