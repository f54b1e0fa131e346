//! Formats that a shop adds: what nobody could read is read from then on, held until people pressed, and never in the
//! way of what the reader says itself.

use domain::format::MessageFormats;
use serde_json::{Value, json};
use tests::{Answer, Shop};

use super::{call, deposits, keyed, newest};

const FORMATS: &str = "/workspaces/1/message-formats";

/// A channel that no list has, and a balance without its label.
fn text(shop: &Shop, name: &str, amount: &str, balance: &str) -> String {
    let at = shop.clock.now().datetime();
    let minute = format!("{:02}/{:02} {:02}:{:02}", u8::from(at.month()), at.day(), at.hour(), at.minute());
    format!("[Web발신]\n[KB]{minute}\n110-***-000000\n별빛입금 {amount}원\n{name}\n남은돈 {balance}원")
}

/// A text over the phone's URL, a moment later than the last.
async fn told(shop: &Shop, key: &str, raw: &str) -> Answer {
    shop.clock.advance_ms(1);
    super::told(shop, key, raw).await
}

/// The newest message of the inbox, with what the reader says of it.
async fn waiting(shop: &Shop) -> Value {
    let inbox = shop.get("/workspaces/1/messages?limit=1", 200).await.body;
    shop.get(&format!("/workspaces/1/messages/{}", inbox[0]["id"].as_str().unwrap()), 200).await.body
}

/// The body of a format: a message and what is proposed to be marked in it.
fn proposed(message: &Value) -> Value {
    json!({"message_id": message["id"], "marks": message["explanation"]["proposed_marks"]})
}

/// A format for the text of [`text`], made from a message that waits.
async fn taught(shop: &Shop, key: &str) -> Value {
    told(shop, key, &text(shop, "김하나", "50,000", "900,000")).await;
    let message = waiting(shop).await;
    let format = shop.post(FORMATS, proposed(&message), 201).await.body;
    shop.post(&format!("/workspaces/1/messages/{}/dismiss", message["id"].as_str().unwrap()), json!({}), 200).await;
    format
}

async fn status(shop: &Shop, order: u64) -> Value {
    shop.order(order).await["status"].clone()
}

/// The code of the one field that a call refuses.
fn fault(answer: &Answer) -> (&str, &str) {
    let error = &answer.body["errors"][0];
    (error["field"].as_str().unwrap_or_default(), error["code"].as_str().unwrap_or_default())
}

#[tokio::test]
async fn a_format_reads_what_nobody_could_and_pays_by_itself_after_five_presses() {
    let (shop, key) = keyed().await;
    for nth in 1..=7_u64 {
        shop.place(&format!("F-{nth}"), 50_000 + nth, "김하나").await;
    }
    told(&shop, &key, &text(&shop, "김하나", "50,001", "900,000")).await;
    let message = waiting(&shop).await;
    assert_eq!((&message["why"], &message["explanation"]["may_add_format"]), (&json!("unknown_channel"), &json!(true)));
    let parts = message["explanation"]["parts"].as_array().unwrap();
    assert!(parts.iter().any(|part| part["is"] == "unknown_channel" && part["text"] == "별빛입금"), "{parts:?}");
    let tried = shop.post(&format!("{FORMATS}/test"), proposed(&message), 200).await.body;
    assert_eq!((&tried["of"], &tried["reads"][0]["message_id"]), (&json!(1), &message["id"]), "{tried}");
    assert_eq!(tried["reads"][0]["reading"]["depositor"], "김하나");
    let format = shop.post(FORMATS, proposed(&message), 201).await.body;
    assert_eq!((&format["id"], &format["bank_code"], &format["proofs"]), (&json!(1), &json!("004"), &json!(0)));
    let row: Value = serde_json::from_str(format["corpus_row"].as_str().unwrap()).unwrap();
    assert!(!row["raw"].as_str().unwrap().contains("김하나") && row["expected"]["amount"] == 14_510, "{row}");
    let path = format!("/workspaces/1/messages/{}", message["id"].as_str().unwrap());
    assert_eq!(shop.get(&path, 200).await.body["reading"]["shape"], "custom:1");
    let again = shop.post(&format!("{path}/reread"), json!({}), 200).await.body;
    assert_eq!(again["resolved"]["deposit_id"], 1, "{again}");
    for nth in 1..=5_u64 {
        if nth > 1 {
            told(&shop, &key, &text(&shop, "김하나", &format!("50,00{nth}"), &format!("90{nth},000"))).await;
        }
        let held = newest(&shop).await;
        assert_eq!((&held["hold_reasons"], status(&shop, nth).await), (&json!(["format_unproved"]), json!("PENDING")));
        assert_eq!(held["message_format_id"], 1, "{held}");
        shop.post(&format!("/workspaces/1/deposits/{nth}/release"), json!({}), 200).await;
        assert_eq!(status(&shop, nth).await, "MATCHED");
        assert_eq!(shop.get(FORMATS, 200).await.body[0]["proofs"], nth);
    }
    told(&shop, &key, &text(&shop, "김하나", "50,006", "906,000")).await;
    assert_eq!(status(&shop, 6).await, "MATCHED", "{}", newest(&shop).await);
    // On the same name only: a name that the bank may have cut is for a person.
    shop.place("F-8", 60_000, "주식회사가나다라마바사").await;
    told(&shop, &key, &text(&shop, "주식회사가나다라마바", "60,000", "966,000")).await;
    assert_eq!(status(&shop, 8).await, "PENDING");
    shop.delete(&format!("{FORMATS}/1"), 204).await;
    told(&shop, &key, &text(&shop, "김하나", "50,007", "907,000")).await;
    assert_eq!(
        (waiting(&shop).await["why"].clone(), status(&shop, 7).await),
        (json!("unknown_channel"), json!("PENDING"))
    );
    assert_eq!((deposits(&shop).await, status(&shop, 6).await), (7, json!("MATCHED")));
    let log = shop.get("/workspaces/1/audit?limit=100", 200).await.body;
    let kinds: Vec<&str> = log.as_array().unwrap().iter().filter_map(|entry| entry["kind"].as_str()).collect();
    assert!(kinds.contains(&"format.added") && kinds.contains(&"format.removed"), "{kinds:?}");
    shop.end().await;
}

