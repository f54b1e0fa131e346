//! Where the table gets hot: a flash sale among ten thousand workspaces, drawn from a fixed seed. Each operation's keys
//! are spelled by the store; that they are the keys and the units of the operation, and no others,
//! `tests/pairing/heat.rs` measures on the wire and in the items. `docs/scale.md` holds what comes out.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt::Write;

use aws_sdk_dynamodb::types::AttributeValue;
use bank_sms::PrintedAccount;
use domain::occurrence::ReceiptId;
use domain::{AccountId, OrderStatus, UserId, Won, WorkspaceId};
use store::key;
use store::waiting::PAGES_A_LOOK;

use crate::day::Item;
use crate::documents::read;

/// What one partition of the table or of an index gives in a second.
pub const WRITES_A_SECOND: u64 = 1_000;
pub const READS_A_SECOND: u64 = 3_000;
/// The sizes in bytes of what is read many at a time.
/// The balance that the messages of these looks tell.
const BALANCE: i64 = 900_000;
pub const WAITING_ORDER_BYTES: u64 = 148;
pub const WAITING_DEPOSIT_BYTES: u64 = 192;
pub const LOOKUP_BYTES: u64 = 195;

const WORKSPACES: u64 = 10_000;
/// Orders a second of all workspaces together, besides the sale.
const EVERYDAY: u64 = 100;
/// How long the sale goes on, and how long a buyer takes to pay, in seconds.
const SALE_S: u64 = 60;
const PAYS_AFTER_S: std::ops::Range<u64> = 10..40;
/// After how many seconds the queue looks again (`store::queue::INSURANCE_DELAY_S`).
const LOOKS_AGAIN_S: u64 = store::queue::INSURANCE_DELAY_S.unsigned_abs() as u64;
/// Of a thousand payers, so many share the first two letters of their names: as many as have the commonest family name
/// (kim, 215) and the same first letter of their given name behind it, were one in fifteen given it.
const ALIKE_IN_A_THOUSAND: u64 = 15;
/// One payer in so many prints a name that fits no order: the money waits for a person.
pub const MISFITS: u64 = 50;
/// How many product codes a bank's account numbers begin with.
const HEADS: u64 = 20;
/// The banks of the accounts.
const BANKS: [&str; 10] = ["004", "088", "020", "081", "011", "003", "090", "092", "089", "045"];

/// Whose heat it is: the table's, or an index's; the partition key.
pub type Place = (&'static str, String);

/// The load of one place: write units, and halves of read units.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Load {
    pub writes: u64,
    pub half_reads: u64,
}

/// What an operation touches.
#[derive(Default)]
pub struct Touched(pub HashMap<Place, Load>);

impl Touched {
    fn write(&mut self, index: &'static str, pk: String, units: u64) {
        self.0.entry((index, pk)).or_default().writes += units;
    }

    fn read(&mut self, pk: String, half_units: u64) {
        self.0.entry(("table", pk)).or_default().half_reads += half_units;
    }
}

/// A shop and what waits there at the price of the operation.
#[derive(Clone, Copy)]
pub struct At {
    pub workspace: WorkspaceId,
    pub user: UserId,
    pub account: AccountId,
    pub amount: Won,
    pub deposits: u64,
}

/// Half units of a consistent read of so many bytes: two for each started 4 KB, and two for nothing. A look reads so
/// many pages of a megabyte and no more.
fn consistent(bytes: u64) -> u64 {
    2 * bytes.min(PAGES_A_LOOK as u64 * 1_048_576).div_ceil(4_096).max(1)
}

impl At {
    /// A look under an order's key: the waiting deposits whose names begin like it, of which none fits.
    fn look(&self, touched: &mut Touched) {
        let span = self.deposits * ALIKE_IN_A_THOUSAND / 1_000;
        touched.read(key::waiting(self.workspace, self.amount), consistent(span * WAITING_DEPOSIT_BYTES));
    }

    /// The queue looks again for an order that was placed.
    fn look_again(&self) -> Touched {
        let mut touched = Touched::default();
        self.look(&mut touched);
        touched
    }

