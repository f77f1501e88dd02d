//! A run of words in which units, households, moments and actions are known for what they are.

use super::action::Action;
use super::moment::Moment;
use std::borrow::Cow;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Words.
    Words(Cow<'static, str>),
    /// A unit by its codename.
    Unit(String),
    /// A household by its pseudonym.
    Household(String),
    /// A moment or a day.
    At(Moment),
    /// Something to do next.
    Do(Action),
}

/// Words in a row; empty: nothing is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text(Vec<Span>);

impl Text {
    /// Its parts.
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        let says_nothing = |span: &Span| matches!(span, Span::Words(words) if words.is_empty());
        self.0.iter().all(says_nothing)
    }

    /// This, and then more.
    #[must_use]
    pub fn and(mut self, more: impl Into<Self>) -> Self {
        self.0.extend(more.into().0);
        self
    }

    /// Several, with the same words between each and the next.
    pub fn joined(parts: impl IntoIterator<Item = Self>, between: &'static str) -> Self {
        let mut whole = Self::default();
        for (k, part) in parts.into_iter().enumerate() {
            if k > 0 {
                whole = whole.and(between);
            }
            whole = whole.and(part);
        }
        whole
    }

    /// The words, each action said as `act` says it.
    pub fn words(&self, act: &dyn Fn(&Action) -> Cow<'static, str>) -> String {
        let mut said = String::new();
        for span in &self.0 {
            match span {
                Span::Words(words) => said += words,
                Span::Unit(name) | Span::Household(name) => said += name,
                Span::At(moment) => said += &moment.words,
                Span::Do(action) => said += &act(action),
            }
        }
        said
    }
}

/// A unit by its codename.
pub fn unit(name: &str) -> Text {
    Text(vec![Span::Unit(name.to_owned())])
}

/// A household by its pseudonym.
pub fn household(reference: &str) -> Text {
    Text(vec![Span::Household(reference.to_owned())])
}

impl From<&'static str> for Text {
    fn from(words: &'static str) -> Self {
        Self(vec![Span::Words(Cow::Borrowed(words))])
    }
}

impl From<String> for Text {
    fn from(words: String) -> Self {
        Self(vec![Span::Words(Cow::Owned(words))])
    }
}

impl From<Cow<'static, str>> for Text {
    fn from(words: Cow<'static, str>) -> Self {
        Self(vec![Span::Words(words)])
    }
}

impl From<Moment> for Text {
    fn from(moment: Moment) -> Self {
        Self(vec![Span::At(moment)])
    }
}

impl From<Action> for Text {
    fn from(action: Action) -> Self {
        Self(vec![Span::Do(action)])
    }
}

/// A text of parts in a row: words, moments, actions, texts.
macro_rules! text {
    ($first:expr $(, $more:expr)* $(,)?) => {
        $crate::presentation::document::Text::from($first)$(.and($more))*
    };
}

pub(crate) use text;
