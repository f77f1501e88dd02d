//! The desk in a browser: pages that are written here, work without scripts, and record by the same functions as the
//! terminal.
//!
//! `router` has the table of routes, each (`route`) for one role by its type; `gate` is what a request passes before; `desk_state` is what
//! pages stand on. A page a file: `home`, `referral` (with `referral_form`), `household`, `unit`, `managing`, `sign_in`; what strategists and commissioners see is `planning`. Every word of
//! an answer is `wording`'s. Not here: what is possible (`service/register`) and what an act records (`tasks`).

mod access_log;
mod account;
mod acts;
mod allocation;
mod answer;
mod api;
mod assets;
mod attempts;
mod correction;
mod countdown;
mod decision_watch;
mod desk_state;
mod events;
mod fields;
mod gate;
mod guard;
mod home;
mod household;
mod input;
mod lines;
mod links;
mod listen;
mod managing;
mod page;
mod pending_decisions;
mod planning;
mod random_bytes;
mod record_act;
mod referral;
mod referral_form;
mod reply;
mod returns;
mod route;
mod router;
mod second_factor;
mod service;
mod session;
mod sign_in;
mod support;
mod support_acts;
mod unit;
mod visit;

#[cfg(test)]
mod tests;

pub(super) use desk_state::{Clock, Settings};

use crate::doors::failure::Failure;
use crate::doors::tasks::Door;
use crate::service::vault::Register;
use account::{Accounts, Part};
use anyhow::Context;
use desk_state::DeskState;
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;

/// Makes a manager, or draws a new passphrase for one who forgot it; it is told this once.
pub(super) fn set_up(folder: &Path, register: &Register, name: &str) -> Result<String, Failure> {
    Accounts::open(folder, register)?.draw(register, name, Some(Part::Manager))
}

/// A certificate and its key, both as PEM.
pub(super) type ChainAndKey = (Vec<u8>, Vec<u8>);

/// Every thread keeps memory of its own. Of those that answer most wait for the register, which one asks at a time; turns
/// (`desk_state`) leave some for pages that do not need it.
const MOST_THREADS: usize = 16;

/// Serves the desk until the program is told to stop; what is being answered is answered first.
pub(super) fn serve(
    (door, data, folder): (Door, &Path, &Path),
    (listener, certificate): (TcpListener, Option<ChainAndKey>),
    settings: Settings,
    clock: Clock,
) -> Result<(), Failure> {
    let accounts = Accounts::open(folder, &door.register)?;
    if accounts.all().is_empty() {
        let why = "nobody may sign in yet: lintel serve --setup makes the first manager";
        return Err(Failure::Usage(why.to_owned()));
    }
    let tls = certificate.map(|(chain, key)| listen::tls(&chain, &key)).transpose()?;
    let state = Arc::new(DeskState::new((door, data, folder), accounts, settings, clock));
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    runtime.worker_threads(2).max_blocking_threads(MOST_THREADS).enable_all();
    let runtime = runtime.build();
    let runtime = runtime.context("the desk cannot begin")?;
    let served = runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let watching = tokio::spawn(decision_watch::watch(Arc::clone(&state)));
        listen::serve((state, listener), tls, told_to_stop()).await;
        watching.abort();
        std::io::Result::Ok(())
    });
    // A run that is going is not waited for: nothing of it is kept.
    runtime.shutdown_background();
    Ok(served.context("the desk stopped")?)
}

/// Waits for somebody to press Ctrl and C, or for the system to end the program.
async fn told_to_stop() {
    let pressed = async { drop(tokio::signal::ctrl_c().await) };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut ended) = signal(SignalKind::terminate()) else { return pressed.await };
        tokio::pin!(pressed);
        std::future::poll_fn(|context| {
            let is_over =
                pressed.as_mut().poll(context).is_ready() || ended.poll_recv(context).is_ready();
            if is_over { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
        })
        .await;
    }
    #[cfg(not(unix))]
    pressed.await;
}
