//! Workspaces and their members.

use aws_sdk_dynamodb::types::TransactWriteItem;
use domain::{AuditEntry, ClosedSet, Member, Retention, Role, Timestamp, UserId, Workspace, WorkspaceId};

use crate::expression::{Expression, n, s};
use crate::read::{Page, Partition, Range};
use crate::record::people::MemberRecord;
use crate::record::retention::RetentionRecord;
use crate::record::workspace::WorkspaceRecord;
use crate::record::{decode, encode};
use crate::tokens::is;
use crate::transact::{ABSENT, PRESENT, Verdict};
use crate::{Sequence, Store, StoreError, key};

impl Store {
    /// Creates a workspace with its owner as its first member, and with its retention pass if it forgets anything.
    /// `nth`: the owner's last of [`Sequence::Owned`], taken before the others were counted. `also`: what else must
    /// hold. `false`: another was taken since, or it does not hold.
    pub async fn create_workspace(
        &self,
        workspace: &Workspace,
        owner: &Member,
        nth: u64,
        also: Vec<TransactWriteItem>,
        audit: &[AuditEntry],
    ) -> Result<bool, StoreError> {
        let absent = Expression::all(&[ABSENT]);
        let mut writes = vec![self.put(encode(&WorkspaceRecord::of(workspace))?, &absent)?];
        for side in MemberRecord::both(owner) {
            writes.push(self.put(encode(&side)?, &absent)?);
        }
        if workspace.settings.retention_days.is_some() {
            let pass = Retention::begin(workspace.id, workspace.created_at);
            writes.push(self.put(encode(&RetentionRecord::of(&pass))?, &absent)?);
        }
        writes.push(self.is_last(Sequence::Owned(owner.user), nth)?);
        writes.extend(also);
        let verdict = self.transact_audited(writes, audit).await?;
        match verdict {
            Verdict::Committed => Ok(true),
            _ if verdict.holds::<WorkspaceRecord, _>(0, |record| Ok(record.read()? == *workspace))? => Ok(true),
            Verdict::Refused(_) if verdict.refused_at(0).is_none() => Ok(false),
            Verdict::Refused(_) => Err(StoreError::twice_given(&key::workspace(workspace.id))),
        }
    }

    /// A workspace, read consistently.
    pub async fn workspace(&self, workspace: WorkspaceId) -> Result<Option<Workspace>, StoreError> {
        self.workspace_at(workspace, true).await
    }

    pub(crate) async fn workspace_at(
        &self,
        workspace: WorkspaceId,
        consistent: bool,
    ) -> Result<Option<Workspace>, StoreError> {
        self.get::<WorkspaceRecord>(&key::workspace(workspace), consistent)
            .await?
            .map(WorkspaceRecord::read)
            .transpose()
    }

    /// Writes a workspace, if nobody wrote it since it was read. `false`: somebody did.
    pub async fn write_workspace(&self, after: &Workspace, audit: &[AuditEntry]) -> Result<bool, StoreError> {
        let unchanged = Expression::all(&["#version = :version"]).value(":version", n(after.version - 1));
        let write = self.rewrite(&WorkspaceRecord::of(after), &unchanged)?;
        let verdict = self.transact_audited(vec![write], audit).await?;
        Ok(matches!(verdict, Verdict::Committed)
            || verdict.holds::<WorkspaceRecord, _>(0, |record| Ok(record.read()? == *after))?)
    }

    /// Notes until when somebody looks at a workspace's page. It is no change of the workspace: whoever changes that
    /// needs not to see it. 1 write unit.
    pub async fn watch_page(&self, workspace: WorkspaceId, until: Timestamp) -> Result<(), StoreError> {
        let watched = Expression::all(&[PRESENT]).update("SET #watched_until = :until").value(":until", n(until.ms()));
        self.update_one(&key::workspace(workspace), &watched).await.map(drop)
    }