    /// An order with a deadline is placed by a server that holds a token.
    pub fn place(&self) -> Touched {
        let (ws, mut touched) = (self.workspace, Touched::default());
        touched.read(key::user(self.user).pk, 4);
        touched.read(key::workspace(ws).pk, 2);
        touched.write("table", key::sequences(ws), 1);
        touched.write("table", key::orders(ws), 2);
        touched.write("table", key::order_numbers(ws), 2);
        touched.write("table", key::waiting(ws, self.amount), 2);
        touched.write("GSI1", key::orders_by_status(ws, OrderStatus::Pending), 1);
        touched.write("GSI3", key::due_shard(ws), 1);
        self.look(&mut touched);
        touched
    }

    /// What a message's deposit reads first, and its guard, its id and its receipt. `lookup`: where its account is
    /// looked for, and the bytes of the accounts there.
    fn receive(&self, lookup: (String, u64), receipt: &ReceiptId) -> Touched {
        let (ws, mut touched) = (self.workspace, Touched::default());
        touched.read(lookup.0, consistent(lookup.1) / 2);
        touched.read(key::workspace(ws).pk, 2);
        touched.read(key::guards(ws), 2);
        touched.read(key::waiting(ws, self.amount), 2);
        touched.write("table", key::sequences(ws), 1);
        touched.write("table", key::guards(ws), 2);
        touched.write("table", key::balances(ws, BALANCE % key::BALANCE_SHARDS), 2);
        touched.write("table", key::deposits(ws), 2);
        touched.write("GSI2", key::deposits_by_account(ws, self.account), 1);
        touched.write("table", key::receipt(receipt).pk, 1);
        touched
    }

    /// A message pays the one order that waits under its name.
    pub fn pay(&self, lookup: (String, u64), receipt: &ReceiptId) -> Touched {
        let ws = self.workspace;
        let mut touched = self.receive(lookup, receipt);
        touched.write("table", key::orders(ws), 2);
        touched.write("table", key::waiting(ws, self.amount), 2);
        touched.write("GSI1", key::orders_by_status(ws, OrderStatus::Pending), 1);
        touched.write("GSI3", key::due_shard(ws), 1);
        self.look(&mut touched);
        touched
    }

    /// A message fits no order: its deposit waits.
    pub fn wait(&self, lookup: (String, u64), receipt: &ReceiptId) -> Touched {
        let (ws, mut touched) = (self.workspace, self.receive(lookup, receipt));
        touched.write("table", key::waiting(ws, self.amount), 2);
        touched.write("GSI1", key::deposits_unmatched(ws), 1);
        // Its own choice: the orders of its name, of which there are none, and the settings.
        touched.read(key::waiting(ws, self.amount), 2);
        touched.read(key::workspace(ws).pk, 2);
        touched.read(key::deposits(ws), 2);
        touched
    }
}

/// The bytes of an item as DynamoDB counts them, rounded up for numbers.
pub fn size(item: &Item) -> usize {
    item.iter().map(|(name, value)| name.len() + size_of(value)).sum()
}

fn size_of(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::S(text) => text.len(),
        AttributeValue::N(digits) => digits.len().div_ceil(2) + 1,
        AttributeValue::B(bytes) => bytes.as_ref().len(),
        AttributeValue::L(list) => 3 + list.iter().map(|value| 1 + size_of(value)).sum::<usize>(),
        AttributeValue::M(map) => 3 + map.iter().map(|(name, value)| 1 + name.len() + size_of(value)).sum::<usize>(),
        AttributeValue::Bool(_) | AttributeValue::Null(_) => 1,
        other => panic!("no item holds {other:?}"),
    }
}

/// What is yet to come: at which second, in which workspace, at which price.
enum Later {
    Paid(u64, Won),
    Looked(u64, Won),
}

/// A run of the simulation.
struct Run {
    rng: fastrand::Rng,
    /// Running sums of the workspaces' shares of everyday's orders, by Zipf's law.
    shares: Vec<u64>,
    misfits: u64,
    waiting: HashMap<(u64, Won), (u64, u64)>,
    now: HashMap<Place, Load>,
    peak: HashMap<Place, Load>,
    receipts: u128,
}

