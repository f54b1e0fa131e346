//! The people and tokens that a workspace's records name: who did what. Another installation counts both anew, so each
//! gets another number there.

use domain::{Actor, AuditEntry, AuditedThing, Entry, UserId};

use super::Incoming;

/// A number that the other installation gave.
pub enum Named<'a> {
    User(&'a mut UserId),
    Token(&'a mut u64),
}

type Rename<'a> = &'a mut dyn FnMut(Named<'_>);

impl Incoming {
    /// Calls `rename` for everybody who is named, and for every token.
    pub fn for_each_named(&mut self, rename: Rename<'_>) {
        rename(Named::User(&mut self.workspace.owner));
        self.workspace.senders.iter_mut().for_each(|sender| rename(Named::User(&mut sender.approved_by)));
        self.members.iter_mut().for_each(|member| rename(Named::User(&mut member.user)));
        for order in &mut self.orders {
            of_history(&mut order.history, rename);
            order.allocations.iter_mut().for_each(|part| of_actor(&mut part.by, rename));
        }
        for deposit in &mut self.deposits {
            of_history(&mut deposit.history, rename);
            deposit.allocations.iter_mut().for_each(|part| of_actor(&mut part.by, rename));
            deposit.returns.iter_mut().for_each(|one| of_actor(&mut one.by, rename));
        }
        let resolvers = self.messages.iter_mut().filter_map(|message| message.resolved_by());
        resolvers.chain(self.rejected.iter_mut().map(|rejected| &mut rejected.rejected_by)).for_each(|code| {
            if let Some(mut actor) = Actor::parse(code) {
                of_actor(&mut actor, rename);
                *code = actor.code();
            }
        });
        let formats = self.formats.iter_mut().flat_map(|formats| &mut formats.formats);
        formats.for_each(|format| rename(Named::User(&mut format.created_by)));
        self.audit.iter_mut().for_each(|entry| of_entry(entry, rename));
    }
}

fn of_actor(actor: &mut Actor, rename: Rename<'_>) {
    match actor {
        Actor::User(user) => rename(Named::User(user)),
        Actor::Token(user, number) => {
            rename(Named::User(user));
            rename(Named::Token(number));
        }
        Actor::Auto | Actor::Policy(_) | Actor::Sweeper | Actor::Operator => {}
    }
}

fn of_history<E>(history: &mut [Entry<E>], rename: Rename<'_>) {
    history.iter_mut().for_each(|entry| of_actor(&mut entry.by, rename));
}

fn of_entry(entry: &mut AuditEntry, rename: Rename<'_>) {
    of_actor(&mut entry.by, rename);
    match entry.change.thing() {
        AuditedThing::User => {
            if let Some(mut user) = UserId::new(entry.subject) {
                rename(Named::User(&mut user));
                entry.subject = user.get();
            }
        }
        AuditedThing::Token => rename(Named::Token(&mut entry.subject)),
        AuditedThing::Workspace | AuditedThing::Account | AuditedThing::Phone | AuditedThing::Sender => {}
        AuditedThing::Format | AuditedThing::Endpoint | AuditedThing::Invitation => {}
    }
    let owners = entry.fields.iter_mut().filter(|field| field.name == "owner_id");
    for value in owners.flat_map(|field| [&mut field.from, &mut field.to]).flatten() {
        if let Some(mut user) = UserId::parse(value) {
            rename(Named::User(&mut user));
            *value = user.to_string();
        }
    }
}
