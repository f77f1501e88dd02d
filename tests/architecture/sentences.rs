//! Words come last: no sentence stands where answers are made.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::paths::sources;
use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use syn::visit::{self, Visit};

/// Wings whose answers hold ids, numbers, reasons and moments.
const WITHOUT_WORDS: [&str; 3] = ["src/engine", "src/desk", "src/planning"];

/// What is wrong with an answer that a defect made is said to whoever mends it.
const FAULTS: &str = "src/desk/allocation/check/";

/// Files that say something else than an answer, each with what that is.
const NO_ANSWERS: [(&str, &str); 18] = [
    ("src/desk/allocation/admit.rs", "what is wrong with a list that was read"),
    ("src/desk/allocation/terms.rs", "what is wrong with a list that was read"),
    ("src/desk/allocation/export.rs", "a file format of solvers"),
    ("src/engine/demand/case_mix.rs", "what is wrong with a scenario that was read"),
    ("src/planning/calibration/backtest.rs", "names of quantities, which are keys of its table"),
    ("src/planning/calibration/calibrated.rs", "names of quantities, which are keys of its table"),
    ("src/planning/calibration/reader.rs", "what is wrong with a file that was read"),
    ("src/planning/calibration/report.rs", "units of quantities, which are cells of its table"),
    ("src/planning/calibration/shapes.rs", "what belongs into a file"),
    ("src/planning/expansion/budget_reader.rs", "what is wrong with a file that was read"),
    ("src/planning/expansion/reader.rs", "what is wrong with a file that was read"),
    ("src/planning/expansion/shapes.rs", "what belongs into a file"),
    ("src/planning/forecast/conserved.rs", "what is wrong with a shard that was read"),
    ("src/planning/forecast/merge.rs", "what is wrong with shards that were read"),
    ("src/planning/forecast/precision.rs", "what is wrong with a width that was typed"),
    ("src/planning/forecast/shard.rs", "what is wrong with a shard that was read"),
    ("src/planning/policy/report.rs", "the name of a group, which is a cell of its table"),
    ("src/planning/verify/oracle.rs", "what is simulated: a table of systems of the textbooks"),
];

/// Three words or more with a space between them.
fn is_a_sentence(text: &str) -> bool {
    let is_word = |word: &&str| word.chars().any(char::is_alphabetic);
    text.split_whitespace().filter(is_word).count() >= 3
}

/// The texts of a source, attributes, invariants and tests apart.
#[derive(Default)]
struct Sentences(Vec<String>);

/// Every text of a source.
pub(crate) fn texts(source: &str) -> Vec<String> {
    let mut found = Sentences::default();
    found.visit_file(&syn::parse_file(source).unwrap());
    found.0
}

impl Sentences {
    fn of(source: &str) -> Vec<String> {
        texts(source).into_iter().filter(|text| is_a_sentence(text)).collect()
    }

    fn note(&mut self, text: String) {
        self.0.push(text);
    }

    fn tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Literal(literal) => {
                    if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                        self.note(text.value());
                    }
                }
                TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Sentences {
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    fn visit_item_mod(&mut self, i: &'ast syn::ItemMod) {
        if i.ident != "tests" {
            visit::visit_item_mod(self, i);
        }
    }

    /// What `expect` says is an invariant, as what `unreachable` says: for whoever reads the code.
    fn visit_expr_method_call(&mut self, i: &'ast syn::ExprMethodCall) {
        if i.method == "expect" {
            self.visit_expr(&i.receiver);
        } else {
            visit::visit_expr_method_call(self, i);
        }
    }

    fn visit_lit_str(&mut self, i: &'ast syn::LitStr) {
        self.note(i.value());
    }

    fn visit_macro(&mut self, i: &'ast syn::Macro) {
        if !i.path.is_ident("unreachable") {
            self.tokens(i.tokens.clone());
        }
    }
}

#[test]
fn no_sentence_stands_where_answers_are_made() {
    let mut with_words = BTreeSet::new();
    for wing in WITHOUT_WORDS {
        for file in sources(Path::new(wing)) {
            let name = file.display().to_string();
            if name.ends_with("/tests.rs") {
                continue;
            }
            let found = Sentences::of(&fs::read_to_string(&file).unwrap());
            if !found.is_empty() {
                let known =
                    name.starts_with(FAULTS) || NO_ANSWERS.iter().any(|(file, _)| *file == name);
                assert!(known, "{name} says {found:?}");
                with_words.insert(name);
            }
        }
    }
    for (file, what) in NO_ANSWERS {
        assert!(with_words.contains(file), "{file} needs no exception for {what}");
    }
}

#[test]
fn a_planted_sentence_is_found_however_it_is_written() {
    for planted in [
        "fn f() -> &'static str { \"The manager agrees.\" }",
        "const SAID: &str = \"three plain words\";",
        "fn f(n: u32) -> String { format!(\"{n} households can use it\") }",
        "fn f() { vec![(\"one\", \"a b c\")]; }",
    ] {
        assert_eq!(Sentences::of(planted).len(), 1, "{planted}");
    }
    for harmless in [
        "/// Three plain words.\nfn f() {}",
        "#[expect(dead_code, reason = \"three plain words\")]\nfn f() {}",
        "mod tests { const SAID: &str = \"three plain words\"; }",
        "const NAME: &str = \"spare_places\";",
        "fn f(x: Option<u8>) -> u8 { x.expect(\"three plain words\") }",
    ] {
        assert!(Sentences::of(harmless).is_empty(), "{harmless}");
    }
}