/// The workspace of the sale: neither the largest nor one of the smallest.
const SELLER: u64 = 100;

impl Run {
    fn new(misfits: u64) -> Self {
        let mut sum = 0;
        let shares = (1..=WORKSPACES)
            .map(|rank| {
                sum += 1_000_000 / rank;
                sum
            })
            .collect();
        let (waiting, now, peak) = (HashMap::new(), HashMap::new(), HashMap::new());
        Self { rng: fastrand::Rng::with_seed(1), shares, misfits, waiting, now, peak, receipts: 0 }
    }

    fn at(&self, workspace: u64, amount: Won) -> At {
        let (_, deposits) = self.waiting.get(&(workspace, amount)).copied().unwrap_or_default();
        let id = |id| (WorkspaceId::new(id).unwrap(), UserId::new(id).unwrap(), AccountId::new(1).unwrap());
        let (workspace, user, account) = id(workspace);
        At { workspace, user, account, amount, deposits }
    }

    fn touch(&mut self, touched: Touched) {
        for (place, load) in touched.0 {
            let now = self.now.entry(place).or_default();
            now.writes += load.writes;
            now.half_reads += load.half_reads;
        }
    }

    /// The end of a second.
    fn tick(&mut self) {
        for (place, load) in self.now.drain() {
            match self.peak.entry(place) {
                Entry::Occupied(mut peak) => {
                    let peak = peak.get_mut();
                    peak.writes = peak.writes.max(load.writes);
                    peak.half_reads = peak.half_reads.max(load.half_reads);
                }
                Entry::Vacant(peak) => drop(peak.insert(load)),
            }
        }
    }

    fn place(&mut self, workspace: u64, amount: Won) {
        let touched = self.at(workspace, amount).place();
        self.touch(touched);
        self.waiting.entry((workspace, amount)).or_default().0 += 1;
    }

    fn pay(&mut self, workspace: u64, amount: Won) {
        self.receipts += 1;
        let (at, receipt) = (self.at(workspace, amount), ReceiptId::from(self.receipts.to_be_bytes()));
        let fits = self.misfits == 0 || self.rng.u64(..self.misfits) > 0;
        let waiting = self.waiting.entry((workspace, amount)).or_default();
        match fits {
            true => waiting.0 -= 1,
            false => waiting.1 += 1,
        }
        let lookup = lookup(workspace);
        self.touch(if fits { at.pay(lookup, &receipt) } else { at.wait(lookup, &receipt) });
    }
}

/// Where a message of this workspace's account is looked for, and the bytes of the accounts that stand there: all whose
/// numbers begin like it.
fn lookup(workspace: u64) -> (String, u64) {
    let bank = BANKS[usize::try_from(workspace).unwrap() % BANKS.len()];
    let head = 100 + workspace / 10 % HEADS;
    let printed = PrintedAccount::parse(&format!("{head}-***-{:06}", workspace % 1_000_000)).unwrap();
    let (pk, _) = key::account_lookup(bank, &printed).unwrap();
    let beside = WORKSPACES / u64::try_from(BANKS.len()).unwrap() / HEADS;
    (pk, beside * LOOKUP_BYTES)
}

/// The peaks of a sale of so many orders a second, beside everyday's.
fn sale(rate: u64, misfits: u64) -> HashMap<Place, Load> {
    let mut run = Run::new(misfits);
    let price = Won::new(19_900).unwrap();
    let mut later: HashMap<u64, Vec<Later>> = HashMap::new();
    for second in 0..SALE_S {
        let mut begun: Vec<(u64, Won)> = (0..rate).map(|_| (SELLER, price)).collect();
        for _ in 0..EVERYDAY {
            let drawn = run.rng.u64(..run.shares[run.shares.len() - 1]);
            let workspace = u64::try_from(run.shares.partition_point(|sum| *sum <= drawn)).unwrap() + 1;
            begun.push((workspace, Won::new(1_000 * run.rng.u64(1..=50)).unwrap()));
        }
        for (workspace, amount) in begun {
            run.place(workspace, amount);
            later.entry(second + run.rng.u64(PAYS_AFTER_S)).or_default().push(Later::Paid(workspace, amount));
            later.entry(second + LOOKS_AGAIN_S).or_default().push(Later::Looked(workspace, amount));
        }
        for due in later.remove(&second).unwrap_or_default() {
            match due {
                Later::Paid(workspace, amount) => run.pay(workspace, amount),
                Later::Looked(workspace, amount) => {
                    let touched = run.at(workspace, amount).look_again();
                    run.touch(touched);
                }
            }
        }
        run.tick();
    }
    run.peak
}

