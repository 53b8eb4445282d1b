//! A pallet's calls, events and errors as text.

use scale_info::{
    form::MetaForm, Field, MetaType, Path, TypeDef, TypeInfo, TypeParameter, Variant,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

/// Types by name. Two may have the same one, and then their modules tell them apart.
type Types = BTreeMap<(String, Vec<&'static str>), MetaType>;

/// The text that is compared, and the types of ours it mentioned.
pub(crate) struct Listing {
    pub(crate) text: String,
    pallet: &'static str,
    own: Types,
}

impl Listing {
    /// An empty one of the pallet whose crate has this name.
    pub(crate) fn of(pallet: &'static str) -> Self {
        Self { text: String::new(), pallet, own: Types::new() }
    }

    /// All variants of an enum by index, each with its fields.
    pub(crate) fn section<T: TypeInfo + 'static>(&mut self, title: &str) {
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
    pub(crate) fn own_types(&mut self) {
        self.line("types");
        let mut done = BTreeSet::new();
        // Listing one type may mention another, so look again until none is left.
        while let Some((key, ty)) = self.own.pop_first() {
            if !done.insert(key.clone()) {
                continue;
            }
            self.line(&format!("  {}", key.0));
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
            _ => self.path(ty, info.path, &info.type_params),
        }
    }

    fn path(
        &mut self,
        ty: &MetaType,
        path: Path,
        parameters: &[TypeParameter<MetaForm>],
    ) -> String {
        let name = path.ident().unwrap_or_default();
        let parameters: Vec<String> = parameters
            .iter()
            .filter_map(|parameter| parameter.ty)
            .map(|ty| self.name(&ty))
            .collect();
        let name = if parameters.is_empty() {
            name.to_string()
        } else {
            format!("{name}<{}>", parameters.join(", "))
        };
        if path.namespace().first().is_some_and(|first| self.is_ours(first)) {
            self.own.insert((name.clone(), path.segments), *ty);
        }
        name
    }

    fn is_ours(&self, name: &str) -> bool {
        name == self.pallet || name.starts_with("tidewater")
    }

    fn line(&mut self, line: &str) {
        writeln!(self.text, "{line}").expect("a string can be written to");
    }
}
