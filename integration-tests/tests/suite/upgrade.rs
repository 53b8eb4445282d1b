//! What an upgrade does to the state. The upgrade itself, with real wasm, is in `e2e/upgrade.test.js`.

use frame_support::{
    migrations::{SteppedMigration, SteppedMigrationError},
    weights::{Weight, WeightMeter},
};
use tidewater_integration_tests::on_chain;
use tidewater_runtime::migrations::protocol_fees::{before, check, ProtocolFees, LEAST_BPS};

#[test]
fn the_migration_does_what_it_says_and_no_more() {
    on_chain("dev", || {
        let pools = before();
        let fees: Vec<_> = pools.iter().map(|(_, pool)| pool.terms.protocol_fee_bps).collect();
        assert_eq!(fees, [0, 0, 1_000]);
        assert!(check(pools.clone()).is_err(), "nothing has been done yet");
        assert_eq!(ProtocolFees::step(None, &mut WeightMeter::new()), Ok(None));
        assert_eq!(check(pools), Ok(()));
        let after = before().into_iter().map(|(_, pool)| pool.terms.protocol_fee_bps);
        assert_eq!(after.collect::<Vec<_>>(), [LEAST_BPS, LEAST_BPS, 1_000]);
    });
}

#[test]
fn the_migration_goes_on_where_it_stopped() {
    on_chain("dev", || {
        let pools = before();
        let mut meter = WeightMeter::new();
        assert_eq!(ProtocolFees::step(None, &mut meter), Ok(None));
        let one = meter.consumed() / pools.len() as u64;

        // The same again: what is done is not done twice.
        let (mut cursor, mut steps) = (None, 0);
        loop {
            cursor = ProtocolFees::step(cursor, &mut WeightMeter::with_limit(one))
                .expect("there is weight for one");
            steps += 1;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(steps, pools.len());
        assert_eq!(check(pools), Ok(()));
        let none = &mut WeightMeter::with_limit(Weight::zero());
        let stuck = ProtocolFees::step(None, none);
        assert_eq!(stuck, Err(SteppedMigrationError::InsufficientWeight { required: one }));
    });
}
