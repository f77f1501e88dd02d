//! `lintel serve`: the desk in a browser, and its first manager.

use super::register::args::Whereabouts;
use super::{Failure, Said, clock};
use crate::doors::files;
use crate::doors::tasks::Door;
use crate::doors::web::{self, ChainAndKey, Clock, Settings};
use crate::presentation::document::Document;
use crate::presentation::render::terminal;
use crate::presentation::wording::serving;
use anyhow::Context;
use jiff::{SignedDuration, Timestamp};
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Open the desk in a browser.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    whereabouts: Whereabouts,
    /// The estate: a name in the data folder, or a path; unless said, that for which the register was begun.
    #[arg(long, value_name = "NAME")]
    estate: Option<String>,
    /// Make a manager, or draw a new passphrase for one, print it once, and stop.
    #[arg(long)]
    setup: bool,
    /// The account of that manager.
    #[arg(long, value_name = "ACCOUNT", default_value = "manager", requires = "setup")]
    account: String,
    /// A folder for who may sign in and who looked at what, sealed with the register's key; unless said, the register's own. A
    /// register in a database needs one.
    #[arg(long, value_name = "DIR")]
    accounts: Option<PathBuf>,
    /// Where to listen. Elsewhere than on this computer only with a certificate, or behind a proxy that ends TLS.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The name by which the desk is reached: desk.example.org, with its port unless that is 443.
    #[arg(long = "host", value_name = "NAME")]
    hosts: Vec<String>,
    /// A certificate of the desk's own, with its chain, as PEM.
    #[arg(long, value_name = "FILE", requires = "key_of_certificate")]
    certificate: Option<PathBuf>,
    /// The certificate's key, as PEM.
    #[arg(long, value_name = "FILE", requires = "certificate")]
    key_of_certificate: Option<PathBuf>,
    /// A proxy on this computer ends TLS and says by X-Forwarded-For for whom it asks.
    #[arg(long)]
    behind_proxy: bool,
    /// The address of a proxy elsewhere that does; each on the way is named.
    #[arg(long = "hop", value_name = "ADDRESS")]
    hops: Vec<IpAddr>,
    /// A folder in which what strategists run is kept; without it they can run nothing.
    #[arg(long, value_name = "DIR")]
    results: Option<PathBuf>,
    /// Where "Exit this page" leads.
    #[arg(long, value_name = "ADDRESS", default_value = "https://www.bbc.co.uk/weather")]
    exit_to: String,
}

pub(super) fn run(data: &Path, now: Option<Timestamp>, args: &Args) -> Result<Said, Failure> {
    let register = args.whereabouts.open()?;
    let folder = args.whereabouts.folder_beside(args.accounts.as_deref())?;
    if args.setup {
        let passphrase = web::set_up(folder, &register, &args.account)?;
        return Ok(said(&serving::new_manager(&args.account, &passphrase)));
    }
    let is_sealed = args.certificate.is_some() || args.behind_proxy || !args.hops.is_empty();
    if !args.listen.ip().is_loopback() && !is_sealed {
        let why = "passphrases and households would go over the network in the clear: give --certificate and --key-of-certificate, put a proxy that ends TLS before the desk and say --behind-proxy or --hop, or listen on 127.0.0.1";
        return Err(Failure::Usage(why.to_owned()));
    }
    let named = args.estate.clone().unwrap_or_else(|| register.estate().to_owned());
    let certificate = certificate(args)?;
    let door = Door::open(data, register, Some(&named))?;
    let listener = TcpListener::bind(args.listen).with_context(|| {
        format!("{} cannot be listened on; --listen names another", args.listen)
    })?;
    let at = listener.local_addr().context("the desk's address is not known")?;
    let settings = Settings {
        hosts: hosts(args, at.port()),
        hops: hops(args),
        exit_to: args.exit_to.clone(),
        results: args.results.clone(),
        helplines: files::helplines(data, Some(&named)),
    };
    let scheme = if args.certificate.is_some() { "https" } else { "http" };
    let open = terminal::render(&serving::desk_open(&format!("{scheme}://{at}")));
    drop(io::stderr().lock().write_all(open.as_bytes()));
    web::serve((door, data, folder), (listener, certificate), settings, running(now))?;
    Ok(said(&serving::desk_closed()))
}

/// Certificate and key as they lie there.
fn certificate(args: &Args) -> Result<Option<ChainAndKey>, Failure> {
    const LARGEST: u64 = 1 << 20;
    let Some((certificate, key)) = args.certificate.as_ref().zip(args.key_of_certificate.as_ref())
    else {
        return Ok(None);
    };
    Ok(Some((files::bytes_up_to(certificate, LARGEST)?, files::bytes_up_to(key, LARGEST)?)))
}

/// Proxies on the way: on this computer, and those that were named.
fn hops(args: &Args) -> Vec<IpAddr> {
    let here: [IpAddr; 2] = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
    let here = here.into_iter().filter(|_| args.behind_proxy);
    here.chain(args.hops.iter().map(IpAddr::to_canonical)).collect()
}

/// The names that are ours: this computer's own, and those that were said.
fn hosts(args: &Args, port: u16) -> Vec<String> {
    let own = ["localhost", "127.0.0.1", "[::1]"].map(|name| format!("{name}:{port}"));
    own.into_iter().chain(args.hosts.iter().cloned()).collect()
}

/// The computer's clock, or one that was set at the start and runs on.
fn running(said: Option<Timestamp>) -> Clock {
    let began = clock::now(None);
    let ahead = said.map_or(SignedDuration::ZERO, |said| said.duration_since(began));
    Arc::new(move || {
        let now = clock::now(None);
        now.checked_add(ahead).unwrap_or(now)
    })
}

fn said(document: &Document) -> Said {
    Said::done(terminal::render(document))
}
