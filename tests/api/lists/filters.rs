//! Filters: each alone, and combined.

use axum::http::Method;
use serde_json::json;
use tests::Shop;

use super::super::help::{ACCOUNTS, DEPOSITS, HOUR_MS, ORDERS, assert_problem, bad_fields, ids, record};

async fn found(shop: &Shop, list: &str, query: &str) -> Vec<u64> {
    ids(&shop.get(&format!("{list}?{query}"), 200).await)
}

/// Orders an hour apart from 11:00: 1 waits, 2 is paid, 3 is cancelled, 4 passed its deadline and is not swept, 5
/// passed its deadline and is swept, 6 waits.
async fn six_orders() -> Shop {
    let shop = Shop::open().await;
    let body =
        |number: &str, amount: u64| json!({"order_number": number, "amount": amount, "depositor_name": "홍길동"});
    let expiring = |number: &str, amount: u64, at: &str| {
        let mut body = body(number, amount);
        body["expires_at"] = json!(format!("2024-02-12T{at}:00+09:00"));
        body
    };
    shop.post(ORDERS, body("A-1", 1_001), 201).await;
    shop.clock.advance_ms(HOUR_MS);
    shop.post(ORDERS, body("A-2", 1_002), 201).await;
    record(&shop, "홍길동", 1_002).await;
    shop.clock.advance_ms(HOUR_MS);
    shop.post(ORDERS, body("A-3", 1_003), 201).await;
    shop.patch("/workspaces/1/orders/3", json!({"status": "CANCELLED"}), 200).await;
    shop.clock.advance_ms(HOUR_MS);
    shop.post(ORDERS, expiring("A-4", 1_004, "15:50"), 201).await;
    shop.clock.advance_ms(HOUR_MS);
    shop.post(ORDERS, expiring("A-5", 1_005, "15:10"), 201).await;
    shop.clock.advance_ms(HOUR_MS / 2);
    shop.expire_due().await;
    shop.clock.advance_ms(HOUR_MS / 2);
    shop.post(ORDERS, body("A-6", 1_006), 201).await;
    // Past the grace of A-4, without another sweep.
    shop.clock.advance_ms(HOUR_MS / 60);
    shop
}

#[tokio::test]
async fn orders_are_filtered_by_the_status_that_they_read_as() {
    let shop = six_orders().await;
    for (status, orders) in
        [("PENDING", vec![6, 1]), ("MATCHED", vec![2]), ("CANCELLED", vec![3]), ("EXPIRED", vec![5, 4])]
    {
        let listed = shop.get(&format!("{ORDERS}?status={status}"), 200).await;
        assert_eq!(ids(&listed), orders, "{status}");
        assert!(listed.body.as_array().unwrap().iter().all(|order| order["status"] == status), "{}", listed.body);
    }
    assert_eq!(found(&shop, ORDERS, "").await, [6, 5, 4, 3, 2, 1]);
    assert_eq!(shop.order(4).await["status"], "EXPIRED");
    // One row a page: where a stored PENDING reads as EXPIRED, pages must not end early.
    let first = shop.get(&format!("{ORDERS}?status=EXPIRED&limit=1"), 200).await;
    let next = format!("status=EXPIRED&limit=1&cursor={}", first.header("x-next-cursor").unwrap());
    assert_eq!([ids(&first), found(&shop, ORDERS, &next).await].concat(), [5, 4]);
    shop.end().await;
}

