//! A workspace moves to another installation: `export` writes its records into a file, `import` lets it stand.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail, ensure};
use domain::{
    Actor, AuditId, AuditedChange, ChangedField, Email, Member, Role, Timestamp, User, UserId, Workspace, WorkspaceId,
};
use store::moving::{Arrival, Begin, ExportedRecord, Incoming, Line, Named, Position};
use store::upgrade::VERSION;
use store::{Sequence, Store};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::backup::beside;

/// How many records are read at once.
const ROWS: i32 = 100;

/// Writes the records of a workspace into a file, and tells how many. What fails leaves no file.
pub async fn export(store: &Store, workspace: WorkspaceId, file: &Path, now: Timestamp) -> Result<usize> {
    ensure!(!file.exists(), "{} is there already: choose another name", file.display());
    ensure!(store.workspace(workspace).await?.is_some(), "there is no workspace {workspace}");
    let new = beside(file, "part");
    let made = File::options().write(true).create_new(true).open(&new);
    let made = made.with_context(|| format!("cannot make {}", new.display()))?;
    let written = write(store, workspace, made, now).await;
    let done = written.and_then(|records| {
        fs::rename(&new, file).with_context(|| format!("cannot write {}", file.display()))?;
        Ok(records)
    });
    if done.is_err() {
        let _ = fs::remove_file(&new);
    }
    done
}

async fn write(store: &Store, workspace: WorkspaceId, made: File, now: Timestamp) -> Result<usize> {
    let mut zip = ZipWriter::new(made);
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).large_file(true);
    zip.start_file("records-001.jsonl", options.unix_permissions(0o600))?;
    let mut add = |line: &Line| -> Result<()> { Ok(writeln!(zip, "{}", serde_json::to_string(line)?)?) };
    let export = AuditId { at: now, nonce: u32::from_ne_bytes(web::keys::random::<4>()?) };
    add(&Line::Begin(Begin::now(workspace, export, 1, false)))?;
    let (mut from, mut records) = (Position::default(), 0);
    loop {
        let rows = store.exported_records(workspace, &from, ROWS).await?;
        let Some((last, _)) = rows.last() else { break };
        from = last.clone();
        for record in rows.into_iter().flat_map(|(_, records)| records) {
            add(&Line::Record(record))?;
            records += 1;
        }
    }
    add(&Line::End)?;
    zip.finish()?.sync_all()?;
    Ok(records)
}

/// What an import did.
#[derive(Debug)]
pub struct Imported {
    pub workspace: Workspace,
    /// Its id where it comes from.
    pub former: u64,
    pub orders: usize,
    pub deposits: usize,
    /// Everybody whom its records name: the id there, the id here, and the address of who was a member.
    pub users: Vec<(UserId, UserId, Option<Email>)>,
    /// Who is somebody here already.
    pub known: BTreeSet<UserId>,
    pub phones: usize,
    pub endpoints: u8,
}

/// Lets a workspace stand that another installation exported, as `owner`'s. Nothing is written before all of it was
/// read, and its books were found in order.
pub async fn import(store: &Store, files: &[PathBuf], owner: &str, now: Timestamp) -> Result<Imported> {
    let (begin, records) = read(files)?;
    let incoming = Incoming::read(records)?.context("the export holds no workspace, or more than one")?;
    let address = Email::parse(owner).with_context(|| format!("{owner} is no e-mail address"))?;
    let user = store.user_by_email(&address).await?;
    let user = user.with_context(|| format!("nobody signed up here as {owner}: sign up first"))?;
    if let Some(stands) = store.created_at(user.id, incoming.workspace.created_at).await? {
        bail!("it is here already, as workspace {} of {owner}", stands.id);
    }
    for id in store.erase_unfinished().await? {
        println!("what stood of workspace {id} was taken away: an import of it ended in the middle");
    }
    let mode = incoming.workspace.id.mode();
    let to = store.next_id(Sequence::Workspace(mode), |nth| WorkspaceId::nth(mode, nth)).await?;
    let (phones, endpoints, (orders, deposits)) =
        (incoming.phones.len(), incoming.workspace.endpoints, incoming.counts());
    let mut incoming = incoming.moved(to);
    let Names { people, tokens } = names(store, &mut incoming).await?;
    incoming.for_each_named(&mut |named| match named {
        Named::User(user) => *user = people.get(user).map_or(*user, |here| here.id),
        Named::Token(number) => *number = tokens.get(number).copied().unwrap_or(*number),
    });
    let arrival = arrival(&incoming, &user, now)?;
    in_order(&arrival, now)?;
    store.bring_in(&arrival).await?;
    Ok(Imported {
        workspace: arrival.workspace,
        former: begin.workspace_id,
        orders,
        deposits,
        known: people.values().filter(|here| here.is_known).map(|here| here.id).collect(),
        users: people.into_iter().map(|(there, here)| (there, here.id, here.email)).collect(),
        phones,
        endpoints,
    })
}

