//! The model's small rules against the real ones of `domain`, for every case that the model can meet.

use bank_sms::related::{payer_keys, waiting_key};
use domain::choice::may_pay;
use domain::time::MINUTE_MS;
use domain::{
    AccountId, Actor, Allocation, Amendment, Choice, Deposit, DepositId, HoldReason, HoldReasons, OrderId, OrderStatus,
    SenderClaim, SenderVerdict, Settings, Source, TiePolicy, Timestamp, UserId, Via, WaitingDeposit, WaitingOrder, Won,
    WorkspaceId,
};
use model::rules::{self, Change, Details, Seen};
use model::table::{Amount, By, Deadline, DepositState, Entry, Name, ORDERS, Order, OrderState, Policy};

/// By it an order has the code that is printed behind a name.
const PHONE: &str = "010-0000-4821";
const NOON: i64 = 60 * MINUTE_MS;
const DEADLINES: [Deadline; 2] = [Deadline::None, Deadline::Noon];
const CLOCKS: [u8; 3] = [0, 1, rules::LAST_TICK];

fn stamp(ms: i64) -> Timestamp {
    Timestamp::from_ms(1_700_000_000_000 + ms)
}

/// A tick of the clock: before the deadline, within its grace, and after it.
fn clock(tick: u8) -> Timestamp {
    stamp([0, NOON + 5 * MINUTE_MS, NOON + 11 * MINUTE_MS][usize::from(tick)])
}

fn deadline(deadline: Deadline) -> Option<Timestamp> {
    (deadline == Deadline::Noon).then(|| stamp(NOON))
}

fn won(amount: Amount) -> Won {
    // Twice the second is the first.
    Won::new([14_000, 7_000][amount as usize]).unwrap()
}

/// Twenty bytes of CP949, which is where the bank 004 cuts; two that go on; another; the first behind a bank's name;
/// and the other before digits.
fn name(name: Name) -> &'static str {
    let x = ["가나다라마바사아자차", "가나다라마바사아자차카", "가나다라마바사아자차타"];
    [x[0], x[1], x[2], "홍길동", "토스가나다라마바사아자차", "홍길동4821"][name as usize]
}

fn order_id(place: u8) -> OrderId {
    OrderId::new(u64::from(place) + 1).unwrap()
}

fn deposit_id(place: u8) -> DepositId {
    DepositId::new(u64::from(place) + 1).unwrap()
}

fn person() -> Actor {
    Actor::User(UserId::new(1).unwrap())
}

fn orders() -> Vec<Order> {
    let states = [OrderState::Pending, OrderState::Matched { deposit: 0 }, OrderState::Cancelled, OrderState::Expired];
    let mut all = Vec::new();
    for state in states {
        for amount in Amount::ALL {
            for name in Name::ALL {
                for has_code in [false, true] {
                    let of = |part| DEADLINES.map(|deadline| Order { state, amount, name, deadline, has_code, part });
                    all.extend(of(None));
                    if amount == Amount::A && state != OrderState::Cancelled {
                        all.extend(of(Some(1)));
                    }
                }
            }
        }
    }
    all
}

fn real(order: &Order) -> domain::Order {
    domain::Order {
        id: order_id(0),
        workspace: WorkspaceId::new(1).unwrap(),
        number: "A-1".into(),
        amount: won(order.amount),
        depositor_name: name(order.name).into(),
        name_key: name(order.name).into(),
        customer_email: None,
        customer_phone: order.has_code.then(|| PHONE.to_owned()),
        memo: None,
        metadata: Default::default(),
        account: None,
        expires_at: deadline(order.deadline),
        ordered_at: None,
        waits_since: stamp(-1),
        state: match order.state {
            OrderState::Pending => domain::OrderState::Pending,
            OrderState::Matched { deposit } => {
                domain::OrderState::Matched { deposit: deposit_id(deposit), at: stamp(0) }
            }
            OrderState::Cancelled => domain::OrderState::Cancelled,
            OrderState::Expired => domain::OrderState::Expired,
        },
        allocations: parts(order),
        over: None,
        created_at: stamp(-1),
        updated_at: stamp(-1),
        version: 1,
        history: Vec::new(),
    }
}

