//! What clients read in the metadata is what the SDK's pallet has there: the same calls, storage,
//! constants, events, errors and types, paths included. Ours comes after it.

use crate::mock::{ConvictionVoting, Test, Theirs};
use codec::Encode;
use frame_support::__private::metadata_ir::{
    PalletStorageMetadataIR, StorageEntryMetadataIR, StorageEntryTypeIR,
};
use scale_info::{form::MetaForm, Field, MetaType, TypeDef, TypeInfo, Variant};
use std::collections::BTreeSet;

/// Compares two types with all that is in them, and says where they differ.
#[derive(Default)]
struct Comparison {
    done: BTreeSet<(core::any::TypeId, core::any::TypeId)>,
    paths: BTreeSet<String>,
}

impl Comparison {
    fn types(&mut self, at: &str, ours: &MetaType, theirs: &MetaType) {
        if !self.done.insert((ours.type_id(), theirs.type_id())) {
            return;
        }
        let (a, b) = (ours.type_info(), theirs.type_info());
        assert_eq!(a.path.segments, b.path.segments, "{at}: another path");
        self.paths.insert(b.path.segments.join("::"));
        let at = format!("{at} > {}", b.path.segments.join("::"));
        assert_eq!(a.type_params.len(), b.type_params.len(), "{at}: other parameters");
        for (a, b) in a.type_params.iter().zip(&b.type_params) {
            assert_eq!(a.name, b.name, "{at}: another parameter");
            self.optional(&at, a.ty.as_ref(), b.ty.as_ref());
        }
        self.definitions(&at, &a.type_def, &b.type_def);
    }

    fn optional(&mut self, at: &str, ours: Option<&MetaType>, theirs: Option<&MetaType>) {
        match (ours, theirs) {
            (Some(ours), Some(theirs)) => self.types(at, ours, theirs),
            (ours, theirs) => assert_eq!(ours.is_some(), theirs.is_some(), "{at}: a parameter"),
        }
    }

    fn definitions(&mut self, at: &str, ours: &TypeDef<MetaForm>, theirs: &TypeDef<MetaForm>) {
        match (ours, theirs) {
            (TypeDef::Composite(a), TypeDef::Composite(b)) => self.fields(at, &a.fields, &b.fields),
            (TypeDef::Variant(a), TypeDef::Variant(b)) => {
                assert_eq!(a.variants.len(), b.variants.len(), "{at}: other variants");
                for (a, b) in a.variants.iter().zip(&b.variants) {
                    self.variant(at, a, b);
                }
            }
            (TypeDef::Sequence(a), TypeDef::Sequence(b)) => {
                self.types(at, &a.type_param, &b.type_param);
            }
            (TypeDef::Array(a), TypeDef::Array(b)) => {
                assert_eq!(a.len, b.len, "{at}: another length");
                self.types(at, &a.type_param, &b.type_param);
            }
            (TypeDef::Compact(a), TypeDef::Compact(b)) => {
                self.types(at, &a.type_param, &b.type_param);
            }
            (TypeDef::Tuple(a), TypeDef::Tuple(b)) => {
                assert_eq!(a.fields.len(), b.fields.len(), "{at}: another tuple");
                for (a, b) in a.fields.iter().zip(&b.fields) {
                    self.types(at, a, b);
                }
            }
            (ours, theirs) => assert_eq!(ours, theirs, "{at}: something else"),
        }
    }

    fn variant(&mut self, at: &str, ours: &Variant<MetaForm>, theirs: &Variant<MetaForm>) {
        let at = format!("{at}.{}", theirs.name);
        assert_eq!((ours.index, ours.name), (theirs.index, theirs.name), "{at}: another variant");
        self.fields(&at, &ours.fields, &theirs.fields);
    }

    fn fields(&mut self, at: &str, ours: &[Field<MetaForm>], theirs: &[Field<MetaForm>]) {
        assert_eq!(ours.len(), theirs.len(), "{at}: other fields");
        for (a, b) in ours.iter().zip(theirs) {
            assert_eq!(a.name, b.name, "{at}: another field");
            self.types(&format!("{at}.{}", b.name.unwrap_or("_")), &a.ty, &b.ty);
        }
    }

    /// The variants of theirs, and then ours: their number, and the index that ours begin at.
    fn extended<Ours: TypeInfo + 'static, Theirs: TypeInfo + 'static>(
        &mut self,
        count: usize,
        from: u8,
    ) {
        let (ours, theirs) = (variants::<Ours>(), variants::<Theirs>());
        assert_eq!(theirs.len(), count);
        for (ours, theirs) in ours.iter().zip(&theirs) {
            self.variant("", ours, theirs);
        }
        let after = ours.get(count..).expect("ours are not fewer");
        assert!(after.iter().all(|variant| variant.index >= from), "ours come after theirs");
    }

    fn storage(&mut self, ours: &StorageEntryMetadataIR, theirs: &StorageEntryMetadataIR) {
        let at = theirs.name;
        assert_eq!(ours.name, theirs.name);
        assert_eq!(ours.modifier, theirs.modifier, "{at}: another modifier");
        assert_eq!(ours.default, theirs.default, "{at}: another default");
        match (&ours.ty, &theirs.ty) {
            (
                StorageEntryTypeIR::Map { hashers, key, value },
                StorageEntryTypeIR::Map {
                    hashers: their_hashers,
                    key: their_key,
                    value: their_value,
                },
            ) => {
                assert_eq!(hashers, their_hashers, "{at}: other hashers");
                self.types(at, key, their_key);
                self.types(at, value, their_value);
            }
            _ => panic!("{at}: both are maps"),
        }
    }
}

