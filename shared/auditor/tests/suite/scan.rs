//! Reading the whole table: page by page, consistently, to the end.

use std::sync::{Arc, Mutex};

use auditor::read_all;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_dynamodb::{Client, Config};
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use serde_json::{Value, json};

/// Answers each request with the next of its replies, and keeps what was asked.
#[derive(Clone, Debug)]
struct Script {
    replies: Arc<Mutex<Vec<(u16, Value)>>>,
    asked: Arc<Mutex<Vec<Value>>>,
}

impl HttpConnector for Script {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        self.asked.lock().unwrap().push(serde_json::from_slice(request.body().bytes().unwrap()).unwrap());
        let (status, body) = self.replies.lock().unwrap().remove(0);
        let response = HttpResponse::new(StatusCode::try_from(status).unwrap(), SdkBody::from(body.to_string()));
        HttpConnectorFuture::ready(Ok(response))
    }
}

fn client(replies: Vec<(u16, Value)>) -> (Client, Script) {
    let script = Script { replies: Arc::new(Mutex::new(replies)), asked: Arc::default() };
    let connector = SharedHttpConnector::new(script.clone());
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("ap-northeast-2"))
        .credentials_provider(Credentials::new("test", "test", None, None, "test"))
        .retry_config(RetryConfig::disabled())
        .http_client(http_client_fn(move |_, _| connector.clone()))
        .build();
    (Client::from_conf(config), script)
}

#[tokio::test]
async fn the_table_is_read_to_its_last_page() {
    let key = json!({"PK": {"S": "a"}, "SK": {"S": "b"}});
    let first = json!({"Items": [key], "LastEvaluatedKey": key});
    let empty = json!({"Items": [], "LastEvaluatedKey": key});
    let last = json!({"Items": [key, key]});
    let (client, script) = client(vec![(200, first), (200, empty), (200, last)]);
    assert_eq!(read_all(&client, "lunepay").await.unwrap().len(), 3);
    let asked = script.asked.lock().unwrap();
    let request = json!({"TableName": "lunepay", "ConsistentRead": true});
    let mut next = request.clone();
    next["ExclusiveStartKey"] = key;
    assert_eq!(*asked, [request, next.clone(), next]);
}

#[tokio::test]
async fn a_table_that_cannot_be_read_is_no_empty_table() {
    let refused =
        json!({"__type": "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException", "message": "no such table"});
    let (client, _) = client(vec![(400, refused)]);
    let error = read_all(&client, "lunepay").await.unwrap_err();
    assert!(error.to_string().starts_with("the table could not be read: "), "{error}");
}