#[tokio::test]
async fn expired_orders_come_once_each_and_as_filtered_whether_the_sweeper_came_or_not() {
    let shop = Shop::open().await;
    let until = |ms: i64| shop.clock.now().plus_ms(ms).rfc3339();
    let (soon, late) = (until(HOUR_MS), until(3 * HOUR_MS));
    for nth in 1_u64..=6 {
        let expires_at = if nth % 2 == 1 { &soon } else { &late };
        let body = json!({"order_number": format!("A-{nth}"), "amount": 1_000 + nth, "depositor_name": "홍길동", "expires_at": expires_at});
        shop.post(ORDERS, body, 201).await;
    }
    shop.clock.advance_ms(2 * HOUR_MS);
    shop.expire_due().await;
    shop.clock.advance_ms(2 * HOUR_MS);
    // The odd ones are stored EXPIRED, the even ones only read so.
    let mut cursor = String::new();
    for order in (1..=6).rev() {
        let page = shop.get(&format!("{ORDERS}?status=EXPIRED&limit=1{cursor}"), 200).await;
        assert_eq!(ids(&page), [order]);
        cursor = page.header("x-next-cursor").map(|next| format!("&cursor={next}")).unwrap_or_default();
    }
    assert_eq!(cursor, "", "nothing follows the oldest");
    assert_eq!(found(&shop, ORDERS, "status=EXPIRED&amount_min=1002&amount_max=1005").await, [5, 4, 3, 2]);
    assert_eq!(found(&shop, ORDERS, "status=EXPIRED&limit=6").await, [6, 5, 4, 3, 2, 1]);
    shop.end().await;
}

#[tokio::test]
async fn orders_are_filtered_by_number_exactly() {
    let shop = six_orders().await;
    assert_eq!(found(&shop, ORDERS, "order_number=A-2").await, [2]);
    for none in ["A", "A-", "a-2", "A-22", "A-2%20"] {
        assert_eq!(found(&shop, ORDERS, &format!("order_number={none}")).await, [0_u64; 0], "{none}");
    }
    assert_eq!(found(&shop, ORDERS, "order_number=A-2&status=MATCHED").await, [2]);
    assert_eq!(found(&shop, ORDERS, "order_number=A-2&status=PENDING").await, [0_u64; 0]);
    assert_eq!(found(&shop, ORDERS, "order_number=A-4&status=EXPIRED").await, [4]);
    assert_eq!(found(&shop, ORDERS, "order_number=A-2&created_from=2024-02-12T12:00:01%2B09:00").await, [0_u64; 0]);
    shop.end().await;
}

#[tokio::test]
async fn orders_are_found_by_how_their_number_begins_highest_number_first() {
    let shop = six_orders().await;
    shop.place("B-1", 1_007, "홍길동").await;
    shop.place("A-10", 1_008, "홍길동").await;
    assert_eq!(found(&shop, ORDERS, "order_number_prefix=A-").await, [6, 5, 4, 3, 2, 8, 1]);
    assert_eq!(found(&shop, ORDERS, "order_number_prefix=A-1").await, [8, 1]);
    assert_eq!(found(&shop, ORDERS, "order_number_prefix=a").await, [0_u64; 0]);
    assert_eq!(found(&shop, ORDERS, "order_number_prefix=A-&status=EXPIRED").await, [5, 4]);
    assert_eq!(found(&shop, ORDERS, "order_number_prefix=A-1&order_number=A-1").await, [1]);
    assert_eq!(found(&shop, ORDERS, "order_number_prefix=B&order_number=A-1").await, [0_u64; 0]);
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = shop.get(&format!("{ORDERS}?order_number_prefix=A-&limit=2{cursor}"), 200).await;
        assert!(ids(&page).len() <= 2);
        seen.extend(ids(&page));
        match page.header("x-next-cursor") {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, [6, 5, 4, 3, 2, 8, 1]);
    shop.end().await;
}

#[tokio::test]
async fn orders_and_deposits_are_filtered_by_amount() {
    let shop = six_orders().await;
    assert_eq!(found(&shop, ORDERS, "amount_min=1004").await, [6, 5, 4], "the least is included");
    assert_eq!(found(&shop, ORDERS, "amount_max=1002").await, [2, 1], "the most is included");
    assert_eq!(found(&shop, ORDERS, "amount_min=1002&amount_max=1004&status=CANCELLED").await, [3]);
    assert_eq!(found(&shop, ORDERS, "amount_min=1004&status=EXPIRED").await, [5, 4]);
    assert_eq!(found(&shop, ORDERS, "amount_min=1003&amount_max=1002").await, [0_u64; 0]);
    record(&shop, "김철수", 2_000).await;
    assert_eq!(found(&shop, DEPOSITS, "amount_min=1002").await, [2, 1]);
    assert_eq!(found(&shop, DEPOSITS, "amount_min=1003").await, [2]);
    assert_eq!(found(&shop, DEPOSITS, "amount_max=1002").await, [1]);
    assert_eq!(found(&shop, DEPOSITS, "amount_max=2000&is_matched=false").await, [2]);
    shop.end().await;
}

