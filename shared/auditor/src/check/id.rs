//! I6: ids never repeat, and no id stands above its sequence. Within the table an id is a key, so what can repeat is
//! the number of an API token.

use std::collections::BTreeMap;

use domain::{Subject, WorkspaceId, WorkspaceMode};

use crate::Report;
use crate::book::Book;
use crate::place::Counted;

pub fn check(book: &Book, report: &mut Report) {
    let mut highest: BTreeMap<(Option<WorkspaceId>, Counted), u64> = BTreeMap::new();
    let mut given = |scope, counted, id: u64| {
        let top = highest.entry((scope, counted)).or_default();
        *top = id.max(*top);
    };
    book.users.iter().for_each(|id| given(None, Counted::User, id.get()));
    book.workspaces.keys().for_each(|id| given(None, Counted::Workspace(id.mode()), id.nth_of_mode()));
    book.tokens.iter().for_each(|(number, _)| given(None, Counted::Token, *number));
    book.accounts.iter().for_each(|(workspace, id)| given(Some(*workspace), Counted::Account, id.get()));
    book.phones.keys().for_each(|(workspace, id)| given(Some(*workspace), Counted::Phone, id.get()));
    book.invitations.iter().for_each(|(workspace, id)| given(Some(*workspace), Counted::Invitation, id.get()));
    book.orders.keys().for_each(|(workspace, id)| given(Some(*workspace), Counted::Order, id.get()));
    book.deposits.keys().for_each(|(workspace, id)| given(Some(*workspace), Counted::Deposit, id.get()));
    book.endpoints.keys().for_each(|(workspace, id)| given(Some(*workspace), Counted::Endpoint, id.get()));
    book.senders.iter().for_each(|(workspace, id)| given(Some(*workspace), Counted::Sender, id.get()));
    book.formats.keys().for_each(|(workspace, id)| given(Some(*workspace), Counted::Format, id.get()));
    for delivery in &book.deliveries {
        if let Subject::Ping(_) = delivery.event.subject {
            given(Some(delivery.event.workspace), Counted::Ping, delivery.event.version);
        }
    }
    for ((scope, counted), id) in highest {
        let last = book.sequences.get(&(scope, counted)).copied().unwrap_or(0);
        if id > last {
            report.add("I6", &sequence_key(scope, counted), format!("id {id} was given, and only {last} were counted"));
        }
    }
    let mut tokens: BTreeMap<u64, &str> = BTreeMap::new();
    for (number, key) in &book.tokens {
        if tokens.insert(*number, key).is_some() {
            report.add("I6", key, format!("number {number} was given to another token too"));
        }
    }
}

fn sequence_key(scope: Option<WorkspaceId>, counted: Counted) -> String {
    let scope = scope.map_or_else(|| "GLOBAL".to_owned(), |workspace| format!("{:010}", workspace.get()));
    let counted = match counted {
        Counted::User => "USER",
        Counted::Workspace(WorkspaceMode::Live) => "WORKSPACE",
        Counted::Workspace(WorkspaceMode::Test) => "TESTWORKSPACE",
        Counted::Token => "TOKEN",
        Counted::Owned(user) => {
            return crate::place::shown(&format!("SEQ#{scope}"), &format!("OWNED#{:010}", user.get()));
        }
        Counted::Account => "ACCOUNT",
        Counted::Phone => "PHONE",
        Counted::Invitation => "INVITATION",
        Counted::Order => "ORDER",
        Counted::Deposit => "DEPOSIT",
        Counted::Endpoint => "ENDPOINT",
        Counted::Ping => "PING",
        Counted::Sender => "SENDER",
        Counted::Format => "FORMAT",
        Counted::Change => "CHANGE",
    };
    crate::place::shown(&format!("SEQ#{scope}"), counted)
}
