//! People: how they come in, who they are, what they may do, how they leave.

use mail::Mailer;
use runtime::MailSettings;
use serde_json::{Value, json};

use super::{Story, id_of};
use crate::authenticator::Authenticator;
use crate::here::Here;
use crate::mail_server::MailServer;

const PASSWORD: &str = "correct horse battery";
const NEW_PASSWORD: &str = "another horse battery";

/// The owner, their workspace and its account.
pub(super) async fn open(story: &mut Story) {
    let owner = json!({"email": "owner@example.com", "password": PASSWORD, "name": "홍길동"});
    story.ask_as(None, "POST /auth/signup", owner).await;
    story.shop.owner = log_in(story, "owner@example.com", PASSWORD).await;
    story.ask("GET /auth/me", Value::Null).await;
    story.ask("POST /workspaces", json!({"name": "달빛상점", "settings": {"match_window_days": 7}})).await;
    story.ask("GET /workspaces", Value::Null).await;
    story.ask("GET /workspaces/1", Value::Null).await;
    let settings = json!({"settings": {"tie_policy": "OLDEST", "retention_days": 365}});
    story.ask("PATCH /workspaces/1", settings).await;
    story.ask("GET /banks", Value::Null).await;
    let account = json!({"bank_code": "004", "bank_name": "국민은행", "account_number": "110-123-000000",
        "account_holder": "달빛상점"});
    story.ask("POST /workspaces/1/bank-accounts", account).await;
    story.ask("GET /workspaces/1/bank-accounts?is_active=true", Value::Null).await;
    story.ask("GET /workspaces/1/bank-accounts/1", Value::Null).await;
    story.ask("PATCH /workspaces/1/bank-accounts/1", json!({"bank_name": "국민은행 매장"})).await;
}

/// A new session of a person.
async fn log_in(story: &mut Story, email: &str, password: &str) -> String {
    let session = story.ask_as(None, "POST /auth/login", json!({"email": email, "password": password})).await;
    session["access_token"].as_str().unwrap().to_owned()
}

/// What people do; the server that takes their mail.
pub(super) async fn tell(story: &mut Story) -> MailServer {
    // Sessions end after half a day.
    story.shop.owner = log_in(story, "owner@example.com", PASSWORD).await;
    members(story).await;
    tokens(story).await;
    second_factor(story).await;
    let server = passwords(story).await;
    story.ask("POST /workspaces", json!({"name": "옆 가게"})).await;
    story.ask("DELETE /workspaces/2", json!({"name": "옆 가게"})).await;
    server
}

async fn members(story: &mut Story) {
    let staff = json!({"email": "staff@example.com", "password": PASSWORD, "name": "김철수"});
    story.ask_as(None, "POST /auth/signup", staff).await;
    let session = log_in(story, "staff@example.com", PASSWORD).await;
    let invited = json!({"email": "staff@example.com", "role": "MEMBER", "language": "ko"});
    let invited = story.ask("POST /workspaces/1/invitations", invited).await;
    story.invent(&invited["code"], "invented-code-of-an-invitation");
    story.ask("GET /workspaces/1/invitations", Value::Null).await;
    story.ask_as(Some(&session), "POST /invitations/accept", json!({"code": invited["code"]})).await;
    story.ask("GET /workspaces/1/members", Value::Null).await;
    // The log stands in the order of its times.
    story.shop.clock.advance_ms(1_000);
    story.ask("PATCH /workspaces/1/members/2", json!({"role": "VIEWER"})).await;
    story.shop.clock.advance_ms(1_000);
    story.ask("DELETE /workspaces/1/members/2", Value::Null).await;
    let entries = story.ask("GET /workspaces/1/audit?limit=2", Value::Null).await;
    story.invent(&entries[0]["id"], "1707703896001-1a2b3c4d");
    story.invent(&entries[1]["id"], "1707703895001-5e6f7a8b");
    let other = json!({"email": "other@example.com", "role": "VIEWER"});
    let other = story.ask("POST /workspaces/1/invitations", other).await;
    story.invent(&other["code"], "another-invented-code");
    story.ask(&format!("DELETE /workspaces/1/invitations/{}", id_of(&other)), Value::Null).await;
    story.ask("GET /workspaces/1/reminder", Value::Null).await;
    story.ask("PATCH /workspaces/1/reminder", json!({"is_on": true, "language": "ko"})).await;
    story.ask("POST /workspaces/1/reminder/test", Value::Null).await;
}