#[tokio::test]
async fn orders_and_deposits_are_found_by_a_part_of_the_name() {
    let shop = Shop::open().await;
    let named = |list: &'static str, name: &'static str| {
        let shop = &shop;
        async move { found(shop, list, &format!("depositor_name={name}")).await }
    };
    for (order, name) in [("A-1", "홍길동"), ("A-2", "(주)가나다"), ("A-3", "Karimov Aziz"), ("A-4", "홍길순")]
    {
        shop.place(order, 1_000, name).await;
    }
    for (deposit, name) in ["홍 길동 님", "088-가나다", "KARIMOV"].into_iter().enumerate() {
        record(&shop, name, 2_000 + deposit as u64).await;
    }
    assert_eq!((named(ORDERS, "홍길").await, named(DEPOSITS, "홍길").await), (vec![4, 1], vec![1]));
    assert_eq!((named(ORDERS, "길동").await, named(DEPOSITS, "길동").await), (vec![1], vec![1]), "in the middle");
    assert_eq!((named(ORDERS, "가나다").await, named(DEPOSITS, "가나다").await), (vec![2], vec![2]));
    assert_eq!((named(ORDERS, "karimov%20a").await, named(DEPOSITS, "karimov").await), (vec![3], vec![3]));
    assert_eq!((named(ORDERS, "김").await, named(DEPOSITS, "김").await), (vec![], vec![]));
    assert_eq!(found(&shop, ORDERS, "depositor_name=홍&status=MATCHED").await, [0_u64; 0]);
    assert_eq!(found(&shop, ORDERS, "depositor_name=홍&order_number_prefix=A").await, [4, 1]);
    assert_eq!(found(&shop, ORDERS, "depositor_name=홍&order_number=A-2").await, [0_u64; 0]);
    assert_eq!(found(&shop, DEPOSITS, "depositor_name=가&is_matched=false").await, [2]);
    for bad in ["", "%20", "*", &"가".repeat(61)] {
        let answer = shop.get(&format!("{ORDERS}?depositor_name={bad}"), 400).await;
        assert_eq!(bad_fields(&answer), ["depositor_name:invalid"], "{bad}");
    }
    shop.end().await;
}

/// What a person has in hand of a customer finds the order, and the words together.
#[tokio::test]
async fn orders_deposits_and_messages_are_found_by_what_they_tell() {
    let shop = Shop::open().await;
    for (number, amount, name, phone, memo) in [
        ("A-1001", 14_510, "홍길동", "010-0000-4821", "현관 앞"),
        ("A-1002", 14_510, "김철수", "010-0000-1002", "Door 3"),
        ("B-1003", 20_000, "홍길순", "010-0000-0003", "현관 앞"),
    ] {
        let order = json!({"order_number": number, "amount": amount, "depositor_name": name, "customer_phone": phone,
            "memo": memo, "customer_email": "Who@example.com"});
        shop.post(ORDERS, order, 201).await;
    }
    record(&shop, "홍 길동 님", 2_000).await;
    record(&shop, "KARIMOV", 14_510).await;
    for (words, orders) in [
        ("홍길", vec![3, 1]),
        ("홍길 현관 20,000원", vec![3]),
        ("14510", vec![2, 1]),
        ("1002", vec![2]),
        ("4821", vec![1]),
        ("010-0000-4821", vec![1]),
        ("a-10", vec![2, 1]),
        ("door", vec![2]),
        ("who@", vec![3, 2, 1]),
        ("홍길동 door", vec![]),
        ("821", vec![1]),
        ("451", vec![]),
    ] {
        assert_eq!(found(&shop, ORDERS, &format!("q={}", words.replace(' ', "+"))).await, orders, "{words}");
    }
    assert_eq!(
        found(&shop, ORDERS, "q=홍길&created_to=2000-01-01T00:00:00Z").await,
        [0_u64; 0],
        "beside other filters"
    );
    assert_eq!(found(&shop, DEPOSITS, "q=길동+2,000").await, [1]);
    assert_eq!(found(&shop, DEPOSITS, "q=kari").await, [2]);
    assert_eq!(found(&shop, DEPOSITS, "q=2000+kari").await, [0_u64; 0]);
    let withdrawal = shop.kb("한가인", 8_800, 900_000).replace("입금", "출금");
    shop.sms(&withdrawal, shop.clock.now()).await;
    for (words, count) in [("한가인", 1), ("8800원", 1), ("8,800", 1), ("800", 0), ("김", 0), ("한가인 출금", 1)]
    {
        let listed = shop.get(&format!("/workspaces/1/messages?q={}", words.replace(' ', "+")), 200).await;
        assert_eq!(listed.body.as_array().map(Vec::len), Some(count), "{words}");
    }
    for bad in ["", "%20", &"가".repeat(61)] {
        let answer = shop.get(&format!("{DEPOSITS}?q={bad}"), 400).await;
        assert_eq!(bad_fields(&answer), ["q:invalid"], "{bad}");
    }
    shop.end().await;
}

