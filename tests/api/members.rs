//! Members: invitations, roles, the hand over of a workspace, and leaving it.

use axum::http::Method;
use domain::time::DAY_MS;
use serde_json::{Value, json};
use tests::{Answer, Shop};

use super::help::{ACCOUNTS, DEPOSITS, MANUAL, ORDERS, assert_has, assert_problem, bad_fields, ids, refused, typed};

const INVITE: &str = "/workspaces/1/invitations";
const MEMBERS: &str = "/workspaces/1/members";

async fn invite(shop: &Shop, email: &str, role: &str) -> Value {
    shop.post(INVITE, json!({"email": email, "role": role}), 201).await.body
}

async fn accept(shop: &Shop, session: &str, code: &Value, expected: u16) -> Answer {
    shop.call(Method::POST, "/invitations/accept", Some(session), Some(json!({"code": code})), expected).await
}

/// Who is in workspace 1, as (user, role), newest user first.
async fn roles(shop: &Shop, session: &str) -> Vec<(u64, String)> {
    let listed = shop.call(Method::GET, MEMBERS, Some(session), None, 200).await;
    let row = |row: &Value| (row["user_id"].as_u64().unwrap(), row["role"].as_str().unwrap().to_owned());
    listed.body.as_array().unwrap().iter().map(row).collect()
}

fn seats(seats: &[(u64, &str)]) -> Vec<(u64, String)> {
    seats.iter().map(|(user, role)| (*user, (*role).to_owned())).collect()
}

#[tokio::test]
async fn an_invited_person_accepts_and_is_in() {
    let shop = Shop::open().await;
    let invitation = invite(&shop, " Staff@Example.com ", "MEMBER").await;
    assert_has(
        &invitation,
        &json!({"email": "staff@example.com", "role": "MEMBER", "expires_at": "2024-02-19T11:00:00+09:00"}),
    );
    let staff = shop.sign_up("staff@example.com").await;
    shop.call(Method::GET, "/workspaces/1", Some(&staff), None, 404).await;
    let seat = accept(&shop, &staff, &invitation["code"], 200).await.body;
    let wanted = json!({"workspace_id": 1, "user_id": 2, "email": "staff@example.com", "name": "홍길동", "role": "MEMBER", "joined_at": "2024-02-12T11:00:00+09:00"});
    assert_has(&seat, &wanted);
    assert_eq!(roles(&shop, &staff).await, seats(&[(2, "MEMBER"), (1, "OWNER")]));
    assert_eq!(ids(&shop.call(Method::GET, "/workspaces", Some(&staff), None, 200).await), [1]);
    shop.end().await;
}

#[tokio::test]
async fn a_workspace_tells_each_caller_what_they_are_in_it() {
    let shop = Shop::open().await;
    let viewer = shop.member("viewer@example.com", "VIEWER").await;
    for (session, role) in [(&shop.owner, "OWNER"), (&viewer, "VIEWER")] {
        assert_eq!(shop.call(Method::GET, "/workspaces/1", Some(session), None, 200).await.body["role"], role);
        assert_eq!(shop.call(Method::GET, "/workspaces", Some(session), None, 200).await.body[0]["role"], role);
    }
    shop.patch(&format!("{MEMBERS}/2"), json!({"role": "MEMBER"}), 200).await;
    assert_eq!(shop.call(Method::GET, "/workspaces/1", Some(&viewer), None, 200).await.body["role"], "MEMBER");
    let made = shop.call(Method::POST, "/workspaces", Some(&viewer), Some(json!({"name": "옆 가게"})), 200).await;
    assert_eq!(made.body["role"], "OWNER");
    assert_eq!(shop.patch("/workspaces/1", json!({"name": "새 이름"}), 200).await.body["role"], "OWNER");
    shop.end().await;
}

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "moves the clock")]
async fn open_invitations_are_listed_without_their_codes_and_taken_back() {
    let mut shop = Shop::open().await;
    let first = invite(&shop, "first@example.com", "MEMBER").await;
    shop.clock.advance_ms(DAY_MS);
    shop.owner = shop.log_in("owner@example.com").await;
    let second = invite(&shop, "second@example.com", "VIEWER").await;
    let listed = shop.get(INVITE, 200).await;
    let of = |id: u64, email: &str, role: &str, day: u8| json!({"id": id, "email": email, "role": role, "created_at": format!("2024-02-{day:02}T11:00:00+09:00"), "expires_at": format!("2024-02-{:02}T11:00:00+09:00", day + 7)});
    let all = json!([of(2, "second@example.com", "VIEWER", 13), of(1, "first@example.com", "MEMBER", 12)]);
    assert_eq!(listed.body, all);
    let page = shop.get(&format!("{INVITE}?limit=1"), 200).await;
    let next = page.header("x-next-cursor").unwrap().to_owned();
    assert_eq!(ids(&shop.get(&format!("{INVITE}?limit=1&cursor={next}"), 200).await), [1]);

    shop.delete(&format!("{INVITE}/1"), 204).await;
    assert_eq!(ids(&shop.get(INVITE, 200).await), [2]);
    let staff = shop.sign_up("first@example.com").await;
    assert_problem(&accept(&shop, &staff, &first["code"], 400).await, "invitation_invalid");
    for none in ["1", "9", "0", "x"] {
        refused(&shop, Method::DELETE, &format!("{INVITE}/{none}"), json!({}), "invitation_not_found").await;
    }
    let guest = shop.sign_up("second@example.com").await;
    accept(&shop, &guest, &second["code"], 200).await;
    assert_eq!(ids(&shop.get(INVITE, 200).await), [0_u64; 0], "a used one is not open");
    refused(&shop, Method::DELETE, &format!("{INVITE}/2"), json!({}), "invitation_not_found").await;
    invite(&shop, "third@example.com", "MEMBER").await;
    shop.clock.advance_ms(7 * DAY_MS);
    shop.owner = shop.log_in("owner@example.com").await;
    assert_eq!(ids(&shop.get(INVITE, 200).await), [0_u64; 0], "an expired one is not open");
    shop.end().await;
}