/// An order of two halves keeps both.
fn parts(order: &Order) -> Vec<Allocation<DepositId>> {
    let Some(first) = order.part else { return Vec::new() };
    let second = if let OrderState::Matched { deposit } = order.state { Some(deposit) } else { None };
    let part = |deposit| Allocation {
        with: deposit_id(deposit),
        amount: won(Amount::B),
        at: stamp(0),
        by: person(),
        rule: None,
    };
    [Some(first), second].into_iter().flatten().map(part).collect()
}

/// What the model knows of a real order.
fn small(order: &domain::Order) -> Order {
    Order {
        state: match order.state {
            domain::OrderState::Pending => OrderState::Pending,
            domain::OrderState::Matched { deposit, .. } => {
                OrderState::Matched { deposit: u8::try_from(deposit.get() - 1).unwrap() }
            }
            domain::OrderState::Cancelled => OrderState::Cancelled,
            domain::OrderState::Expired => OrderState::Expired,
        },
        amount: Amount::ALL.into_iter().find(|amount| won(*amount) == order.amount).unwrap(),
        name: Name::ALL.into_iter().find(|key| order.name_key == name(*key)).unwrap(),
        has_code: order.customer_phone.is_some(),
        deadline: DEADLINES.into_iter().find(|small| deadline(*small) == order.expires_at).unwrap(),
        part: {
            let is_part = |with: DepositId| !matches!(order.state, domain::OrderState::Matched { deposit, .. } if deposit == with);
            let part = order.allocations.iter().find(|part| is_part(part.with));
            part.map(|part| u8::try_from(part.with.get() - 1).unwrap())
        },
    }
}

fn changes() -> Vec<(Change, Amendment)> {
    let none = Amendment::default;
    let mut all = vec![
        (Change::Cancel, Amendment { status: Some(OrderStatus::Cancelled), ..none() }),
        (Change::Reopen, Amendment { status: Some(OrderStatus::Pending), expires_at: Some(None), ..none() }),
    ];
    all.extend(Amount::ALL.map(|to| (Change::Amount(to), Amendment { amount: Some(won(to)), ..none() })));
    let renamed = |to| Amendment { depositor_name: Some(name(to).into()), ..none() };
    all.extend(Name::ALL.map(|to| (Change::Name(to), renamed(to))));
    let phoned = |has: bool| Amendment { customer_phone: Some(has.then(|| PHONE.to_owned())), ..none() };
    all.extend([false, true].map(|has| (Change::Code(has), phoned(has))));
    all.extend(DEADLINES.map(|to| (Change::Deadline(to), Amendment { expires_at: Some(deadline(to)), ..none() })));
    all
}

#[test]
fn an_order_is_amended_as_the_domain_amends_it() {
    for order in orders() {
        for (change, amendment) in changes() {
            for tick in CLOCKS {
                let after = real(&order).amend(&amendment, &person(), clock(tick)).ok().flatten();
                let told = rules::amend(&order, change, tick);
                assert_eq!(told, after.as_ref().map(small), "{order:?} {change:?} at {tick}");
            }
        }
    }
}

#[test]
fn an_order_expires_is_paid_and_unpaid_as_in_the_domain() {
    for order in orders() {
        for tick in CLOCKS {
            let now = clock(tick);
            let expired = real(&order).expire(Actor::Sweeper, now);
            assert_eq!(rules::expire(&order, tick), expired.as_ref().map(small), "{order:?} at {tick}");
            let paid = real(&order).pay(deposit_id(2), None, person(), now).ok();
            assert_eq!(rules::pay(&order, 2), paid.as_ref().map(small), "{order:?}");
            for deposit in [0, 1] {
                let unpaid = real(&order).unpay(deposit_id(deposit), person(), now);
                if order.is_paid_by(deposit) {
                    assert_eq!(rules::unpay(&order, deposit, tick), small(&unpaid), "{order:?} at {tick}");
                }
            }
            assert_eq!(Order::waits(&order), real(&order).waiting().is_some());
        }
    }
}