#[tokio::test]
async fn orders_are_filtered_by_when_they_were_placed() {
    let shop = six_orders().await;
    let at = |hour: u8| format!("2024-02-12T{hour:02}:00:00%2B09:00");
    assert_eq!(found(&shop, ORDERS, &format!("created_from={}", at(14))).await, [6, 5, 4], "from is included");
    assert_eq!(
        found(&shop, ORDERS, &format!("created_from={}&created_to={}", at(12), at(14))).await,
        [4, 3, 2],
        "to is included"
    );
    assert_eq!(found(&shop, ORDERS, &format!("created_to={}", at(11))).await, [1]);
    assert_eq!(found(&shop, ORDERS, "created_from=2024-02-12T05:00:00Z").await, [6, 5, 4], "any offset");
    assert_eq!(found(&shop, ORDERS, &format!("created_from={}&created_to={}", at(14), at(12))).await, [0_u64; 0]);
    assert_eq!(found(&shop, ORDERS, &format!("created_from={}&status=EXPIRED&limit=1", at(15))).await, [5]);
    assert_eq!(found(&shop, ORDERS, &format!("created_to={}&status=PENDING", at(15))).await, [1]);
    // A plus that nobody encoded arrives as a space.
    assert_eq!(found(&shop, ORDERS, "created_to=2024-02-12T11:00:00+09:00").await, [1]);
    shop.end().await;
}

#[tokio::test]
async fn a_bad_filter_is_told_with_every_other() {
    let shop = Shop::open().await;
    let answer = shop
        .get(
            &format!("{ORDERS}?status=pending&created_from=x&created_to=2024-13-01T00:00:00Z&order_number=&limit=0"),
            400,
        )
        .await;
    assert_problem(&answer, "invalid_query");
    let all = ["status:invalid", "order_number:invalid", "created_from:invalid", "created_to:invalid", "limit:invalid"];
    assert_eq!(bad_fields(&answer), all);
    let answer =
        shop.get(&format!("{DEPOSITS}?is_matched=yes&bank_account_id=0&deposited_from=x&deposited_to=x"), 400).await;
    assert_eq!(
        bad_fields(&answer),
        ["is_matched:invalid", "bank_account_id:invalid", "deposited_from:invalid", "deposited_to:invalid"]
    );
    assert_eq!(bad_fields(&shop.get(&format!("{ACCOUNTS}?is_active=1"), 400).await), ["is_active:invalid"]);
    let answer = shop.get(&format!("{ORDERS}?order_number_prefix=&amount_min=0&amount_max=1000000000001"), 400).await;
    assert_eq!(bad_fields(&answer), ["order_number_prefix:invalid", "amount_min:invalid", "amount_max:invalid"]);
    let answer = shop.get(&format!("{DEPOSITS}?state=held&amount_min=-1&amount_max=1.5"), 400).await;
    assert_eq!(bad_fields(&answer), ["state:invalid", "amount_min:invalid", "amount_max:invalid"]);
    let answer = shop.call(Method::GET, &format!("{ORDERS}?status=%FF"), Some(&shop.owner), None, 400).await;
    assert_eq!(answer.status, 400);
    // What no list knows is no filter: a slip of the pen must not answer everything.
    assert_eq!(bad_fields(&shop.get(&format!("{ORDERS}?colour=blue"), 400).await), ["colour:unknown"]);
    shop.end().await;
}

