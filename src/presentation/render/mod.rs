//! Documents shown: at a terminal of 80 columns, and as HTML; and answers as JSON. Nothing here adds a word of its own but how an action is
//! named where it is shown.

pub mod html;
pub mod json;
pub mod terminal;
