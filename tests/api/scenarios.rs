//! Scenarios of a test workspace: each ends as it says, and says whether it did.

use bank_sms::{Bank, TransferKind, WriteError, bank};
use domain::{ClosedSet, ScenarioName, Timestamp};
use scenario::{BankText, Teller, TextSender};
use serde_json::{Value, json};
use tests::Shop;

/// Starts a scenario, and lets the clock go on until it is over.
async fn played(shop: &Shop, ws: &str, body: Value) -> Value {
    let started = shop.post(&format!("{ws}/test/scenarios"), body, 201).await.body;
    assert_eq!(
        (&started["state"], &started["passed"], &started["got"]),
        (&json!("RUNNING"), &Value::Null, &Value::Null)
    );
    ended(shop, ws, started["id"].as_str().unwrap()).await
}

async fn ended(shop: &Shop, ws: &str, id: &str) -> Value {
    for _ in 0..20 {
        shop.drain().await;
        shop.sweep().await.unwrap();
        shop.notify().await;
        let now = shop.get(&format!("{ws}/test/scenarios/{id}"), 200).await.body;
        if now["state"] == "DONE" {
            return now;
        }
        shop.clock.advance_ms(60_000);
    }
    panic!("{id} is not over after twenty minutes");
}

#[tokio::test]
async fn every_scenario_of_one_workspace_passes() {
    let shop = Shop::open().await;
    let ws = shop.test_workspace().await;
    for seed in [3, 4] {
        for name in ScenarioName::all() {
            let at = shop.clock.now();
            let done = played(&shop, &ws, json!({"name": name.code(), "seed": seed})).await;
            assert_eq!((&done["passed"], &done["got"]), (&json!(true), &done["expected"]), "{done:#}");
            assert_eq!((&done["id"], &done["livemode"]), (&json!(format!("{}-{seed}", name.code())), &json!(false)));
            let minutes = (shop.clock.now().ms() - at.ms()) / 60_000;
            let waits = matches!(name, ScenarioName::Late | ScenarioName::PhoneDark);
            assert!(if waits { (5..=15).contains(&minutes) } else { minutes == 0 }, "{name:?} took {minutes} minutes");
        }
    }
    let phones = shop.get(&format!("{ws}/phone-numbers"), 200).await.body;
    assert_eq!(phones.as_array().unwrap().len(), 1, "a scenario's phone goes with it");
    assert_eq!(shop.get("/workspaces/1/deposits", 200).await.body, json!([]));
    assert_eq!(shop.get("/workspaces/1/orders", 200).await.body, json!([]));
    shop.end().await;
}

/// The phone's silence is told while there is a phone.
#[tokio::test]
async fn a_silent_phone_of_a_scenario_is_told_to_endpoints() {
    let shop = Shop::open().await;
    let ws = shop.test_workspace().await;
    let fetches = json!({"kind": "PULL", "events": ["phone.silent", "order.matched"]});
    let endpoint = shop.post(&format!("{ws}/webhook-endpoints"), fetches, 201).await.body["id"].clone();
    shop.clock.advance_ms(domain::endpoint::TOLD_FROM_MS + 1);
    played(&shop, &ws, json!({"name": "phone_dark"})).await;
    shop.notify().await;
    let told = shop.get(&format!("{ws}/webhook-endpoints/{endpoint}/deliveries?status=PENDING"), 200).await.body;
    let mut types: Vec<_> = told.as_array().unwrap().iter().filter_map(|one| one["event_type"].as_str()).collect();
    types.sort_unstable();
    assert_eq!(types, ["order.matched", "phone.silent"], "{told:#}");
    shop.end().await;
}

#[tokio::test]
async fn what_comes_out_otherwise_is_told_as_it_is() {
    let shop = Shop::open().await;
    let ws = shop.test_workspace().await;
    let started = shop.post(&format!("{ws}/test/scenarios"), json!({"name": "paid", "seed": 9}), 201).await.body;
    // Before it goes on, its account takes no messages any more.
    shop.patch(&format!("{ws}/bank-accounts/1"), json!({"is_active": false}), 200).await;
    let done = ended(&shop, &ws, started["id"].as_str().unwrap()).await;
    assert_eq!((&done["passed"], &done["expected"]["orders"][0]["status"]), (&json!(false), &json!("MATCHED")));
    assert_eq!(done["got"]["orders"], json!([{"status": "PENDING", "payment_state": "UNPAID"}]));
    assert_eq!(done["got"]["deposits"], json!([]));
    shop.end().await;
}

