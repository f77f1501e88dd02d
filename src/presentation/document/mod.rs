//! What a screen or a page says: sections, blocks, texts, and what can be done next. No width, no HTML, no colour.
//!
//! `wording` makes documents of answers, `render` shows them: at a terminal and as HTML, in the same words and order
//! ([`Document::said`]). To add a block: here, its words in `said`, its layout in each of `render`.

mod action;
mod block;
mod entry;
mod moment;
mod said;
mod section;
mod table;
mod text;

pub use action::{Act, Action, Verb};
pub use block::{Block, Card, Counted, Fact, Figure, Folded, Item, Narrow, NarrowPanel, Step};
pub use entry::{Entry, Line, Offers};
pub use moment::{Moment, When};
pub use said::Say;
pub use section::{Document, Section};
pub use table::{Row, Sheet, Table};
pub use text::{Span, Text, household, unit};

pub(crate) use text::text;
