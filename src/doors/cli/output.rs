//! Standard output: whether it is there at all.
//!
//! Where it was closed (`>&-`), the runtime puts `/dev/null` into its place before `main`, and what is written vanishes
//! without an error. So somebody has to look before that.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

static CLOSED: AtomicBool = AtomicBool::new(false);

#[cfg(unix)]
#[ctor::ctor(unsafe)]
fn look() {
    let is_closed = rustix::io::fcntl_getfd(rustix::stdio::stdout()).is_err();
    CLOSED.store(is_closed, Ordering::Relaxed);
}

/// An error where whoever started the program has closed it.
pub(super) fn is_there() -> io::Result<()> {
    if CLOSED.load(Ordering::Relaxed) {
        return Err(io::Error::other("standard output is closed"));
    }
    Ok(())
}