#[tokio::test]
async fn each_is_played_once_and_only_where_nothing_is_real() {
    let shop = Shop::open().await;
    let ws = shop.test_workspace().await;
    let path = format!("{ws}/test/scenarios");
    let split = json!({"name": "split", "seed": 7});
    assert_eq!(shop.post("/workspaces/1/test/scenarios", split.clone(), 403).await.code(), "live_workspace");
    shop.post(&path, split.clone(), 201).await;
    // Of the same instant it would be the call before, whose answer was lost.
    shop.clock.advance_ms(1);
    assert_eq!(shop.post(&path, split.clone(), 409).await.code(), "scenario_exists");
    assert_eq!(ended(&shop, &ws, "split-7").await["passed"], true);
    assert_eq!(shop.post(&path, split, 409).await.code(), "scenario_exists");
    assert_eq!(shop.get(&format!("{ws}/orders"), 200).await.body.as_array().unwrap().len(), 1);
    for (bad, field) in [
        (json!({"seed": 1}), "name"),
        (json!({"name": "dance"}), "name"),
        (json!({"name": "paid", "seed": -1}), "seed"),
        (json!({"name": "paid", "seed": "7"}), "seed"),
        (json!({"name": "paid", "seed": 2_147_483_648_u64}), "seed"),
        (json!({"name": "paid", "bank_account_id": "x"}), "bank_account_id"),
    ] {
        let refused = shop.post(&path, bad, 400).await.body;
        assert_eq!(refused["errors"][0]["field"], field, "{refused}");
    }
    let nobodys = json!({"name": "paid", "bank_account_id": 9});
    assert_eq!(shop.post(&path, nobodys, 404).await.code(), "bank_account_not_found");
    for id in ["split-8", "split-07", "dance-7", "7"] {
        assert_eq!(shop.get(&format!("{path}/{id}"), 404).await.code(), "scenario_not_found", "{id}");
    }
    shop.end().await;
}

#[tokio::test]
async fn a_bank_that_cannot_write_it_is_told_before_anything_happens() {
    let shop = Shop::open().await;
    let ws = shop.test_workspace().await;
    let bank = always_with_balance();
    let account = json!({"bank_code": bank.code, "bank_name": bank.name, "account_number": "123-456789-01234",
        "account_holder": "홍길동"});
    let account = shop.post(&format!("{ws}/bank-accounts"), account, 201).await.body;
    let asked = json!({"name": "twin", "bank_account_id": account["id"]});
    let refused = shop.post(&format!("{ws}/test/scenarios"), asked, 400).await.body;
    assert_eq!(refused["errors"][0]["field"], "bank_account_id", "{refused}");
    assert_eq!(shop.get(&format!("{ws}/orders"), 200).await.body, json!([]));
    assert_eq!(shop.get(&format!("{ws}/test/scenarios/twin-1"), 404).await.code(), "scenario_not_found");
    shop.end().await;
}

/// A bank that prints no message without a balance.
fn always_with_balance() -> &'static Bank {
    let text = BankText {
        kind: TransferKind::Deposit,
        amount: 1_000,
        name: "홍길동".to_owned(),
        has_balance: false,
        has_new_word: false,
        from: TextSender::Bank,
    };
    let refuses = |bank: &&'static Bank| {
        let mut teller = Teller { bank, account: "12345678901234", owner: "홍길동", balance: 0 };
        teller.print(&text, Timestamp::from_ms(1_706_752_800_000)) == Err(WriteError::Balance)
    };
    bank::all().iter().find(refuses).unwrap()
}

/// A scenario whose steps are delivered many times at once is played once.
#[tokio::test]
async fn two_deliveries_at_once_play_no_step_twice() {
    let shop = Shop::open().await;
    let ws = shop.test_workspace().await;
    shop.post(&format!("{ws}/test/scenarios"), json!({"name": "combined", "seed": 2}), 201).await;
    let workspace = ws.rsplit('/').next().unwrap();
    let body = format!(r#"{{"v":1,"kind":"scenario","workspace_id":{workspace},"scenario":"combined-2"}}"#);
    let tries = tokio::join!(shop.work_on(&body), shop.work_on(&body), shop.work_on(&body));
    for done in [tries.0, tries.1, tries.2] {
        done.unwrap();
    }
    let done = ended(&shop, &ws, "combined-2").await;
    assert_eq!(done["passed"], true, "{done:#}");
    assert_eq!(shop.get(&format!("{ws}/orders"), 200).await.body.as_array().unwrap().len(), 2);
    assert_eq!(shop.get(&format!("{ws}/deposits"), 200).await.body.as_array().unwrap().len(), 1);
    shop.end().await;
}
