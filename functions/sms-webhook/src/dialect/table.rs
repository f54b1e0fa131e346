//! The dialects: what marks each, and where it keeps what.
//!
//! Names of fields are compared without regard to case, `_` and `-`; a dot leads into an object. The sources of every
//! row stand in `docs/forwarders.md`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use bank_sms::sender::is_package;
use serde_json::{Map, Value};

/// One way in which an app sends a message.
pub struct Dialect {
    pub name: &'static str,
    /// All must hold. The first dialect whose marks hold is taken.
    pub marks: &'static [Mark],
    /// Where the text stands; the first that is there.
    pub texts: &'static [&'static str],
    /// A notification's title; it comes before the text as a line of its own.
    pub titles: &'static [&'static str],
    /// An MMS's subject, which comes before the text as a title does: its sender writes it.
    pub subjects: &'static [&'static str],
    /// A number or a contact's name; also a package, where people put it there.
    pub senders: &'static [&'static str],
    /// The Android package whose notification carried the text.
    pub packages: &'static [&'static str],
    /// What the app calls this message, the same whenever it sends it again.
    pub ids: &'static [&'static str],
    /// When the message came, best first: when it was sent or received rather than when it was forwarded, for an app
    /// that tries again would move the latter.
    pub stamps: &'static [&'static str],
    /// Of an app that sends events of several kinds.
    pub events: Option<Events>,
    /// Where it says `true` when the text is encrypted.
    pub encrypted: Option<&'static str>,
    /// Of an app that tells what it read instead of the text.
    pub app_fields: Option<AppFields>,
}

/// What tells a dialect.
#[derive(Clone, Copy)]
pub enum Mark {
    /// One of these fields is there.
    Has(&'static [&'static str]),
    /// The field says this.
    Says(&'static str, &'static str),
    /// The field names an Android package: the message is a notification.
    Package(&'static str),
}

/// Which events carry what; all others carry no message.
pub struct Events {
    pub at: &'static str,
    pub message: &'static [&'static str],
    pub ping: &'static [&'static str],
}

/// Where the parts of a deposit stand that an app read by itself.
pub struct AppFields {
    pub name: &'static str,
    pub amount: &'static str,
    pub at: &'static str,
}

/// A text by itself, with or without a query beside it. Every row fills in what it has from here.
pub const PLAIN: Dialect = Dialect {
    name: "plain",
    marks: &[],
    texts: &[],
    titles: &["title"],
    subjects: &[],
    senders: &["sender", "from", "phone", "number"],
    packages: &["package", "pkg"],
    ids: &["message_id", "id"],
    stamps: &["sent_at", "received_at", "timestamp", "time"],
    events: None,
    encrypted: None,
    app_fields: None,
};

/// The guide's own body, whose text is read by rules of its own: it is never put together with a title.
pub const GUIDE: Dialect =
    Dialect { name: "guide", texts: &["raw_sms"], titles: &[], stamps: &["received_at"], ..PLAIN };

