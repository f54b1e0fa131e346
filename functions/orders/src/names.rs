//! Names that no deposit can match.

use domain::{DepositorName, FieldFault, Settings, order};
use web::field::{Bad, Form};
use web::form::Sent;

/// Refuses such a name where the workspace's settings say so.
pub fn matchable<T: Form>(body: Sent<T>, settings: &Settings) -> Sent<T> {
    let otherwise = Bad::new(FieldFault::NameCannotMatch, "가려지거나 글자가 모자라 자동 매칭할 수 없는 이름입니다.");
    let holds = |payer: DepositorName| !settings.strict_names || !order::name_cannot_match(&payer);
    body.check::<DepositorName>("depositor_name", holds, otherwise)
}
