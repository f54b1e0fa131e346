//! From an operation's name and JSON to the engine's method and back: DynamoDB's JSON protocol, for the operations that
//! the product uses. The engine's own types are the JSON shapes, so nothing is translated here.
use std::time::Instant;

use dynoxide::actions::transact_write_items::TransactWriteItemsRequest;
use dynoxide::{Database, DynoxideError};
use serde::{Serialize, de::DeserializeOwned};

use super::tokens::{Known, Tokens};
use crate::engine::wire::{Call, Reply};

/// The most letters that a token has.
const TOKEN_MAX: usize = 36;

/// A database, and what it answered under each token.
pub(super) struct Serving {
    database: Database,
    tokens: Tokens,
}

impl Serving {
    pub fn of(database: Database) -> Self {
        Self { database, tokens: Tokens::default() }
    }

    pub fn answer(&mut self, call: &Call) -> Reply {
        match self.dispatch(call) {
            Ok(body) => Reply { status: 200, body },
            Err(error) => {
                if error.status_code() >= 500 {
                    tracing::error!(operation = call.operation, %error, "the embedded table failed");
                }
                Reply { status: error.status_code(), body: error.to_json().into_bytes() }
            }
        }
    }

    fn dispatch(&mut self, Call { operation, body }: &Call) -> dynoxide::Result<Vec<u8>> {
        let db = &self.database;
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
            "TransactWriteItems" => self.transact(body),
            "UpdateItem" => run(body, |request| db.update_item(request)),
            "UpdateTimeToLive" => run(body, |request| db.update_time_to_live(request)),
            other => Err(DynoxideError::ValidationException(format!("the embedded table does not serve {other:?}"))),
        }
    }

    /// A transaction is committed once under its token. One that was refused is tried anew.
    fn transact(&mut self, body: &[u8]) -> dynoxide::Result<Vec<u8>> {
        let mut request: TransactWriteItemsRequest = read(body)?;
        // A token that none can be is the engine's to refuse.
        let is_token = |token: &mut String| (1..=TOKEN_MAX).contains(&token.len());
        let Some(token) = request.client_request_token.take_if(is_token) else {
            return write(&self.database.transact_write_items(request)?);
        };
        match self.tokens.ask(&token, body, Instant::now()) {
            Known::Again(answer) => return Ok(answer),
            Known::Other => {
                let why = "the token was used for another request";
                return Err(DynoxideError::IdempotentParameterMismatchException(why.to_owned()));
            }
            Known::New => {}
        }
        let answer = write(&self.database.transact_write_items(request)?)?;
        self.tokens.keep(token, body, &answer, Instant::now());
        Ok(answer)
    }
}

fn run<Q, A>(body: &[u8], operation: impl FnOnce(Q) -> dynoxide::Result<A>) -> dynoxide::Result<Vec<u8>>
where
    Q: DeserializeOwned,
    A: Serialize,
{
    write(&operation(read(body)?)?)
}

fn read<Q: DeserializeOwned>(body: &[u8]) -> dynoxide::Result<Q> {
    serde_json::from_slice(body).map_err(|error| DynoxideError::ValidationException(error.to_string()))
}

fn write<A: Serialize>(answer: &A) -> dynoxide::Result<Vec<u8>> {
    serde_json::to_vec(answer).map_err(|error| DynoxideError::InternalServerError(error.to_string()))
}
