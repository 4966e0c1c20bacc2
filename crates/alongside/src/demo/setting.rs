//! What is loaded unless the command line says otherwise: `demo/demo.yaml`, a list of packs with their stories, and the
//! password of everybody in them. It reads; it loads nothing.

use pack::text::{Fields, FromNode, Node, Problems, Spanned, parse};

use super::embedded;

/// Where the setting stands.
const PATH: &str = "demo/demo.yaml";

/// One provider to load.
pub struct Load {
    /// A pack of `packs/`.
    pub pack: Spanned<String>,
    /// A story of `demo/`.
    pub story: Spanned<String>,
}

/// What is loaded.
pub struct Setting {
    /// Providers, each a pack and a story.
    pub load: Vec<Load>,
    /// What everybody in the demonstration signs in with.
    pub password: String,
}

impl FromNode for Load {
    fn expected() -> String {
        "`pack` and `story`".into()
    }
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
        let mut fields = Fields::of(node, "a provider to load", problems)?;
        let pack = fields.required::<Spanned<String>>("pack");
        let story = fields.required::<Spanned<String>>("story");
        fields.done();
        Some(Self {
            pack: pack?,
            story: story?,
        })
    }
}

/// Reads the setting the program was built with.
pub fn built_in() -> Result<Setting, Box<Problems>> {
    read(embedded::text(PATH).unwrap_or_default())
}

fn read(text: &str) -> Result<Setting, Box<Problems>> {
    let mut problems = Problems::new();
    let file = problems.file(PATH);
    let setting =
        parse(file, text.as_bytes(), &mut problems).and_then(|node| of(&node, &mut problems));
    match setting {
        Some(setting) if !problems.has_errors() => Ok(setting),
        _ => Err(Box::new(problems)),
    }
}

fn of(node: &Node, problems: &mut Problems) -> Option<Setting> {
    let mut fields = Fields::of(node, "the demonstration", problems)?;
    let load = fields.required::<Vec<Load>>("load");
    let password = fields.required::<String>("password");
    fields.done();
    let load = load?;
    for one in &load {
        if embedded::pack(&one.pack).files.is_empty() {
            problems
                .error(one.pack.span, format!("there is no pack `{}`", *one.pack))
                .expected("the name of a folder of packs/");
        }
        if embedded::text(&format!("demo/{}", *one.story)).is_none() {
            problems
                .error(one.story.span, format!("there is no `{}`", *one.story))
                .expected("a file of demo/");
        }
    }
    Some(Setting {
        load,
        password: password?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_in_reads() {
        let setting = built_in().unwrap_or_else(|wrong| panic!("{wrong}"));
        assert!(!setting.load.is_empty());
        assert!(setting.password.chars().count() >= 12);
    }

    #[test]
    fn a_pack_or_story_that_is_not_there_is_told_with_its_place() {
        let wrong = read("password: x\nload: [{pack: nowhere, story: none.yaml}]\n");
        let wrong = wrong.err().expect("two mistakes").to_string();
        assert!(wrong.contains("demo/demo.yaml:2:15"), "{wrong}");
        assert!(wrong.contains("there is no `none.yaml`"), "{wrong}");
    }
}
