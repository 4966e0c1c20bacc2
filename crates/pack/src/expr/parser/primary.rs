//! The smallest parts of an expression and what follows them directly: literals, names, brackets, calls, members.

use std::sync::Arc;

use super::super::ExprProblem;
use super::super::ast::{Ast, Each, Kind};
use super::super::lexer::Word;
use super::{Parsed, Parser};

/// Words that CEL keeps for itself.
const RESERVED: [&str; 17] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "package",
    "namespace",
    "return",
    "var",
    "void",
    "while",
];

impl Parser {
    /// A primary and the members after it.
    pub(super) fn postfix(&mut self) -> Parsed {
        let (mut ast, mut height) = self.primary()?;
        loop {
            if self.sign("[") {
                return Err(
                    self.unexpected("no `[…]` after a value (use `exists`, `filter` or `in`)")
                );
            }
            if !self.takes(".") {
                return Ok((ast, height));
            }
            let token = self.take();
            let Word::Name(name) = token.kind else {
                self.next -= 1;
                return Err(self.unexpected("a name after the dot"));
            };
            if matches!(&*name, "in" | "true" | "false" | "null") {
                return Err(ExprProblem::new(
                    token.at,
                    format!("`{name}` cannot be a name"),
                ));
            }
            if !self.takes("(") {
                (ast, height) =
                    self.node(token.at, Kind::Member(Box::new(ast), name), &[height])?;
                continue;
            }
            (ast, height) = self.each(ast, height, token.at, &name)?;
        }
    }

    /// `.exists(name, body)` and its kin, from after the bracket.
    fn each(&mut self, list: Ast, height: usize, at: usize, word: &str) -> Parsed {
        let Some(each) = Each::from_name(word) else {
            return Err(ExprProblem::new(at, format!("`.{word}(…)` is not known"))
                .expected(format!("one of `.exists`, `.all`, `.filter`, `.map`, or `{word}(…)` if it is a function"))
                .nearest(word, Each::NAMES));
        };
        if self.inside_each {
            return Err(ExprProblem::new(at, format!("`.{word}` inside another"))
                .expected("only one of them at a time"));
        }
        let token = self.take();
        let Word::Name(name) = token.kind else {
            self.next -= 1;
            return Err(self.unexpected("a name for each item"));
        };
        self.refuse_reserved(&name, token.at)?;
        self.need(",")?;
        self.inside_each = true;
        let (body, inner) = self.expression()?;
        self.inside_each = false;
        self.need(")")?;
        self.node(
            at,
            Kind::Each(each, Box::new(list), name, Box::new(body)),
            &[height, inner],
        )
    }

    fn refuse_reserved(&self, name: &Arc<str>, at: usize) -> Result<(), ExprProblem> {
        if RESERVED.contains(&&**name) || matches!(&**name, "in" | "true" | "false" | "null") {
            return Err(
                ExprProblem::new(at, format!("`{name}` is a word of the language"))
                    .expected("another name"),
            );
        }
        Ok(())
    }

    fn primary(&mut self) -> Parsed {
        let token = self.take();
        let kind = match token.kind {
            Word::Int(number) => Kind::Int(number),
            Word::Num(number) => Kind::Num(number),
            Word::Text(text) => Kind::Text(text),
            Word::Sign("(") => {
                let inner = self.expression()?;
                self.need(")")?;
                return Ok(inner);
            }
            Word::Sign("[") => {
                let (parts, heights) = self.parts("]")?;
                return self.node(token.at, Kind::List(parts), &heights);
            }
            Word::Name(name) => match &*name {
                "true" => Kind::Bool(true),
                "false" => Kind::Bool(false),
                "null" => Kind::Null,
                "not"
                    if !self.sign("(")
                        && self.peek().kind != Word::End
                        && self.operator().is_none() =>
                {
                    self.next -= 1;
                    return Err(self.unexpected("a value"));
                }
                _ => {
                    self.refuse_reserved(&name, token.at)?;
                    if self.takes("(") {
                        let (parts, heights) = self.parts(")")?;
                        return self.node(token.at, Kind::Call(name, parts), &heights);
                    }
                    Kind::Name(name)
                }
            },
            Word::Sign(_) | Word::End => {
                self.next -= 1;
                return Err(self.unexpected("a value"));
            }
        };
        self.node(token.at, kind, &[])
    }

    /// Expressions with commas between, up to the closing bracket.
    fn parts(&mut self, close: &str) -> Result<(Vec<Ast>, Vec<usize>), ExprProblem> {
        let (mut parts, mut heights) = (Vec::new(), Vec::new());
        if self.takes(close) {
            return Ok((parts, heights));
        }
        loop {
            let (part, height) = self.expression()?;
            parts.push(part);
            heights.push(height);
            if self.takes(close) {
                return Ok((parts, heights));
            }
            if !self.takes(",") {
                return Err(self.unexpected(&format!("`,` or `{close}`")));
            }
        }
    }
}
