//! Somebody's file: its first page, and the pages behind it. What may be seen there is casework's to say; every page of it is
//! in the log before it is drawn.

mod act;
mod chronology;
mod documents;
mod facts;
mod front;
mod head;
mod known;
mod looked;
mod meaning;
mod people;
mod plan;
mod print;
mod records;
mod scores;
mod timeline;
mod timescales;
mod why;
mod words;

use axum::extract::RawQuery;
use casework::known as parsed;
use casework::read::folder::{Folder, Want, open};
use domain::FileId;

use crate::body::Sent;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::routes::routes;

routes! {
    get "/files/{file}" SignedIn => front::show;
    get "/files/{file}/print" SignedIn => print::show;
    get "/files/{file}/timeline" SignedIn => timeline::show;
    get "/files/{file}/chronology" SignedIn => chronology::show;
    get "/files/{file}/plan" SignedIn => plan::show;
    get "/files/{file}/people" SignedIn => people::show;
    get "/files/{file}/scores" SignedIn => scores::show;
    get "/files/{file}/records" SignedIn => records::show;
    get "/files/{file}/documents" SignedIn => documents::show;
    get "/files/{file}/timescales" SignedIn => timescales::show;
    get "/files/{file}/timescales/why" SignedIn => why::show;
    post "/files/{file}/timescales/direct" SignedIn => why::direct;
    get "/files/{file}/facts" SignedIn => facts::show;
    get "/files/{file}/looked" SignedIn => looked::show;
    get "/files/{file}/matters/{matter}/allocate" SignedIn => act::allocate::ask;
    post "/files/{file}/matters/{matter}/allocate" SignedIn => act::allocate::send;
    get "/files/{file}/matters/{matter}/hand-over" SignedIn => act::hand_over::ask;
    post "/files/{file}/matters/{matter}/hand-over" SignedIn => act::hand_over::send;
    get "/files/{file}/involvements/{involvement}/end" SignedIn => act::end::ask;
    post "/files/{file}/involvements/{involvement}/end" SignedIn => act::end::send;
    get "/files/{file}/matters/{matter}/move" SignedIn => act::move_stage::ask;
    post "/files/{file}/matters/{matter}/move" SignedIn => act::move_stage::send;
    get "/files/{file}/matters/{matter}/reopen" SignedIn => act::reopen::ask;
    post "/files/{file}/matters/{matter}/reopen" SignedIn => act::reopen::send;
    get "/files/{file}/restrict" SignedIn => act::restrict::ask;
    post "/files/{file}/restrict" SignedIn => act::restrict::send;
    get "/files/{file}/unrestrict" SignedIn => act::unrestrict::ask;
    post "/files/{file}/unrestrict" SignedIn => act::unrestrict::send;
    get "/files/{file}/same" SignedIn => act::same::ask;
    post "/files/{file}/same" SignedIn => act::same::send;
    get "/files/{file}/not-same" SignedIn => act::not_same::ask;
    post "/files/{file}/not-same" SignedIn => act::not_same::send;
}

/// Opens the file of an address.
async fn opened(ctx: &Ctx, file: &str, page: &'static str, want: Want) -> Result<Folder, Problem> {
    let file: FileId = parsed(file, "file")?;
    ctx.run(move |office, acting, _| open(office, acting, file, page, want))
        .await
}

/// The query of an address.
fn asked(RawQuery(query): RawQuery) -> Sent {
    Sent::parse(query.unwrap_or_default().as_bytes())
}

/// A text in the query of an address.
fn in_query(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
