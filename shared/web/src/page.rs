//! Lists: their query parameters, and a bare JSON array with `X-Next-Cursor` and `Link` while there is more.
//!
//! A cursor holds the last id (a number, or a message's), under a code that only this list, workspace and filter have:
//! a bent one, or one of another list, is a 400. It never holds a table key.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::{HeaderValue, Uri, header, request::Parts};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{AuditId, ClosedSet, Day, FieldFault, MessageId, Timestamp};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};
use serde::Serialize;

use crate::field::{Asked, Form, Integer, Line, Presence, Reader, object_of_query, one_of};
use crate::{App, Code, FieldError, Keys, Problem, fields, keys};

/// How many rows a list answers when the caller does not say.
const LIMIT_DEFAULT: usize = 50;
/// How many rows a list answers at most.
const LIMIT_MAX: u64 = 100;
/// The largest offset.
const OFFSET_MAX: usize = 10_000;

/// How many rows a list is to answer.
type Limit = Asked<Integer<1, LIMIT_MAX>>;

fields! {
    /// How a list is paged. A cursor that is too long is no cursor of ours, as any that is bent.
    pub struct Paging {
        limit: Limit,
        /// X-Next-Cursor of the page before, as it was
        cursor: Asked<Line<256, 0>>,
    }
}

/// The query of a list, parameter by parameter. Bad ones are collected and told at once.
pub struct Query {
    given: BTreeMap<String, String>,
    errors: Vec<FieldError>,
    path: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        // Nested routers see a shortened path; the caller's own is kept beside it.
        let uri = parts.extensions.get::<axum::extract::OriginalUri>().map_or(&parts.uri, |original| &original.0);
        let given = axum::extract::Query::<BTreeMap<String, String>>::try_from_uri(&parts.uri);
        let axum::extract::Query(given) = given.map_err(|_| Problem::of(Code::InvalidQuery))?;
        Ok(Self { given, errors: Vec::new(), path: path(uri) })
    }
}

fn path(uri: &Uri) -> String {
    uri.path().to_owned()
}

impl Query {
    fn bad(&mut self, field: &str, detail: &str) {
        self.errors.push(FieldError {
            field: field.to_owned(),
            code: FieldFault::Invalid.into(),
            detail: detail.to_owned(),
        });
    }

    fn read<T>(&mut self, field: &str, parse: impl Fn(&str) -> Option<T>, detail: &str) -> Option<T> {
        let value = self.given.get(field)?;
        let parsed = parse(value);
        if parsed.is_none() {
            self.bad(field, detail);
        }
        parsed
    }

    /// A value of a closed set, by its word.
    pub fn word<T: ClosedSet>(&mut self, field: &str) -> Option<T> {
        self.read(field, T::parse, &one_of(&T::all().collect::<Vec<_>>()))
    }

    /// A day of Korean standard time, `2024-02-12`.
    pub fn day(&mut self, field: &str) -> Option<Day> {
        self.read(field, Day::parse, "2024-02-12 같은 날짜여야 합니다.")
    }

    /// How many rows to skip.
    pub fn offset(&mut self) -> usize {
        let parse = |text: &str| text.parse().ok().filter(|offset| *offset <= OFFSET_MAX);
        self.read("offset", parse, "0 이상 10000 이하의 정수여야 합니다. 더 뒤는 cursor로 이어서 조회해 주세요.")
            .unwrap_or(0)
    }

    /// What the parameters say that `T` declares; `None` when one of them is bad, which the end of the query tells.
    fn fields<T: Form>(&mut self) -> Option<T> {
        self.reading::<T, _>(T::read)
    }

    fn one<T: Form, P: Presence>(&mut self, name: &'static str) -> Option<P::Value> {
        self.reading::<T, _>(|reader| reader.field::<P>(name))
    }

