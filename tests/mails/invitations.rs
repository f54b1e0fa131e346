//! Invitations are mailed: once, and only while they stand.

use axum::http::Method;
use domain::time::DAY_MS;
use serde_json::json;
use tests::mail_server::MailServer;
use tests::{Fate, Shop};

use super::{Seen, mail, only, open};

const INVITATIONS: &str = "/workspaces/1/invitations";
const STAFF: &str = "staff@example.com";

#[tokio::test]
async fn an_invitation_is_mailed_to_its_address_with_the_link_that_works() {
    let server = MailServer::good().await;
    let shop = open(&server).await;
    let answer = shop.post(INVITATIONS, json!({"email": STAFF, "role": "VIEWER"}), 201).await.body;
    mail(&shop).await;
    let seen = only(&server);
    assert_eq!((seen.to.as_str(), seen.subject.as_str()), (STAFF, "[LunePay] 가게에 초대받으셨습니다"));
    assert!(seen.text.contains("“쇼핑몰 운영팀”") && seen.text.contains(STAFF), "{seen:?}");
    assert_eq!(seen.link(), ("https://pay.shop.example/invitation", answer["code"].as_str().unwrap()));
    let login = server.taken()[0].said.clone();
    assert!(login[0].starts_with("AUTH PLAIN ") && login[1].starts_with("MAIL FROM:<pay@shop.example>"), "{login:?}");
    let session = shop.sign_up(STAFF).await;
    let code = json!({"code": seen.link().1});
    shop.call(Method::POST, "/invitations/accept", Some(&session), Some(code), 200).await;
    mail(&shop).await;
    assert_eq!(server.taken().len(), 1, "it is mailed once");
    shop.end().await;
}

/// Who has invited a hundred people today, in whatever workspaces, has nobody mailed any more.
#[tokio::test]
async fn of_one_person_a_hundred_invitations_are_mailed_in_a_day() {
    let server = MailServer::good().await;
    let shop = open(&server).await;
    for counted in [99, 1] {
        shop.app.store().count("mail#by#1", counted, DAY_MS, shop.clock.now()).await.unwrap();
        shop.post(INVITATIONS, json!({"email": format!("{counted}@example.com")}), 201).await;
        mail(&shop).await;
    }
    assert_eq!(only(&server).to, "99@example.com");
    shop.end().await;
}

#[tokio::test]
async fn what_was_withdrawn_used_or_never_committed_is_not_mailed() {
    let server = MailServer::good().await;
    let shop = open(&server).await;
    let withdrawn = shop.post(INVITATIONS, json!({"email": "a@example.com"}), 201).await.body;
    shop.delete(&format!("{INVITATIONS}/{}", withdrawn["id"]), 204).await;
    shop.member(STAFF, "MEMBER").await;
    shop.wire.rule(|call| if call.operation == "TransactWriteItems" { Fate::LoseRequest } else { Fate::Pass });
    shop.post(INVITATIONS, json!({"email": "b@example.com"}), 503).await;
    shop.wire.calm();
    mail(&shop).await;
    assert_eq!(server.taken().len(), 0, "{:?}", server.taken());
    shop.end().await;
}

/// What cannot be mailed for sure is not begun: whoever asks again has one invitation.
#[tokio::test]
async fn a_queue_that_is_down_makes_no_invitation_and_a_lost_reply_mails_it_once() {
    let server = MailServer::good().await;
    let shop = open(&server).await;
    shop.queue_wire.rule(|_| Fate::LoseRequest);
    shop.post(INVITATIONS, json!({"email": STAFF}), 503).await;
    shop.queue_wire.calm();
    assert_eq!(shop.get(INVITATIONS, 200).await.body, json!([]));
    shop.wire.rule(|call| if call.operation == "TransactWriteItems" { Fate::LoseReply } else { Fate::Pass });
    shop.post(INVITATIONS, json!({"email": STAFF}), 503).await;
    shop.wire.calm();
    mail(&shop).await;
    assert_eq!(only(&server).to, STAFF);
    shop.end().await;
}

/// A workspace's name is somebody's own words: no mail program makes a link of it, and none reads it as a header.
#[tokio::test]
async fn a_hostile_name_is_no_link_and_strangers_get_few_mails() {
    let server = MailServer::good().await;
    let shop = open(&server).await;
    shop.patch("/workspaces/1", json!({"name": "https://evil.example/win 당첨"}), 200).await;
    for _ in 0..7 {
        shop.post(INVITATIONS, json!({"email": STAFF, "language": "en"}), 201).await;
    }
    // A few at a time.
    mail(&shop).await;
    mail(&shop).await;
    let taken = server.taken();
    assert_eq!(taken.len(), 5, "one address gets five a day");
    for one in taken {
        let seen = Seen::of(&one.mail);
        assert_eq!(seen.subject, "[LunePay] You are invited to a workspace");
        assert!(seen.text.contains("“https: / / evil. example/ win 당첨”"), "{}", seen.text);
        assert_eq!(seen.link().0, "https://pay.shop.example/invitation");
    }
    shop.end().await;
}

#[tokio::test]
async fn where_no_mail_is_sent_an_invitation_asks_for_none() {
    let shop = Shop::open().await;
    shop.queue_wire.taken();
    shop.post(INVITATIONS, json!({"email": STAFF}), 201).await;
    assert!(shop.queue_wire.taken().is_empty());
    shop.end().await;
}