#[tokio::test]
async fn a_match_by_hand_is_a_press_and_a_dismissal_or_a_repeat_is_none() {
    let (shop, key) = keyed().await;
    taught(&shop, &key).await;
    shop.place("F-1", 50_001, "김하나").await;
    let first = text(&shop, "김하나", "50,001", "901,000");
    told(&shop, &key, &first).await;
    told(&shop, &key, &first).await;
    shop.post("/workspaces/1/matches/manual", json!({"deposit_id": 1, "order_id": 1}), 200).await;
    assert_eq!(shop.get(FORMATS, 200).await.body[0]["proofs"], 1);
    told(&shop, &key, &text(&shop, "박하나", "50,002", "902,000")).await;
    let other = format!("/workspaces/1/deposits/{}/dismiss", newest(&shop).await["id"]);
    shop.post(&other, json!({"reason": "PRIVATE"}), 200).await;
    assert_eq!((deposits(&shop).await, &shop.get(FORMATS, 200).await.body[0]["proofs"]), (2, &json!(1)));
    shop.end().await;
}

#[tokio::test]
async fn the_sender_is_judged_as_ever_and_the_open_url_knows_no_formats() {
    let (shop, key) = keyed().await;
    taught(&shop, &key).await;
    let mobile = json!({"text": text(&shop, "김하나", "50,001", "901,000"), "from": "010-1234-5678", "sentStamp": 1});
    call(&shop, &key, &mobile).await;
    assert_eq!(newest(&shop).await["hold_reasons"], json!(["sender_unlikely", "format_unproved"]));
    shop.patch("/workspaces/1", json!({"settings": {"intake": "OPEN"}}), 200).await;
    shop.sms(&text(&shop, "김하나", "50,002", "902,000"), shop.clock.now()).await;
    assert_eq!(deposits(&shop).await, 1);
    // What the reader reads itself is read so, whatever formats there are.
    told(&shop, &key, &super::kb(shop.clock.now(), "김하나", 50_003, Some(903_000))).await;
    let read = newest(&shop).await;
    assert_eq!((&read["state"], &read["message_format_id"]), (&json!("WAITING"), &Value::Null), "{read}");
    shop.end().await;
}