    fn reading<T: Form, V>(&mut self, read: impl FnOnce(&mut Reader<'_>) -> Option<V>) -> Option<V> {
        let object = object_of_query::<T>(self.given.iter());
        let mut reader = Reader::new(&object);
        let said = read(&mut reader);
        // Which rule a filter breaks is in its text; its code is one.
        self.errors
            .extend(reader.errors.into_iter().map(|error| FieldError { code: FieldFault::Invalid.into(), ..error }));
        said
    }

    /// The filter of a list of a workspace, and the page that is asked for.
    pub fn list<T: Form>(self, app: &App, list: &'static str, workspace: u64) -> Result<(T, PageRequest), Problem> {
        self.list_by(app, list, [workspace, 0])
    }

    /// As [`Query::list`], of a list whose rows stand in the order of `I`; see [`Query::page_by`].
    pub fn list_by<T: Form, I: Position>(
        mut self,
        app: &App,
        list: &'static str,
        of: [u64; 2],
    ) -> Result<(T, PageRequest<I>), Problem> {
        let filter = self.fields::<T>();
        let page = self.page_by(app, list, of)?;
        Ok((filter.ok_or_else(|| Problem::of(Code::InvalidQuery))?, page))
    }

    /// What the parameters say of a call that lists nothing.
    pub fn asked<T: Form>(&mut self) -> Result<T, Problem> {
        let said = self.fields::<T>();
        said.ok_or_else(|| Problem::fields(Code::InvalidQuery, std::mem::take(&mut self.errors)))
    }

    /// A parameter's own refusal, beyond its form.
    pub fn refuse(&mut self, field: &str, detail: &str) {
        self.bad(field, detail);
    }

    /// Ends the query of what is no list: refuses it when a parameter was bad.
    pub fn finish(self) -> Result<(), Problem> {
        match self.errors.is_empty() {
            true => Ok(()),
            false => Err(Problem::fields(Code::InvalidQuery, self.errors)),
        }
    }

    /// The page that is asked for, of the list `list` of a workspace (0 for a list of no workspace).
    pub fn page(self, app: &App, list: &'static str, workspace: u64) -> Result<PageRequest, Problem> {
        self.page_by(app, list, [workspace, 0])
    }

    /// As [`Query::page`], of a list whose rows stand in the order of `I`; `of` is the workspace, and the thing in it
    /// whose list it is, 0 for none.
    pub fn page_by<I: Position>(
        mut self,
        app: &App,
        list: &'static str,
        of: [u64; 2],
    ) -> Result<PageRequest<I>, Problem> {
        let limit = self
            .one::<Paging, Limit>("limit")
            .flatten()
            .map_or(LIMIT_DEFAULT, |limit| usize::try_from(limit).unwrap_or(LIMIT_DEFAULT));
        if !self.errors.is_empty() {
            return Err(Problem::fields(Code::InvalidQuery, self.errors));
        }
        let cursor = self.given.remove("cursor");
        self.given.remove("offset");
        let limit_given = self.given.remove("limit");
        let filter: String =
            self.given.iter().map(|(name, value)| format!("{}={}&", encode(name), encode(value))).collect();
        let request = PageRequest { limit, before: None, list, of, filter, limit_given, path: self.path };
        match cursor {
            None => Ok(request),
            Some(cursor) => {
                let before = request.open(&app.keys, &cursor).ok_or_else(|| Problem::of(Code::InvalidCursor))?;
                Ok(PageRequest { before: Some(before), ..request })
            }
        }
    }
}

/// What a list is ordered by, and goes on after.
pub trait Position: Sized {
    fn to_bytes(&self) -> Vec<u8>;
    /// `None` when the bytes are no position.
    fn from_bytes(bytes: &[u8]) -> Option<Self>;
}

/// Which part, and the sort key in it.
impl Position for store::moving::Position {
    fn to_bytes(&self) -> Vec<u8> {
        let part = u8::try_from(self.part).unwrap_or(u8::MAX);
        [&[part], self.after.as_deref().unwrap_or_default().as_bytes()].concat()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (part, after) = bytes.split_first()?;
        let after = String::from_utf8(after.to_vec()).ok()?;
        Some(Self { part: usize::from(*part), after: (!after.is_empty()).then_some(after) })
    }
}

impl Position for u64 {
    fn to_bytes(&self) -> Vec<u8> {
        self.to_be_bytes().to_vec()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self::from_be_bytes)
    }
}

