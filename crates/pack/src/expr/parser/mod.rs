//! Words to a tree, by operator strength. The text's length, the number of nodes and the depth of the tree are bounded
//! while it is built, chains of operators included, so that neither this nor anything after it can exhaust the stack.

mod primary;

use super::ExprProblem;
use super::ast::{Ast, Kind, Op};
use super::lexer::{Token, Word, words};

/// The longest expression, in characters.
pub const MAX_CHARACTERS: usize = 1_000;
/// The most nodes in an expression.
pub const MAX_NODES: usize = 400;
/// The most levels of brackets, signs and calls; and the height of the tree is at most four times that.
pub const MAX_DEPTH: usize = 24;
const MAX_HEIGHT: usize = 4 * MAX_DEPTH;

/// A tree and its height.
type Parsed = Result<(Ast, usize), ExprProblem>;

pub(super) fn parse(text: &str) -> Result<Ast, ExprProblem> {
    if text.chars().nth(MAX_CHARACTERS).is_some() {
        return Err(
            ExprProblem::new(MAX_CHARACTERS, "the expression is too long")
                .expected(format!("at most {MAX_CHARACTERS} characters")),
        );
    }
    let words = words(text)?;
    if let [
        Token {
            kind: Word::End, ..
        },
    ] = words.as_slice()
    {
        return Err(
            ExprProblem::new(0, "the expression is empty").expected("a condition or a value")
        );
    }
    let mut parser = Parser {
        words,
        next: 0,
        nodes: 0,
        depth: 0,
        inside_each: false,
    };
    let (ast, _) = parser.expression()?;
    match &parser.peek().kind {
        Word::End => Ok(ast),
        _ => Err(parser.unexpected("an operator or the end")),
    }
}

struct Parser {
    words: Vec<Token>,
    next: usize,
    nodes: usize,
    depth: usize,
    inside_each: bool,
}

impl Parser {
    /// The next word; the last is [`Word::End`] and stays.
    fn peek(&self) -> &Token {
        &self.words[self.next.min(self.words.len() - 1)]
    }

    fn take(&mut self) -> Token {
        let token = self.peek().clone();
        self.next += 1;
        token
    }

    fn takes(&mut self, sign: &str) -> bool {
        let there = matches!(self.peek().kind, Word::Sign(found) if found == sign);
        self.next += usize::from(there);
        there
    }

    fn need(&mut self, sign: &str) -> Result<(), ExprProblem> {
        if self.takes(sign) {
            Ok(())
        } else {
            Err(self.unexpected(&format!("`{sign}`")))
        }
    }

    fn unexpected(&self, expected: &str) -> ExprProblem {
        let token = self.peek();
        let problem = ExprProblem::new(token.at, format!("unexpected {}", token.kind.describe()))
            .expected(expected);
        let meant = match &token.kind {
            Word::Name(name) => match name.to_ascii_lowercase().as_str() {
                "and" => Some("&&"),
                "or" => Some("||"),
                "not" => Some("!"),
                "is" => Some("=="),
                "then" => Some("?"),
                "else" => Some(":"),
                _ => None,
            },
            _ => None,
        };
        ExprProblem {
            nearest: meant.map(str::to_owned),
            ..problem
        }
    }

    /// Counts a node over parts of the given heights.
    fn node(&mut self, at: usize, kind: Kind, heights: &[usize]) -> Parsed {
        self.nodes += 1;
        let height = 1 + heights.iter().max().copied().unwrap_or(0);
        if self.nodes > MAX_NODES || height > MAX_HEIGHT {
            return Err(ExprProblem::new(at, "the expression has too many parts")
                .expected("a shorter one, or several"));
        }
        Ok((Ast { at, kind }, height))
    }

    /// Goes one level deeper for the time of `inner`.
    fn deeper(&mut self, inner: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        if self.depth >= MAX_DEPTH {
            return Err(ExprProblem::new(self.peek().at, "nested too deeply")
                .expected(format!("at most {MAX_DEPTH} levels")));
        }
        self.depth += 1;
        let result = inner(self);
        self.depth -= 1;
        result
    }

    fn expression(&mut self) -> Parsed {
        self.deeper(|this| {
            let (condition, a) = this.binary(1)?;
            let at = this.peek().at;
            if !this.takes("?") {
                return Ok((condition, a));
            }
            let (yes, b) = this.binary(1)?;
            this.need(":")?;
            let (no, c) = this.expression()?;
            this.node(
                at,
                Kind::If(Box::new(condition), Box::new(yes), Box::new(no)),
                &[a, b, c],
            )
        })
    }

    fn operator(&self) -> Option<Op> {
        let written = match &self.peek().kind {
            Word::Sign(sign) => *sign,
            Word::Name(name) if &**name == "in" => "in",
            _ => return None,
        };
        use Op::*;
        [
            Or, And, Equal, Unequal, Less, LessEqual, More, MoreEqual, In, Add, Subtract, Multiply,
            Divide,
        ]
        .into_iter()
        .find(|op| op.sign() == written)
    }

    /// Operands joined by operators at least so strong.
    fn binary(&mut self, least: u8) -> Parsed {
        let (mut left, mut height) = self.unary()?;
        let mut compared = false;
        while let Some(op) = self.operator().filter(|op| op.strength() >= least) {
            let token = self.take();
            let comparison = op.strength() == 3;
            if comparison && compared {
                return Err(ExprProblem::new(token.at, "two comparisons in a row")
                    .expected("each on its own, joined by `&&`"));
            }
            compared = comparison;
            let (right, other) = self.binary(op.strength() + 1)?;
            (left, height) = self.node(
                token.at,
                Kind::Binary(op, Box::new(left), Box::new(right)),
                &[height, other],
            )?;
        }
        Ok((left, height))
    }

    fn unary(&mut self) -> Parsed {
        let at = self.peek().at;
        if self.takes("!") {
            return self.deeper(|this| {
                let (one, height) = if this.sign("!") {
                    this.unary()?
                } else {
                    this.postfix()?
                };
                this.node(at, Kind::Not(Box::new(one)), &[height])
            });
        }
        if self.takes("-") {
            return self.deeper(|this| {
                let (one, height) = if this.sign("-") {
                    this.unary()?
                } else {
                    this.postfix()?
                };
                this.node(at, Kind::Minus(Box::new(one)), &[height])
            });
        }
        self.postfix()
    }

    fn sign(&self, sign: &str) -> bool {
        matches!(self.peek().kind, Word::Sign(found) if found == sign)
    }
}