/// The variants of an enum by index.
fn variants<T: TypeInfo + 'static>() -> Vec<Variant<MetaForm>> {
    let TypeDef::Variant(variants) = T::type_info().type_def else { panic!("it is an enum") };
    let mut variants = variants.variants;
    variants.sort_by_key(|variant| variant.index);
    variants
}

#[test]
fn calls_are_theirs_and_ours_begin_at_twenty() {
    type Ours = crate::Call<Test>;
    let mut comparison = Comparison::default();
    comparison.extended::<Ours, pallet_conviction_voting::Call<Test>>(6, 20);
    // What polkadot.js recognises a vote by.
    for path in ["vote::AccountVote", "vote::Vote", "conviction::Conviction"] {
        assert!(comparison.paths.contains(&format!("pallet_conviction_voting::{path}")), "{path}");
    }
}

#[test]
fn events_and_errors_are_theirs_and_then_ours() {
    type TheirErrors = pallet_conviction_voting::Error<Test>;
    type TheirEvents = pallet_conviction_voting::Event<Test>;
    let mut comparison = Comparison::default();
    comparison.extended::<crate::Event<Test>, TheirEvents>(5, 5);
    comparison.extended::<crate::Error<Test>, TheirErrors>(12, 12);
}

#[test]
fn storage_is_theirs_and_then_ours() {
    let entries = |storage: PalletStorageMetadataIR| storage.entries;
    let ours = entries(ConvictionVoting::storage_metadata());
    let theirs = entries(Theirs::storage_metadata());
    let names: Vec<_> = theirs.iter().map(|entry| entry.name).collect();
    assert_eq!(names, ["VotingFor", "ClassLocksFor"]);
    let mut comparison = Comparison::default();
    for theirs in &theirs {
        let ours = ours.iter().find(|ours| ours.name == theirs.name).expect("ours has it");
        comparison.storage(ours, theirs);
    }
    for path in ["vote::Voting", "vote::Casting", "vote::Delegating", "vote::PriorLock"] {
        assert!(comparison.paths.contains(&format!("pallet_conviction_voting::{path}")), "{path}");
    }
    assert!(comparison.paths.contains("pallet_conviction_voting::types::Delegations"));
}

#[test]
fn constants_are_theirs_and_then_ours() {
    let ours = ConvictionVoting::pallet_constants_metadata();
    let theirs = Theirs::pallet_constants_metadata();
    let names: Vec<_> = theirs.iter().map(|constant| constant.name).collect();
    assert_eq!(names, ["MaxVotes", "VoteLockingPeriod"]);
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert_eq!((ours.name, &ours.value), (theirs.name, &theirs.value));
        Comparison::default().types(theirs.name, &ours.ty, &theirs.ty);
    }
}

/// The tally is in no storage of the voting pallet, but in that of the referenda.
#[test]
fn the_tally_is_theirs() {
    type Ours = crate::TallyOf<Test>;
    type Theirs = pallet_conviction_voting::TallyOf<Test>;
    let mut comparison = Comparison::default();
    comparison.types("", &MetaType::new::<Ours>(), &MetaType::new::<Theirs>());
    assert!(comparison.paths.contains("pallet_conviction_voting::types::Tally"));
    let TypeDef::Composite(tally) = Ours::type_info().type_def else { panic!("it has fields") };
    let names: Vec<_> = tally.fields.iter().filter_map(|field| field.name).collect();
    assert_eq!(names, ["ayes", "nays", "support"]);
}

/// All votes there are, and whatever else one byte says.
#[test]
fn votes_are_encoded_as_theirs_are() {
    use codec::Decode;
    for byte in 0..=u8::MAX {
        let ours = crate::Vote::decode(&mut &[byte][..]);
        let theirs = pallet_conviction_voting::Vote::decode(&mut &[byte][..]);
        assert_eq!(ours.is_ok(), theirs.is_ok());
        if let (Ok(ours), Ok(theirs)) = (ours, theirs) {
            assert_eq!((ours.encode(), theirs.encode()), (vec![byte], vec![byte]));
            assert_eq!(ours.aye, theirs.aye);
            assert_eq!(ours.conviction.lock_periods(), theirs.conviction.lock_periods());
        }
    }
}

/// The comparison sees what it is there for.
#[test]
fn a_difference_is_seen() {
    let differ = |ours: MetaType, theirs: MetaType| {
        let compared = std::panic::catch_unwind(|| {
            Comparison::default().types("", &ours, &theirs);
        });
        assert!(compared.is_err());
    };
    type Theirs = pallet_conviction_voting::TallyOf<Test>;
    differ(MetaType::new::<crate::Delegations<u128>>(), MetaType::new::<Theirs>());
    differ(
        MetaType::new::<crate::Delegations<u64>>(),
        MetaType::new::<pallet_conviction_voting::Delegations<u128>>(),
    );
    differ(
        MetaType::new::<(u8, crate::AccountVote<u64>)>(),
        MetaType::new::<(u8, pallet_conviction_voting::AccountVote<u128>)>(),
    );
}
