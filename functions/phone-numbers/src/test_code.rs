//! POST /workspaces/{id}/phone-numbers/{phone_id}/test-code

use axum::Json;
use axum::extract::State;
use domain::time::MINUTE_MS;
use serde::Serialize;
use store::phones::TEST_CODE_MARK;
use utoipa::ToSchema;
use web::caller::{Maintainer, Named};
use web::keys::random;
use web::{App, Problem};

use crate::get;

/// How long a code counts, in milliseconds.
const CODE_GOOD_FOR_MS: i64 = 30 * MINUTE_MS;
/// Letters and digits that nobody confuses when typing them on a phone.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// A test message, to be texted from the phone to its own number: no second phone is needed.
#[derive(Serialize, ToSchema)]
pub struct TestCode {
    #[schema(example = "LUNEPAY-7KQ2MX9R")]
    code: String,
    /// A text that the phone can send to itself as it stands. Any message with the code in it will do.
    #[schema(example = "LunePay 연결 시험 LUNEPAY-7KQ2MX9R")]
    text: String,
    expires_at: String,
}

/// Makes a test code: text it from the phone to the phone's own number. The first message with it that the phone
/// forwards turns the phone to verified, and is kept nowhere; `last_arrivals` of the phone tells what is to be mended.
#[utoipa::path(post, path = "/workspaces/{id}/phone-numbers/{phone_id}/test-code", operation_id = "make_test_code", tag = "phone-numbers", params(("id" = u64, Path), ("phone_id" = u64, Path)),
    responses((status = 200, body = TestCode), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn test_code(State(app): State<App>, member: Maintainer, named: Named) -> Result<Json<TestCode>, Problem> {
    let phone = get::of(&app, member.id(), &named).await?;
    let bytes = random::<8>().map_err(|_| Problem::internal("no random bytes for a test code"))?;
    let letters = bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)]));
    let code: String = TEST_CODE_MARK.chars().chain(letters).collect();
    let expires_at = app.now().plus_ms(CODE_GOOD_FOR_MS);
    app.store().keep_test_code(&code, member.id(), phone.id, expires_at).await?;
    Ok(Json(TestCode { text: format!("LunePay 연결 시험 {code}"), code, expires_at: expires_at.rfc3339() }))
}
