//! The whole product on one machine.
//!
//! On AWS the functions talk to DynamoDB and SQS through the AWS SDK. Here they do exactly the same: the same SDK
//! clients send the same requests, and only the HTTP connector below them is another one, which answers inside this
//! process. There is deliberately no repository trait and no second implementation of any rule: what is most likely
//! wrong, the condition expressions, is exactly what such a double would hide.
pub mod backup;
pub mod connections;
pub mod dashboard;
pub mod demo;
pub mod engine;
pub mod flags;
pub mod forgotten;
pub mod health;
pub mod mail;
pub mod moving;
pub mod product;
pub mod program;
pub mod secret;
pub mod serve;
pub mod template;
pub mod upgrade;
