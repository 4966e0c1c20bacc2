//! `alongside serve`: the pages of a database, until it is told to stop. Beside them runs what passing time does.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use casework::Office;
use jiff::Timestamp;
use miette::{IntoDiagnostic, WrapErr, miette};
use web::App;

use crate::database::{Database, ids, office};

/// What is done every so often by one node.
const EVERY: Duration = Duration::from_secs(60);
/// What is being answered when it is told to stop has so long.
const GRACE: Duration = Duration::from_secs(10);

/// The arguments of `alongside serve`.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    listen: Listen,
    /// It is reached over HTTPS, through a proxy that encrypts: cookies go over nothing else.
    #[arg(long)]
    https: bool,
}

/// Where pages are served.
#[derive(clap::Args)]
pub struct Listen {
    /// The address and port to listen on.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
}

/// Carries out the command.
pub fn run(args: &Args) -> miette::Result<()> {
    let office = office(args.database.open()?);
    serve(&office, &args.listen, args.https, None)
}

/// Serves the pages of an office until it is told to stop; `demo` is the password of a demonstration.
pub fn serve(
    office: &Office,
    listen: &Listen,
    https: bool,
    demo: Option<&str>,
) -> miette::Result<()> {
    log();
    let mut app = App::new(
        office.clone(),
        Arc::new(Timestamp::now),
        Arc::new(rand::random::<u128>),
    );
    if https {
        app = app.behind_https();
    }
    if let Some(password) = demo {
        app = app.demonstration(password);
    }
    let runtime = tokio::runtime::Runtime::new().into_diagnostic()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(listen.listen)
            .await
            .into_diagnostic()
            .wrap_err_with(|| {
                format!(
                    "cannot listen on {}: is something else there? Choose another with --listen 127.0.0.1:PORT",
                    listen.listen
                )
            })?;
        let at = listener.local_addr().into_diagnostic()?;
        eprintln!("\nServing http://{at} (stop with Ctrl+C)");
        tokio::spawn(passing_time(office.clone()));
        let router = web::router(app).into_make_service_with_connect_info::<SocketAddr>();
        let (stopping, stopped) = tokio::sync::oneshot::channel::<()>();
        let serving = axum::serve(listener, router).with_graceful_shutdown(async move {
            told_to_stop().await;
            let _ = stopping.send(());
        });
        tokio::select! {
            done = async { serving.await } => done.into_diagnostic(),
            () = async {
                let _ = stopped.await;
                tokio::time::sleep(GRACE).await;
            } => Ok(()),
        }
    })
}

/// Ctrl+C, or the signal by which a system stops services.
async fn told_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let mut ended =
            match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
                Ok(ended) => ended,
                Err(_) => {
                    let _ = interrupted.await;
                    return;
                }
            };
        tokio::select! {
            _ = interrupted => {}
            _ = ended.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = interrupted.await;
}

async fn passing_time(office: Office) {
    let holder = format!("{:032x}", rand::random::<u128>());
    let mut every = tokio::time::interval(EVERY);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        every.tick().await;
        let (office, holder) = (office.clone(), holder.clone());
        let done = tokio::task::spawn_blocking(move || {
            let mut ids = ids();
            casework::timescale::tick::tick(&office, &mut ids, &holder, Timestamp::now())
        });
        match done.await.map_err(|error| miette!("{error}")) {
            Ok(Ok(Some(told))) if told > 0 => tracing::info!(told, "people were told"),
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::error!(%error, "what time does was not done"),
            Err(error) => tracing::error!(%error, "what time does was not done"),
        }
    }
}

/// Warnings and errors on standard error; more with RUST_LOG.
fn log() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}