#[tokio::test]
async fn a_text_that_names_no_bank_is_read_only_from_a_sender_that_is_the_banks() {
    let (shop, key) = keyed().await;
    let lines = |amount: &str| format!("한빛알림 별빛입금 {amount}원\n김하나\n남은돈 900,000원");
    call(&shop, &key, &json!({"text": lines("50,000"), "from": "02-987-6543", "sentStamp": 1})).await;
    let refused = shop.post(FORMATS, proposed(&waiting(&shop).await), 400).await;
    assert_eq!(fault(&refused), ("marks", "no_bank"), "{}", refused.body);
    told(&shop, &key, &lines("50,001")).await;
    shop.post(FORMATS, proposed(&waiting(&shop).await), 201).await;
    call(&shop, &key, &json!({"text": lines("50,002"), "from": "02-987-6543", "sentStamp": 2})).await;
    assert_eq!(deposits(&shop).await, 0, "a number that nobody approved");
    told(&shop, &key, &lines("50,003")).await;
    assert_eq!(newest(&shop).await["hold_reasons"], json!(["format_unproved"]));
    shop.post("/workspaces/1/senders", json!({"bank_code": "004", "sender": "02-987-6543"}), 201).await;
    call(&shop, &key, &json!({"text": lines("50,004"), "from": "02-987-6543", "sentStamp": 3})).await;
    assert_eq!((deposits(&shop).await, &newest(&shop).await["amount"]), (2, &json!(50_004)));
    shop.end().await;
}

#[tokio::test]
async fn marks_that_make_no_format_are_refused_and_nothing_is_written() {
    let (shop, key) = keyed().await;
    told(&shop, &key, &text(&shop, "김하나", "50,000", "900,000")).await;
    let message = waiting(&shop).await;
    let shown: Vec<char> = message["explanation"]["text"].as_str().unwrap().chars().collect();
    let mark = |is: &str, piece: &str| {
        let piece: Vec<char> = piece.chars().collect();
        let from = shown.windows(piece.len()).position(|window| window == piece).unwrap();
        json!({"is": is, "from": from, "to": from + piece.len()})
    };
    let refused = async |marks: Value, field: &str, code: &str| {
        let answer = shop.post(FORMATS, json!({"message_id": message["id"], "marks": marks}), 400).await;
        assert_eq!(fault(&answer), (field, code), "{}", answer.body);
    };
    let amount = mark("amount", "50,000원");
    refused(json!([mark("payer", "김하나")]), "marks", "no_amount").await;
    refused(json!([amount, mark("balance", "50,000원")]), "marks", "marks_overlap").await;
    refused(json!([amount, mark("amount", "900,000원")]), "marks", "marked_twice").await;
    refused(json!([mark("amount", "김하나")]), "marks", "not_such").await;
    refused(json!([amount]), "marks", "unmarked").await;
    refused(json!([{"is": "amount", "from": 0, "to": 4000}]), "marks", "mark_outside").await;
    refused(json!([]), "marks", "out_of_range").await;
    refused(json!("amount"), "marks", "wrong_type").await;
    refused(json!([{"is": "moon", "from": 0, "to": 1}]), "marks[0].is", "invalid").await;
    refused(json!([{"is": "amount", "from": -1, "to": 1}]), "marks[0].from", "out_of_range").await;
    refused(json!([{"is": "amount", "from": 0}]), "marks[0].to", "required").await;
    refused(json!([1]), "marks[0]", "wrong_type").await;
    let both = json!({"message_id": message["id"], "marks": [{"is": "moon", "from": 0, "to": 1}, {"to": 1}]});
    let several = shop.post(FORMATS, both, 400).await.body;
    let fields: Vec<_> = several["errors"].as_array().unwrap().iter().map(|error| &error["field"]).collect();
    assert_eq!(fields, ["marks[0].is", "marks[1].is", "marks[1].from"]);
    for id in [json!("moon"), json!("1706752800000-0123456789abcdef0123456789abcdef")] {
        let status = if id == "moon" { 400 } else { 404 };
        shop.post(FORMATS, json!({"message_id": id, "marks": [amount]}), status).await;
    }
    // What the reader reads, or knows to be none, is no message to teach.
    told(&shop, &key, &super::kb(shop.clock.now(), "김하나", 700, None).replace("입금", "출금")).await;
    let out = shop.get("/workspaces/1/messages?status=IGNORED&limit=1", 200).await.body[0]["id"].clone();
    let refusal =
        shop.post(FORMATS, json!({"message_id": out, "marks": [{"is": "amount", "from": 0, "to": 1}]}), 400).await;
    assert_eq!(fault(&refusal), ("marks", "not_unread"));
    assert_eq!(shop.get(FORMATS, 200).await.body, json!([]));
    shop.end().await;
}

