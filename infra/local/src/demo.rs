//! The demonstration data of an empty database, and the three curls that a newcomer pastes.

use anyhow::{Result, anyhow};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use bank_sms::grouped;
use domain::{Email, TokenKind};
use serde_json::{Value, json};

use crate::product::Product;

/// Who the demonstration user is.
const EMAIL: &str = "demo@example.com";
/// The demonstration account; the guide's message fits it.
const ACCOUNT: &str = "110-123-000000";

/// What the terminal shows of the demonstration.
#[derive(Clone, Debug)]
pub struct Demo {
    pub email: &'static str,
    pub password: String,
    pub token: String,
    pub workspace_id: u64,
}

/// The demonstration of this database: made when the database is empty, found when it was made before, `None` when
/// the database holds other people's data.
pub async fn prepare(product: &Product, password: String) -> Result<Option<Demo>> {
    let email = Email::parse(EMAIL).ok_or_else(|| anyhow!("the demonstration's address is bent"))?;
    match product.app.store().user_by_email(&email).await? {
        Some(user) => {
            let tokens = product.app.store().tokens(user.id).await?;
            let Some(token) = tokens.into_iter().find(|token| token.kind == TokenKind::Api) else { return Ok(None) };
            let workspaces = product.app.store().workspaces_of(user.id, None, 100).await?;
            let Some((workspace, _)) = workspaces.rows.last() else { return Ok(None) };
            let token = web::token::sign(&product.app.keys, &token)
                .map_err(|_| anyhow!("the demonstration's token cannot be signed"))?;
            Ok(Some(Demo { email: EMAIL, password, token, workspace_id: workspace.id.get() }))
        }
        None if is_empty(product).await? => make(product, password).await.map(Some),
        None => Ok(None),
    }
}

async fn is_empty(product: &Product) -> Result<bool> {
    let first = product.dynamo().scan().table_name(crate::product::TABLE).limit(1).send().await?;
    Ok(first.items().is_empty())
}

/// By the public API, as a newcomer would.
async fn make(product: &Product, password: String) -> Result<Demo> {
    let api = product.router();
    call(&api, "/auth/signup", None, json!({"email": EMAIL, "password": password, "name": "데모"})).await?;
    let session = call(&api, "/auth/login", None, json!({"email": EMAIL, "password": password})).await?;
    let session = text(&session, "access_token")?;
    let workspace = call(&api, "/workspaces", Some(&session), json!({"name": "데모 쇼핑몰"})).await?;
    let workspace_id = workspace["id"].as_u64().ok_or_else(|| anyhow!("a workspace has an id"))?;
    let account =
        json!({"bank_code": "004", "bank_name": "국민은행", "account_number": ACCOUNT, "account_holder": "데모 상점"});
    call(&api, &format!("/workspaces/{workspace_id}/bank-accounts"), Some(&session), account).await?;
    let issued = call(&api, "/auth/tokens", Some(&session), json!({"name": "데모"})).await?;
    Ok(Demo { email: EMAIL, password, token: text(&issued, "token")?, workspace_id })
}

fn text(answer: &Value, field: &str) -> Result<String> {
    answer[field].as_str().map(str::to_owned).ok_or_else(|| anyhow!("the answer has no {field}"))
}

async fn call(api: &Router, path: &str, token: Option<&str>, body: Value) -> Result<Value> {
    let mut request =
        Request::post(format!("{}{path}", web::serve::BASE_PATH)).header(header::CONTENT_TYPE, "application/json");
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    let mut api = api.clone();
    let answer = tower::Service::call(&mut api, request.body(Body::from(body.to_string()))?).await?;
    let status = answer.status();
    let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20).await?;
    let answer: Value = serde_json::from_slice(&bytes)?;
    if status.is_success() { Ok(answer) } else { Err(anyhow!("{path} answered {status}: {answer}")) }
}

impl Demo {
    /// The three curls: place an order, send the guide's message, see the order MATCHED. The order's number and the
    /// message's balance come of the time, so that no start repeats another's.
    pub fn curls(&self, base_url: &str, now: domain::Timestamp) -> String {
        let at = now.datetime();
        let (number, stamp) = (format!("A-{}", now.seconds()), now.rfc3339());
        let balance = grouped(100_000 + now.seconds().rem_euclid(1_000_000_000).unsigned_abs());
        let minute = format!("{:02}/{:02} {:02}:{:02}", u8::from(at.month()), at.day(), at.hour(), at.minute());
        let (token, ws) = (&self.token, self.workspace_id);
        format!(
            r#"curl -sw '\n' {base_url}/workspaces/{ws}/orders \
  -H 'Authorization: Bearer {token}' -H 'Content-Type: application/json' \
  -d '{{"order_number":"{number}","amount":14510,"depositor_name":"홍길동"}}'

curl -sw '\n' {base_url}/webhooks/bank-sms -H 'Content-Type: application/json' \
  -d '{{"raw_sms":"[Web발신]\n국민 {minute}\n110-***-000000\n입금 14,510원\n잔액 {balance}원\n홍길동","sender":"15881234","received_at":"{stamp}"}}'

curl -sw '\n' '{base_url}/workspaces/{ws}/orders?order_number={number}' -H 'Authorization: Bearer {token}'
"#
        )
    }
}
