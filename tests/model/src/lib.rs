//! A model of the pairing protocol, in the crate `stateright`: every order in which the programs' requests can reach
//! the table and the queue, explored to the end of a scene.
//!
//! # What a step is
//! One step is one request that changes or reads the table, as the code sends it; between any two steps of a program,
//! any other program may take any of its own. [`Code`] names each step after the function that sends the request:
//!
//! | step | code |
//! |---|---|
//! | `PlaceOrder` | `store::orders::place_order`, in `pairing::place` |
//! | `Order`, `WriteOrder` | `store::orders::{order, write_order}`, in `pairing::{amend, expire}` |
//! | `Deposit`, `Order`, `WritePair` | `store::pair::write_pair` after its reads, in `pairing::by_hand` |
//! | `Guard`, `OrdersFor` | the parallel reads of `pairing::receive::first_look`, in either order |
//! | `PairNew`, `Record` | `store::pair::{pair_new, record}`, in `pairing::receive` |
//! | `LookAtDeposits`, `LookAtOrders`, `PairWaiting` | `store::waiting`, `store::pair::pair_waiting`, in `pairing::settle` |
//! | `WaitingAmounts` | `store::deposits::waiting_amounts`, in `settle_all` |
//! | `NoteReport`, `WriteReversal` | one transaction each, over the guard as it was read, in `pairing::receive` |
//! | `Page`, `Press`, `Restore` | a person reads a deposit's page; release, dismiss, restore |
//! | `Approve`, `HeldDeposits`, `Release` | an approved sender: the workspace's item, the list, each release |
//! | `WriteWorkspace` | `store::workspaces::write_workspace`, and the `Revisit` around it |
//! | `LeaveOver`, `ChoiceTooOld` | the bound of `settle`, the age of a choice in `receive` |
//!
//! What can go wrong: a program dies after any commit, between any two steps of its look; the reply of any transaction
//! that pairs, records or changes an order is lost, and the transaction sent again; a message is delivered twice at
//! once, and again after each death; a look is delivered at any time. None of it is bounded, except by [`Scene`].
//!
//! # What is made small, and why nothing is lost by it
//! - **Amounts and names** are two and five: the protocol compares them, and computes nothing. `Xa` and `Xb` are what a
//!   bank cuts to `X`, and `Bx` can be read as `X`, so that *same*, *cut* and *differs* all occur, and two readings.
//!   `tests/suite/rules.rs` holds every rule of [`rules`] against `domain`, for every case that these words can make.
//! - **Time** is three ticks: before the one deadline, within its grace, after it. No rule asks for more. Of ages the
//!   model knows nothing: a choice is sent however old it is, which is more than `CHOICE_GOOD_FOR_MS` allows.
//! - **Versions** are a bit of their reader, cleared by whoever writes the item: all that a comparison can tell,
//!   without numbers that grow for ever.
//! - **A start** is the first request, and a program that dies before its commit never began: nobody can tell.
//! - **Tries** are without bound; that `settle` stops at eight is a step that may come after any pass (`bounded`).
//! - **The insurance** of a call (`store::insure`) is delivered when the call has died, and is lost when it has not: so
//!   each look of a call is proved without it, and each death with it. Taken as given: a call and the queue do not
//!   fail together, and a call is over before its insurance comes (10 s against 30 s, `template.yaml`). The sweeper may
//!   run longer; [`covered`] shows that its insurance may come early, since an order that is due is passed over anyway.
//! - **The sweeper**'s page is a program for each of its orders; a settling reads its orders at once. Where a Query is
//!   no snapshot (`torn`), it reads name after name, and can miss an order that is being renamed.
//! - **Evidence**: [`evidence`] says when two reports are one transfer. Moments are numbers of which three distances
//!   matter; balances are equal, different or unknown; a guard keeps as many occurrences as the scene says, which
//!   stands for its age limit too. Each message has a hidden transfer that only properties read. A person in a scene
//!   says only what is true of the transfers, as far as the deposit's page shows it, and may press late.
//! - A write that is refused unless all that it read is unchanged is one step with these reads; a lost reply of it is
//!   the same write, found done. This holds of `NoteReport`, `WriteReversal`, `Restore` and `Release`.
//! - **The recheck** of an approval comes after every program has ended that read the workspace before it.
//! - **Left out**: balance items that expire, reversals in another spelling, other workspaces (nothing is shared), ids
//!   and numbers (counted elsewhere), pages (a look sees all of an amount), deactivated workspaces, the match window,
//!   and all that only an answer tells.
//!
//! # What is looked for
//! I1, I2, I3, I8, I9, I11, I12, I13, I15 and I16 in every state; I4 and I5 at rest, which is whenever no program is at
//! work and nothing in the queue must be; and what the hidden transfer tells: no transfer pays twice, none is held for
//! a fake, none is lost behind a sender that may not pay, and nothing pays that the bank took back. Scenes with the
//! protocol as it is are in [`scenes`]; [`mutants`] are the protocol without one of its conditions or looks, each in a
//! scene that shows what it was for.

mod check;
pub mod evidence;
mod evidence_check;
mod evidence_mutants;
mod evidence_scenes;
mod explore;
mod holds;
mod model;
mod mutants;
mod part_mutants;
pub mod rules;
mod scene;
pub mod scenes;
mod state;
mod step;
mod switch;
pub mod table;

pub use explore::{Explored, counterexample, explore};
pub use model::{Action, Code, Fate, Pairing};
pub use mutants::{Mutant, covered, mutants};
pub use rules::Change;
pub use scene::{Call, Message, NewOrder, Scene};
pub use state::{Looks, State, Task};
pub use switch::{Protocol, Switch};
pub use table::{Amount, Deadline, Name};
