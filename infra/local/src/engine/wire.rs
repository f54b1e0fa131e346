//! The HTTP connector that answers an AWS JSON request inside this process, without a socket.
use aws_smithy_runtime_api::client::{
    http::{HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn},
    orchestrator::{HttpRequest, HttpResponse},
    result::ConnectorError,
};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use std::{fmt, future::Future, io};

/// One request: the operation, without the service's prefix, and its JSON body.
pub(super) struct Call {
    pub operation: String,
    pub body: Vec<u8>,
}

/// One response. A refusal is a reply too; only an engine that is gone is a `ConnectorError`.
pub(super) struct Reply {
    pub status: u16,
    pub body: Vec<u8>,
}

/// An HTTP client for the SDK whose every request is answered by `service`.
pub(super) fn http_client<S, F>(name: &'static str, service: S) -> SharedHttpClient
where
    S: Fn(Call) -> F + Send + Sync + 'static,
    F: Future<Output = Result<Reply, ConnectorError>> + Send + 'static,
{
    let connector = SharedHttpConnector::new(InProcess { name, service });
    http_client_fn(move |_, _| connector.clone())
}

/// The engine can no longer answer; the SDK sees what it would see of a broken connection.
pub(super) fn gone(name: &'static str) -> ConnectorError {
    ConnectorError::io(
        io::Error::new(io::ErrorKind::ConnectionReset, format!("the embedded {name} has stopped")).into(),
    )
}

struct InProcess<S> {
    name: &'static str,
    service: S,
}

impl<S> fmt::Debug for InProcess<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InProcess").field("name", &self.name).finish_non_exhaustive()
    }
}

impl<S, F> HttpConnector for InProcess<S>
where
    S: Fn(Call) -> F + Send + Sync,
    F: Future<Output = Result<Reply, ConnectorError>> + Send + 'static,
{
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        match call_of(&request) {
            Ok(call) => {
                let answer = (self.service)(call);
                HttpConnectorFuture::new(async move { response_of(answer.await?) })
            }
            Err(refused) => HttpConnectorFuture::ready(Err(refused)),
        }
    }
}

fn call_of(request: &HttpRequest) -> Result<Call, ConnectorError> {
    let target = request.headers().get("x-amz-target").unwrap_or_default();
    let operation = target.rsplit('.').next().unwrap_or_default().to_owned();
    let body =
        request.body().bytes().ok_or_else(|| ConnectorError::user("a streaming body has no AWS JSON form".into()))?;
    Ok(Call { operation, body: body.to_vec() })
}

fn response_of(reply: Reply) -> Result<HttpResponse, ConnectorError> {
    let status = StatusCode::try_from(reply.status).map_err(|error| ConnectorError::user(error.into()))?;
    let mut response = HttpResponse::new(status, SdkBody::from(reply.body));
    response.headers_mut().insert("content-type", "application/x-amz-json-1.0");
    Ok(response)
}
