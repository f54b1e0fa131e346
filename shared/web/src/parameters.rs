//! Query parameters that no operation names. A list with a slip of the pen in its filter would answer everything, and
//! the caller would take it for what was asked: so whoever calls with a token is told, by name.

use domain::FieldFault;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::{OpenApi, PathItem, RefOr};

use crate::serve::BASE_PATH;
use crate::{App, Code, FieldError, Problem, caller};

/// The query parameters of each operation, by method and path.
pub type Known = Arc<HashMap<(Method, String), BTreeSet<String>>>;

/// What the document tells of each operation.
pub fn known(document: &OpenApi) -> Known {
    let of = |operation: &Operation| -> BTreeSet<String> {
        let all = operation.parameters.iter().flatten();
        // Each is told in its place: nothing here is put under a name of the document and referred to.
        let told = all.filter_map(|one| if let RefOr::T(one) = one { Some(one) } else { None });
        told.filter(|one| one.parameter_in == ParameterIn::Query).map(|one| one.name.clone()).collect()
    };
    let methods = |item: &PathItem| {
        [
            (Method::GET, item.get.as_ref().map(of)),
            (Method::POST, item.post.as_ref().map(of)),
            (Method::PATCH, item.patch.as_ref().map(of)),
            (Method::DELETE, item.delete.as_ref().map(of)),
        ]
    };
    let each = document.paths.paths.iter().flat_map(|(path, item)| {
        methods(item).into_iter().filter_map(|(method, known)| Some(((method, path.clone()), known?)))
    });
    Arc::new(each.collect())
}

/// Around every route: refuses a call with a token that names a parameter which its operation does not know.
pub async fn only_known(State((app, known)): State<(App, Known)>, request: Request, next: Next) -> Response {
    match unknown(&app, &known, request).await {
        Ok(request) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

async fn unknown(app: &App, known: &Known, request: Request) -> Result<Request, Problem> {
    let Some(query) = request.uri().query().filter(|query| !query.is_empty()) else { return Ok(request) };
    let path = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str).unwrap_or_default();
    let path = path.strip_prefix(BASE_PATH).unwrap_or(path);
    let method = if request.method() == Method::HEAD { Method::GET } else { request.method().clone() };
    let Some(names) = known.get(&(method, path.to_owned())) else { return Ok(request) };
    let given = form_urlencoded::parse(query.as_bytes());
    let strange: BTreeSet<_> = given.map(|(name, _)| name.into_owned()).filter(|name| !names.contains(name)).collect();
    let (parts, body) = request.into_parts();
    // Whoever has no token of ours is refused by the handler.
    let bearer = caller::bearer(&parts, app).ok().filter(|_| !strange.is_empty());
    let Some(bearer) = bearer else { return Ok(Request::from_parts(parts, body)) };
    caller::seated(app, &parts, bearer, None).await?;
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let detail = match names.as_slice() {
        [] => "이 경로에는 쿼리 파라미터가 없습니다.".to_owned(),
        names => format!("모르는 쿼리 파라미터입니다. 쓸 수 있는 이름: {}.", names.join(", ")),
    };
    let error = |field: String| FieldError { field, code: FieldFault::Unknown.into(), detail: detail.clone() };
    Err(Problem::fields(Code::InvalidQuery, strange.into_iter().take(20).map(error).collect()))
}