#[tokio::test]
async fn an_invitation_tells_nothing_about_accounts() {
    let shop = Shop::open().await;
    shop.sign_up("here@example.com").await;
    let (here, nowhere) =
        (invite(&shop, "here@example.com", "VIEWER").await, invite(&shop, "nowhere@example.com", "VIEWER").await);
    let fields = |body: &Value| body.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(fields(&here), fields(&nowhere));
    assert_eq!(here["code"].as_str().unwrap().len(), nowhere["code"].as_str().unwrap().len());
    shop.end().await;
}

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "moves the clock")]
async fn an_invitation_works_once_for_its_address_and_for_seven_days() {
    let shop = Shop::open().await;
    let (staff, thief) = (shop.sign_up("staff@example.com").await, shop.sign_up("thief@example.com").await);
    let code = invite(&shop, "staff@example.com", "MEMBER").await["code"].clone();
    assert_problem(&accept(&shop, &thief, &code, 400).await, "invitation_invalid");
    accept(&shop, &staff, &code, 200).await;
    assert_problem(&accept(&shop, &staff, &code, 400).await, "invitation_invalid");

    let again = invite(&shop, "staff@example.com", "VIEWER").await["code"].clone();
    assert_problem(&accept(&shop, &staff, &again, 400).await, "already_member");
    assert_eq!(roles(&shop, &staff).await, seats(&[(2, "MEMBER"), (1, "OWNER")]), "the role stays");

    let late = invite(&shop, "thief@example.com", "MEMBER").await["code"].clone();
    shop.clock.advance_ms(7 * DAY_MS);
    let body = json!({"email": "thief@example.com", "password": "correct horse battery"});
    let session = shop.call(Method::POST, "/auth/login", None, Some(body), 200).await.body["access_token"].clone();
    let session = session.as_str().unwrap();
    assert_problem(&accept(&shop, session, &late, 400).await, "invitation_invalid");
    for bent in [json!("invented"), json!("../../x"), json!("x".repeat(60))] {
        assert_problem(&accept(&shop, session, &bent, 400).await, "invitation_invalid");
    }
    assert_eq!(bad_fields(&accept(&shop, session, &json!(7), 400).await), ["code:wrong_type"]);
    shop.end().await;
}

#[tokio::test]
async fn nobody_is_invited_as_owner_or_without_an_address() {
    let shop = Shop::open().await;
    for (body, fields) in [
        (json!({"email": "staff@example.com", "role": "OWNER"}), vec!["role:invalid"]),
        (json!({"email": "staff", "role": "member"}), vec!["email:invalid", "role:invalid"]),
        (json!({}), vec!["email:required"]),
        (json!({"email": null, "role": 3}), vec!["email:required", "role:invalid"]),
    ] {
        assert_eq!(bad_fields(&refused(&shop, Method::POST, INVITE, body, "invalid_fields").await), fields);
    }
    shop.end().await;
}

