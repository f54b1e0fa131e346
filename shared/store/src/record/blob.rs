//! Bytes inside an item.

use serde::{Deserialize, Serialize};

/// Sixteen bytes, kept as a binary attribute.
#[derive(Clone, Debug)]
pub(super) struct Blob16(pub(super) [u8; 16]);

impl Serialize for Blob16 {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Blob16 {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Sixteen;
        impl serde::de::Visitor<'_> for Sixteen {
            type Value = Blob16;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("sixteen bytes")
            }
            fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<Blob16, E> {
                bytes.try_into().map(Blob16).map_err(|_| E::invalid_length(bytes.len(), &self))
            }
        }
        deserializer.deserialize_bytes(Sixteen)
    }
}
