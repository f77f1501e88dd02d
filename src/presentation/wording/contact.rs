//! A provider's contact, or that its number is not known here.

use crate::inputs::estate::Provider;

/// A provider's contact, or that its number is not known here.
pub(super) fn contact(provider: &Provider, key: &str) -> String {
    let lines = provider.contacts.get(key).map_or(&[][..], |contacts| contacts.lines());
    let said = lines.join("; ");
    if said.chars().filter(char::is_ascii_digit).count() < 3 {
        return "NUMBER MISSING, see the out-of-hours policy.".to_owned();
    }
    said
}