/// The place that is nearest to its limit in each way: its load, and thousandths of the limit.
fn hottest(peak: &HashMap<Place, Load>) -> [(Place, u64, u64); 2] {
    let first = |load: fn(&Load) -> u64, limit: u64| {
        // By name where two are equally hot, so that the page is the same each time.
        let (place, peak) =
            peak.iter().max_by(|one, other| load(one.1).cmp(&load(other.1)).then(other.0.cmp(one.0))).unwrap();
        (place.clone(), load(peak), load(peak) * 1_000 / limit)
    };
    [first(|load| load.writes, WRITES_A_SECOND), first(|load| load.half_reads / 2, READS_A_SECOND)]
}

fn named(place: &Place) -> String {
    match place.0 {
        "table" => format!("`{}`", place.1),
        index => format!("`{}` in {index}", place.1),
    }
}

fn percent(thousandths: u64) -> String {
    match thousandths {
        1_000.. => format!("**{} %**", thousandths / 10),
        _ => format!("{} %", thousandths / 10),
    }
}

/// The block of the page.
pub fn block() -> String {
    let mut text = String::new();
    for (misfits, title) in
        [(0, "Every payer's name fits"), (MISFITS, "One payer in fifty prints a name that fits no order")]
    {
        writeln!(text, "**{title}:**\n\n| orders a second in the sale | hottest to write | units a second | of the limit | hottest to read | units a second | of the limit |\n|---|---|---|---|---|---|---|").unwrap();
        for rate in [5, 10, 25, 50, 100, 200, 250, 300] {
            let [(write, writes, of_writes), (read, reads, of_reads)] = hottest(&sale(rate, misfits));
            let (of_writes, of_reads) = (percent(of_writes), percent(of_reads));
            let (write, read) = (named(&write), named(&read));
            writeln!(text, "| {rate} | {write} | {writes} | {of_writes} | {read} | {reads} | {of_reads} |").unwrap();
        }
        text.push('\n');
    }
    let peak = sale(100, 0);
    let mut all: Vec<_> = peak.iter().filter(|(_, load)| load.writes * 20 >= WRITES_A_SECOND).collect();
    all.sort_by(|one, other| other.1.writes.cmp(&one.1.writes).then(one.0.cmp(other.0)));
    text.push_str("**Every partition that 100 orders a second and their payments write to at a twentieth of its limit or more:**\n\n| partition | units a second, at most | of the limit | full at orders a second |\n|---|---|---|---|\n");
    for (place, load) in all {
        let full = 100 * WRITES_A_SECOND / load.writes;
        let of = percent(load.writes * 1_000 / WRITES_A_SECOND);
        writeln!(text, "| {} | {} | {of} | {full} |", named(place), load.writes).unwrap();
    }
    text
}

/// `docs/scale.md` with its blocks as they come out now.
pub fn page() -> String {
    let with = |page: &str, name: &str, block: &str| {
        let (begin, end) = (format!("<!-- {name} -->\n"), format!("\n<!-- /{name} -->"));
        let (before, rest) = page.split_once(&begin).expect("the page has the block");
        let (_, after) = rest.split_once(&end).expect("the block ends");
        format!("{before}{begin}{}{end}{after}", block.trim_end())
    };
    with(&with(&read("docs/scale.md"), "heat", &block()), "held", &crate::held::block())
}
