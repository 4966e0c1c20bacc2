//! Every form of every pack as a page and back.

mod inputs;
mod sample;
mod words;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::Path;

use askama::Template as _;
use domain::{FileId, History};
use pack::model::Form;
use pack::practice::{Asked, Context, FieldProblem, Settings, Submission, asked};
use pack::{Pack, Sources};

use super::choose::{Choice, Choices, OfKind};
use super::pairs::pairs;
use super::parse::parse;
use super::render::{Layout, Rendered, render};
use super::{Paper, rows};
use sample::Sample;

/// Every pack there is, by its name.
fn packs() -> Vec<(String, Pack)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.join("pack.yaml").is_file() {
            let sources = Sources::read_dir(&path).unwrap();
            let pack = Pack::read(&sources).0.expect("a pack that can be read");
            all.push((
                path.file_name().unwrap().to_string_lossy().into_owned(),
                pack,
            ));
        }
    }
    assert!(!all.is_empty());
    all
}

fn file(n: u128) -> FileId {
    FileId::from_bits(n)
}

fn hana_and_tama() -> Vec<(FileId, String)> {
    vec![
        (file(1), "Hana Wharetest".to_owned()),
        (file(2), "Tama Wharetest".to_owned()),
    ]
}

fn choices() -> Choices {
    let named = |from: u128, names: &[&str]| -> Vec<Choice> {
        (from..)
            .zip(names)
            .map(|(n, name)| Choice::new(file(n).to_string(), *name))
            .collect()
    };
    Choices {
        people: named(10, &["Nan Wharetest", "Rangi <b>Tauirapai</b>"]),
        workers: named(20, &["Ana Samplewaite", "Tui Samplewaite"]),
        sites: named(30, &["Te Kura Whakamātau"]),
        agencies: named(40, &["An agency"]),
        groups: named(50, &["A group"]),
        posts: named(60, &["A post"]),
        documents: vec![Choice::new("ab".repeat(32), "letter.pdf")],
        ..Choices::default()
    }
}

/// With records and matters of every kind a form asks for.
fn choices_for(form: &Form) -> Choices {
    let mut all = choices();
    for field in form.fields() {
        if let Some(of) = &field.of {
            let of_kind = OfKind {
                kind: of.as_str().to_owned(),
                choice: Choice::new(file(70).to_string(), "What happened on 3 May"),
            };
            all.records.push(of_kind.clone());
            all.matters.push(of_kind);
        }
    }
    all
}

fn asked_of(pack: &Pack, form: &Form, given: &Submission, files: &[FileId]) -> Asked {
    let (history, settings, failed) = (History::default(), Settings::default(), Cell::new(false));
    let context = Context {
        pack,
        history: &history,
        file: files[0],
        matter: None,
        answers: None,
        as_of: None,
        today: jiff::civil::date(2026, 6, 4),
        actor: None,
        settings: &settings,
        late: None,
        failed: &failed,
    };
    asked(form, &context, given, files)
}

fn rendered(
    paper: &Paper<'_>,
    given: &Submission,
    problems: &[FieldProblem],
    choices: &Choices,
) -> Rendered {
    let asked = asked_of(paper.pack, paper.form, given, &paper.files());
    let items = paper.pack.instruments.iter().map(|i| i.id.to_string());
    render(&Layout {
        paper: *paper,
        given,
        asked: &asked,
        problems,
        choices,
        unread: &BTreeSet::new(),
        items: &items.collect(),
    })
}

fn html(rendered: &Rendered) -> String {
    rendered.form.render().unwrap()
}

/// What a browser would send, were the page submitted as it stands.
fn sent(paper: &Paper<'_>, html: &str) -> Submission {
    let inputs = inputs::of(html);
    parse(paper, inputs.iter().map(|(n, v)| (n.as_str(), v.as_str())))
}

/// The people a form may be about: two where it may be about several.
fn about(form: &Form) -> Vec<(FileId, String)> {
    let mut all = hana_and_tama();
    if !form.about_siblings {
        all.truncate(1);
    }
    all
}

#[test]
fn every_form_filled_in_comes_back_as_it_was() {
    let mut forms = 0;
    for (name, pack) in packs() {
        for form in &pack.forms {
            let (about, choices) = (about(form), choices_for(form));
            let paper = Paper {
                pack: &pack,
                form,
                about: &about,
            };
            forms += 1;
            for seed in 0..12 {
                let given = Sample::new(&paper, &choices, seed).submission();
                let page = html(&rendered(&paper, &given, &[], &choices));
                let mut back = sent(&paper, &page);
                rows::compact(form, &mut back);
                let mut given = given;
                rows::compact(form, &mut given);
                assert_eq!(back, given, "{name}: {} with seed {seed}", form.title);
            }
        }
    }
    assert!(forms > 40, "only {forms} forms");
}

