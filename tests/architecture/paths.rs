//! Which paths a source file names, and in which file what they name is written.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use syn::visit::Visit;

/// A path as it is written, a name a segment.
pub(crate) type Names = Vec<String>;

/// Every path that a file names, its tests apart.
#[derive(Debug, Default)]
pub(crate) struct Named {
    /// In code, and in `use` that hands nothing on.
    pub(crate) used: BTreeSet<Names>,
    /// In `pub use`: what it hands on, by the name that it gives it.
    pub(crate) handed_on: BTreeMap<String, Names>,
    /// Whole modules handed on.
    pub(crate) globs: Vec<Names>,
    /// `use` without `pub`, by the name in this file.
    pub(crate) known_as: BTreeMap<String, Names>,
    /// What it declares itself: types, functions, constants, macros.
    pub(crate) declared: BTreeSet<String>,
}

impl Named {
    /// Reads one file.
    pub(crate) fn of(source: &str) -> Self {
        let mut named = Self::default();
        named.visit_file(&syn::parse_file(source).unwrap());
        named
    }

    /// All of them, handed on or not.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Names> {
        self.used.iter().chain(self.handed_on.values()).chain(&self.globs)
    }

    fn tree(&mut self, before: &[String], tree: &syn::UseTree, is_public: bool) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.tree(&with(&path.ident), &path.tree, is_public),
            syn::UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.tree(before, tree, is_public));
            }
            syn::UseTree::Name(name) if name.ident == "self" => {
                let known = before.last().cloned().unwrap_or_default();
                self.note(known, before.to_vec(), is_public);
            }
            syn::UseTree::Name(name) => {
                self.note(name.ident.to_string(), with(&name.ident), is_public);
            }
            syn::UseTree::Rename(name) => {
                self.note(name.rename.to_string(), with(&name.ident), is_public);
            }
            syn::UseTree::Glob(_) if is_public => self.globs.push(before.to_vec()),
            syn::UseTree::Glob(_) => drop(self.used.insert(before.to_vec())),
        }
    }

    fn note(&mut self, known: String, path: Names, is_public: bool) {
        if is_public {
            self.handed_on.insert(known, path);
        } else {
            self.known_as.insert(known, path.clone());
            self.used.insert(path);
        }
    }

    /// Paths among the tokens of a macro, which are no code until it is called.
    fn tokens(&mut self, tokens: proc_macro2::TokenStream) {
        use proc_macro2::TokenTree;
        let mut path: Names = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Punct(punct) if punct.as_char() == ':' => {
                    colons += 1;
                    continue;
                }
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        self.end(&mut path);
                    }
                    path.push(name.to_string());
                }
                TokenTree::Group(group) => {
                    self.end(&mut path);
                    self.tokens(group.stream());
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => self.end(&mut path),
            }
            colons = 0;
        }
        self.end(&mut path);
    }

    fn end(&mut self, path: &mut Names) {
        let path = std::mem::take(path);
        if path.len() > 1 {
            self.used.insert(path);
        }
    }
}

impl<'ast> Visit<'ast> for Named {
    fn visit_item_use(&mut self, i: &'ast syn::ItemUse) {
        let is_public = !matches!(i.vis, syn::Visibility::Inherited);
        self.tree(&[], &i.tree, is_public);
    }

    fn visit_path(&mut self, i: &'ast syn::Path) {
        // A name alone is a variable; a crate is named by a longer path, or by `use`.
        if i.segments.len() > 1 {
            let names = i.segments.iter().map(|segment| segment.ident.to_string());
            self.used.insert(names.collect());
        }
        syn::visit::visit_path(self, i);
    }

    fn visit_macro(&mut self, i: &'ast syn::Macro) {
        self.tokens(i.tokens.clone());
        syn::visit::visit_macro(self, i);
    }

    fn visit_attribute(&mut self, i: &'ast syn::Attribute) {
        if let syn::Meta::List(list) = &i.meta {
            self.tokens(list.tokens.clone());
        }
    }

    /// Who may see an item is no need of it.
    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}

    fn visit_item(&mut self, i: &'ast syn::Item) {
        let declared = match i {
            syn::Item::Const(item) => Some(&item.ident),
            syn::Item::Enum(item) => Some(&item.ident),
            syn::Item::Fn(item) => Some(&item.sig.ident),
            syn::Item::Static(item) => Some(&item.ident),
            syn::Item::Struct(item) => Some(&item.ident),
            syn::Item::Trait(item) => Some(&item.ident),
            syn::Item::Type(item) => Some(&item.ident),
            syn::Item::Union(item) => Some(&item.ident),
            syn::Item::Macro(item) => item.ident.as_ref(),
            _ => None,
        };
        self.declared.extend(declared.map(ToString::to_string));
        syn::visit::visit_item(self, i);
    }

    fn visit_item_mod(&mut self, i: &'ast syn::ItemMod) {
        let is_test = i.attrs.iter().any(|attr| {
            attr.path().is_ident("cfg")
                && attr.parse_args::<syn::Ident>().is_ok_and(|what| what == "test")
        });
        if !is_test {
            syn::visit::visit_item_mod(self, i);
        }
    }
}

