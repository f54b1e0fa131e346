//! Names that no deposit can match.

use domain::{Settings, order};
use web::body::Fields;

/// Whether the workspace takes an order under this name; a refusal is told in `fields`.
pub fn may_match(fields: &mut Fields, field: &str, payer: &str, settings: &Settings) -> bool {
    let refused = settings.strict_names && order::name_cannot_match(payer);
    if refused {
        fields.bad(field, "name_cannot_match", "가려지거나 글자가 모자라 자동 매칭할 수 없는 이름입니다.");
    }
    !refused
}
