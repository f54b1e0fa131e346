//! How many of a kind there may be: also when the last one is made twice at once.

use axum::http::Method;
use serde_json::{Value, json};
use tests::mutant::{set_condition, the_write};
use tests::{Call, Fate, Gate, Shop};

/// A kind of thing that a shop has so many of at most.
struct Kind {
    path: &'static str,
    most: usize,
    /// How many a new shop has.
    had: usize,
    refusal: &'static str,
    /// The partition that is counted.
    counted: &'static str,
    body: fn(usize) -> Value,
}

const KINDS: [Kind; 4] = [
    Kind {
        path: "/workspaces/1/bank-accounts",
        most: 100,
        had: 1,
        refusal: "too_many_accounts",
        counted: "WS#0000000001",
        body: |nth| {
            let number = format!("210-555-{nth:06}");
            json!({"bank_code": "088", "bank_name": "신한", "account_number": number, "account_holder": "홍길동"})
        },
    },
    Kind {
        path: "/workspaces/1/phone-numbers",
        most: 50,
        had: 0,
        refusal: "too_many_phones",
        counted: "WS#0000000001#PHONE",
        body: |nth| json!({"phone_number": format!("010-0000-{nth:04}")}),
    },
    Kind {
        path: "/workspaces/1/webhook-endpoints",
        most: 10,
        had: 0,
        refusal: "too_many_endpoints",
        counted: "",
        body: |_| json!({"url": "https://93.184.215.14/"}),
    },
    Kind {
        path: "/workspaces",
        most: 50,
        had: 1,
        refusal: "too_many_workspaces",
        counted: "USER#0000000001",
        body: |nth| json!({"name": format!("상점 {nth}")}),
    },
];

/// Makes all but the last, and the last twice at once: the two answers' codes, empty for a success. Both have taken an
/// id and counted before either writes.
async fn two_lasts(shop: &Shop, kind: &Kind, transacts: fn(&Call) -> Fate) -> Vec<String> {
    let make = |nth: usize| shop.ask(Method::POST, kind.path, Some(&shop.owner), Some((kind.body)(nth)));
    for nth in kind.had + 1..kind.most {
        let answer = make(nth).await;
        assert!(answer.status < 300, "{} {nth}: {}", kind.path, answer.body);
    }
    let (gate, counted) = (Gate::for_all(2), kind.counted);
    shop.wire.rule(move |call| match call.operation.as_str() {
        "Query" if call.body["ExpressionAttributeValues"][":pk"]["S"] == counted => Fate::HoldReply(gate.clone()),
        _ => transacts(call),
    });
    let (one, other) = tokio::join!(make(kind.most), make(kind.most + 1));
    shop.wire.calm();
    let mut codes: Vec<String> = [one, other]
        .iter()
        .map(|answer| if answer.status < 300 { String::new() } else { answer.code().to_owned() })
        .collect();
    codes.sort();
    codes
}

#[tokio::test]
async fn the_last_of_a_kind_is_made_once_by_two_at_once() {
    for kind in KINDS {
        let shop = Shop::open().await;
        assert_eq!(two_lasts(&shop, &kind, |_| Fate::Pass).await, ["", kind.refusal], "{}", kind.path);
        let more = shop.ask(Method::POST, kind.path, Some(&shop.owner), Some((kind.body)(999))).await;
        assert_eq!((more.status, more.code()), (400, kind.refusal), "{}", kind.path);
        shop.end().await;
    }
}

/// Without the condition that no id was taken since, the test above would fail.
#[tokio::test]
async fn without_its_condition_two_at_once_pass_the_limit() {
    for kind in KINDS.iter().filter(|kind| kind.refusal != "too_many_endpoints") {
        let shop = Shop::open().await;
        assert_eq!(two_lasts(&shop, kind, without_is_last).await, ["", ""], "{}", kind.path);
        shop.abandon();
    }
}

fn without_is_last(call: &Call) -> Fate {
    if call.operation != "TransactWriteItems" {
        return Fate::Pass;
    }
    let mut body = call.body.clone();
    let writes = body["TransactItems"].as_array_mut().into_iter().flatten().filter_map(the_write);
    for write in writes.filter(|write| write["ConditionExpression"] == "#last = :id") {
        set_condition(write, "");
    }
    Fate::Rewrite(body)
}
