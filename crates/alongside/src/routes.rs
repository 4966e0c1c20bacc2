//! `alongside routes`: every route of the pages, for whoever tests them or puts something in front of them.

use std::io::Write;

use miette::IntoDiagnostic;
use serde_json::json;

/// The arguments of `alongside routes`.
#[derive(clap::Args)]
pub struct Args {
    /// As JSON instead of lines.
    #[arg(long)]
    json: bool,
}

/// Carries out the command.
pub fn run(args: &Args, out: &mut impl Write) -> miette::Result<()> {
    let routes = || web::routes::table();
    if args.json {
        let all: Vec<_> = routes()
            .map(|r| json!({"method": r.method, "path": r.path, "access": format!("{:?}", r.access)}))
            .collect();
        return writeln!(out, "{}", json!(all)).into_diagnostic();
    }
    for route in routes() {
        writeln!(
            out,
            "{:<5} {:<40} {:?}",
            route.method, route.path, route.access
        )
        .into_diagnostic()?;
    }
    Ok(())
}