/// Every source file below a folder, by name.
pub(crate) fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The module of a file below `src`, from the crate's root.
pub(crate) fn module_of(file: &Path) -> Names {
    let inside = file.strip_prefix("src").unwrap().with_extension("");
    let mut names: Names =
        inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    if matches!(names.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        names.pop();
    }
    names
}

/// The whole crate: what every module names.
#[derive(Debug, Default)]
pub(crate) struct House(BTreeMap<Names, Named>);

impl House {
    /// Modules with their sources.
    pub(crate) fn of(sources: impl IntoIterator<Item = (Names, String)>) -> Self {
        Self(sources.into_iter().map(|(module, text)| (module, Named::of(&text))).collect())
    }

    /// The crate as it lies here; the program's entrance and files of tests are left out.
    pub(crate) fn here() -> Self {
        let files = sources(Path::new("src")).into_iter();
        let files = files.filter(|file| !file.ends_with("main.rs") && !file.ends_with("tests.rs"));
        Self::of(files.map(|file| (module_of(&file), fs::read_to_string(&file).unwrap())))
    }

    /// What every module names.
    pub(crate) fn modules(&self) -> impl Iterator<Item = (&Names, &Named)> {
        self.0.iter()
    }

    /// A path as seen in a module, from the crate's root; none for one that leaves the crate.
    pub(crate) fn rooted(&self, module: &[String], path: &[String]) -> Option<Names> {
        let named = self.0.get(module)?;
        let (first, mut rest) = path.split_first()?;
        let mut at = module.to_vec();
        match first.as_str() {
            "crate" | "lintel" => return Some(rest.to_vec()),
            "self" => {}
            "super" => drop(at.pop()),
            name => {
                let known = named.known_as.get(name).or_else(|| named.handed_on.get(name));
                if let Some(known) = known.filter(|known| known.first() != Some(first)) {
                    return self.rooted(module, &[known.clone(), rest.to_vec()].concat());
                }
                let child = [module, &[name.to_owned()]].concat();
                let is_ours = self.0.contains_key(&child) || named.declared.contains(name);
                return is_ours.then(|| [module, path].concat());
            }
        }
        while rest.first().is_some_and(|name| name == "super") {
            at.pop();
            rest = &rest[1..];
        }
        Some([at, rest.to_vec()].concat())
    }

    /// The module in whose file that is written which a path from the root names, whoever hands it on.
    pub(crate) fn written_in(&self, path: &[String]) -> Option<Names> {
        const MOST_HANDS: usize = 16;
        self.found_in(path, MOST_HANDS)
    }

    fn found_in(&self, path: &[String], hands: usize) -> Option<Names> {
        let hands = hands.checked_sub(1)?;
        let known = (0..=path.len()).rev().find(|&len| self.0.contains_key(&path[..len]))?;
        let (module, rest) = path.split_at(known);
        let Some((name, after)) = rest.split_first() else { return Some(module.to_vec()) };
        let named = &self.0[module];
        if named.declared.contains(name) {
            return Some(module.to_vec());
        }
        if let Some(path) = named.handed_on.get(name).or_else(|| named.known_as.get(name)) {
            let path = self.rooted(module, path)?;
            return self.found_in(&[path, after.to_vec()].concat(), hands);
        }
        let globs = named.globs.iter().filter_map(|glob| self.rooted(module, glob));
        globs
            .filter_map(|glob| self.found_in(&[glob, rest.to_vec()].concat(), hands))
            .find(|found| self.0[found].declared.contains(name))
            .or_else(|| Some(module.to_vec()))
    }

    /// The modules whose files a module's file needs; what it only hands on it does not need.
    pub(crate) fn needs(&self, module: &Names) -> BTreeSet<Names> {
        let from_root = self.0[module].used.iter().filter_map(|path| self.rooted(module, path));
        let written = from_root.filter_map(|path| self.written_in(&path));
        written.filter(|other| other != module).collect()
    }

    /// What a module names, from the crate's root: as it is written there, and where it is written itself.
    pub(crate) fn named_in(&self, module: &Names) -> BTreeSet<Names> {
        let from_root = self.0[module].used.iter().filter_map(|path| self.rooted(module, path));
        from_root.flat_map(|path| [self.written_in(&path), Some(path)]).flatten().collect()
    }
}
