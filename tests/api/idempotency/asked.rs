//! Who may use a key, and where.

use super::*;

#[tokio::test]
async fn a_kept_answer_is_for_those_only_who_may_still_ask() {
    let shop = Shop::open().await;
    let member = shop.member("member@example.com", "MEMBER").await;
    let money = typed(&shop, "홍길동", 9_900);
    assert_eq!(post(&shop, &member, "k-1", DEPOSITS, &money).await.status, 201);
    shop.delete("/workspaces/1/members/2", 204).await;
    assert_problem(&post(&shop, &member, "k-1", DEPOSITS, &money).await, "workspace_not_found");
    assert_eq!(post(&shop, &shop.owner, "k-2", "/workspaces", &json!({"name": "가게"})).await.status, 200);
    let session = shop.owner.clone();
    shop.call(Method::POST, "/auth/logout", Some(&session), None, 204).await;
    assert_problem(&post(&shop, &session, "k-2", "/workspaces", &json!({"name": "가게"})).await, "token_invalid");
    shop.end().await;
}

#[tokio::test]
async fn whoever_may_no_longer_ask_hears_nothing_of_a_key() {
    let shop = Arc::new(Shop::open().await);
    let member = shop.member("member@example.com", "MEMBER").await;
    let money = typed(&shop, "홍길동", 9_900);
    assert_eq!(post(&shop, &member, "done", DEPOSITS, &money).await.status, 201);
    let other = typed(&shop, "김철수", 9_900);
    let (gate, running) = held(&shop, &member, "running", DEPOSITS, &other).await;
    shop.call(Method::POST, "/auth/logout", Some(&member), None, 204).await;
    for (key, body) in [("done", &money), ("done", &other), ("running", &other)] {
        assert_problem(&post(&shop, &member, key, DEPOSITS, body).await, "token_invalid");
    }
    gate.open();
    assert_eq!(running.await.unwrap().status, 201, "it was admitted before");
    Arc::into_inner(shop).unwrap().end().await;
}

#[tokio::test]
async fn a_removed_member_writes_the_path_as_they_like_and_hears_nothing() {
    let shop = Shop::open().await;
    let member = shop.member("member@example.com", "MEMBER").await;
    let money = typed(&shop, "홍길동", 9_900);
    let other_way = "/workspaces/%31/deposits";
    assert_eq!(post(&shop, &member, "k-1", other_way, &money).await.status, 201);
    assert!(is_replayed(&post(&shop, &member, "k-1", other_way, &money).await));
    shop.delete("/workspaces/1/members/2", 204).await;
    assert_problem(&post(&shop, &member, "k-1", other_way, &money).await, "workspace_not_found");
    shop.end().await;
}

/// A session's answer shows the text of a new token, which an API token may not issue.
#[tokio::test]
async fn an_api_token_does_not_hear_what_a_session_was_told() {
    let shop = Shop::open().await;
    let issued = post(&shop, &shop.owner, "k-1", "/auth/tokens", &json!({"name": "서버"})).await;
    let token = issued.body["token"].as_str().unwrap();
    let again = post(&shop, token, "k-1", "/auth/tokens", &json!({"name": "서버"})).await;
    assert_problem(&again, "role_insufficient");
    shop.end().await;
}

/// Those who ask without a token, with whatever a phone's app or a browser sends along.
#[tokio::test]
async fn where_no_token_is_asked_for_a_key_is_no_key() {
    let shop = Shop::open().await;
    let phone = shop.phone().await;
    let mut balance = 100_000;
    for key in ["", "k-1", "k-1", &"k".repeat(256)] {
        for path in ["/webhooks/bank-sms".to_owned(), format!("/webhooks/bank-sms/{phone}")] {
            balance += 14_510;
            let raw = shop.kb("홍길동", 14_510, balance);
            let request = Request::post(format!("/api/v1{path}"))
                .header("authorization", format!("Bearer {}", shop.owner))
                .header("content-type", "application/json")
                .header("prefer", "respond-async")
                .header("idempotency-key", key);
            let body = Body::from(json!({"raw_sms": raw}).to_string());
            let answer = shop.send(request.body(body).unwrap()).await;
            assert_eq!((answer.status, is_replayed(&answer)), (202, false), "{path} {key}: {}", answer.body);
        }
        let ping = post(&shop, &shop.owner, key, &format!("/webhooks/ping/{phone}"), &json!({})).await;
        assert!(ping.status < 300 && !is_replayed(&ping), "{}", ping.body);
        let wrong = json!({"email": "owner@example.com", "password": "not the password"});
        assert_problem(&post(&shop, &shop.owner, key, "/auth/login", &wrong).await, "login_failed");
        let taken = json!({"email": "owner@example.com", "password": "not the password", "name": "나무"});
        assert_problem(&post(&shop, &shop.owner, key, "/auth/signup", &taken).await, "email_taken");
    }
    shop.drain().await;
    assert_eq!(shop.get(DEPOSITS, 200).await.body.as_array().unwrap().len(), 4, "each of the phone's messages");
    shop.end().await;
}

#[test]
fn every_post_without_a_token_is_one_where_a_key_is_no_key() {
    let mut document = tests::documents::openapi();
    for (name, operation) in tests::documents::operations(&mut document) {
        let Some(path) = name.strip_prefix("POST ") else { continue };
        let is_open = web::idempotency::FOR_ANYBODY.iter().any(|open| path.starts_with(open));
        assert_eq!(is_open, operation.get("security").is_some(), "{name}");
    }
}

/// Whoever writes the table by another door cannot make one user hear what another was told.
#[tokio::test]
async fn a_kept_answer_opens_for_its_user_only() {
    let shop = Shop::open().await;
    let member = shop.member("member@example.com", "MEMBER").await;
    let money = typed(&shop, "홍길동", 9_900);
    for token in [&shop.owner, &member] {
        assert_eq!(post(&shop, token, "k-1", DEPOSITS, &money).await.status, 201);
    }
    let kept = shop.items().await.into_iter().filter(|item| item.contains_key("answer"));
    let [mut one, other] = <[_; 2]>::try_from(kept.collect::<Vec<_>>()).unwrap();
    one.insert("answer".to_owned(), other["answer"].clone());
    tests::day::put(&shop, one).await;
    let mut answers = Vec::new();
    for token in [&shop.owner, &member] {
        answers.push(post(&shop, token, "k-1", DEPOSITS, &money).await.status);
    }
    answers.sort_unstable();
    assert_eq!(answers, [201, 503]);
    shop.end().await;
}