/// Closest first; the last understands the names that people choose themselves.
pub const DIALECTS: [Dialect; 11] = [
    // bogkonstantin, Incoming SMS to URL forwarder: a notification's title stands in `from`, its package nowhere.
    Dialect {
        name: "incoming-sms-notification",
        marks: &[Mark::Has(&["text"]), Mark::Says("sim", "notification")],
        texts: &["text"],
        titles: &["from"],
        senders: &[],
        packages: &[],
        ids: &[],
        stamps: &["sentStamp", "receivedStamp"],
        ..PLAIN
    },
    Dialect {
        name: "incoming-sms",
        marks: &[Mark::Has(&["text"]), Mark::Has(&["sentStamp", "receivedStamp"])],
        texts: &["text"],
        titles: &[],
        senders: &["from"],
        packages: &[],
        ids: &[],
        stamps: &["sentStamp", "receivedStamp"],
        ..PLAIN
    },
    Dialect {
        name: "httpsms",
        marks: &[Mark::Has(&["specversion"]), Mark::Has(&["data"])],
        texts: &["data.content"],
        titles: &[],
        senders: &["data.contact"],
        packages: &[],
        ids: &["data.message_id", "id"],
        stamps: &["data.timestamp", "time"],
        events: Some(Events { at: "type", message: &["message.phone.received"], ping: &[] }),
        encrypted: Some("data.encrypted"),
        ..PLAIN
    },
    // capcom6: an MMS's text is its body, and is there once it is downloaded.
    Dialect {
        name: "sms-gate",
        marks: &[Mark::Has(&["event"]), Mark::Has(&["payload"])],
        texts: &["payload.message", "payload.body"],
        titles: &[],
        subjects: &["payload.subject"],
        senders: &["payload.sender", "payload.phoneNumber"],
        packages: &[],
        ids: &["payload.messageId"],
        stamps: &["payload.receivedAt"],
        events: Some(Events { at: "event", message: &["sms:received", "mms:downloaded"], ping: &["system:ping"] }),
        ..PLAIN
    },
    Dialect {
        name: "notipay",
        marks: &[Mark::Has(&["deposit_datetime"]), Mark::Has(&["depositor_name"]), Mark::Has(&["amount"])],
        app_fields: Some(AppFields { name: "depositor_name", amount: "amount", at: "deposit_datetime" }),
        ..PLAIN
    },
    // pppscn: of an SMS the title is the name of the SIM; of a notification it is the notification's, and the sender is
    // a package.
    Dialect {
        name: "sms-forwarder-notification",
        marks: &[Mark::Package("from"), Mark::Has(&["org_content", "content", "msg"])],
        texts: &["org_content", "content", "msg"],
        titles: &["title", "card_slot"],
        senders: &[],
        packages: &["from"],
        ids: &[],
        stamps: &["receive_time", "timestamp"],
        ..PLAIN
    },
    Dialect {
        name: "sms-forwarder",
        marks: &[Mark::Has(&["from"]), Mark::Has(&["org_content", "content"])],
        texts: &["org_content", "content"],
        titles: &[],
        senders: &["from"],
        packages: &[],
        ids: &[],
        stamps: &["receive_time", "timestamp"],
        ..PLAIN
    },
    Dialect {
        name: "macrodroid-notification",
        marks: &[Mark::Has(&["not_text_big", "notification"]), Mark::Has(&["not_title", "not_app_package"])],
        texts: &["not_text_big", "notification"],
        titles: &["not_title"],
        senders: &[],
        packages: &["not_app_package"],
        ids: &[],
        stamps: &["not_timestamp"],
        ..PLAIN
    },
    Dialect {
        name: "macrodroid",
        marks: &[Mark::Has(&["sms_message"])],
        texts: &["sms_message"],
        titles: &[],
        senders: &["sms_number"],
        packages: &[],
        ids: &[],
        stamps: &["system_time"],
        ..PLAIN
    },
    Dialect {
        name: "tasker",
        marks: &[Mark::Has(&["smsrb", "antext"])],
        texts: &["smsrb", "antext"],
        titles: &["antitle"],
        senders: &["smsrf"],
        packages: &["anpackage"],
        ids: &[],
        stamps: &["times"],
        ..PLAIN
    },
    Dialect {
        name: "any",
        marks: &[],
        texts: &[
            "raw_sms",
            "text",
            "message",
            "msg",
            "org_content",
            "content",
            "body",
            "sms",
            "sms_body",
            "messageText",
            "TXT",
            "ori",
            "big_text",
            "notification",
            "data.content",
            "payload.message",
            "payload.body",
            "notification.text",
            "message.text",
            "message.caption",
            "data.message",
            "data.text",
            "data.body",
            "messageBody",
            "value1",
            "value2",
            "value3",
        ],
        titles: &["title", "not_title", "notification.title"],
        subjects: &["subject"],
        senders: &[
            "sender",
            "from",
            "phone",
            "number",
            "sms_number",
            "contact",
            "SNDN",
            "phoneNumber",
            "address",
            "data.contact",
            "payload.sender",
        ],
        packages: &["package", "pkg", "not_app_package", "anpackage", "packageName"],
        ids: &["message_id", "id", "update_id"],
        stamps: &[
            "sentStamp",
            "sent_at",
            "date_sent",
            "received_at",
            "receivedStamp",
            "timestamp",
            "time",
            "date",
            "message.date",
        ],
        ..PLAIN
    },
];

/// The dialect of these fields: the first whose marks hold and, where nothing else marks it, that finds a text.
pub fn of(fields: &Map<String, Value>) -> Option<&'static Dialect> {
    DIALECTS.iter().find(|dialect| match dialect.marks {
        [] => dialect.texts.iter().any(|path| at(fields, path).is_some()),
        marks => marks.iter().all(|mark| mark.holds(fields)),
    })
}

/// Where any dialect looks for a text that carries no events; each path once.
pub static TEXT_PATHS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let paths = DIALECTS.iter().filter(|dialect| dialect.events.is_none()).flat_map(|dialect| dialect.texts);
    let mut seen = BTreeSet::new();
    paths.copied().filter(|path| seen.insert(folded(path))).collect()
});

/// The names under which a text is looked for, for whoever sent it under another; the guide's first.
pub fn text_names() -> Vec<&'static str> {
    let mut names = TEXT_PATHS.clone();
    names.sort_by_key(|name| *name != "raw_sms");
    names
}

impl Dialect {
    /// Whether the body is one message: its text is there, or the app sends events or deposits instead of texts.
    pub fn has_text(&self, fields: &Map<String, Value>) -> bool {
        let is_text = |path: &&str| at(fields, path).is_some_and(Value::is_string);
        self.events.is_some() || self.app_fields.is_some() || self.texts.iter().any(is_text)
    }
}

impl Mark {
    fn holds(self, fields: &Map<String, Value>) -> bool {
        match self {
            Self::Has(any) => any.iter().any(|path| at(fields, path).is_some()),
            Self::Says(path, word) => at(fields, path).and_then(Value::as_str) == Some(word),
            Self::Package(path) => at(fields, path).and_then(Value::as_str).is_some_and(is_package),
        }
    }
}

/// The value at a path; none where it is missing or null.
pub fn at<'v>(fields: &'v Map<String, Value>, path: &str) -> Option<&'v Value> {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let value = fields.iter().find(|(key, _)| is_same_name(key, name)).map(|(_, value)| value)?;
    match rest {
        Some(rest) => at(value.as_object()?, rest),
        None => Some(value).filter(|value| !value.is_null()),
    }
}

fn is_same_name(given: &str, name: &str) -> bool {
    given == name || folded(given) == folded(name)
}

/// A field's name as names are compared.
pub fn folded(name: &str) -> String {
    name.chars().filter(|letter| !matches!(letter, '_' | '-')).map(|letter| letter.to_ascii_lowercase()).collect()
}