impl Position for MessageId {
    fn to_bytes(&self) -> Vec<u8> {
        [self.at.ms().to_be_bytes().as_slice(), &*self.fingerprint].concat()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (at, fingerprint) = bytes.split_first_chunk::<8>()?;
        let fingerprint: [u8; 16] = fingerprint.try_into().ok()?;
        let at = Timestamp::from_ms(i64::from_be_bytes(*at));
        Some(Self { at, fingerprint: fingerprint.into() })
    }
}

impl Position for AuditId {
    fn to_bytes(&self) -> Vec<u8> {
        [self.at.ms().to_be_bytes().as_slice(), &self.nonce.to_be_bytes()].concat()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (at, nonce) = bytes.split_first_chunk::<8>()?;
        let at = Timestamp::from_ms(i64::from_be_bytes(*at));
        Some(Self { at, nonce: u32::from_be_bytes(nonce.try_into().ok()?) })
    }
}

/// A list whose rows are named by texts.
impl Position for String {
    fn to_bytes(&self) -> Vec<u8> {
        self.as_bytes().to_vec()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Self::from_utf8(bytes.to_vec()).ok()
    }
}

/// How long the code of a cursor is, in bytes.
const MAC_BYTES: usize = 16;

/// A page that is asked for.
#[derive(Clone, Debug)]
pub struct PageRequest<I = u64> {
    pub limit: usize,
    /// Only rows that stand after this one in the list: for ids, those below it.
    pub before: Option<I>,
    list: &'static str,
    /// The workspace, and the thing in it whose list it is; 0 for none.
    of: [u64; 2],
    filter: String,
    limit_given: Option<String>,
    path: String,
}

impl<I: Position> PageRequest<I> {
    fn mac(&self, keys: &Keys, last: &[u8]) -> Option<[u8; MAC_BYTES]> {
        let of = self.of.map(u64::to_be_bytes).concat();
        keys.cursor_mac(&[self.list.as_bytes(), &of, self.filter.as_bytes(), last]).ok()
    }

    fn seal(&self, keys: &Keys, last: &I) -> Option<String> {
        let last = last.to_bytes();
        Some(URL_SAFE_NO_PAD.encode([last.as_slice(), &self.mac(keys, &last)?].concat()))
    }

    fn open(&self, keys: &Keys, cursor: &str) -> Option<I> {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let (last, mac) = bytes.split_at_checked(bytes.len().checked_sub(MAC_BYTES)?)?;
        // The code guards against mistakes, not against forgers: every row is read under the caller's own workspace.
        keys::is_same(&self.mac(keys, last)?, mac).then(|| I::from_bytes(last)).flatten()
    }

    /// The answer: the rows, and where the list goes on.
    pub fn answer<T: Serialize>(&self, app: &App, rows: Vec<T>, next: Option<I>) -> Response {
        self.linked(app, Json(rows).into_response(), next)
    }

    /// An answer that tells where the list goes on.
    pub fn linked(&self, app: &App, mut response: Response, next: Option<I>) -> Response {
        if let Some(cursor) = next.and_then(|last| self.seal(&app.keys, &last)) {
            let limit = self.limit_given.as_ref().map(|limit| format!("limit={}&", encode(limit))).unwrap_or_default();
            let link = format!("<{}?{}{limit}cursor={cursor}>; rel=\"next\"", self.path, self.filter);
            if let (Ok(cursor), Ok(link)) = (HeaderValue::from_str(&cursor), HeaderValue::from_str(&link)) {
                response.headers_mut().insert("x-next-cursor", cursor);
                response.headers_mut().insert(header::LINK, link);
            }
        }
        response
    }
}

/// All but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn encode(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, RESERVED)
}