async fn tokens(story: &mut Story) {
    let server = json!({"name": "쇼핑몰 서버", "scopes": ["read", "orders"], "workspace_ids": [1]});
    let issued = story.ask("POST /auth/tokens", server).await;
    story.ask("GET /auth/tokens", Value::Null).await;
    story.ask(&format!("DELETE /auth/tokens/{}", id_of(&issued)), Value::Null).await;
}

async fn second_factor(story: &mut Story) {
    let session = log_in(story, "staff@example.com", PASSWORD).await;
    story.ask_as(Some(&session), "GET /auth/second-factor", Value::Null).await;
    let begun = story.ask_as(Some(&session), "POST /auth/second-factor", json!({"password": PASSWORD})).await;
    let app = Authenticator::of(&begun);
    // What was begun is told with a secret of its own.
    let told = story.told.get_mut("begin_second_factor").unwrap();
    told["response"]["secret"] = json!("INVENTEDINVENTED");
    for (call, invented) in [("confirm", "123456"), ("recovery-codes", "234567"), ("end", "345678")] {
        let code = json!(app.code(story.shop.clock.now()));
        let mut body = json!({"code": code});
        if call == "end" {
            body["password"] = json!(PASSWORD);
        }
        let codes = story.ask_as(Some(&session), &format!("POST /auth/second-factor/{call}"), body).await;
        let operation = match call {
            "confirm" => "confirm_second_factor",
            "end" => "end_second_factor",
            _ => "renew_recovery_codes",
        };
        let told = story.told.get_mut(operation).unwrap();
        told["request"]["code"] = json!(invented);
        if codes.get("recovery_codes").is_some() {
            told["response"]["recovery_codes"] = json!(["INVE-NTED-CODE-AAAA", "INVE-NTED-CODE-BBBB"]);
        }
        story.shop.clock.advance_ms(30_000);
    }
}

async fn passwords(story: &mut Story) -> MailServer {
    let server = MailServer::good().await;
    let settings = MailSettings {
        server: server.address.clone(),
        login: None,
        from: "LunePay <pay@shop.example>".to_owned(),
        page_url: "https://pay.shop.example/".to_owned(),
    };
    let product = story.shop.product.clone().with_mailer(Mailer::over_smtp(&settings).unwrap());
    story.shop.product = Here::is(product);
    let session = log_in(story, "staff@example.com", PASSWORD).await;
    let change = json!({"current": PASSWORD, "new": NEW_PASSWORD});
    story.ask_as(Some(&session), "POST /auth/password", change).await;
    let forgotten = json!({"email": "staff@example.com", "language": "en"});
    story.ask_as(None, "POST /auth/password/forgot", forgotten).await;
    story.shop.rest().await;
    let mail = server.taken().into_iter().map(|taken| taken.mail).find(|mail| mail.contains("reset-password"));
    let (_, token) = mail.as_deref().unwrap().split_once("reset-password#").unwrap();
    let token = token.replace("=\r\n", "");
    let token = json!(token.split_whitespace().next().unwrap());
    story.invent(&token, "invented-token-of-a-mail");
    let body = json!({"token": token, "password": "a third horse battery"});
    story.ask_as(None, "POST /auth/password/reset", body).await;
    let session = log_in(story, "staff@example.com", "a third horse battery").await;
    story.ask_as(Some(&session), "POST /auth/logout", Value::Null).await;
    server
}
