//! What stands before a schedule begins: an owner, three workspaces with two accounts each, and a phone in the third,
//! whose intake is by its URL only. Made once by the product itself; every seed begins with a copy.

use std::collections::HashMap;
use std::sync::OnceLock;

use aws_sdk_dynamodb::types::{AttributeValue, PutRequest, WriteRequest};
use axum::http::Method;
use local::product::TABLE;
use serde_json::json;
use tests::Shop;
use web::Policy;

/// How many workspaces there are.
pub const WORKSPACES: u64 = 3;
/// How many accounts each of them has.
pub const ACCOUNTS: u64 = 2;
/// The workspace that takes messages over its phone's URL only.
pub const KEYED: u64 = 3;

/// The same in every seed.
pub struct Base {
    items: Vec<HashMap<String, AttributeValue>>,
    /// The owner's session.
    pub owner: String,
    /// The key of the phone's URL.
    pub phone_key: String,
}

/// The name of a workspace.
pub fn name_of(workspace: u64) -> String {
    format!("가게 {workspace}")
}

/// The printed head and tail of an account's number: each account has its own.
pub fn account_number(workspace: u64, account: u64) -> (String, String) {
    (format!("1{workspace}{account}"), format!("0000{workspace}{account}"))
}

/// The base, made at its first use.
pub fn base() -> &'static Base {
    static BASE: OnceLock<Base> = OnceLock::new();
    // A thread of its own: whoever asks first is within a runtime already.
    BASE.get_or_init(|| std::thread::spawn(|| crate::runtime().block_on(make())).join().unwrap())
}

async fn make() -> Base {
    let mut shop = Shop::empty(Policy::default()).await;
    shop.owner = shop.sign_up("owner@example.com").await;
    for workspace in 1..=WORKSPACES {
        let made = shop.post("/workspaces", json!({"name": name_of(workspace)}), 200).await;
        assert_eq!(made.body["id"], workspace);
        for account in 1..=ACCOUNTS {
            let (head, tail) = account_number(workspace, account);
            let body = json!({"bank_code": "004", "bank_name": "국민은행", "account_number": format!("{head}-123-{tail}"), "account_holder": "홍길동"});
            let made = shop.post(&format!("/workspaces/{workspace}/bank-accounts"), body, 201).await;
            assert_eq!(made.body["id"], account);
        }
    }
    let phone = json!({"phone_number": "010-0000-0000"});
    let path = format!("/workspaces/{KEYED}/phone-numbers");
    let added = shop.call(Method::POST, &path, Some(&shop.owner), Some(phone), 201).await;
    shop.rest().await;
    let base = Base {
        items: shop.items().await,
        owner: shop.owner.clone(),
        phone_key: added.body["key"].as_str().unwrap().to_owned(),
    };
    shop.abandon();
    base
}

impl Base {
    /// Puts the base into an empty table.
    pub async fn put(&self, dynamo: &aws_sdk_dynamodb::Client) {
        for some in self.items.chunks(25) {
            let puts = some.iter().map(|item| {
                let put = PutRequest::builder().set_item(Some(item.clone())).build().unwrap();
                WriteRequest::builder().put_request(put).build()
            });
            dynamo.batch_write_item().request_items(TABLE, puts.collect()).send().await.unwrap();
        }
    }
}
