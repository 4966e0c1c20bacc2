//! Accounts: by which name and secret a worker signs in, and failed attempts. It hashes nothing, checks nothing, and knows
//! no roles; whether somebody may sign in is decided above.

use domain::FileId;
use jiff::Timestamp;

use crate::db::{Result, Row, Tx};
use crate::{args, sql};

/// A worker's account.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Their file.
    pub worker: FileId,
    /// The name they sign in with, folded.
    pub name: String,
    /// The hash of the password, as a PHC string.
    pub password: String,
    /// The secret of the second factor in base 32, once it was confirmed.
    pub second: Option<String>,
    /// The last step of time whose code was used.
    pub second_step: i64,
    /// Nobody signs in with it.
    pub disabled: bool,
    /// The password is to be changed first.
    pub must_change: bool,
    /// When it was last changed.
    pub changed: Timestamp,
}

fn account(row: &Row) -> Result<Account> {
    Ok(Account {
        worker: row.get(0)?,
        name: row.get(1)?,
        password: row.get(2)?,
        second: row.get(3)?,
        second_step: row.get(4)?,
        disabled: row.get::<i64>(5)? != 0,
        must_change: row.get::<i64>(6)? != 0,
        changed: row.get(7)?,
    })
}

/// The account of a folded name.
pub fn by_name(tx: &mut Tx<'_>, name: &str) -> Result<Option<Account>> {
    tx.query_one_opt(
        sql!(
            "SELECT worker, name, password, second, second_step, disabled, must_change, changed
             FROM account WHERE name = ?1"
        ),
        args![name],
        account,
    )
}

/// The account of a worker.
pub fn of_worker(tx: &mut Tx<'_>, worker: FileId) -> Result<Option<Account>> {
    tx.query_one_opt(
        sql!(
            "SELECT worker, name, password, second, second_step, disabled, must_change, changed
             FROM account WHERE worker = ?1"
        ),
        args![worker],
        account,
    )
}

/// The accounts of some workers.
pub fn of_workers(tx: &mut Tx<'_>, workers: &[FileId]) -> Result<Vec<Account>> {
    let ids: Vec<String> = workers.iter().map(ToString::to_string).collect();
    tx.query(
        sql!(
            "SELECT worker, name, password, second, second_step, disabled, must_change, changed
             FROM account WHERE worker IN {{texts ?1}} ORDER BY worker"
        ),
        args![crate::Value::texts(ids)],
        account,
    )
}

/// Keeps an account, new or changed.
pub fn put(tx: &mut Tx<'_>, account: &Account) -> Result<()> {
    tx.execute_one(
        sql!(
            "INSERT INTO account (worker, name, password, second, second_step, disabled, must_change, changed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (worker) DO UPDATE SET name = excluded.name, password = excluded.password,
                second = excluded.second, second_step = excluded.second_step, disabled = excluded.disabled,
                must_change = excluded.must_change, changed = excluded.changed"
        ),
        args![
            account.worker,
            &account.name,
            &account.password,
            account.second.as_deref(),
            account.second_step,
            account.disabled,
            account.must_change,
            account.changed
        ],
    )
}

/// Takes a step of time for a second factor; false where it, or a later one, was taken already.
pub fn take_step(tx: &mut Tx<'_>, worker: FileId, step: i64) -> Result<bool> {
    let taken = tx.execute(
        sql!("UPDATE account SET second_step = ?2 WHERE worker = ?1 AND second_step < ?2"),
        args![worker, step],
    )?;
    Ok(taken == 1)
}

/// How often something failed of late, and when last.
pub fn failures(tx: &mut Tx<'_>, key: &str) -> Result<Option<(i64, Timestamp)>> {
    tx.query_one_opt(
        sql!("SELECT failures, latest FROM attempt WHERE key = ?1"),
        args![key],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Keeps a failure. Failures before `since` are forgotten first.
pub fn failed(tx: &mut Tx<'_>, key: &str, at: Timestamp, since: Timestamp) -> Result<()> {
    tx.execute_one(
        sql!(
            "INSERT INTO attempt (key, failures, latest) VALUES (?1, 1, ?2)
             ON CONFLICT (key) DO UPDATE SET
                failures = CASE WHEN attempt.latest < ?3 THEN 1 ELSE attempt.failures + 1 END, latest = ?2"
        ),
        args![key, at, since],
    )
}

/// Forgets the failures of a key.
pub fn succeeded(tx: &mut Tx<'_>, key: &str) -> Result<()> {
    tx.execute(sql!("DELETE FROM attempt WHERE key = ?1"), args![key])?;
    Ok(())
}

/// Forgets failures before an instant.
pub fn forget_attempts(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64> {
    tx.execute(sql!("DELETE FROM attempt WHERE latest < ?1"), args![before])
}
