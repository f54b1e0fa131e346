//! The id under which a caller asks what became of a message: the receipt, when it was given, and a code over both, so
//! that no table entry is needed to tell a young receipt from an invented one.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::Timestamp;
use domain::occurrence::ReceiptId;
use web::Keys;
use web::keys::NoKey;

/// The text form.
pub fn seal(keys: &Keys, receipt: &ReceiptId, given: Timestamp) -> Result<String, NoKey> {
    let stamp = given.ms().to_be_bytes();
    let code = keys.receipt_mac(&[b"id", receipt, &stamp])?;
    Ok(URL_SAFE_NO_PAD.encode([&**receipt, &stamp, &code].concat()))
}

/// The receipt and when it was given; `None` when the id is not one of ours.
pub fn open(keys: &Keys, id: &str) -> Option<(ReceiptId, Timestamp)> {
    let bytes: [u8; 40] = URL_SAFE_NO_PAD.decode(id).ok()?.try_into().ok()?;
    let receipt: [u8; 16] = bytes[..16].try_into().ok()?;
    let stamp: [u8; 8] = bytes[16..24].try_into().ok()?;
    keys.is_receipt_mac(&[b"id", &receipt, &stamp], &bytes[24..])
        .then(|| (receipt.into(), Timestamp::from_ms(i64::from_be_bytes(stamp))))
}

#[cfg(test)]
mod tests {
    use web::Purpose;

    use super::*;

    #[test]
    fn a_bent_id_is_none_of_ours() {
        let keys = Keys::default().with(Purpose::Receipts, &"k".repeat(32)).unwrap();
        let (receipt, given) = ([7; 16].into(), Timestamp::from_ms(1_700_000_000_000));
        let id = seal(&keys, &receipt, given).unwrap();
        assert_eq!(open(&keys, &id), Some((receipt, given)));
        let bent = format!("{}{}", if id.starts_with('A') { 'B' } else { 'A' }, &id[1..]);
        assert_eq!(open(&keys, &bent), None);
        assert_eq!(open(&keys, ""), None);
    }
}