#[tokio::test]
async fn a_viewer_reads_and_writes_nothing() {
    let shop = Shop::open().await;
    shop.place("A-1", 20_000, "홍길동").await;
    super::help::record(&shop, "김철수", 14_510).await;
    let viewer = shop.member("viewer@example.com", "VIEWER").await;
    for path in ["/workspaces/1", ORDERS, "/workspaces/1/orders/1", DEPOSITS, "/workspaces/1/deposits/1", ACCOUNTS] {
        shop.call(Method::GET, path, Some(&viewer), None, 200).await;
    }
    let writes = [
        (Method::POST, ORDERS, json!({"order_number": "A-2", "amount": 1_000, "depositor_name": "홍길동"})),
        (Method::PATCH, "/workspaces/1/orders/1", json!({"status": "CANCELLED"})),
        (Method::POST, DEPOSITS, typed(&shop, "홍길동", 20_000)),
        (Method::POST, MANUAL, json!({"deposit_id": 1, "order_id": 1})),
        (Method::POST, "/workspaces/1/matches/1/unmatch", json!({})),
        (Method::PATCH, "/workspaces/1/bank-accounts/1", json!({"is_active": false})),
        (Method::PATCH, "/workspaces/1", json!({"name": "내 가게"})),
    ];
    for (method, path, body) in writes {
        assert_problem(&shop.call(method, path, Some(&viewer), Some(body), 403).await, "role_insufficient");
    }
    assert_eq!(shop.order(1).await["version"], 1);
    assert_eq!(shop.deposit(1).await["version"], 1);
    shop.end().await;
}

#[tokio::test]
async fn a_role_changes_at_the_very_next_request() {
    let shop = Shop::open().await;
    let staff = shop.member("staff@example.com", "VIEWER").await;
    let body = json!({"order_number": "A-1", "amount": 1_000, "depositor_name": "홍길동"});
    shop.call(Method::POST, ORDERS, Some(&staff), Some(body.clone()), 403).await;
    assert_eq!(shop.patch(&format!("{MEMBERS}/2"), json!({"role": "MEMBER"}), 200).await.body["role"], "MEMBER");
    shop.call(Method::POST, ORDERS, Some(&staff), Some(body.clone()), 201).await;
    shop.patch(&format!("{MEMBERS}/2"), json!({"role": "VIEWER"}), 200).await;
    shop.call(Method::POST, ORDERS, Some(&staff), Some(body), 403).await;
    for body in [json!({}), json!({"role": "ADMIN"}), json!({"role": null})] {
        refused(&shop, Method::PATCH, &format!("{MEMBERS}/2"), body, "invalid_fields").await;
    }
    for nobody in ["3", "0", "x"] {
        refused(&shop, Method::PATCH, &format!("{MEMBERS}/{nobody}"), json!({"role": "VIEWER"}), "member_not_found")
            .await;
    }
    shop.end().await;
}

#[tokio::test]
async fn a_workspace_is_handed_over_in_one_step() {
    let shop = Shop::open().await;
    let heir = shop.member("heir@example.com", "VIEWER").await;
    assert_eq!(shop.patch(&format!("{MEMBERS}/2"), json!({"role": "OWNER"}), 200).await.body["role"], "OWNER");
    assert_eq!(roles(&shop, &heir).await, seats(&[(2, "OWNER"), (1, "MEMBER")]));
    assert_eq!(shop.get("/workspaces/1", 200).await.body["owner_id"], 2);
    shop.patch("/workspaces/1", json!({"name": "내 가게"}), 403).await;
    shop.patch(&format!("{MEMBERS}/2"), json!({"role": "MEMBER"}), 403).await;
    shop.call(Method::PATCH, "/workspaces/1", Some(&heir), Some(json!({"name": "새 가게"})), 200).await;
    // And back again.
    shop.call(Method::PATCH, &format!("{MEMBERS}/1"), Some(&heir), Some(json!({"role": "OWNER"})), 200).await;
    assert_eq!(roles(&shop, &heir).await, seats(&[(2, "MEMBER"), (1, "OWNER")]));
    shop.end().await;
}

#[tokio::test]
async fn the_owner_is_neither_removed_nor_made_less() {
    let shop = Shop::open().await;
    let staff = shop.member("staff@example.com", "MEMBER").await;
    refused(&shop, Method::DELETE, &format!("{MEMBERS}/1"), json!({}), "owner_stays").await;
    for role in ["MEMBER", "VIEWER"] {
        refused(&shop, Method::PATCH, &format!("{MEMBERS}/1"), json!({"role": role}), "owner_stays").await;
    }
    shop.patch(&format!("{MEMBERS}/1"), json!({"role": "OWNER"}), 200).await;
    let answer = shop.call(Method::DELETE, &format!("{MEMBERS}/1"), Some(&staff), None, 403).await;
    assert_problem(&answer, "role_insufficient");
    assert_eq!(roles(&shop, &staff).await, seats(&[(2, "MEMBER"), (1, "OWNER")]));
    shop.end().await;
}

