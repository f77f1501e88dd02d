//! `lintel register`: begin one, fill it, ask it, prove it, copy it.

pub(super) mod args;
mod import;
mod lines;
mod place;
mod records;

use super::format::AnswerFormat;
use super::{Failure, Said, layout};
use crate::doors::files;
use crate::presentation::document::Document;
use crate::presentation::render::terminal;
use crate::presentation::wording::register as wording;
use crate::service::vault;
use anyhow::anyhow;
use args::{Act, Backup, Register, Restore, State, Whereabouts};
use jiff::Timestamp;
use serde_json::json;
use std::fs;
use std::path::Path;

pub(super) fn run(data: &Path, now: Timestamp, args: &Register) -> Result<Said, Failure> {
    let (at, format) = (&args.whereabouts, args.format);
    match &args.act {
        Act::Init => init(data, at, args.estate.as_deref()),
        Act::Import(file) => import::run(data, now, args, file),
        Act::Export(args) => Ok(Said::done(at.open()?.export(args.as_known_at)?)),
        Act::State(args) => state(now, at, (args, format)),
        Act::Verify(args) => verify(at, args.since.as_deref(), format),
        Act::Head => head(at, format),
        Act::Records(asked) => records::run(data, now, (args, asked)),
        Act::Backup(args) => backup(at, args),
        Act::Restore(args) => restore(at, args),
    }
}

fn init(data: &Path, at: &Whereabouts, estate: Option<&str>) -> Result<Said, Failure> {
    let folder = files::estate_folder(data, estate)?;
    // A name stays a name, so that the data folder may move; a path is kept whole.
    let named = estate.filter(|name| data.join(name) == folder).map(ToOwned::to_owned);
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.clone());
    let estate = named.unwrap_or_else(|| whole.display().to_string());
    files::estate(&folder, &files::geography(data)?)?;
    let register = at.place()?;
    if vault::Register::is_there(&register)? {
        return Err(anyhow!(
            "there is a register at {register} already, and nothing is written over it"
        )
        .into());
    }
    let secret = at.make_key()?;
    let begun = at
        .make_place()
        .and_then(|place| vault::Register::create(&place, &secret, &estate).map_err(Failure::from));
    if let Err(failure) = begun {
        at.unmake_key();
        return Err(failure);
    }
    let key = at.key_file()?.display().to_string();
    Ok(told(&wording::begun(&register.to_string(), &key)))
}

fn state(
    now: Timestamp,
    at: &Whereabouts,
    (args, format): (&State, AnswerFormat),
) -> Result<Said, Failure> {
    let register = at.open()?;
    let moment = args.at.or(args.as_known_at).unwrap_or(now);
    let view = register.state_at(moment, args.as_known_at);
    Ok(Said::done(match format {
        AnswerFormat::Json => layout::json(&view),
        AnswerFormat::Table => terminal::render(&wording::state(&view, moment, now)),
    }))
}

fn verify(at: &Whereabouts, since: Option<&str>, format: AnswerFormat) -> Result<Said, Failure> {
    let mut register = at.open()?;
    let head = match since {
        Some(since) => register.verify_since(&read_head(since)?)?,
        None => register.verify()?,
    };
    Ok(match format {
        AnswerFormat::Json => Said::done(layout::json(&json!({"ok": true, "head": head}))),
        AnswerFormat::Table => told(&wording::verified(printed(head.as_ref()).as_deref())),
    })
}

fn told(document: &Document) -> Said {
    Said::done(terminal::render(document))
}

fn printed(head: Option<&vault::Head>) -> Option<String> {
    head.map(ToString::to_string)
}

/// A head as a file or as its text.
fn read_head(said: &str) -> Result<vault::Head, Failure> {
    let is_file = said.len() < 4096 && Path::new(said).is_file();
    let text = if is_file { fs::read_to_string(said).unwrap_or_default() } else { said.to_owned() };
    vault::Head::read(&text).ok_or_else(|| {
        Failure::Usage(
            "--since takes a head as `lintel register head` prints it, or a file of it".to_owned(),
        )
    })
}

fn head(at: &Whereabouts, format: AnswerFormat) -> Result<Said, Failure> {
    let head = at.open()?.head()?;
    Ok(match format {
        AnswerFormat::Json => Said::done(layout::json(&head)),
        AnswerFormat::Table => told(&wording::head(printed(head.as_ref()).as_deref())),
    })
}

fn backup(at: &Whereabouts, args: &Backup) -> Result<Said, Failure> {
    let secret = at.secret()?;
    let head = at.open()?.back_up(&args.file, &secret)?;
    let file = args.file.display().to_string();
    Ok(told(&wording::backed_up(&file, printed(head.as_ref()).as_deref())))
}

fn restore(at: &Whereabouts, args: &Restore) -> Result<Said, Failure> {
    let secret = at.secret()?;
    let head = vault::Register::restore(&args.file, &at.make_place()?, &secret)?;
    let file = args.file.display().to_string();
    Ok(told(&wording::restored(&file, printed(head.as_ref()).as_deref())))
}
