//! The people that a workspace's records name: who did what. Another installation counts its people anew, so each gets
//! another number there.

use domain::{Actor, AuditEntry, AuditedChange, Entry, UserId};

use super::Incoming;

type Rename<'a> = &'a mut dyn FnMut(&mut UserId);

impl Incoming {
    /// Calls `rename` for every person that is named.
    pub fn for_each_user(&mut self, rename: Rename<'_>) {
        rename(&mut self.workspace.owner);
        self.workspace.senders.iter_mut().for_each(|sender| rename(&mut sender.approved_by));
        self.members.iter_mut().for_each(|member| rename(&mut member.user));
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
        formats.for_each(|format| rename(&mut format.created_by));
        self.audit.iter_mut().for_each(|entry| of_entry(entry, rename));
    }
}

fn of_actor(actor: &mut Actor, rename: Rename<'_>) {
    match actor {
        Actor::User(user) | Actor::Token(user, _) => rename(user),
        Actor::Auto | Actor::Policy(_) | Actor::Sweeper | Actor::Operator => {}
    }
}

fn of_history<E>(history: &mut [Entry<E>], rename: Rename<'_>) {
    history.iter_mut().for_each(|entry| of_actor(&mut entry.by, rename));
}

fn of_entry(entry: &mut AuditEntry, rename: Rename<'_>) {
    of_actor(&mut entry.by, rename);
    if is_of_a_person(entry.change)
        && let Some(mut user) = UserId::new(entry.subject)
    {
        rename(&mut user);
        entry.subject = user.get();
    }
    let owners = entry.fields.iter_mut().filter(|field| field.name == "owner_id");
    for value in owners.flat_map(|field| [&mut field.from, &mut field.to]).flatten() {
        if let Some(mut user) = UserId::parse(value) {
            rename(&mut user);
            *value = user.to_string();
        }
    }
}

/// Whether the subject of such an entry is a person.
fn is_of_a_person(change: AuditedChange) -> bool {
    match change {
        AuditedChange::MemberJoined | AuditedChange::MemberRoleChanged | AuditedChange::MemberRemoved => true,
        AuditedChange::OwnerChanged | AuditedChange::PasswordReset => true,
        AuditedChange::WorkspaceCreated | AuditedChange::WorkspaceExported => false,
        AuditedChange::WorkspaceImported | AuditedChange::SettingsChanged => false,
        AuditedChange::AccountAdded | AuditedChange::AccountChanged => false,
        AuditedChange::PhoneAdded | AuditedChange::PhoneChanged | AuditedChange::PhoneKeyRotated => false,
        AuditedChange::PhoneSenderConfirmed | AuditedChange::PhoneRemoved => false,
        AuditedChange::SenderApproved | AuditedChange::SenderRemoved => false,
        AuditedChange::FormatAdded | AuditedChange::FormatRemoved => false,
        AuditedChange::EndpointAdded | AuditedChange::EndpointChanged => false,
        AuditedChange::EndpointSecretRotated | AuditedChange::EndpointRemoved => false,
        AuditedChange::MemberInvited | AuditedChange::InvitationWithdrawn => false,
        AuditedChange::TokenIssued | AuditedChange::TokenRevoked => false,
    }
}