impl fmt::Display for Imported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { workspace, former, orders, deposits, users, known, phones, endpoints } = self;
        let id = workspace.id;
        writeln!(f, "workspace {former} is workspace {id} here: {orders} orders, {deposits} deposits.")?;
        writeln!(f, "Shops' servers call /api/v1/workspaces/{id}/ from now on, with a new API token.")?;
        writeln!(f, "The ids of orders, deposits, accounts, phones, messages and formats are as they were.")?;
        writeln!(f, "Who did what is told by these numbers:")?;
        for (there, here, email) in users {
            let who = email.as_ref().map_or("no member any more", |email| email.as_str());
            let invite = if email.is_some() && !known.contains(here) { ": invite them" } else { "" };
            writeln!(f, "  user {there} is user {here} here ({who}){invite}")?;
        }
        writeln!(
            f,
            "Left behind: {phones} phones' keys (give each a new URL), {endpoints} webhook endpoints (make them"
        )?;
        write!(f, "anew), logins, API tokens, invitations. No account is verified before a phone told of it.")?;
        if !workspace.is_active {
            write!(f, "\nIt is not active, as it was exported: activate it once its phones send here.")?;
        }
        Ok(())
    }
}

/// Who somebody of the other installation is here.
struct Here {
    id: UserId,
    /// Of a member.
    email: Option<Email>,
    /// Somebody signed up here with it.
    is_known: bool,
}

/// By their number there.
struct Names {
    people: BTreeMap<UserId, Here>,
    tokens: BTreeMap<u64, u64>,
}

/// Everybody whom the records name, and every token. Who is nobody here gets a number that nobody has or will have,
/// and so does every token: tokens stay behind.
async fn names(store: &Store, incoming: &mut Incoming) -> Result<Names> {
    let (mut users, mut numbers) = (BTreeSet::new(), BTreeSet::new());
    incoming.for_each_named(&mut |named| {
        let _ = match named {
            Named::User(user) => users.insert(*user),
            Named::Token(number) => numbers.insert(*number),
        };
    });
    let (mut people, mut tokens) = (BTreeMap::new(), BTreeMap::new());
    for there in numbers {
        tokens.insert(there, store.next_id(Sequence::Token, Some).await?);
    }
    for there in users {
        let email = incoming.members.iter().find(|member| member.user == there).map(|member| member.email.clone());
        let known = match &email {
            Some(email) => store.user_by_email(email).await?,
            None => None,
        };
        let id = match &known {
            Some(user) => user.id,
            None => store.next_id(Sequence::User, UserId::new).await?,
        };
        people.insert(there, Here { id, email, is_known: known.is_some() });
    }
    Ok(Names { people, tokens })
}

fn arrival(incoming: &Incoming, owner: &User, now: Timestamp) -> Result<Arrival> {
    let workspace = Workspace { owner: owner.id, ..incoming.workspace.clone() };
    let imported = (AuditedChange::WorkspaceImported, workspace.id.get());
    let whose = ChangedField::told("owner_id", None::<UserId>, Some(owner.id));
    Ok(Arrival {
        items: incoming.items(now)?,
        imported: store::audit::entry(workspace.id, Actor::Operator, imported, whose.into_iter().collect(), now),
        owner: Member {
            workspace: workspace.id,
            user: owner.id,
            email: owner.email.clone(),
            name: owner.name.clone(),
            role: Role::Owner,
            joined_at: now,
        },
        workspace,
    })
}

