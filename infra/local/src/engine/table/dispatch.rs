//! From an operation's name and JSON to the engine's method and back: DynamoDB's JSON protocol, for the operations that
//! the product uses. The engine's own types are the JSON shapes, so nothing is translated here.
use crate::engine::wire::{Call, Reply};
use dynoxide::{Database, DynoxideError};
use serde::{Serialize, de::DeserializeOwned};

pub(super) fn answer(database: &Database, call: &Call) -> Reply {
    match dispatch(database, call) {
        Ok(body) => Reply { status: 200, body },
        Err(error) => {
            if error.status_code() >= 500 {
                tracing::error!(operation = call.operation, %error, "the embedded table failed");
            }
            Reply { status: error.status_code(), body: error.to_json().into_bytes() }
        }
    }
}

fn dispatch(db: &Database, Call { operation, body }: &Call) -> dynoxide::Result<Vec<u8>> {
    match operation.as_str() {
        "BatchGetItem" => run(body, |request| db.batch_get_item(request)),
        "BatchWriteItem" => run(body, |request| db.batch_write_item(request)),
        "CreateTable" => run(body, |request| db.create_table(request)),
        "DeleteItem" => run(body, |request| db.delete_item(request)),
        "DescribeTable" => run(body, |request| db.describe_table(request)),
        "DescribeTimeToLive" => run(body, |request| db.describe_time_to_live(request)),
        "GetItem" => run(body, |request| db.get_item(request)),
        "ListTables" => run(body, |request| db.list_tables(request)),
        "PutItem" => run(body, |request| db.put_item(request)),
        "Query" => run(body, |request| db.query(request)),
        "Scan" => run(body, |request| db.scan(request)),
        "TransactGetItems" => run(body, |request| db.transact_get_items(request)),
        "TransactWriteItems" => run(body, |request| db.transact_write_items(request)),
        "UpdateItem" => run(body, |request| db.update_item(request)),
        "UpdateTimeToLive" => run(body, |request| db.update_time_to_live(request)),
        other => Err(DynoxideError::ValidationException(format!("the embedded table does not serve {other:?}"))),
    }
}

fn run<Q, A>(body: &[u8], operation: impl FnOnce(Q) -> dynoxide::Result<A>) -> dynoxide::Result<Vec<u8>>
where
    Q: DeserializeOwned,
    A: Serialize,
{
    let request =
        serde_json::from_slice(body).map_err(|error| DynoxideError::ValidationException(error.to_string()))?;
    let answer = operation(request)?;
    serde_json::to_vec(&answer).map_err(|error| DynoxideError::InternalServerError(error.to_string()))
}
