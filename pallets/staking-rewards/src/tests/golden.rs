//! The calls, events and errors as indexers and wallets know them. Whoever changes one of them
//! changes `golden.txt` too, on purpose.

use crate::{mock::Test, Call, Error, Event};
use scale_info::{form::MetaForm, Field, MetaType, Path, TypeDef, TypeInfo, Variant};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
};

const COMMITTED: &str = include_str!("golden.txt");

#[test]
fn calls_events_and_errors_are_the_committed_ones() {
    let mut listing = Listing::default();
    listing.section::<Call<Test>>("calls");
    listing.section::<Event<Test>>("events");
    listing.section::<Error<Test>>("errors");
    listing.own_types();
    if listing.text == COMMITTED {
        return;
    }
    let now = std::env::temp_dir().join("pallet-staking-rewards-golden.txt");
    fs::write(&now, &listing.text).expect("the temporary folder can be written to");
    let committed = concat!(env!("CARGO_MANIFEST_DIR"), "/src/tests/golden.txt");
    panic!(
        "calls, events or errors are no longer those of {committed}.\n\
         See the difference:  diff -u {committed} {now}\n\
         If it is meant:      cp {now} {committed}\n",
        now = now.display(),
    );
}

/// The text that is compared, and the types it mentioned.
#[derive(Default)]
struct Listing {
    text: String,
    own: BTreeMap<String, MetaType>,
}

impl Listing {
    /// All variants of an enum by index, each with its fields.
    fn section<T: TypeInfo + 'static>(&mut self, title: &str) {
        self.line(title);
        let TypeDef::Variant(variants) = T::type_info().type_def else {
            panic!("{title} are an enum");
        };
        let mut variants = variants.variants;
        variants.sort_by_key(|variant| variant.index);
        for variant in &variants {
            self.variant(variant);
        }
        self.line("");
    }

    /// What the project's own types among the mentioned ones are made of.
    fn own_types(&mut self) {
        self.line("types");
        let mut done = BTreeSet::new();
        // Listing one type may mention another, so look again until none is left.
        while let Some((name, ty)) = self.own.pop_first() {
            if !done.insert(name.clone()) {
                continue;
            }
            self.line(&format!("  {name}"));
            match ty.type_info().type_def {
                TypeDef::Variant(variants) => {
                    for variant in &variants.variants {
                        self.variant(variant);
                    }
                }
                TypeDef::Composite(composite) => {
                    let fields = self.fields(&composite.fields);
                    self.line(&format!("    {fields}"));
                }
                _ => {}
            }
        }
    }

    fn variant(&mut self, variant: &Variant<MetaForm>) {
        let fields = self.fields(&variant.fields);
        self.line(format!("  {:>2} {} {fields}", variant.index, variant.name).trim_end());
    }

    fn fields(&mut self, fields: &[Field<MetaForm>]) -> String {
        let fields: Vec<String> = fields
            .iter()
            .map(|field| match field.name {
                Some(name) => format!("{name}: {}", self.name(&field.ty)),
                None => self.name(&field.ty),
            })
            .collect();
        fields.join(", ")
    }

    /// The name of a type with its parameters, as it is encoded and not as the source has it.
    fn name(&mut self, ty: &MetaType) -> String {
        let info = ty.type_info();
        match &info.type_def {
            TypeDef::Primitive(primitive) => format!("{primitive:?}").to_lowercase(),
            TypeDef::Compact(compact) => format!("Compact<{}>", self.name(&compact.type_param)),
            TypeDef::Sequence(sequence) => format!("Vec<{}>", self.name(&sequence.type_param)),
            TypeDef::Array(array) => format!("[{}; {}]", self.name(&array.type_param), array.len),
            TypeDef::Tuple(tuple) => {
                let names: Vec<String> = tuple.fields.iter().map(|ty| self.name(ty)).collect();
                format!("({})", names.join(", "))
            }
            _ => self.path(ty, &info.path, &info.type_params),
        }
    }

    fn path(
        &mut self,
        ty: &MetaType,
        path: &Path,
        parameters: &[scale_info::TypeParameter<MetaForm>],
    ) -> String {
        let name = path.ident().unwrap_or_default().to_string();
        let ours = |part: &&str| part.starts_with("tidewater") || *part == "pallet_staking_rewards";
        if path.namespace().iter().any(ours) {
            self.own.insert(name.clone(), *ty);
        }
        let parameters: Vec<String> = parameters
            .iter()
            .filter_map(|parameter| parameter.ty)
            .map(|ty| self.name(&ty))
            .collect();
        if parameters.is_empty() {
            name
        } else {
            format!("{name}<{}>", parameters.join(", "))
        }
    }

    fn line(&mut self, line: &str) {
        writeln!(self.text, "{line}").expect("a string can be written to");
    }
}