    /// The workspaces of a user, newest first, with what the user is in each.
    pub async fn workspaces_of(
        &self,
        user: UserId,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Page<(Workspace, Role)>, StoreError> {
        let pk = key::user(user).pk;
        let partition = Partition { index: None, pk: &pk, prefix: key::MEMBERSHIP };
        let page =
            self.list(partition, before, limit, MemberRecord::read, |member| member.workspace.get(), None).await?;
        if page.rows.is_empty() {
            return Ok(Page { rows: Vec::new(), next: page.next });
        }
        let keys: Vec<_> = page.rows.iter().map(|member| key::workspace(member.workspace)).collect();
        let items = self.get_many(&keys, true).await?;
        let found =
            items.into_iter().map(|item| decode::<WorkspaceRecord>(item)?.read()).collect::<Result<Vec<_>, _>>()?;
        let seat = |member: &Member| {
            let workspace = found.iter().find(|workspace| workspace.id == member.workspace)?;
            Some((workspace.clone(), member.role))
        };
        Ok(Page { rows: page.rows.iter().filter_map(seat).collect(), next: page.next })
    }

    /// How many workspaces a user owns, read consistently.
    pub async fn owned_by(&self, user: UserId) -> Result<usize, StoreError> {
        let range = Range::Prefix(key::MEMBERSHIP.to_owned());
        let (records, _) = self.query_all::<MemberRecord>(&key::user(user).pk, &range, usize::MAX).await?;
        let members = records.into_iter().map(MemberRecord::read).collect::<Result<Vec<_>, _>>()?;
        Ok(members.iter().filter(|member| member.role == Role::Owner).count())
    }

    /// Which of these workspaces, 50 at most, stand and have this user as a member. One BatchGet.
    pub async fn workspaces_among(&self, user: UserId, of: &[WorkspaceId]) -> Result<Vec<WorkspaceId>, StoreError> {
        if of.is_empty() {
            return Ok(Vec::new());
        }
        let pair = |workspace: &WorkspaceId| [key::workspace(*workspace), key::membership(user, *workspace)];
        let items = self.get_many(&of.iter().flat_map(pair).collect::<Vec<_>>(), true).await?;
        let found = |workspace: &&WorkspaceId| pair(workspace).iter().all(|key| items.iter().any(|item| is(item, key)));
        Ok(of.iter().filter(found).copied().collect())
    }

    /// The members of a workspace, newest user first.
    pub async fn members(
        &self,
        workspace: WorkspaceId,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Page<Member>, StoreError> {
        let pk = key::workspace(workspace).pk;
        let partition = Partition { index: None, pk: &pk, prefix: key::MEMBER };
        self.list(partition, before, limit, MemberRecord::read, |member| member.user.get(), None).await
    }

    /// One member of a workspace.
    pub async fn member(&self, workspace: WorkspaceId, user: UserId) -> Result<Option<Member>, StoreError> {
        self.get::<MemberRecord>(&key::member(workspace, user), true).await?.map(MemberRecord::read).transpose()
    }

    /// Gives a member another role, if they still have the one that was read. `false`: they have not.
    pub async fn set_role(&self, member: &Member, role: Role, audit: &[AuditEntry]) -> Result<bool, StoreError> {
        let changed = Expression::all(&[PRESENT, "#role = :from"])
            .update("SET #role = :to")
            .value(":from", s(member.role.code()))
            .value(":to", s(role.code()));
        let writes = vec![
            self.update(&key::membership(member.user, member.workspace), &changed)?,
            self.update(&key::member(member.workspace, member.user), &changed)?,
        ];
        Ok(matches!(self.transact_audited(writes, audit).await?, Verdict::Committed))
    }

    /// Takes a member out, unless they are the owner. `false`: they are, or are no member any more.
    pub async fn remove_member(
        &self,
        workspace: WorkspaceId,
        user: UserId,
        audit: &[AuditEntry],
    ) -> Result<bool, StoreError> {
        let no_owner = Expression::all(&[PRESENT, "#role <> :owner"]).value(":owner", s(Role::Owner.code()));
        let writes = vec![
            self.delete(&key::membership(user, workspace), &no_owner)?,
            self.delete(&key::member(workspace, user), &no_owner)?,
        ];
        Ok(matches!(self.transact_audited(writes, audit).await?, Verdict::Committed))
    }

    /// Hands a workspace over: the owner becomes a member and the member the owner, all in one. `false`: one of the
    /// two is no longer what they were, or the workspace was written meanwhile.
    pub async fn hand_over(
        &self,
        workspace: &Workspace,
        to: &Member,
        audit: &[AuditEntry],
    ) -> Result<bool, StoreError> {
        let role = |from: Role, to: Role| {
            Expression::all(&["#role = :from"])
                .update("SET #role = :to")
                .value(":from", s(from.code()))
                .value(":to", s(to.code()))
        };
        let (down, up) = (role(Role::Owner, Role::Member), role(to.role, Role::Owner));
        let owner = Expression::all(&["#owner_id = :from", "#version = :version"])
            .update("SET #owner_id = :to, #version = :next")
            .value(":from", n(workspace.owner.get()))
            .value(":to", n(to.user.get()))
            .value(":version", n(workspace.version))
            .value(":next", n(workspace.version + 1));
        let writes = vec![
            self.update(&key::workspace(workspace.id), &owner)?,
            self.update(&key::membership(workspace.owner, workspace.id), &down)?,
            self.update(&key::member(workspace.id, workspace.owner), &down)?,
            self.update(&key::membership(to.user, workspace.id), &up)?,
            self.update(&key::member(workspace.id, to.user), &up)?,
        ];
        Ok(matches!(self.transact_audited(writes, audit).await?, Verdict::Committed))
    }
}