fn real_deposit(state: DepositState) -> Deposit {
    let (workspace, account) = (WorkspaceId::new(1).unwrap(), AccountId::new(1).unwrap());
    let told = domain::deposit::DepositDetails {
        amount: won(Amount::A),
        depositor_name: Some(name(Name::X).into()),
        deposited_at: stamp(0),
        source: Source::Sms,
        via: Via::Open,
        phone: None,
        sender: SenderClaim::default(),
        verdict: SenderVerdict::Bank,
        balance: None,
        bank_code: "004".into(),
        by_grammar: false,
        format: None,
        raw_sms: None,
    };
    let holds = match state {
        DepositState::Held => HoldReason::UnmatchedByHand.into(),
        DepositState::Waiting | DepositState::Matched { .. } | DepositState::Dismissed => HoldReasons::NONE,
    };
    let place = (workspace, account, deposit_id(0));
    let deposit = Deposit::receive(place, told, holds, Vec::new(), Actor::Auto, stamp(0));
    match state {
        DepositState::Waiting | DepositState::Held => deposit,
        DepositState::Dismissed => {
            let private = domain::DismissReason::Private;
            deposit.dismiss(private, None, &person(), stamp(0)).unwrap().unwrap()
        }
        DepositState::Matched { order, .. } => deposit.pay(order_id(order), None, person(), stamp(0)).unwrap(),
    }
}

#[test]
fn a_deposit_waits_is_paid_and_unpaid_as_in_the_domain() {
    let matched = DepositState::Matched { order: 0, by: By::Hand };
    for state in [DepositState::Waiting, DepositState::Held, DepositState::Dismissed, matched] {
        let deposit = real_deposit(state);
        assert_eq!(deposit.waiting().is_some(), state == DepositState::Waiting);
        assert_eq!(rules::can_pay(state), deposit.pay(order_id(1), None, person(), stamp(0)).is_ok(), "{state:?}");
        let unpaid = deposit.unpay(person(), stamp(0)).ok().map(|(after, order)| (after.state, order));
        let held = domain::DepositState::Held(HoldReason::UnmatchedByHand.into());
        let told = matches!(state, DepositState::Matched { .. }).then(|| (held, vec![order_id(0)]));
        assert_eq!(unpaid, told);
    }
}

/// Every row of up to three orders, each absent or of some name and deadline; of the name before the digits, with the
/// code too.
fn rows() -> Vec<Seen> {
    let of = |name, has_code| DEADLINES.map(|deadline| Some((name, Entry { deadline, has_code, in_parts: false })));
    let each = Name::ALL.into_iter().flat_map(|name| of(name, false)).chain(of(Name::Y, true)).chain([None]);
    let each: Vec<_> = each.collect();
    let mut rows: Vec<Seen> = vec![[None; ORDERS]];
    for place in 0..ORDERS {
        rows = rows
            .iter()
            .flat_map(|row| {
                each.iter().map(move |order| {
                    let mut row = *row;
                    row[place] = *order;
                    row
                })
            })
            .collect();
    }
    rows
}

fn waiting_order(place: u8, (key, entry): (Name, Entry)) -> WaitingOrder {
    WaitingOrder {
        id: order_id(place),
        amount: won(Amount::A),
        name_key: name(key).into(),
        qualifier: None,
        codes: entry.has_code.then(|| "4821".to_owned()).into_iter().collect(),
        customer: None,
        name_cannot_match: false,
        account: None,
        created_at: stamp(i64::from(place) - 10),
        ordered_at: None,
        waits_since: stamp(i64::from(place) - 10),
        expires_at: deadline(entry.deadline),
        has_parts: entry.in_parts,
    }
}

fn waiting_deposit(place: u8, told: &Details) -> WaitingDeposit {
    WaitingDeposit {
        id: deposit_id(place),
        amount: won(told.amount),
        account: AccountId::new(1).unwrap(),
        printed: name(told.name).into(),
        name_key: name(rules::waiting_key(told.name)).into(),
        bank_code: "004".into(),
        by_grammar: false,
        by_format: false,
        deposited_at: if told.at == 0 { stamp(0) } else { stamp(NOON + MINUTE_MS) },
        created_at: stamp(0),
    }
}

