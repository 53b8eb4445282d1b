//! A list that is committed passes; any other fails and says what to do.

use scale_info::{build::Fields, Path, Type, TypeInfo};
use std::{
    fs, panic,
    path::{Path as File, PathBuf},
};
use tidewater_golden::check;

/// What types look like that are the pallet's own.
#[derive(TypeInfo)]
#[scale_info(replace_segment("check", "pallet_example"))]
#[allow(dead_code)]
enum Call {
    // Listed by index and not as they are written.
    #[codec(index = 12)]
    Pay { who: [u8; 32], orders: Vec<Order>, cost: (Amount, Option<bool>) },
    #[codec(index = 3)]
    Stop,
}

#[derive(TypeInfo)]
#[scale_info(replace_segment("check", "pallet_example"))]
#[allow(dead_code)]
enum Event {
    Paid(u128, other::Order, Foreign, Pair<u8>, Pair<u16>),
}

#[derive(TypeInfo)]
#[allow(dead_code)]
enum Error {
    TooLate,
    TooMuch,
}

/// Of a crate that is the project's.
#[derive(TypeInfo)]
#[scale_info(replace_segment("check", "tidewater_words"))]
#[allow(dead_code)]
struct Order {
    side: Side,
    amount: Amount,
}

mod other {
    use super::TypeInfo;

    /// Of the same name as one elsewhere.
    #[derive(TypeInfo)]
    #[scale_info(replace_segment("check", "tidewater_words"))]
    #[allow(dead_code)]
    pub(super) struct Order(u8);
}

/// Mentioned only in another type.
#[derive(TypeInfo)]
#[scale_info(replace_segment("check", "pallet_example"))]
#[allow(dead_code)]
enum Side {
    Buy,
    Sell { all: bool },
}

#[derive(TypeInfo)]
#[scale_info(replace_segment("check", "pallet_example"))]
#[allow(dead_code)]
struct Pair<T>(T, T);

/// Of nobody we know.
#[derive(TypeInfo)]
#[allow(dead_code)]
struct Foreign {
    hidden: u8,
}

struct Amount;

impl TypeInfo for Amount {
    type Identity = Self;

    fn type_info() -> Type {
        Type::builder()
            .path(Path::new("Amount", "pallet_example"))
            .composite(Fields::unnamed().field(|field| field.compact::<u128>()))
    }
}

const LIST: &str = "\
calls
   3 Stop
  12 Pay who: [u8; 32], orders: Vec<Order>, cost: (Amount, Option<bool>)

events
   0 Paid u128, Order, Foreign, Pair<u8>, Pair<u16>

errors
   0 TooLate
   1 TooMuch

types
  Amount
    Compact<u128>
  Order
    side: Side, amount: Amount
  Order
    u8
  Pair<u16>
    u16, u16
  Pair<u8>
    u8, u8
  Side
   0 Buy
   1 Sell all: bool
";

/// The folder of a pallet with this list.
fn pallet(name: &str, list: &str) -> PathBuf {
    let folder = File::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(folder.join("src/tests")).expect("the folder can be written to");
    fs::write(folder.join("src/tests/golden.txt"), list).expect("the folder can be written to");
    folder
}

/// What a test says that does not pass.
fn complaint<C, E, R>(folder: &File) -> String
where
    C: TypeInfo + 'static,
    E: TypeInfo + 'static,
    R: TypeInfo + 'static,
{
    let folder = folder.to_str().expect("the path is text");
    let panicked = panic::catch_unwind(|| check::<C, E, R>(folder)).expect_err("they differ");
    *panicked.downcast::<String>().expect("a text with the paths in it")
}

#[test]
fn the_committed_list_passes() {
    let folder = pallet("same", LIST);
    check::<Call, Event, Error>(folder.to_str().expect("the path is text"));
}

#[test]
fn a_difference_fails_and_says_how_to_see_it_and_to_take_it_over() {
    let folder = pallet("different", &LIST.replace("all: bool", "all: u8"));
    let committed = folder.join("src/tests/golden.txt").display().to_string();
    let now = std::env::temp_dir().join("pallet-example-golden.txt");
    let complaint = complaint::<Call, Event, Error>(&folder);
    assert!(complaint.contains(&format!("diff -u {committed} {}\n", now.display())), "{complaint}");
    assert!(complaint.contains(&format!("cp {} {committed}\n", now.display())), "{complaint}");
    assert_eq!(fs::read_to_string(now).expect("it was written"), LIST);
}

#[test]
fn a_pallet_without_a_list_fails() {
    #[derive(TypeInfo)]
    #[scale_info(replace_segment("check", "pallet_new"))]
    enum New {}

    let complaint = complaint::<New, New, New>(File::new("/nowhere"));
    assert!(complaint.contains("pallet-new-golden.txt /nowhere/src/tests/golden.txt\n"));
}