/// Refuses what the auditor would find in it.
fn in_order(arrival: &Arrival, now: Timestamp) -> Result<()> {
    let findings = auditor::audit(&arrival.all_items()?, now, None);
    let Some(first) = findings.first() else { return Ok(()) };
    bail!(
        "the export's books are not in order, so that nothing was imported: {} findings, the first: {first}. Was the \
         workspace in use while it was exported? Deactivate it, export it once more, and import that",
        findings.len()
    )
}

/// One file of records.
struct Part {
    begin: Begin,
    records: Vec<ExportedRecord>,
    is_last: bool,
}

/// All records of an export, from all of its files.
fn read(files: &[PathBuf]) -> Result<(Begin, Vec<ExportedRecord>)> {
    let mut parts = Vec::new();
    for file in files {
        let open = File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
        let mut zip = ZipArchive::new(open)
            .map_err(|_| anyhow!("{} is no whole export: it is cut off, or another file", file.display()))?;
        let names = zip.file_names().map(|name| Ok(name?.into_owned())).collect::<Result<Vec<_>>>()?;
        for name in names.into_iter().filter(|name| is_of_records(name)) {
            let lines = BufReader::new(zip.by_name(&name)?);
            parts.push(part(lines).with_context(|| format!("{}, {name}", file.display()))?);
        }
    }
    parts.sort_by_key(|part| part.begin.part);
    let begin = parts.first().map(|part| part.begin.clone()).context(
        "no records are in what was named: an export of LunePay 0.2 or later has them, in the last of its files",
    )?;
    ensure!(!begin.goes_on, "the first part of the export is missing: name all of its files");
    for (part, expected) in parts.iter().zip(begin.part..) {
        ensure!(part.begin.export == begin.export, "the files are of two exports: name those of one");
        ensure!(part.begin.part >= expected, "part {} was named twice", part.begin.part);
        ensure!(part.begin.part == expected, "part {expected} of the export is missing: name all of its files");
    }
    let is_whole = parts.last().is_some_and(|part| part.is_last);
    ensure!(is_whole, "the last part of the export is missing: name all of its files");
    Ok((begin, parts.into_iter().flat_map(|part| part.records).collect()))
}

fn is_of_records(name: &str) -> bool {
    name.starts_with("records-") && name.ends_with(".jsonl")
}

fn part(lines: impl BufRead) -> Result<Part> {
    let mut lines = lines.lines();
    let head = lines.next().context("it is empty")?.context("it is damaged")?;
    let Ok(Line::Begin(begin)) = serde_json::from_str(&head) else { bail!("its first line is none of an export's") };
    must_be_of_this_version(&begin)?;
    let (mut records, mut is_last) = (Vec::new(), false);
    for (line, nth) in lines.zip(2..) {
        let line = line.context("it is damaged")?;
        match serde_json::from_str(&line).with_context(|| format!("line {nth} cannot be read"))? {
            Line::Record(record) if !is_last => records.push(record),
            Line::End if !is_last => is_last = true,
            Line::Begin(_) | Line::Record(_) | Line::End => bail!("line {nth} stands where none may"),
        }
    }
    Ok(Part { begin, records, is_last })
}

/// Records are read as this version writes them: what an older one wrote was rewritten by no upgrade.
fn must_be_of_this_version(begin: &Begin) -> Result<()> {
    let number = |text: &str| text.parse::<u32>().unwrap_or(u32::MAX);
    let (theirs, own) = (number(&begin.data_version), number(VERSION));
    let by = format!("LunePay {} wrote it (data version {theirs}, this program has {own})", begin.lunepay);
    ensure!(theirs <= own, "{by}: bring this installation to that version first");
    ensure!(theirs == own, "{by}: bring that installation to this version, and export once more");
    Ok(())
}
