//! A test's name is a sentence that fits on a line.

use crate::paths::sources;
use std::fs;
use std::path::Path;
use syn::visit::Visit;

const LONGEST: usize = 69;

/// Names of functions, in whatever modules of a file.
#[derive(Default)]
struct Functions(Vec<String>);

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, i: &'ast syn::ItemFn) {
        self.0.push(i.sig.ident.to_string());
        syn::visit::visit_item_fn(self, i);
    }
}

#[test]
fn no_name_of_a_function_is_longer_than_a_line() {
    let files: Vec<_> =
        ["src", "tests", "benches"].iter().flat_map(|folder| sources(Path::new(folder))).collect();
    assert!(files.len() > 500, "{}", files.len());
    let mut long = Vec::new();
    for file in files {
        let mut functions = Functions::default();
        functions.visit_file(&syn::parse_file(&fs::read_to_string(&file).unwrap()).unwrap());
        let names = functions.0.into_iter().filter(|name| name.len() > LONGEST);
        long.extend(names.map(|name| format!("{}: {name}", file.display())));
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}