#[tokio::test]
async fn a_removed_member_is_a_stranger_at_the_very_next_request() {
    let shop = Shop::open().await;
    let staff = shop.member("staff@example.com", "MEMBER").await;
    let made = shop.call(Method::POST, "/auth/tokens", Some(&staff), Some(json!({"name": "서버"})), 201).await;
    let api = made.body["token"].as_str().unwrap().to_owned();
    shop.call(Method::GET, ORDERS, Some(&api), None, 200).await;
    shop.delete(&format!("{MEMBERS}/2"), 204).await;
    for token in [&staff, &api] {
        for path in ["/workspaces/1", ORDERS, MEMBERS] {
            assert_problem(&shop.call(Method::GET, path, Some(token), None, 404).await, "workspace_not_found");
        }
        shop.call(Method::GET, "/auth/me", Some(token), None, 200).await;
    }
    assert_eq!(ids(&shop.call(Method::GET, "/workspaces", Some(&staff), None, 200).await), [0_u64; 0]);
    refused(&shop, Method::DELETE, &format!("{MEMBERS}/2"), json!({}), "member_not_found").await;
    shop.end().await;
}

#[tokio::test]
async fn every_member_may_leave_and_take_nobody_along() {
    let shop = Shop::open().await;
    let (first, second) = (shop.member("a@example.com", "VIEWER").await, shop.member("b@example.com", "MEMBER").await);
    shop.call(Method::DELETE, &format!("{MEMBERS}/3"), Some(&first), None, 403).await;
    shop.call(Method::DELETE, &format!("{MEMBERS}/2"), Some(&first), None, 204).await;
    shop.call(Method::GET, "/workspaces/1", Some(&first), None, 404).await;
    assert_eq!(roles(&shop, &second).await, seats(&[(3, "MEMBER"), (1, "OWNER")]));
    shop.end().await;
}

#[tokio::test]
async fn whoever_is_invited_without_a_role_does_the_days_work() {
    let shop = Shop::open().await;
    let invitation = shop.post(INVITE, json!({"email": "staff@example.com"}), 201).await.body;
    assert_eq!(invitation["role"], "MEMBER");
    shop.end().await;
}

/// Who keeps the gate: what decides whose money counts is the owner's, and what a stolen token must not touch is theirs
/// in person.
#[tokio::test]
async fn a_member_changes_nothing_that_decides_whose_money_counts() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    let member = shop.member("staff@example.com", "MEMBER").await;
    let token =
        shop.post("/auth/tokens", json!({"name": "서버"}), 201).await.body["token"].as_str().unwrap().to_owned();
    let account =
        json!({"bank_code": "088", "bank_name": "신한", "account_number": "110-999-000000", "account_holder": "가"});
    let phone = json!({"phone_number": "010-9999-9999"});
    let (of_phone, of_account) = ("/workspaces/1/phone-numbers/1", format!("{ACCOUNTS}/1"));
    let rotate = format!("{of_phone}/rotate-key");
    // What an insider did (attack 17): take the secret away, add a phone of one's own, unbind the account, remove the
    // phone.
    let kept_by_owner = [
        (Method::POST, ACCOUNTS, account, 201),
        (Method::PATCH, &of_account, json!({"phone_number_id": null}), 200),
        (Method::POST, "/workspaces/1/phone-numbers", phone, 201),
        (Method::PATCH, of_phone, json!({"label": "계산대"}), 200),
    ];
    for (method, path, body, done) in kept_by_owner {
        shop.call(method.clone(), path, Some(&member), Some(body.clone()), 403).await;
        shop.call(method, path, Some(&token), Some(body), done).await;
    }
    let in_person = [
        (Method::PATCH, of_phone, json!({"signing_secret": "s".repeat(40)}), 200),
        (Method::PATCH, of_phone, json!({"signing_secret": null}), 200),
        (Method::POST, &rotate, json!({"overlap_hours": 24}), 200),
        (Method::DELETE, of_phone, json!({}), 204),
    ];
    for (method, path, body, done) in in_person {
        for stranger in [&member, &token] {
            shop.call(method.clone(), path, Some(stranger), Some(body.clone()), 403).await;
        }
        if method != Method::DELETE {
            assert_eq!(shop.sms_over(&key, &shop.kb("홍길동", 100, 100), shop.clock.now()).await.status / 100, 2);
        }
        shop.call(method, path, Some(&shop.owner), Some(body), done).await;
        // A phone that signs takes signed calls only.
        if path == of_phone && done == 200 {
            shop.patch(of_phone, json!({"signing_secret": null}), 200).await;
        }
    }
    shop.end().await;
}
