//! A deposit and its order find one another by their keys, whichever comes second: over many pairs of names, against
//! the choice itself.

use bank_sms::related::{payer_keys, waiting_key};

use super::*;

/// Draws the same numbers in each run (Marsaglia's xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn one_of<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn some(&mut self, of: &[&str], most: usize) -> String {
        let count = self.below(most + 1);
        (0..count).map(|_| self.one_of(of)).collect()
    }
}

/// A build without optimization draws some of them only.
const PAIRS: usize = if cfg!(debug_assertions) { 20_000 } else { 600_000 };

const BEFORE: [&str; 26] = [
    "",
    "",
    "",
    "",
    "토스",
    "국민",
    "국민은행",
    "088-",
    "088",
    "모",
    "모>",
    "카카오뱅크",
    "카카오뱅",
    "카카오",
    "KB",
    "KB국민",
    "우리",
    "SC제일",
    "새마을금고",
    "(주)",
    "모>카카오뱅크",
    "모>토스",
    "모 088-",
    "네이버페이",
    "토스-",
    "국민-은행",
];
const LETTERS: [&str; 9] = ["가", "나", "홍", "길", "동", "A", "김", "은행", "국민"];
const BEHIND: [&str; 16] =
    ["", "", "", "", "4821", " 4821", "#4821", "1", "24", "(주)", "님", "(본점)", "(본", "48", "주식회사", "주식"];

/// A name as somebody may write it, and one that was made of the same letters, or cut from it.
fn pair(dice: &mut Dice) -> (String, String) {
    let letters = dice.some(&LETTERS, 12);
    let number = dice.one_of(&["", "", "", "7", "4821", "20261128001"]);
    let spelled = |dice: &mut Dice, letters: &str| {
        let before = [dice.one_of(&BEFORE), dice.one_of(&["", "", "", "토스", "모>"])].concat();
        format!("{before}{letters}{}", dice.some(&BEHIND, 2))
    };
    let name = format!("{letters}{number}");
    let (one, mut other) = (spelled(dice, &name), spelled(dice, &name));
    match dice.below(4) {
        0 => other = one.clone(),
        1 => other = one.chars().take(one.chars().count().saturating_sub(dice.below(4))).collect(),
        2 => other = format!("{}{letters}", dice.one_of(&BEFORE)),
        _ => {}
    }
    (one, other)
}

fn order(typed: &str) -> WaitingOrder {
    WaitingOrder {
        id: OrderId::new(1).unwrap(),
        amount: Won::new(14_510).unwrap(),
        account: None,
        name_key: NameKey::of(&typed.into()),
        qualifier: name::qualifier(typed).map(|qualifier| qualifier.text),
        codes: vec!["20261128001".to_owned(), "4821".to_owned()],
        customer: None,
        name_cannot_match: !name::is_readable(typed),
        created_at: Timestamp::from_ms(0),
        ordered_at: None,
        waits_since: Timestamp::from_ms(0),
        expires_at: None,
        has_parts: false,
    }
}

fn deposit(printed: &str, bank_code: &str) -> WaitingDeposit {
    WaitingDeposit {
        id: DepositId::new(1).unwrap(),
        amount: Won::new(14_510).unwrap(),
        account: AccountId::new(1).unwrap(),
        printed: printed.into(),
        name_key: NameKey::waiting(&printed.into()),
        bank_code: bank_code.into(),
        by_grammar: false,
        by_format: false,
        deposited_at: Timestamp::from_ms(0),
        created_at: Timestamp::from_ms(0),
    }
}

/// Whether the look of an order finds a deposit that waits under this key: it stands between the first two characters
/// of one of its keys and that key, as `store::key` spells the span.
fn is_found(waiting_key: &str, order_key: &NameKey) -> bool {
    payer_keys(order_key).iter().any(|key| {
        let head: String = key.chars().take(2).collect();
        let stands = format!("{waiting_key}#0001");
        format!("{head}#") <= stands && stands <= format!("{key}$")
    })
}

#[test]
fn every_deposit_and_every_order_that_it_can_pay_find_one_another_by_their_keys() {
    let (mut dice, settings, now) = (Dice(0x5EED_2026_1128), Settings::default(), Timestamp::from_ms(0));
    let (mut related, mut spans, mut pairs) = (0, 0, 0);
    for _ in 0..PAIRS {
        let (printed, typed) = pair(&mut dice);
        let order = order(&typed);
        spans = spans.max(payer_keys(&order.name_key).len());
        let found = is_found(&waiting_key(&printed), &order.name_key);
        let looked_up =
            lookup_keys(&printed.as_str().into()).iter().any(|key| order.name_key.starts_with(key.as_str()));
        // One bank cuts after 10 bytes of CP949, one after 20, and one not at all.
        for bank in ["003", "004", "090"] {
            let chosen = choose(&deposit(&printed, bank), std::slice::from_ref(&order), &settings, now);
            if chosen != Choice::None {
                assert!(
                    found && looked_up && may_pay(&printed.as_str().into(), &order.name_key),
                    "{printed:?} {typed:?}"
                );
                pairs += 1;
            }
        }
        // A number behind the order's name, by whatever rule it may count.
        if may_pay(&printed.as_str().into(), &order.name_key) && !order.name_cannot_match {
            assert!(found && looked_up, "{printed:?} {typed:?}");
            related += 1;
        }
    }
    assert!(spans <= 5, "{spans} spans");
    assert!(related > PAIRS / 6 && pairs > PAIRS / 6, "only {related} related, {pairs} pairs");
}

#[test]
fn an_ordinary_name_is_looked_for_in_one_span_and_one_behind_a_bank_in_more() {
    assert_eq!(payer_keys("홍길동"), ["홍길동"]);
    assert_eq!(payer_keys("토스홍길동"), ["토스홍길동", "홍길동"]);
    assert_eq!(payer_keys("088조휘서"), ["088조휘서", "조휘서"]);
    assert_eq!(payer_keys("모카카오뱅크홍길동").len(), 5);
    assert_eq!(payer_keys("홍"), Vec::<&str>::new());
}

#[test]
fn a_waiting_key_has_neither_bank_nor_number() {
    for (printed, key) in [
        ("홍길동", "홍길동"),
        ("토스홍길동", "홍길동"),
        ("홍길동 4821", "홍길동"),
        ("088-조휘서(", "조휘서"),
        ("국민홍길동#4821", "홍길동"),
        ("카페24", "카페"),
        ("A24", "A24"),
        ("20261128001", "20261128001"),
    ] {
        assert_eq!(waiting_key(printed), key, "{printed}");
    }
    let pays = |printed: &str| may_pay(&printed.into(), &"홍길동".into());
    assert!(pays("홍길동4821") && !pays("홍길동사") && pays("홍길"));
}

#[test]
fn a_longer_name_than_any_bank_prints_is_found_too() {
    let long = format!("토스{}", "가나다라".repeat(60));
    let order = order(&long);
    assert!(waiting_key(&long).chars().count() <= 64 && is_found(&waiting_key(&long), &order.name_key));
}