#[test]
fn inputs_written_out_read_back_without_a_page() {
    for (name, pack) in packs() {
        for form in &pack.forms {
            let (about, choices) = (about(form), choices_for(form));
            let paper = Paper {
                pack: &pack,
                form,
                about: &about,
            };
            for seed in 0..12 {
                let given = Sample::new(&paper, &choices, seed).submission();
                let all = pairs(&paper, &given);
                let back = parse(&paper, all.iter().map(|(n, v)| (n.as_str(), v.as_str())));
                assert_eq!(back, given, "{name}: {}", form.title);
            }
        }
    }
}

#[test]
fn an_empty_form_sends_no_answers() {
    for (_, pack) in packs() {
        for form in &pack.forms {
            let (about, choices) = (about(form), choices_for(form));
            let paper = Paper {
                pack: &pack,
                form,
                about: &about,
            };
            let mut given = Submission::default();
            rows::begin(&paper, &mut given);
            let mut back = sent(&paper, &html(&rendered(&paper, &given, &[], &choices)));
            rows::compact(form, &mut back);
            assert_eq!(back, Submission::default(), "{}", form.title);
        }
    }
}

#[test]
fn every_page_of_a_form_is_sound_html() {
    for (_, pack) in packs() {
        for form in &pack.forms {
            let (about, choices) = (about(form), choices_for(form));
            let paper = Paper {
                pack: &pack,
                form,
                about: &about,
            };
            for seed in 0..6 {
                let mut given = Sample::new(&paper, &choices, seed).submission();
                rows::begin(&paper, &mut given);
                let page = html(&rendered(&paper, &given, &[], &choices));
                let wrong = inputs::unsound(&page);
                assert!(wrong.is_empty(), "{}: {wrong:?}", form.title);
            }
        }
    }
}

#[test]
fn script_in_any_answer_is_written_as_text() {
    let script = "</textarea><script>alert(1)</script><img src=x onerror='a'>\"";
    for (_, pack) in packs() {
        for form in &pack.forms {
            let (about, choices) = (about(form), choices_for(form));
            let paper = Paper {
                pack: &pack,
                form,
                about: &about,
            };
            for seed in 0..4 {
                let given = Sample::saying(&paper, &choices, seed, script).submission();
                let page = html(&rendered(&paper, &given, &[], &choices));
                assert!(!page.contains("<script"), "{}", form.title);
                assert!(!page.contains("<img"), "{}", form.title);
                assert!(!page.contains("<b>"), "{}", form.title);
                let shown = words::shown(&paper, &given, &choices);
                assert!(!shown.contains("<script"), "{}", form.title);
                assert!(!shown.contains("<img"), "{}", form.title);
            }
        }
    }
}

#[test]
fn a_problem_leads_to_the_input_it_is_about() {
    for (_, pack) in packs() {
        for form in &pack.forms {
            let (about, choices) = (about(form), choices_for(form));
            let paper = Paper {
                pack: &pack,
                form,
                about: &about,
            };
            let mut given = Sample::new(&paper, &choices, 1).submission();
            rows::begin(&paper, &mut given);
            let asked = asked_of(&pack, form, &given, &paper.files());
            let scopes = std::iter::once((None, &asked.shared))
                .chain(asked.parts.iter().map(|(file, scope)| (Some(*file), scope)));
            let mut problems = Vec::new();
            for (part, scope) in scopes {
                let asked = scope.fields.iter().filter(|(_, asking)| asking.asked);
                problems.extend(asked.map(|(place, _)| FieldProblem {
                    field: place.clone(),
                    part,
                    message: format!("“{place}” is odd"),
                    remedy: "look again".into(),
                }));
            }
            let rendered = rendered(&paper, &given, &problems, &choices);
            let page = html(&rendered);
            let ids = inputs::ids(&page);
            assert_eq!(rendered.problems.problems.len(), problems.len());
            for problem in &rendered.problems.problems {
                // Notes and what is worked out hold no input.
                let inert = form.fields().any(|f| {
                    let note = *f.kind == pack::model::FieldType::Note;
                    (note || f.compute.is_some())
                        && problem.text.contains(&format!("“{}”", f.id.as_str()))
                });
                let Some(href) = &problem.href else {
                    assert!(inert, "{}: {} leads nowhere", form.title, problem.text);
                    continue;
                };
                assert!(
                    ids.contains(href) || inert,
                    "{}: {} leads to #{href}, which is not there",
                    form.title,
                    problem.text
                );
            }
        }
    }
}