/// A stranger writes over the open URL; a message that a person dealt with is no example of those that wait.
#[tokio::test]
async fn only_a_message_that_waits_and_came_over_a_phone_makes_a_format() {
    let (shop, key) = keyed().await;
    shop.patch("/workspaces/1", json!({"settings": {"intake": "OPEN"}}), 200).await;
    // Its account can be read, so that it is kept for the one whose it is.
    let strangers = super::kb(shop.clock.now(), "김하나", 50_000, Some(900_000)).replace("입금", "별빛입금");
    shop.sms(&strangers, shop.clock.now()).await;
    let strangers = waiting(&shop).await;
    assert_eq!(strangers["why"], "unknown_channel");
    told(&shop, &key, &text(&shop, "김하나", "50,001", "900,001")).await;
    let done = waiting(&shop).await;
    shop.post(&format!("/workspaces/1/messages/{}/dismiss", done["id"].as_str().unwrap()), json!({}), 200).await;
    let done = shop.get(&format!("/workspaces/1/messages/{}", done["id"].as_str().unwrap()), 200).await.body;
    for message in [strangers, done] {
        assert_eq!(message["explanation"]["may_add_format"], false, "{message}");
        for path in [FORMATS, &format!("{FORMATS}/test")] {
            let refused = shop.post(path, proposed(&message), 400).await;
            assert_eq!(fault(&refused), ("message_id", "invalid"), "{}", refused.body);
        }
    }
    assert_eq!(shop.get(FORMATS, 200).await.body, json!([]));
    shop.end().await;
}

#[tokio::test]
async fn a_format_stands_once_and_fifty_at_most() {
    let (shop, key) = keyed().await;
    told(&shop, &key, &text(&shop, "김하나", "50,000", "900,000")).await;
    let body = proposed(&waiting(&shop).await);
    shop.post(FORMATS, body.clone(), 201).await;
    assert_eq!(shop.post(FORMATS, body, 400).await.body["code"], "format_exists");
    for nth in 1..MessageFormats::MAX {
        let other = format!("{}\n안내번호 {nth}번", text(&shop, "김하나", "50,000", "900,000"));
        told(&shop, &key, &other).await;
        shop.post(FORMATS, proposed(&waiting(&shop).await), 201).await;
    }
    told(&shop, &key, &format!("{}\n하나 더", text(&shop, "김하나", "50,000", "900,000"))).await;
    let body = proposed(&waiting(&shop).await);
    assert_eq!(shop.post(FORMATS, body.clone(), 400).await.body["code"], "too_many_formats");
    shop.delete(&format!("{FORMATS}/1"), 204).await;
    let refusal = shop.call(axum::http::Method::DELETE, &format!("{FORMATS}/1"), Some(&shop.owner), None, 404).await;
    assert_eq!(refusal.body["code"], "message_format_not_found");
    assert_eq!(shop.post(FORMATS, body, 201).await.body["id"], 53, "an id is given once");
    shop.end().await;
}

#[tokio::test]
async fn a_message_that_two_formats_read_differently_waits_for_a_person() {
    let (shop, key) = keyed().await;
    let two = |one: &str, other: &str| format!("[KB] 별빛입금 {one}원\n김하나\n적은수 {other}원");
    let mut samples = Vec::new();
    for sample in [two("50,000", "70,000"), two("50,001", "70,001")] {
        told(&shop, &key, &sample).await;
        samples.push(waiting(&shop).await);
    }
    shop.post(FORMATS, proposed(&samples[0]), 201).await;
    let mut marks = samples[1]["explanation"]["proposed_marks"].clone();
    for mark in marks.as_array_mut().unwrap() {
        mark["is"] = match mark["is"].as_str().unwrap() {
            "amount" => json!("balance"),
            "balance" => json!("amount"),
            same => json!(same),
        };
    }
    shop.post(FORMATS, json!({"message_id": samples[1]["id"], "marks": marks}), 201).await;
    told(&shop, &key, &two("60,000", "80,000")).await;
    let waits = waiting(&shop).await;
    assert_eq!((&waits["why"], &waits["reading"]["outcome"]), (&json!("several_readings"), &json!("quarantined")));
    assert_eq!((&waits["explanation"]["may_add_format"], deposits(&shop).await), (&json!(true), 0));
    shop.end().await;
}

#[tokio::test]
async fn formats_are_added_side_by_side_without_losing_one() {
    let (shop, key) = keyed().await;
    let mut bodies = Vec::new();
    for nth in 0..4 {
        told(&shop, &key, &format!("{}\n안내 {nth}", text(&shop, "김하나", "50,000", "900,000"))).await;
        bodies.push(proposed(&waiting(&shop).await));
    }
    let add = |body: Value| shop.post(FORMATS, body, 201);
    let [one, two, three, four] = bodies.try_into().unwrap();
    tokio::join!(add(one), add(two), add(three), add(four));
    assert_eq!(shop.get(FORMATS, 200).await.body.as_array().map(Vec::len), Some(4));
    shop.end().await;
}
