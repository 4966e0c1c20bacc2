//! Reads a drawing back: where everything stands, and whether it is fit for a page.

use roxmltree::{Document, Node};

use crate::picture::letters;

/// Left, top, right, bottom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame(pub i32, pub i32, pub i32, pub i32);

impl Frame {
    pub fn meets(&self, other: &Frame) -> bool {
        self.0 < other.2 && other.0 < self.2 && self.1 < other.3 && other.1 < self.3
    }

    pub fn is_inside(&self, other: &Frame) -> bool {
        self.0 >= other.0 && self.1 >= other.1 && self.2 <= other.2 && self.3 <= other.3
    }
}

fn number(node: &Node, name: &str) -> i32 {
    let value = node.attribute(name).unwrap_or_else(|| panic!("no {name}"));
    let parsed = value.parse();
    parsed.unwrap_or_else(|_| panic!("{name} is {value}, expected whole pixels"))
}

/// Where an element stands, if it stands anywhere itself.
pub fn frame(node: &Node) -> Option<Frame> {
    let n = |name| number(node, name);
    match node.tag_name().name() {
        "rect" => Some(Frame(
            n("x"),
            n("y"),
            n("x") + n("width"),
            n("y") + n("height"),
        )),
        "circle" => {
            let (x, y, r) = (n("cx"), n("cy"), n("r"));
            Some(Frame(x - r, y - r, x + r, y + r))
        }
        "polygon" | "polyline" => {
            let points = points(node);
            let xs = points.iter().map(|p| p.0);
            let ys = points.iter().map(|p| p.1);
            Some(Frame(
                xs.clone().min().unwrap(),
                ys.clone().min().unwrap(),
                xs.max().unwrap(),
                ys.max().unwrap(),
            ))
        }
        "text" => {
            let wide = letters::width(node.text().unwrap_or_default(), n("font-size"));
            let left = match node.attribute("text-anchor").unwrap() {
                "start" => n("x"),
                "middle" => n("x") - wide / 2,
                _ => n("x") - wide,
            };
            Some(Frame(left, n("y") - 10, left + wide, n("y") + 3))
        }
        _ => None,
    }
}

/// Reads a drawing; panics unless it is well-formed, named, free of styles and scripts, and inside its frame.
pub fn read(svg: &str) -> Document<'_> {
    let document = Document::parse(svg).unwrap_or_else(|e| panic!("{e}: {svg}"));
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    let named = root.attribute("aria-labelledby").unwrap();
    let title = root
        .children()
        .find(|n| n.has_tag_name((SVG, "title")))
        .unwrap();
    assert_eq!(title.attribute("id"), Some(named));
    let view = root.attribute("viewBox").unwrap();
    let view: Vec<i32> = view.split(' ').map(|n| n.parse().unwrap()).collect();
    let whole = Frame(view[0], view[1], view[2], view[3]);
    for node in document.descendants().filter(Node::is_element) {
        let tag = node.tag_name().name();
        assert!(
            !["style", "script", "foreignObject", "a", "image"].contains(&tag),
            "{tag}"
        );
        for attribute in node.attributes() {
            let name = attribute.name();
            assert!(
                name != "style" && !name.starts_with("on") && name != "href",
                "{name}"
            );
        }
        if let Some(frame) = frame(&node) {
            assert!(
                frame.is_inside(&whole),
                "{frame:?} of {node:?} outside {whole:?}"
            );
        }
    }
    document
}

pub const SVG: &str = "http://www.w3.org/2000/svg";

/// Somebody in a genogram as drawn.
pub struct Drawn {
    pub name: String,
    pub symbol: Frame,
    pub words: Vec<Frame>,
}

/// Everybody in a genogram.
pub fn people(document: &Document) -> Vec<Drawn> {
    let groups = document
        .descendants()
        .filter(|n| n.attribute("class") == Some("genogram-person"));
    groups
        .map(|group| Drawn {
            name: group
                .children()
                .find(|n| n.has_tag_name((SVG, "title")))
                .and_then(|n| n.text())
                .unwrap()
                .to_owned(),
            symbol: group.children().find_map(|n| frame(&n)).unwrap(),
            words: group
                .children()
                .filter(|n| n.has_tag_name((SVG, "text")))
                .filter_map(|n| frame(&n))
                .collect(),
        })
        .collect()
}

/// The lines of a genogram, point by point.
pub fn ties(document: &Document) -> Vec<Vec<(i32, i32)>> {
    let group = document
        .descendants()
        .find(|n| n.attribute("class") == Some("genogram-ties"))
        .unwrap();
    group.children().map(|node| points(&node)).collect()
}

fn points(node: &Node) -> Vec<(i32, i32)> {
    let points = node.attribute("points").unwrap().split(' ');
    let pair = points.map(|point| point.split_once(',').unwrap());
    pair.map(|(x, y)| (x.parse().unwrap(), y.parse().unwrap()))
        .collect()
}

/// Whether a line runs through a frame, by points a pixel or two apart.
pub fn runs_through(line: &[(i32, i32)], frame: &Frame) -> bool {
    line.windows(2).any(|pair| {
        let ((x, y), (tox, toy)) = (pair[0], pair[1]);
        let steps = (tox - x).abs().max((toy - y).abs()).max(1);
        (0..=steps).any(|step| {
            let at = (x + (tox - x) * step / steps, y + (toy - y) * step / steps);
            Frame(at.0, at.1, at.0 + 1, at.1 + 1).meets(frame)
        })
    })
}

/// That the golden file holds this; with `ALONGSIDE_GOLDEN=write` it is written instead.
pub fn golden(name: &str, svg: &str) {
    let path = format!(
        "{}/src/picture/tests/golden/{name}.svg",
        env!("CARGO_MANIFEST_DIR")
    );
    if std::env::var_os("ALONGSIDE_GOLDEN").is_some_and(|wish| wish == "write") {
        std::fs::write(&path, svg).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == svg,
        "{path} differs; look at the new drawing, then write it with ALONGSIDE_GOLDEN=write"
    );
}
