//! What the policies would have made of last month's decisions.

use domain::backtest::{Backtest, PolicyLook};
use domain::policy::{LatePolicy, Policies};
use domain::time::DAY_MS;
use domain::{Deposit, Order, Settings, Timestamp, Workspace};
use store::StoreError;
use store::queue::POLICY_DELAY_S;

use crate::Pairing;
use crate::proposals::{DEPOSITS_MAX, ENDED_ORDERS_MAX, OPEN_ORDERS_MAX};

/// Decisions of so many days are looked at.
const DAYS: i64 = 30;
/// Of a workspace whose orders are too many to read back as far as a policy reaches, in milliseconds: orders since so
/// long before a decision must be known, for longer than nearly every order waits.
const KNOWN_BEFORE_MS: i64 = 3 * DAY_MS;

/// What was found, since when, and all that it names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tested {
    pub since: Timestamp,
    pub backtest: Backtest,
    pub deposits: Vec<Deposit>,
    pub orders: Vec<Order>,
}

impl Pairing {
    /// Looks at what people decided in the last thirty days as these policies would have. Nothing is written.
    pub async fn backtest(&self, shop: &Workspace, policies: Policies) -> Result<Tested, StoreError> {
        let since = self.now().plus_ms(-DAYS * DAY_MS);
        let reach = since.plus_ms(-LatePolicy::REACH_MS);
        let (orders, deposits) =
            tokio::join!(self.store.orders_since(shop.id, reach), self.store.deposits_since(shop.id, reach));
        let (orders, deposits) = (orders?, deposits?);
        // Before what was read nothing can be told: what is not known may have been meant.
        let known_from = [orders.whole_from, deposits.whole_from].into_iter().flatten();
        let since = known_from.map(|whole| whole.plus_ms(KNOWN_BEFORE_MS)).fold(since, Timestamp::max);
        let settings = Settings { policies, ..shop.settings };
        let look = PolicyLook {
            delay_ms: i64::from(POLICY_DELAY_S) * 1_000,
            deposits_max: DEPOSITS_MAX,
            open_max: OPEN_ORDERS_MAX,
            ended_max: ENDED_ORDERS_MAX,
        };
        let backtest = Backtest::run((&deposits.rows, &orders.rows), &settings, since, look);
        Ok(Tested { since, backtest, deposits: deposits.rows, orders: orders.rows })
    }
}