/// Deposits an hour apart from 11:00: 1 paid, of account 1; 2 waits, of account 2; 3 is held, of account 1; 4 paid, of
/// account 2.
async fn four_deposits() -> Shop {
    let shop = Shop::open().await;
    shop.register("110-123-000002").await;
    shop.place("A-1", 1_001, "홍길동").await;
    shop.place("A-4", 1_004, "홍길동").await;
    for (account, amount, name) in
        [(1, 1_001, "홍길동"), (2, 1_002, "홍길동"), (1, 1_003, "홍*동"), (2, 1_004, "홍길동")]
    {
        let at = shop.clock.now().rfc3339();
        let body = json!({"bank_account_id": account, "amount": amount, "depositor_name": name, "deposited_at": at, "raw_sms": null});
        shop.post(DEPOSITS, body, 201).await;
        shop.clock.advance_ms(HOUR_MS);
    }
    shop
}

#[tokio::test]
async fn deposits_are_filtered_by_match_account_and_time() {
    let shop = four_deposits().await;
    let at = |hour: u8| format!("2024-02-12T{hour:02}:00:00%2B09:00");
    let (from, to) = (format!("deposited_from={}", at(12)), format!("deposited_to={}", at(13)));
    for (query, deposits) in [
        (String::new(), vec![4, 3, 2, 1]),
        ("is_matched=true".into(), vec![4, 1]),
        ("is_matched=false".into(), vec![3, 2]),
        ("state=WAITING".into(), vec![2]),
        ("state=HELD".into(), vec![3]),
        ("state=MATCHED".into(), vec![4, 1]),
        ("state=MATCHED&is_matched=false".into(), vec![]),
        ("state=HELD&bank_account_id=1".into(), vec![3]),
        ("state=HELD&bank_account_id=2".into(), vec![]),
        ("bank_account_id=1".into(), vec![3, 1]),
        ("bank_account_id=2".into(), vec![4, 2]),
        ("bank_account_id=3".into(), vec![]),
        (from.clone(), vec![4, 3, 2]),
        (to.clone(), vec![3, 2, 1]),
        (format!("{from}&{to}"), vec![3, 2]),
        ("is_matched=true&bank_account_id=1".into(), vec![1]),
        ("is_matched=false&bank_account_id=1".into(), vec![3]),
        (format!("is_matched=true&{from}"), vec![4]),
        (format!("is_matched=false&bank_account_id=2&{from}&{to}"), vec![2]),
        (format!("is_matched=true&bank_account_id=2&{to}"), vec![]),
    ] {
        assert_eq!(found(&shop, DEPOSITS, &query).await, deposits, "{query}");
    }
    shop.end().await;
}

#[tokio::test]
async fn a_filtered_list_goes_on_until_its_last_row() {
    let shop = four_deposits().await;
    for nth in 1..=60_u64 {
        shop.place(&format!("B-{nth}"), 5_000 + nth, "홍길동").await;
    }
    shop.patch("/workspaces/1/orders/3", json!({"status": "CANCELLED"}), 200).await;
    for (list, query, all) in [
        (ORDERS, "status=CANCELLED", vec![3]),
        (ORDERS, "status=MATCHED", vec![2, 1]),
        (DEPOSITS, "is_matched=true", vec![4, 1]),
    ] {
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = shop.get(&format!("{list}?{query}&limit=1{cursor}"), 200).await;
            assert!(ids(&page).len() <= 1);
            seen.extend(ids(&page));
            match page.header("x-next-cursor") {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(seen, all, "{query}");
    }
    shop.end().await;
}
