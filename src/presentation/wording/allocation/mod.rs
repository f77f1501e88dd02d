//! Several households at once: who is offered what, why somebody is without, and what each should know.

mod asking;
mod decided;
mod screen;
mod words;

pub(in crate::presentation::wording) use asking::{Asking, asking};
pub use screen::allocation;
pub use words::{binding, moving, order, shortage, without};
