//! Reading the inputs of our own pages as a browser would send them, and what a browser would stumble over.

use std::collections::BTreeSet;

/// A tag with its attributes, and the text up to the next tag.
struct Tag<'h> {
    name: &'h str,
    attributes: Vec<(&'h str, String)>,
    after: &'h str,
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#38;", "&")
        .replace("&amp;", "&")
}

fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut all = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let end = rest.find('>').expect("a tag that ends");
        let (inside, after) = (&rest[..end], &rest[end + 1..]);
        let name_end = inside.find(char::is_whitespace).unwrap_or(inside.len());
        let mut attributes = Vec::new();
        let mut left = inside[name_end..].trim_start();
        while !left.is_empty() {
            let key_end = left
                .find(|c: char| c == '=' || c.is_whitespace())
                .unwrap_or(left.len());
            let key = &left[..key_end];
            left = &left[key_end..];
            let mut value = String::new();
            if let Some(quoted) = left.strip_prefix("=\"") {
                let close = quoted.find('"').expect("an attribute that ends");
                value = unescape(&quoted[..close]);
                left = &quoted[close + 1..];
            }
            attributes.push((key, value));
            left = left.trim_start();
        }
        let text_end = after.find('<').unwrap_or(after.len());
        all.push(Tag {
            name: &inside[..name_end],
            attributes,
            after: &after[..text_end],
        });
        rest = after;
    }
    all
}

impl Tag<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(k, _)| *k == key)
            .map(|(_, v)| v.as_str())
    }
}

/// Names and values as they would be sent.
pub fn of(html: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut select: Option<String> = None;
    for tag in tags(html) {
        let name = tag.get("name").unwrap_or_default().to_owned();
        match tag.name {
            "input" => {
                let ticked = matches!(tag.get("type"), Some("radio" | "checkbox"));
                if !ticked || tag.get("checked").is_some() {
                    all.push((name, tag.get("value").unwrap_or_default().to_owned()));
                }
            }
            "textarea" => {
                let text = tag.after.strip_prefix('\n').unwrap_or(tag.after);
                // A browser sends line ends as two characters.
                all.push((name, unescape(text).replace('\n', "\r\n")));
            }
            "select" => select = Some(name),
            "/select" => select = None,
            "option" => {
                if let (Some(select), true) = (&select, tag.get("selected").is_some()) {
                    all.push((
                        select.clone(),
                        tag.get("value").unwrap_or_default().to_owned(),
                    ));
                }
            }
            _ => {}
        }
    }
    all
}

/// As [`unsound`], of a whole page, where some tags need no end.
#[allow(dead_code, reason = "tests of whole pages alone ask")]
pub fn unsound_page(html: &str) -> Vec<String> {
    unsound(&html.replace("<!DOCTYPE html>", ""))
}

/// Every identifier on the page.
#[allow(dead_code, reason = "tests of forms alone ask")]
pub fn ids(html: &str) -> BTreeSet<String> {
    tags(html)
        .iter()
        .filter_map(|t| t.get("id").map(str::to_owned))
        .collect()
}

/// What a browser or a screen reader would stumble over.
pub fn unsound(html: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let tags = tags(html);
    let mut ids = BTreeSet::new();
    for tag in &tags {
        if let Some(id) = tag.get("id")
            && !ids.insert(id.to_owned())
        {
            wrong.push(format!("two of #{id}"));
        }
    }
    for tag in &tags {
        for key in ["for", "aria-describedby", "aria-labelledby"] {
            for id in tag.get(key).unwrap_or_default().split_whitespace() {
                if !ids.contains(id) {
                    wrong.push(format!("{key} names #{id}, which is not there"));
                }
            }
        }
        if tag.get("style").is_some() || tag.attributes.iter().any(|(k, _)| k.starts_with("on")) {
            wrong.push(format!("<{}> with style or script of its own", tag.name));
        }
    }
    let labelled: BTreeSet<&str> = tags
        .iter()
        .filter(|t| t.name == "label")
        .filter_map(|t| t.get("for"))
        .collect();
    for tag in tags
        .iter()
        .filter(|t| matches!(t.name, "input" | "select" | "textarea"))
    {
        let id = tag.get("id").unwrap_or_default();
        if tag.get("type") != Some("hidden") && !labelled.contains(id) {
            wrong.push(format!("#{id} has no label"));
        }
    }
    let mut open: Vec<&str> = Vec::new();
    for tag in &tags {
        match tag.name.strip_prefix('/') {
            Some(name) => {
                if open.pop() != Some(name) {
                    wrong.push(format!("</{name}> closes nothing"));
                }
            }
            None if matches!(tag.name, "input" | "br" | "hr" | "meta" | "link" | "img") => {}
            None => open.push(tag.name),
        }
    }
    wrong.extend(open.iter().map(|name| format!("<{name}> stays open")));
    wrong
}