/// The choice of the first of some deposits, beside all of them.
fn chosen(told: &[Details], row: &Seen, policy: Policy, tick: u8) -> Option<u8> {
    let waiting: Vec<_> = (0u8..).zip(told).map(|(place, told)| waiting_deposit(place, told)).collect();
    let orders: Vec<_> =
        (0u8..).zip(row).filter_map(|(place, seen)| seen.map(|seen| waiting_order(place, seen))).collect();
    let tie_policy = match policy {
        Policy::Hold => TiePolicy::Hold,
        Policy::Oldest => TiePolicy::Oldest,
        Policy::AsMany => TiePolicy::AsMany,
    };
    let settings = Settings { tie_policy, ..Settings::default() };
    match domain::choose_among(&waiting[0], &waiting, &orders, &settings, clock(tick)) {
        Choice::Match(order, _) => Some(u8::try_from(order.get() - 1).unwrap()),
        Choice::Several(_) | Choice::None => None,
    }
}

#[test]
fn a_deposit_and_an_order_find_one_another_as_in_the_domain() {
    for (printed, order) in Name::ALL.into_iter().flat_map(|printed| Name::ALL.map(|order| (printed, order))) {
        assert_eq!(waiting_key(name(printed)), name(rules::waiting_key(printed)));
        assert_eq!(
            rules::may_pay(printed, order),
            may_pay(&name(printed).into(), &name(order).into()),
            "{printed:?} {order:?}"
        );
        let waits_under = name(rules::waiting_key(printed));
        let found = payer_keys(name(order)).iter().any(|key| key.starts_with(waits_under));
        assert_eq!(rules::is_found(rules::waiting_key(printed), order, true), found, "{printed:?} {order:?}");
    }
}

#[test]
fn a_deposit_chooses_as_the_domain_chooses() {
    let mut matched = 0;
    for row in rows() {
        for name in Name::ALL {
            for at in [0, 1] {
                let told = Details { amount: Amount::A, name, at };
                for (policy, tick) in CLOCKS.into_iter().flat_map(|tick| [(Policy::Hold, tick), (Policy::Oldest, tick)])
                {
                    let choice = rules::choose(&told, &row, policy, tick);
                    assert_eq!(choice, chosen(&[told], &row, policy, tick), "{told:?} {row:?} {policy:?} at {tick}");
                    matched += usize::from(choice.is_some());
                }
            }
        }
    }
    assert!(matched > 1_000, "only {matched} cases chose an order");
}

/// Up to two others beside the first, of names that may be its own.
fn others() -> Vec<Vec<Details>> {
    let of = |name| [0, 1].map(|at| Details { amount: Amount::A, name, at });
    let each: Vec<Details> = [Name::X, Name::Bx, Name::Xa].into_iter().flat_map(of).collect();
    let two = each.iter().flat_map(|one| each.iter().map(move |other| vec![*one, *other]));
    each.iter().map(|one| vec![*one]).chain(two).collect()
}

#[test]
fn as_many_deposits_as_orders_choose_as_in_the_domain() {
    let (others, mut matched) = (others(), 0);
    for row in rows() {
        for (name, at) in [Name::X, Name::Bx, Name::Xa].into_iter().flat_map(|name| [(name, 0), (name, 1)]) {
            let own = Details { amount: Amount::A, name, at };
            for tick in CLOCKS.into_iter().filter(|tick| rules::is_tie(&own, &row, *tick)) {
                for others in &others {
                    let told = [vec![own], others.clone()].concat();
                    let waiting: Vec<_> = (0u8..).zip(told.iter().copied()).collect();
                    let choice = rules::choose_among((0, own), &waiting, &row, Policy::AsMany, tick);
                    assert_eq!(choice, chosen(&told, &row, Policy::AsMany, tick), "{told:?} {row:?} at {tick}");
                    matched += usize::from(choice.is_some());
                }
            }
        }
    }
    assert!(matched > 1_000, "only {matched} cases chose an order");
}
